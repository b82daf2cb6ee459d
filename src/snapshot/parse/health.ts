import type { HealthRecord, VersionRecord } from '../records/index.ts';
import { isObject, str } from '../project/raw.ts';
import { cleanLine } from '../text.ts';

const CHECK = /^\[([+-])\](\S+)/;
/** The last line of every list. */
const CLOSING = /^(?:livez|readyz|healthz) check (?:passed|failed)\s*$/m;
/** A server has about forty, and one more for each KMS provider. */
const MAX_CHECKS = 1_000;
const MAX_TEXT = 256 * 1024;
/** `v1.37.2`, `v1.29.1-eks-508b6b3`, `v1.27.6+f67aeb3`. */
const VERSION = /^v?\d+\.\d+/;

/**
 * `/readyz?verbose`, `/livez?verbose` and `/healthz?verbose`: one check per line, `[+]name ok` or `[-]name failed: ...`.
 * Reasons are not kept. Other text (a 401 body, a plain `ok`) gives a record without checks.
 */
export function parseHealth(path: string, status: number, body: string): HealthRecord {
  const checks: { name: string; ok: boolean }[] = [];
  const cut = CLOSING.test(body) ? undefined : true;
  for (const line of body.slice(0, MAX_TEXT).split('\n')) {
    const match = CHECK.exec(line.trim());
    if (checks.length < MAX_CHECKS && match?.[2] !== undefined)
      checks.push({ name: cleanLine(match[2], 256), ok: match[1] === '+' });
  }
  return { path, status, checks, ...(cut && checks.length > 0 && { cut }) };
}

/** The response of `/version`; undefined when it is something else. */
export function parseVersion(value: unknown): VersionRecord | undefined {
  if (!isObject(value)) return undefined;
  const gitVersion = str(value['gitVersion'], 128);
  if (gitVersion === undefined || !VERSION.test(gitVersion)) return undefined;
  const record: VersionRecord = { gitVersion };
  const major = str(value['emulationMajor'], 16);
  const minor = str(value['emulationMinor'], 16);
  if (major !== undefined && minor !== undefined) record.emulationVersion = `${major}.${minor}`;
  return record;
}
