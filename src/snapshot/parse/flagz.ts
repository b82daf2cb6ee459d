/**
 * `/flagz`: JSON `config.k8s.io/v1beta1` (Kubernetes 1.36 on) and v1alpha1 (1.35), or text (1.32 to 1.34) whose separator
 * between name and value the server picks at random, to discourage parsing. This parser detects the separator. The title of
 * the text is `NAME flags` (component-base v0.32 to v0.34, zpages/flagz/flagz.go) or `NAME flagz` (apiserver v0.36).
 */
import type { FlagzRecord } from '../records/index.ts';
import { isDangerousKey, isObject } from '../project/raw.ts';
import { redactValue } from '../redact.ts';
import { cleanLine, TEXT_LIMITS } from '../text.ts';

/** Longest first: `: ` must not be parsed as `:` with a value that begins with a space. */
const SEPARATORS = [': ', '=', ':', ' '] as const;
const NAME = /^-{0,2}([a-z][a-z0-9_.-]*)/;
const TITLE = /^(\S+) flag[sz]$/;
/** The API server has the most flags, two hundred and sixty. */
const MAX_FLAGS = 2_000;

/**
 * Flag names (without dashes, `_` as `-`) and their effective values, redacted; undefined when the text is no flagz, or has
 * more flags than any component.
 */
export function parseFlagz(body: string): Record<string, string> | undefined {
  const text = body.trimStart();
  const pairs = text.startsWith('{') ? jsonPairs(text) : textPairs(text);
  if (pairs === undefined || pairs.length === 0 || pairs.length > MAX_FLAGS) return undefined;
  const flags: Record<string, string> = {};
  for (const [name, value] of pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))) {
    if (isDangerousKey(name)) continue;
    flags[name] = redactValue(name, cleanLine(value, TEXT_LIMITS.argument));
  }
  return flags;
}

function jsonPairs(text: string): [string, string][] | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(parsed) || parsed['kind'] !== 'Flagz' || !isObject(parsed['flags'])) return undefined;
  return Object.entries(parsed['flags']).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' && NAME.exec(name)?.[0] === name ? [[normal(name), value]] : [],
  );
}

/** Whether the response ends where a line or an object ends: otherwise its last value may be truncated. */
export function isWholeFlagz(body: string): boolean {
  return body.trimStart().startsWith('{') || body.endsWith('\n');
}

function textPairs(text: string): [string, string][] | undefined {
  // The text after the last line feed is a truncated line.
  const lines = text
    .split('\n')
    .slice(0, -1)
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');
  // The title looks like a flag when the separator is a space.
  if (lines.length > 2 * MAX_FLAGS || !TITLE.test(lines[0] ?? '')) return undefined;
  const body = lines.slice(1).filter((line) => !/^warning\b/i.test(line));
  const separator = commonSeparator(body);
  if (separator === undefined) return undefined;
  return body.flatMap((line): [string, string][] => {
    const name = NAME.exec(line);
    if (name?.[1] === undefined) return [];
    const rest = line.slice(name[0].length);
    // An empty value may have lost the separator's trailing space.
    if (rest === '' || rest === separator.trimEnd()) return [[normal(name[1]), '']];
    return rest.startsWith(separator) ? [[normal(name[1]), rest.slice(separator.length)]] : [];
  });
}

/** The separator that most lines have right after the name. */
function commonSeparator(lines: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const line of lines) {
    const name = NAME.exec(line);
    if (name === null) continue;
    const rest = line.slice(name[0].length);
    const found = SEPARATORS.find((separator) => rest.startsWith(separator));
    if (found !== undefined) counts.set(found, (counts.get(found) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

function normal(name: string): string {
  return name.replace(/^-+/, '').replaceAll('_', '-');
}

/** Name of the component: the title of the text or the object's name; undefined when there is none. */
export function flagzName(body: string): string | undefined {
  const head = body.trimStart().slice(0, 2_000);
  return (
    TITLE.exec(head.split('\n', 1)[0]?.trimEnd() ?? '')?.[1] ??
    /"metadata"\s*:\s*\{[^{}]*?"name"\s*:\s*"([^"]{1,100})"/.exec(head)?.[1]
  );
}

/** The component, by flags that only one component has. For saved files; a collector knows its target. */
export function flagzComponent(
  flags: Readonly<Record<string, string>>,
): FlagzRecord['component'] | undefined {
  if ('etcd-servers' in flags || ('service-cluster-ip-range' in flags && 'api-audiences' in flags))
    return 'kube-apiserver';
  if ('pod-manifest-path' in flags || 'container-runtime-endpoint' in flags) return 'kubelet';
  return undefined;
}
