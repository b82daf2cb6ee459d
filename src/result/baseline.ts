import { clusterNameOf } from './name.ts';
import { severityRank } from './sort.ts';
import type { Result, Verdict } from './types.ts';

/**
 * Marks fails that stood in an earlier result already, open and no less severe: they count for no threshold. Told apart by
 * fingerprint, so neither the order nor the words nor the version matter; of a risk of several subjects each has to be known. What was accepted then is not known: when its waiver ends,
 * it counts. Marks of another baseline are replaced; a baseline of another cluster is told in `notices`.
 */
export function markBaseline(result: Result, baseline: Result): Result {
  const known = new Map<string, Verdict>();
  for (const verdict of baseline.verdicts) {
    if (verdict.verdict !== 'fail' || verdict.waiver) continue;
    const other = known.get(verdict.fingerprint);
    if (!other || severityRank(verdict.severity) < severityRank(other.severity))
      known.set(verdict.fingerprint, verdict);
  }
  const warnings = [...(result.warnings ?? []), ...mismatches(result, baseline)];
  return {
    ...result,
    verdicts: result.verdicts.map(({ inBaseline: _inBaseline, ...verdict }): Verdict => {
      const before = verdict.verdict === 'fail' ? known.get(verdict.fingerprint) : undefined;
      return before &&
        severityRank(before.severity) <= severityRank(verdict.severity) &&
        newMembers(before, verdict).length === 0
        ? { ...verdict, inBaseline: true }
        : verdict;
    }),
    ...(warnings.length > 0 && { warnings: warnings }),
  };
}

/** Members of a risk that it did not have before. Results of older versions do not name them: then none is new. */
export function newMembers({ members: before }: Verdict, { members = [] }: Verdict): string[] {
  const known = new Set(before ?? members);
  return members.filter((member) => !known.has(member));
}

/** Fingerprints contain no cluster: the same risk in another cluster would count as known. */
function mismatches(now: Result, baseline: Result): string[] {
  const other = otherCluster(now, baseline);
  return [
    ...(other === undefined ? [] : [`${other}; matching risks count as known`]),
    ...(now.namespace !== baseline.namespace
      ? [`the baseline covers ${covered(baseline)}, this result ${covered(now)}`]
      : []),
  ];
}

/** UIDs decide; a user without permission to read them has the address only, and files have neither. */
function otherCluster(now: Result, baseline: Result): string | undefined {
  const [a, b] = [now.cluster, baseline.cluster];
  const name = clusterNameOf(baseline);
  if (a.uid !== undefined && b.uid !== undefined)
    return a.uid === b.uid ? undefined : `the baseline is from another cluster (${name})`;
  if (now.source !== baseline.source)
    return baseline.source === 'files'
      ? 'the baseline is from files, this result from a cluster'
      : `the baseline is from a cluster (${name}), this result from files`;
  return a.server !== undefined && b.server !== undefined && a.server !== b.server
    ? `the baseline may be from another cluster (${b.server})`
    : undefined;
}

function covered({ namespace }: Result): string {
  return namespace === undefined ? 'all namespaces' : `namespace ${namespace} only`;
}

/** Fails that a threshold counts: neither accepted nor known from the baseline. */
export function counts({ verdict, waiver, inBaseline }: Verdict): boolean {
  return verdict === 'fail' && !waiver && !inBaseline;
}
