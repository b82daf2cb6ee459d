import type { CoverageRow, Result } from './types.ts';

/**
 * What of these was not shown, so that an empty list of them need not mean none. A live cluster that does not have an API group has
 * none of its objects; files that lack it say nothing.
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
