import { diffResults } from '../../result/diff/index.ts';
import type { ResultDiff } from '../../result/diff/types.ts';
import type { Result, Verdict } from '../../result/types.ts';

/** The state that the page compares its cluster with. */
export interface Compared {
  old: Result;
  diff: ResultDiff;
}

/** A risk compared with the old state. */
export type RiskChange = 'new' | 'worse' | 'unchanged';

/** Risks compared with the old state. */
export interface RisksSince {
  /** Time of the old state. */
  since: string;
  changeOf: (verdict: Verdict) => RiskChange | undefined;
  /** Open fails of the old state that are fixed, or whose object was removed. */
  resolved: readonly Verdict[];
  counts: Readonly<Record<'new' | 'worse' | 'resolved', number>>;
}

/** The most recent of several saved results, and what changed since; undefined without any. */
export function comparedWith(now: Result, earlier: readonly Result[]): Compared | undefined {
  const old = byTime(earlier).at(-1);
  return old && { old, diff: diffResults(old, now) };
}

/** Oldest first. */
export function byTime(results: readonly Result[]): Result[] {
  return [...results].sort((a, b) => (a.takenAt < b.takenAt ? -1 : a.takenAt > b.takenAt ? 1 : 0));
}

/** New, worse and resolved risks by the rules of `diff`: a risk that became unknown is not resolved. */
export function risksSince({ old, diff }: Compared, { verdicts }: Result): RisksSince {
  const changes = new Map<string, RiskChange>();
  const gone = new Set<string>();
  for (const { section, kind, impact, fingerprint } of diff.changes) {
    if (section !== 'risks' || fingerprint === undefined) continue;
    if (kind === 'added') changes.set(fingerprint, 'new');
    else if (kind === 'removed') gone.add(fingerprint);
    else if (kind === 'changed' && impact === 'worse') changes.set(fingerprint, 'worse');
  }
  const changeOf = ({ verdict, fingerprint }: Verdict) =>
    verdict === 'fail' ? (changes.get(fingerprint) ?? 'unchanged') : undefined;
  const resolved = old.verdicts.filter(
    ({ verdict, waiver, fingerprint }) => verdict === 'fail' && !waiver && gone.has(fingerprint),
  );
  const open = verdicts.filter(({ verdict, waiver }) => verdict === 'fail' && !waiver).map(changeOf);
  const count = (wanted: RiskChange) => open.filter((change) => change === wanted).length;
  return {
    since: old.takenAt,
    changeOf,
    resolved,
    counts: { new: count('new'), worse: count('worse'), resolved: resolved.length },
  };
}
