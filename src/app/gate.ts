import { counts } from '../result/baseline.ts';
import { atLeast } from '../result/sort.ts';
import type { Result } from '../result/types.ts';
import type { ExitCode, Gate } from './types.ts';

/** The exit code of a judged cluster: 1 for new and open risks at or over the threshold, 3 for missing verdicts where all are demanded. */
export function gate({ verdicts }: Result, { failOn, requireComplete }: Gate): ExitCode {
  if (failOn !== 'none' && verdicts.some((verdict) => counts(verdict) && atLeast(verdict.severity, failOn)))
    return 1;
  if (requireComplete && verdicts.some(({ verdict }) => verdict === 'unknown' || verdict === 'error'))
    return 3;
  return 0;
}
