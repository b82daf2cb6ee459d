import type { Parameters } from 'fast-check';

/** Number of objects added at once: what holds for each holds for all of them. `ARCHMAP_OBJECTS` sets more, for a long run. */
export const AT_ONCE = Number(process.env['ARCHMAP_OBJECTS'] ?? 12);

/**
 * Number of runs of a property on one of `shares` clusters. `ARCHMAP_WORLDS` sets the total of all of them (default 1,600);
 * `ARCHMAP_SEED` repeats a run: a failing run prints its seed and the smallest failing input.
 */
export function runs<T>(shares: number): Parameters<T> {
  const total = Number(process.env['ARCHMAP_WORLDS'] ?? 1_600);
  const seed = process.env['ARCHMAP_SEED'];
  return { numRuns: Math.ceil(total / shares), ...(seed !== undefined && { seed: Number(seed) }) };
}
