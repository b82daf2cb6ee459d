import { severityRank } from './sort.ts';
import type { Result, Verdict } from './types.ts';

/**
 * Marks fails that stood in an earlier result already, no less severe: they count for no threshold. Told apart by fingerprint, so
 * neither the order nor the words nor the version matter.
 */
export function markBaseline(result: Result, baseline: Result): Result {
  const known = new Map<string, Verdict>();
  for (const verdict of baseline.verdicts) {
    if (verdict.verdict !== 'fail') continue;
    const other = known.get(verdict.fingerprint);
    if (!other || severityRank(verdict.severity) < severityRank(other.severity))
      known.set(verdict.fingerprint, verdict);
  }
  return {
    ...result,
    verdicts: result.verdicts.map((verdict): Verdict => {
      const before = verdict.verdict === 'fail' ? known.get(verdict.fingerprint) : undefined;
      return before && severityRank(before.severity) <= severityRank(verdict.severity)
        ? { ...verdict, inBaseline: true }
        : verdict;
    }),
  };
}

/** Fails that a threshold counts: neither accepted nor known from the baseline. */
export function counts({ verdict, waived, inBaseline }: Verdict): boolean {
  return verdict === 'fail' && !waived && !inBaseline;
}
