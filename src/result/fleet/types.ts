/** Many clusters at once: what is kept of each result, and what is printed of all of them. */
import type { CheckInfo, CoverageRow, Severity } from '../types.ts';

export const FLEET_API_VERSION = 'archmap.io/v1';

/**
 * `complete`: evaluated, nothing denied or failed. `partial`: evaluated with incomplete data. `failed`: no result, or none from data of the
 * cluster. `interrupted`: not evaluated before Ctrl-C.
 */
export type ClusterState = 'complete' | 'partial' | 'failed' | 'interrupted';

/** A check that failed in a cluster. */
export interface ClusterRisk {
  check: string;
  severity: Severity;
  /** Number of open risks of this severity. */
  risks: number;
}

/** One cluster of a fleet. The facts are absent if there is no result. */
export interface FleetCluster {
  /** The kubeconfig context, else the best available name. */
  name: string;
  state: ClusterState;
  /** Why nothing was evaluated, one line. */
  error?: string;
  hint?: string;
  /** The saved result. */
  file?: string;
  facts?: ClusterFacts;
}

export interface ClusterFacts {
  server?: string;
  uid?: string;
  version?: string;
  distribution?: string;
  provider?: string;
  /** Time of the snapshot. */
  takenAt: string;
  tool: string;
  nodes?: number;
  namespaces?: number;
  pods?: number;
  /** Open risks. */
  risks: Readonly<Record<Severity, number>>;
  /** Risks that a waiver accepts. */
  accepted: number;
  /** The most severe open risk. */
  worst?: { check: string; title: string; severity: Severity };
  /** `decided`: checks without an unknown result and without an error. */
  coverage: { checks: number; decided: number };
  /** Data sources that were denied, failed or ended early. */
  incomplete: readonly Pick<CoverageRow, 'collector' | 'title' | 'status' | 'reason'>[];
  warnings: readonly string[];
}

/** A risk over all clusters, by check. */
export interface FleetRisk {
  check: string;
  title: string;
  /** The highest one in any cluster. */
  severity: Severity;
  risks: number;
  /** Names of the clusters, as in `items`. */
  clusters: readonly { name: string; severity: Severity; risks: number }[];
}

/** A risk with its explanation, for readers who do not know the check. */
export interface ExplainedRisk extends FleetRisk {
  info: Pick<CheckInfo, 'why' | 'remediation' | 'area'>;
}

export interface FleetSummary {
  clusters: Readonly<Record<ClusterState, number>> & { total: number };
  /** Open risks of all clusters. */
  risks: Readonly<Record<Severity, number>>;
  accepted: number;
  /** Earliest and latest snapshot. */
  from?: string;
  to?: string;
}

/** What `fleet` prints. Sorted: the same clusters give the same bytes, in whatever order they finished. */
export interface FleetReport {
  summary: FleetSummary;
  /** Most severe first, then those of most clusters. */
  risks: readonly ExplainedRisk[];
  /** Most severe risks first; clusters without a result last. */
  items: readonly FleetCluster[];
  /** Clusters that occur twice; one line each. */
  warnings: readonly string[];
}
