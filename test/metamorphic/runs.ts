import type { Parameters } from 'fast-check';

/** Objects that are put into a cluster at once: what holds for each holds for all of them. `ARCHMAP_OBJECTS` = for a long run, more. */
export const AT_ONCE = Number(process.env['ARCHMAP_OBJECTS'] ?? 12);

/**
 * How often a property is tried on one of `shares` clusters. `ARCHMAP_WORLDS` = over all of them (default 1,600); `ARCHMAP_SEED`
 * repeats a run: one that fails prints its seed and the smallest input that fails.
 */
export function runs<T>(shares: number): Parameters<T> {
  const total = Number(process.env['ARCHMAP_WORLDS'] ?? 1_600);
  const seed = process.env['ARCHMAP_SEED'];
  return { numRuns: Math.ceil(total / shares), ...(seed !== undefined && { seed: Number(seed) }) };
}
