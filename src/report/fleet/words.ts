import type { ClusterState, FleetCluster, FleetReport } from '../../result/fleet/types.ts';
import { plural } from '../../shared/text.ts';
import { riskCounts } from '../text.ts';

/** States as printed. */
export const STATE_WORDS: Readonly<Record<ClusterState, string>> = {
  complete: 'Complete',
  partial: 'Partial',
  failed: 'Failed',
  interrupted: 'Interrupted',
};

/** `Partial: 3 data sources incomplete`, `Failed: cannot connect to ...`. Unescaped. */
export function stateText({ state, error, facts }: FleetCluster): string {
  const word = STATE_WORDS[state];
  if (error !== undefined) return `${word}: ${error}`;
  const { incomplete = [], warnings = [] } = facts ?? {};
  if (state !== 'partial') return word;
  return incomplete.length > 0
    ? `${word}: ${plural(incomplete.length, 'data source')} incomplete`
    : `${word}: ${warnings[0] ?? 'part of the input could not be read'}`;
}

/** `91% (446/491)`: the share of checks with a decided result; rounded down, so that 100% means all. */
export function coverageText(item: FleetCluster): string {
  const { checks = 0, decided = 0 } = item.facts?.coverage ?? {};
  return checks === 0 ? '-' : `${coverageShare(item)} (${decided}/${checks})`;
}

/** `91%`. */
export function coverageShare({ facts }: FleetCluster): string {
  if (facts === undefined || facts.coverage.checks === 0) return '-';
  return `${Math.floor((100 * facts.coverage.decided) / facts.coverage.checks)}%`;
}

/** `12 clusters: 9 complete, 2 partial, 1 failed; risks: 5 critical, 40 high`. */
export function summaryText({ summary: { clusters, risks } }: FleetReport): string {
  const { total } = clusters;
  const states = (['complete', 'partial', 'failed', 'interrupted'] as const).flatMap((state) =>
    clusters[state] > 0 ? [`${clusters[state]} ${state}`] : [],
  );
  if (total === 0) return 'No clusters';
  return `${plural(total, 'cluster')}: ${states.join(', ')}; risks: ${riskCounts(risks)}`;
}

/** `3 critical and 40 high risks are open in 9 of 12 clusters; 1 cluster could not be evaluated.` */
export function verdictSentence({ summary, items }: FleetReport): string {
  const { clusters, risks } = summary;
  const missing = clusters.failed + clusters.interrupted;
  const severe = items.filter(({ facts }) => facts && facts.risks.critical + facts.risks.high > 0).length;
  const unevaluated = missing === 0 ? '' : `; ${plural(missing, 'cluster')} could not be evaluated`;
  if (missing === clusters.total) return 'No cluster could be evaluated.';
  const counts = [
    ...(risks.critical > 0 ? [`${risks.critical} critical`] : []),
    ...(risks.high > 0 ? [`${risks.high} high`] : []),
  ].join(' and ');
  if (counts === '')
    return `No critical or high risks in ${plural(clusters.total, 'cluster')}${unevaluated}.`;
  const are = risks.critical + risks.high === 1 ? 'risk is' : 'risks are';
  return `${counts} ${are} open in ${severe} of ${plural(clusters.total, 'cluster')}${unevaluated}.`;
}
