import type { HealthRecord, VersionRecord } from '../records/index.ts';
import { isObject, put, str } from '../project/raw.ts';
import { cleanLine } from '../text.ts';

const CHECK = /^\[([+-])\](\S+)/;

/**
 * `/readyz?verbose`, `/livez?verbose` and `/healthz?verbose`: one check a line, `[+]name ok` or `[-]name failed: ...`.
 * Reasons are not kept. Other text (a 401 body, a plain `ok`) gives a record without checks.
 */
export function parseHealth(path: string, status: number, body: string): HealthRecord {
  const checks: { name: string; ok: boolean }[] = [];
  for (const line of body.slice(0, 1_000_000).split('\n')) {
    const match = CHECK.exec(line.trim());
    if (match?.[2] !== undefined) checks.push({ name: cleanLine(match[2], 256), ok: match[1] === '+' });
  }
  return { path, status, checks };
}

/** The answer of `/version`; undefined when it is something else. */
export function parseVersion(value: unknown): VersionRecord | undefined {
  if (!isObject(value)) return undefined;
  const gitVersion = str(value['gitVersion'], 128);
  if (gitVersion === undefined) return undefined;
  const record: VersionRecord = { gitVersion };
  put(record, 'major', str(value['major'], 16));
  put(record, 'minor', str(value['minor'], 16));
  put(record, 'platform', str(value['platform'], 64));
  put(record, 'goVersion', str(value['goVersion'], 64));
  put(record, 'buildDate', str(value['buildDate'], 64));
  const major = str(value['emulationMajor'], 16);
  const minor = str(value['emulationMinor'], 16);
  if (major !== undefined && minor !== undefined) record.emulationVersion = `${major}.${minor}`;
  return record;
}
