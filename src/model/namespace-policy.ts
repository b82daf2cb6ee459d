import type { StringMap } from '../snapshot/records/index.ts';
import type { PodSecurityLevel } from './pod-security.ts';
import { POD_SECURITY_LEVELS } from './pod-security.ts';
import { labelOf } from './selectors.ts';
import type { PodSecurityMode, PodSecurityPolicy } from './types.ts';

const PREFIX = 'pod-security.kubernetes.io/';

export const POD_SECURITY_MODES = ['enforce', 'audit', 'warn'] as const;

const KEYS: ReadonlySet<string> = new Set(POD_SECURITY_MODES.flatMap((mode) => [mode, `${mode}-version`]));

const VERSION = /^v1\.(?<minor>0|[1-9]\d*)$/;

/**
 * The Pod Security labels of a namespace, as the admission plugin reads them (k8s.io/pod-security-admission api.PolicyToEvaluate): with an
 * invalid level, `enforce` applies restricted, and the other modes nothing; an invalid version is the latest.
 */
export function podSecurityPolicyOf(labels: StringMap): PodSecurityPolicy {
  const invalid: { key: string; value: string }[] = [];
  const unknownKeys: string[] = [];
  for (const [key, value] of Object.entries(labels))
    if (key.startsWith(PREFIX) && !KEYS.has(key.slice(PREFIX.length))) unknownKeys.push(`${key}=${value}`);
  const modeOf = (mode: (typeof POD_SECURITY_MODES)[number]): PodSecurityMode | undefined => {
    const level = labelOf(labels, PREFIX + mode);
    const version = labelOf(labels, `${PREFIX}${mode}-version`);
    const minor = version === undefined ? undefined : VERSION.exec(version)?.groups?.['minor'];
    if (version !== undefined && version !== 'latest' && minor === undefined)
      invalid.push({ key: `${PREFIX}${mode}-version`, value: version });
    if (level !== undefined && !isLevel(level)) invalid.push({ key: PREFIX + mode, value: level });
    if (level === undefined) return undefined;
    return {
      level: isLevel(level) ? level : mode === 'enforce' ? 'restricted' : 'privileged',
      ...(minor !== undefined && { minor: Number(minor) }),
    };
  };
  const [enforce, audit, warn] = POD_SECURITY_MODES.map(modeOf);
  return {
    ...(enforce && { enforce }),
    ...(audit && { audit }),
    ...(warn && { warn }),
    invalid,
    unknownKeys,
  };
}

function isLevel(text: string): text is PodSecurityLevel {
  return (POD_SECURITY_LEVELS as readonly string[]).includes(text);
}
