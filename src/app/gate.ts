import { counts } from '../result/baseline.ts';
import { atLeast } from '../result/sort.ts';
import type { Result } from '../result/types.ts';
import { ArchmapError } from '../shared/errors.ts';
import { noNamespace } from '../shared/text.ts';
import type { ExitCode, Gate } from './types.ts';

/**
 * The exit code of a judged cluster: 1 for new and open risks at or over the threshold, 3 for missing verdicts where all are demanded.
 * Throws `usage` for a namespace that is not there: a gate must not open because of a typing error.
 */
export function gate(result: Result, { failOn, requireComplete }: Gate): ExitCode {
  const { verdicts } = result;
  if (failOn !== 'none' || requireComplete) refuseMissingNamespace(result);
  if (failOn !== 'none' && verdicts.some((verdict) => counts(verdict) && atLeast(verdict.severity, failOn)))
    return 1;
  if (requireComplete && verdicts.some(({ verdict }) => verdict === 'unknown' || verdict === 'error'))
    return 3;
  return 0;
}

/** Throws `usage` when the one namespace that was asked for is not there. */
export function refuseMissingNamespace({ namespace, coverage }: Result): void {
  if (namespace !== undefined && coverage.some(({ reason }) => reason === noNamespace(namespace)))
    throw new ArchmapError('usage', noNamespace(namespace), 'kubectl archmap get namespaces lists them');
}
