/** Applies a Config document to verdicts and lists, visibly: no verdict is removed, and every change is in the result. */
import { globMatches } from '../../shared/glob.ts';
import { plural } from '../../shared/text.ts';
import { meansCheck } from '../selector.ts';
import { severityRank } from '../sort.ts';
import type { NamespaceRow, Result, SkippedCheck, Verdict } from '../types.ts';
import type { ConfigRules, NamespaceRule, Placed } from './types.ts';

/** The same verdicts with the severities of the first rule that matches their check; the original severity is kept. */
export function withSeverities(
  verdicts: readonly Verdict[],
  { severities = [] }: ConfigRules,
): readonly Verdict[] {
  if (severities.length === 0) return verdicts;
  return verdicts.map((verdict) => {
    const rule = severities.find(({ check }) => meansCheck({ id: verdict.check, area: verdict.area }, check));
    if (rule === undefined || rule.severity === verdict.severity) return verdict;
    const { severity: from, ...rest } = verdict;
    return {
      ...rest,
      severity: rule.severity,
      severityChange: { from, reason: rule.reason, place: rule.place },
    };
  });
}

/** The result with the skipped checks, and with the declared system namespaces in its lists. Verdicts do not change. */
export function withConfig(
  result: Result,
  skipped: readonly SkippedCheck[],
  { systemNamespaces = [] }: ConfigRules,
): Result {
  return {
    ...result,
    namespaces:
      systemNamespaces.length === 0 ? result.namespaces : result.namespaces.map(listed(systemNamespaces)),
    ...(skipped.length > 0 && {
      skipped,
      summary: { ...result.summary, skipped: skipped.length },
    }),
  };
}

function listed(rules: readonly Placed<NamespaceRule>[]): (row: NamespaceRow) => NamespaceRow {
  return (row) => {
    const rule = rules.find(({ name }) => globMatches(name, row.name));
    if (rule === undefined || row.system || row.builtIn) return row;
    const why = `declared in ${rule.place}: ${rule.reason}`;
    return { ...row, system: true, ...(row.purpose && { purpose: { ...row.purpose, type: 'system', why } }) };
  };
}

/** One line for each rule that changed what counts. They are derived from the result, so that a saved one has them, too. */
export function configWarnings({ skipped = [], verdicts }: Result): string[] {
  const skips = new Map<string, number>();
  for (const { place, reason } of skipped) count(skips, `${place}: $ skipped: ${reason}`);
  const changes = new Map<string, number>();
  for (const { check, severity, severityChange: change, verdict } of verdicts) {
    if (change === undefined || verdict !== 'fail') continue;
    const way = severityRank(severity) > severityRank(change.from) ? 'lowered' : 'raised';
    count(
      changes,
      `${change.place}: severity of ${check} ${way} from ${change.from} to ${severity} in $: ${change.reason}`,
    );
  }
  return [
    ...[...skips].map(([text, number]) => text.replace('$', () => plural(number, 'check'))),
    ...[...changes].map(([text, number]) => text.replace('$', () => plural(number, 'risk'))),
  ];
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
