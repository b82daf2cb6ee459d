import { atLeast, compareText, severityRank } from '../sort.ts';
import type { CheckInfo, Severity } from '../types.ts';
import { SEVERITIES } from '../types.ts';
import type { ClusterSummary } from './summarize.ts';
import type {
  ClusterRisk,
  ClusterState,
  ExplainedRisk,
  FleetCluster,
  FleetReport,
  FleetRisk,
  FleetSummary,
} from './types.ts';

/** Collects clusters as they finish. */
export interface Fleet {
  /** Folds one result. */
  add(summary: ClusterSummary): void;
  /** A cluster without a result. */
  addWithout(cluster: FleetCluster): void;
  /** The report of what was added; independent of the order. */
  report(): FleetReport;
}

interface Member {
  cluster: FleetCluster;
  risks: readonly ClusterRisk[];
}

/** An empty fleet. It keeps the summary of each cluster and one explanation per check, and no result. */
export function createFleet(): Fleet {
  const members: Member[] = [];
  const infos = new Map<string, KeptInfo>();
  return {
    add({ cluster, risks, infos: own }) {
      members.push({ cluster, risks });
      for (const info of own) keepInfo(infos, info, cluster.facts?.tool ?? '');
    },
    addWithout(cluster) {
      members.push({ cluster, risks: [] });
    },
    report() {
      const sorted = named([...members].sort((a, b) => compareClusters(a.cluster, b.cluster)));
      const items = sorted.map(({ cluster }) => cluster);
      return {
        summary: summaryOf(items),
        risks: risksOf(sorted, infos),
        items,
        warnings: twice(items),
      };
    },
  };
}

type KeptInfo = Pick<CheckInfo, 'title' | 'why' | 'remediation' | 'area'> & { order: string };

/** Versions word a check differently: one of the texts is kept, which one does not depend on the order. */
function keepInfo(kept: Map<string, KeptInfo>, info: CheckInfo, tool: string): void {
  const { id, title, why, remediation, area } = info;
  const order = JSON.stringify([tool, title, why, remediation, area]);
  const known = kept.get(id);
  if (known === undefined || compareText(order, known.order) > 0)
    kept.set(id, { title, why, remediation, area, order });
}

/** Worst first by the number of risks per severity, clusters without a result last, then by name and origin. */
function compareClusters(a: FleetCluster, b: FleetCluster): number {
  if ((a.facts === undefined) !== (b.facts === undefined)) return a.facts === undefined ? 1 : -1;
  for (const severity of SEVERITIES) {
    const more = (b.facts?.risks[severity] ?? 0) - (a.facts?.risks[severity] ?? 0);
    if (more !== 0) return more;
  }
  return compareText(a.name, b.name) || compareText(JSON.stringify(a), JSON.stringify(b));
}

/** Clusters with the same name are told apart by file, else by server. */
function named(members: readonly Member[]): Member[] {
  const counts = new Map<string, number>();
  for (const { cluster } of members) counts.set(cluster.name, (counts.get(cluster.name) ?? 0) + 1);
  return members.map((member) => {
    const { name, file, facts } = member.cluster;
    const other = file ?? facts?.server;
    if ((counts.get(name) ?? 0) < 2 || other === undefined || other === name) return member;
    return { ...member, cluster: { ...member.cluster, name: `${name} (${other})` } };
  });
}

function summaryOf(items: readonly FleetCluster[]): FleetSummary {
  const clusters: Record<ClusterState, number> & { total: number } = {
    total: items.length,
    complete: 0,
    partial: 0,
    failed: 0,
    interrupted: 0,
  };
  const risks: Record<Severity, number> = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  let accepted = 0;
  const times: string[] = [];
  for (const { state, facts } of items) {
    clusters[state]++;
    if (facts === undefined) continue;
    for (const severity of SEVERITIES) risks[severity] += facts.risks[severity];
    accepted += facts.accepted;
    times.push(facts.takenAt);
  }
  times.sort(compareText);
  const [from, to] = [times[0], times.at(-1)];
  return {
    clusters,
    risks,
    accepted,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}

function risksOf(members: readonly Member[], infos: ReadonlyMap<string, KeptInfo>): ExplainedRisk[] {
  const byCheck = new Map<string, InCluster[]>();
  for (const { cluster, risks } of members)
    for (const [check, row] of byCheckIn(cluster.name, risks)) {
      const clusters = byCheck.get(check);
      if (clusters) clusters.push(row);
      else byCheck.set(check, [row]);
    }
  return [...byCheck]
    .map(([check, clusters]): ExplainedRisk => {
      const { title = check, why = '', remediation = '', area = 'custom' } = infos.get(check) ?? {};
      return {
        check,
        title,
        severity: worstOf(clusters),
        risks: clusters.reduce((sum, { risks }) => sum + risks, 0),
        clusters,
        info: { why, remediation, area },
      };
    })
    .sort(
      (a, b) =>
        severityRank(a.severity) - severityRank(b.severity) ||
        b.clusters.length - a.clusters.length ||
        compareText(a.check, b.check),
    );
}

type InCluster = FleetRisk['clusters'][number];

/** One row per check, with the highest severity where a check has several. */
function byCheckIn(name: string, risks: readonly ClusterRisk[]): Map<string, InCluster> {
  const rows = new Map<string, InCluster>();
  for (const { check, severity, risks: count } of risks) {
    const known = rows.get(check);
    rows.set(check, {
      name,
      severity: known && atLeast(known.severity, severity) ? known.severity : severity,
      risks: count + (known?.risks ?? 0),
    });
  }
  return rows;
}

function worstOf(rows: readonly InCluster[]): Severity {
  return rows.reduce<Severity>(
    (worst, { severity }) => (atLeast(worst, severity) ? worst : severity),
    'info',
  );
}

/** Two contexts or files of one cluster count its risks twice. A restored copy has the same UID, but another server. */
function twice(items: readonly FleetCluster[]): string[] {
  const first = new Map<string, string>();
  const warnings: string[] = [];
  for (const { name, facts } of items) {
    if (facts?.uid === undefined || facts.server === undefined) continue;
    const key = JSON.stringify([facts.uid, facts.server]);
    const known = first.get(key);
    if (known === undefined) first.set(key, name);
    else warnings.push(`${known} and ${name} are the same cluster; its risks are counted twice`);
  }
  return warnings;
}
