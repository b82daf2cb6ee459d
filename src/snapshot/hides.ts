import type { CollectorId, Outcome, Snapshot } from './types.ts';

export function delivered({ status }: Outcome): boolean {
  return status === 'ok' || status === 'partial';
}

/**
 * Whether objects may exist that were not collected. False when the API is not served at all. Collectors report that only when discovery
 * returned their groups completely, though it may lack others. Files contain no discovery, and older snapshots lack collectors.
 */
export function hides(
  { status, unrecorded = false }: Outcome,
  { outcome, source }: { outcome: (id: CollectorId) => Outcome; source: 'live' | 'files' },
): boolean {
  if (status !== 'unavailable') return status !== 'ok';
  return unrecorded || source === 'files' || !delivered(outcome('discovery'));
}

/** Whether every object of a collector is in the snapshot: its lists are complete, or the API server serves none of its kinds. */
export function isWhole(
  { header, outcomes }: Pick<Snapshot, 'header' | 'outcomes'>,
  id: CollectorId,
): boolean {
  const outcome = (one: CollectorId): Outcome =>
    outcomes.get(one) ?? { collector: one, status: 'unavailable', unrecorded: true, count: 0 };
  return !hides(outcome(id), { outcome, source: header.source });
}
