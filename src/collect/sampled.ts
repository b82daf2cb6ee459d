import type { ReadRule } from '../snapshot/types.ts';
import { refusal } from './answers.ts';
import type { CollectResult } from './define.ts';
import type { Sampled } from './define.ts';

/** The outcome of a path that was sampled. `whole` = the record contains everything that the server reports. */
export function sampledResult<T>(
  { records, meaning, reason }: Sampled<T>,
  rule: ReadRule,
  expected: number | undefined,
  whole: (record: T) => boolean = () => true,
): CollectResult {
  if (records.length === 0) {
    if (meaning === 'permission-denied') return refusal([rule]);
    return {
      status: meaning === 'ok' ? 'collection-failed' : meaning,
      reason: reason ?? `${rule.path ?? ''} returned no data`,
    };
  }
  const notes =
    expected === undefined
      ? [`${count(records.length)} observed; total number unknown`]
      : expected === 1 && records.length === 1
        ? []
        : [`${records.length} of ${count(expected)} observed`];
  const seen = notes.length > 0 ? { notes } : {};
  if (!records.every(whole))
    return { status: 'partial', reason: reason ?? `${rule.path ?? ''} is incomplete`, ...seen };
  if (expected !== undefined && records.length < expected)
    return { status: 'partial', reason: `${records.length} of ${count(expected)} observed`, ...seen };
  return { status: 'ok', ...seen };
}

function count(replicas: number): string {
  return `${replicas} API server${replicas === 1 ? '' : 's'}`;
}
