import type { CoverageRow, Result } from './types.ts';

/**
 * Which of these are incomplete, so that an empty list of them is no proof of absence. A live cluster without an API group has none
 * of its objects; files without it are no evidence.
 */
export function uncollected(
  { coverage, source }: Pick<Result, 'coverage' | 'source'>,
  collectors: readonly string[],
): CoverageRow[] {
  return coverage.filter(
    ({ collector, status }) =>
      collectors.includes(collector) && status !== 'ok' && (status !== 'unavailable' || source === 'files'),
  );
}
