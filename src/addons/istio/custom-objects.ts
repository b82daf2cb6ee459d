import type { CustomRecord } from '../../snapshot/records/index.ts';

/** Objects of one kind, of those that are kept as custom records. */
export function recordsOf(custom: readonly CustomRecord[], group: string, kind: string): CustomRecord[] {
  return custom.filter((record) => record.group === group && record.kind === kind);
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects in a list, of whatever it contains. */
export function recordsIn(value: unknown): Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** The texts in a list. */
export function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

/** The texts in an object, such as labels. */
export function textMapIn(value: unknown): Record<string, string> {
  if (!isRecord(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
