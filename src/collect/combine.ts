import { limitedTo } from '../shared/text.ts';
import type { ReadRule } from '../snapshot/types.ts';
import { enumeration, rightName } from './answers.ts';
import type { CollectResult } from './define.ts';
import type { KindResult } from './lists.ts';

/**
 * One outcome of several reads. Everything came: `ok`. Something came: `partial`. Nothing came: the most telling of failed,
 * forbidden and absent. Kinds that the server does not have are no loss.
 */
export function combined(results: readonly KindResult[], namespace: string | undefined): CollectResult {
  const only = results.some((result) => result.limited) ? namespace : undefined;
  const there = results.filter(({ meaning }) => meaning !== 'absent');
  const good = there.filter(({ meaning }) => meaning === 'ok' || meaning === 'partial');
  const missing = distinct(there.flatMap((result) => result.missing));
  const notes = [...new Set(results.flatMap((result) => result.notes))];
  const reasons = [
    ...there.flatMap(({ reason }) => reason ?? []),
    ...refusals(there, missing),
    ...(only === undefined ? [] : [limitedTo(only)]),
  ];
  const extra = {
    ...(missing.length > 0 && { missing }),
    ...(notes.length > 0 && { notes }),
  };
  if (there.length === 0)
    return {
      status: 'absent',
      reason:
        only === undefined ? 'the API server serves none of these kinds' : `not read: ${limitedTo(only)}`,
      ...(only !== undefined && { namespace: only }),
      ...extra,
    };
  if (good.length > 0) {
    const whole = good.length === there.length && good.every(({ meaning }) => meaning === 'ok');
    if (whole && only === undefined) return { status: 'ok', ...extra };
    const left = whole && only !== undefined && { namespace: only };
    return { status: 'partial', reason: enumeration(reasons), ...left, ...extra };
  }
  const status = there.some(({ meaning }) => meaning === 'failed') ? 'failed' : 'forbidden';
  return { status, reason: enumeration(reasons), ...extra };
}

/** Refusals that no reason tells of yet. */
function refusals(results: readonly KindResult[], missing: readonly ReadRule[]): string[] {
  const told = new Set(
    results.filter(({ reason }) => reason !== undefined).flatMap((result) => result.missing.map(rightName)),
  );
  const untold = missing.map(rightName).filter((name) => !told.has(name));
  return untold.length > 0 ? [`not allowed to ${enumeration(untold)}`] : [];
}

export function distinct(rules: readonly ReadRule[]): ReadRule[] {
  return [...new Map(rules.map((rule) => [rightName(rule), rule])).values()];
}
