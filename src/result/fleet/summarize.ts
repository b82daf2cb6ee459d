import { limitedTo } from '../../shared/text.ts';
import { clusterNameOf } from '../name.ts';
import { compareVerdicts } from '../sort.ts';
import type { CheckInfo, Known, Result, Verdict } from '../types.ts';
import type { ClusterFacts, ClusterRisk, FleetCluster } from './types.ts';

/** All that a fleet keeps of a result, so that memory does not grow with the size of the clusters. */
export interface ClusterSummary {
  cluster: FleetCluster;
  /** Sorted by check. */
  risks: readonly ClusterRisk[];
  /** Metadata of the checks that failed. */
  infos: readonly CheckInfo[];
}

export interface SummaryOptions {
  /** The context, if the cluster was requested by one. */
  name?: string;
  /** The saved result. */
  file?: string;
  /** Collectors that read a part by design. */
  sampled?: ReadonlySet<string>;
}

/** The summary of a result. Pure. */
export function summarizeResult(
  result: Result,
  { name = result.cluster.context ?? clusterNameOf(result), file, sampled = new Set() }: SummaryOptions = {},
): ClusterSummary {
  const open = result.verdicts.filter(({ verdict, waiver }) => verdict === 'fail' && waiver === undefined);
  const failed = new Set(open.map(({ check }) => check));
  const facts = factsOf(result, open, sampled);
  return {
    cluster: {
      name,
      state: facts.incomplete.length > 0 || result.damage !== undefined ? 'partial' : 'complete',
      ...(file !== undefined && { file }),
      facts,
    },
    risks: risksOf(open),
    infos: result.checks.filter(({ id }) => failed.has(id)),
  };
}

function factsOf(result: Result, open: readonly Verdict[], sampled: ReadonlySet<string>): ClusterFacts {
  const { cluster, summary, takenAt, tool, damage, warnings = [] } = result;
  const worst = open.reduce<Verdict | undefined>(
    (first, verdict) => (first === undefined || compareVerdicts(verdict, first) < 0 ? verdict : first),
    undefined,
  );
  const { nodes, namespaces, pods } = summary.counts;
  return {
    ...(cluster.server !== undefined && { server: cluster.server }),
    ...(cluster.uid !== undefined && { uid: cluster.uid }),
    ...valued('version', cluster.version),
    ...valued('distribution', cluster.distribution),
    ...valued('provider', cluster.provider),
    takenAt,
    tool,
    ...(nodes !== undefined && { nodes }),
    ...(namespaces !== undefined && { namespaces }),
    ...(pods !== undefined && { pods }),
    risks: summary.risks,
    accepted: summary.accepted,
    ...(worst && { worst: { check: worst.check, title: worst.title, severity: worst.severity } }),
    coverage: coverageOf(result),
    incomplete: incompleteOf(result, sampled),
    warnings: [...(damage === undefined ? [] : [damage]), ...warnings],
  };
}

function valued<K extends string>(name: K, value: Known<string>): Partial<Record<K, string>> {
  return value.known ? ({ [name]: value.value } as Record<K, string>) : {};
}

/** A check with an unknown result for one of its objects is not decided. */
function coverageOf({ checks, verdicts }: Result): ClusterFacts['coverage'] {
  const undecided = new Set(
    verdicts.flatMap(({ check, verdict }) => (verdict === 'unknown' || verdict === 'error' ? [check] : [])),
  );
  return { checks: checks.length, decided: checks.filter(({ id }) => !undecided.has(id)).length };
}

/** What the cluster does not expose by design (`unavailable`) is not incomplete; neither is a sample or what `-n` excludes. */
function incompleteOf(
  { coverage, namespace }: Result,
  sampled: ReadonlySet<string>,
): ClusterFacts['incomplete'] {
  return coverage
    .filter(
      ({ status, missing, collector, reason }) =>
        status === 'permission-denied' ||
        status === 'collection-failed' ||
        (status === 'partial' &&
          (missing.length > 0 || !sampled.has(collector)) &&
          (namespace === undefined || reason !== limitedTo(namespace))),
    )
    .map(({ collector, title, status, reason }) => ({
      collector,
      title,
      status,
      ...(reason !== undefined && { reason }),
    }));
}

function risksOf(open: readonly Verdict[]): ClusterRisk[] {
  const counts = new Map<string, ClusterRisk>();
  for (const { check, severity } of open) {
    const key = `${severity} ${check}`;
    const risks = (counts.get(key)?.risks ?? 0) + 1;
    counts.set(key, { check, severity, risks });
  }
  return [...counts.values()];
}
