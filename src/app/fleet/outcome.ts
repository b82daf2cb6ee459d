import { summarizeResult } from '../../result/fleet/summarize.ts';
import type { ClusterSummary } from '../../result/fleet/summarize.ts';
import type { Result } from '../../result/types.ts';
import { ArchmapError } from '../../shared/errors.ts';
import { gate, notEvaluatedError } from '../gate.ts';
import { SAMPLED } from '../evidence.ts';
import type { ExitCode, Gate } from '../types.ts';

/** The summary of a result and the exit code that `check` would have for it. */
export function outcomeOf(
  result: Result,
  rules: Gate,
  named: { name?: string; file?: string },
): { summary: ClusterSummary; code: ExitCode } {
  const summary = summarizeResult(result, { ...named, sampled: SAMPLED });
  try {
    const code = gate(result, rules);
    const nothing =
      notEvaluatedError(result, 'none') ?? (code === 2 ? notEvaluatedError(result, rules.failOn) : undefined);
    return nothing === undefined
      ? { summary, code }
      : { summary: withError(summary, nothing), code: code === 1 ? 1 : 2 };
  } catch (error) {
    // The namespace of -n does not exist in this cluster.
    if (!(error instanceof ArchmapError)) throw error;
    return { summary: withError(summary, error), code: 2 };
  }
}

/** The cluster as failed, with what is known of it. */
export function withError(
  summary: ClusterSummary,
  { message, hint }: Pick<ArchmapError, 'message' | 'hint'>,
): ClusterSummary {
  return { ...summary, cluster: { ...summary.cluster, state: 'failed', error: message, hint } };
}

/**
 * The exit code of several clusters: 1 for risks at or over the threshold in any of them, as a risk is one whatever failed elsewhere; then 2
 * for a cluster that failed, then 3.
 */
export function worstExit(codes: Iterable<ExitCode>): ExitCode {
  const seen = new Set(codes);
  for (const code of [1, 2, 3] as const) if (seen.has(code)) return code;
  return 0;
}
