import { enumeration, limitedTo } from '../shared/text.ts';
import type { ReadRule } from '../snapshot/types.ts';
import { permissionName } from './answers.ts';
import type { CollectResult, KindResult } from './define.ts';

/**
 * Combines several reads into one outcome, as bad as the worst of them. All complete: `ok`. Something was read: `partial`.
 * Nothing was read: failed or forbidden, whichever explains more. No read: the server has none of the kinds.
 */
export function combined(results: readonly KindResult[], namespace: string | undefined): CollectResult {
  const only = results.some((result) => result.limited) ? namespace : undefined;
  const good = results.filter(({ meaning }) => meaning === 'ok' || meaning === 'partial');
  const missing = distinct(results.flatMap((result) => result.missing));
  const notes = [...new Set(results.flatMap((result) => result.notes))];
  const reasons = [
    ...new Set(results.flatMap(({ reason }) => reason ?? [])),
    ...refusals(results, missing),
    ...(only === undefined ? [] : [limitedTo(only)]),
  ];
  const extra = {
    ...(missing.length > 0 && { missing }),
    ...(notes.length > 0 && { notes }),
  };
  if (results.length === 0)
    return { status: 'unavailable', reason: 'the API server serves none of these kinds' };
  if (good.length > 0) {
    const whole = good.length === results.length && good.every(({ meaning }) => meaning === 'ok');
    if (whole && only === undefined) return { status: 'ok', ...extra };
    const left = whole && only !== undefined && { namespace: only };
    return { status: 'partial', reason: enumeration(reasons), ...left, ...extra };
  }
  const status = results.some(({ meaning }) => meaning === 'collection-failed')
    ? 'collection-failed'
    : 'permission-denied';
  return { status, reason: enumeration(reasons), ...extra };
}

/** Refusals that no reason mentions yet. */
function refusals(results: readonly KindResult[], missing: readonly ReadRule[]): string[] {
  const reported = new Set(
    results
      .filter(({ reason }) => reason !== undefined)
      .flatMap((result) => result.missing.map(permissionName)),
  );
  const unreported = missing.map(permissionName).filter((name) => !reported.has(name));
  return unreported.length > 0 ? [`not allowed to ${enumeration(unreported)}`] : [];
}

export function distinct(rules: readonly ReadRule[]): ReadRule[] {
  return [...new Map(rules.map((rule) => [permissionName(rule), rule])).values()];
}
