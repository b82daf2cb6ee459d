/**
 * The result: the one contract that reporters see. Everything is sorted, nothing depends on the clock, on the order of
 * arrival or on chance, so that two runs over the same snapshot are equal byte for byte.
 */

import type { Confidence, Evidence, Known, Witness } from '../shared/evidence.ts';
import type {
  AddonRow,
  CertificateRow,
  ClusterIdentity,
  ComponentRow,
  CoverageRow,
  EntryPointRow,
  IdentityRow,
  NamespaceRow,
  NodePoolRow,
  NodeRow,
  ObjectRef,
  RightsRow,
  StorageRow,
  WorkloadRow,
} from './rows.ts';
import type { Severity } from './severity.ts';
import type { Requirement } from '../shared/requirement.ts';

export type { Confidence, Evidence, Known, Witness };
export type * from './rows.ts';
export { SEVERITIES } from './severity.ts';
export type { Severity };

export const RESULT_FORMAT = 'archmap-result';
export const RESULT_VERSION = 2;

export const AREAS = [
  'api-server',
  'etcd',
  'control-plane',
  'controller-manager',
  'scheduler',
  'kubelet',
  'certificates',
  'client',
  'nodes',
  'namespaces',
  'workloads',
  'network',
  'exposure',
  'storage',
  'identities',
  'addons',
  'istio',
  'envoy',
  'version',
  'own',
] as const;
export type Area = (typeof AREAS)[number];

export type VerdictKind = 'fail' | 'pass' | 'unknown' | 'not-applicable' | 'error';

export interface Verdict {
  check: string;
  title: string;
  area: Area;
  severity: Severity;
  verdict: VerdictKind;
  /** Absent = the cluster as a whole. */
  object?: ObjectRef;
  /** One sentence: what is the case here. For `unknown`: why it cannot be known. */
  message: string;
  evidence: readonly Evidence[];
  /** `unknown` only: what is required to decide it. */
  requires?: readonly Requirement[];
  /** Whose job the fix is. */
  owner: 'you' | 'provider';
  /** Of the rows of a framework that the check refers to, those that this is about; absent = all. */
  rows?: readonly string[];
  /** Of a fail: rows that the same evidence answers, and that are in order. */
  cleared?: readonly string[];
  /** Hash of check, object and detail; stable over runs and versions. */
  fingerprint: string;
  /** `fail` only: somebody accepted it, and until when. It stays in every report and counts for no threshold. */
  waived?: WaivedBy;
  /** `fail` only, with a baseline: it stood there already, and no less severe. It counts for no threshold. */
  inBaseline?: true;
}

/** What a waiver says of a risk that it covers. */
export interface WaivedBy {
  reason: string;
  owner: string;
  /** Last day that it counts, `2027-01-31`. */
  expires: string;
}

export interface RiskReference {
  /** `CIS 1.12`, `NSA/CISA`, `MITRE ATT&CK`, `OWASP K8s 2025`, `docs`. */
  framework: string;
  id: string;
  url?: string;
}

/** Facts of a check that ran, so that a report needs nothing else. */
export interface CheckInfo {
  id: string;
  /** The risk, for a check that failed. */
  title: string;
  /** The neutral name of the check, for every other verdict. */
  control: string;
  area: Area;
  severity: Severity;
  why: string;
  fix: string;
  references: readonly RiskReference[];
  /**
   * Of a live cluster, when not all that the check looks at came because it was refused or failed: `partial`, or `none` when
   * nothing of the cluster itself came. `outside` = it looks at nothing but what everybody sees who may log in.
   */
  evidence?: 'partial' | 'none' | 'outside';
}

/** As given to `--framework`. */
export const FRAMEWORKS = ['cis', 'nsa', 'mitre', 'owasp'] as const;
export type FrameworkId = (typeof FRAMEWORKS)[number];

export interface FrameworkRow {
  /** Number or name in the framework. */
  id: string;
  /** What should be the case. */
  title: string;
  /** The worst of what its checks say; `unknown` where the API cannot answer it. */
  verdict: VerdictKind;
  message: string;
  /** Checks that answer it. */
  checks: readonly string[];
  /** `unknown` only: what is required to decide it. */
  requires?: readonly Requirement[];
  /** What it needs that the API does not show. */
  needs?: string;
  /** Command that decides it by hand. */
  manual?: string;
}

/** A framework row by row (`check --framework`). */
export interface FrameworkReport {
  id: FrameworkId;
  title: string;
  asOf: string;
  /** All rows of the framework, or only those that checks refer to. */
  whole: boolean;
  sections: readonly {
    id: string;
    title: string;
    rows: readonly FrameworkRow[];
    totals: Readonly<Record<VerdictKind, number>>;
  }[];
  totals: Readonly<Record<VerdictKind, number>>;
}

/** What stands behind a row of a framework (`explain cis/1.2.15`). */
export interface ExplainedRow {
  framework: string;
  id: string;
  title: string;
  checks: readonly { id: string; title: string }[];
  needs?: string;
  manual?: string;
}

export interface ResultSummary {
  /** Fails by severity, without those that are waived. */
  risks: Readonly<Record<Severity, number>>;
  /** Fails that are waived. */
  waived: number;
  verdicts: Readonly<Record<VerdictKind, number>>;
  checks: number;
  /** Number of objects listed, for the overview. */
  counts: Readonly<{
    nodes?: number;
    namespaces?: number;
    pods?: number;
    workloads?: number;
    services?: number;
  }>;
}

export interface Result {
  format: typeof RESULT_FORMAT;
  schemaVersion: number;
  tool: string;
  /** Time of the snapshot, ISO 8601, UTC. */
  takenAt: string;
  source: 'live' | 'files';
  /** What of the input is broken or cut off, so that a gate cannot rest on it; one line. */
  damage?: string;
  /** Namespace limit, absent = all. */
  namespace?: string;
  cluster: ClusterIdentity;
  coverage: readonly CoverageRow[];
  /** Absent when nobody asked, as with files. */
  rights?: RightsRow;
  controlPlane: readonly ComponentRow[];
  nodes: readonly NodeRow[];
  nodePools: readonly NodePoolRow[];
  namespaces: readonly NamespaceRow[];
  workloads: readonly WorkloadRow[];
  addons: readonly AddonRow[];
  storage: readonly StorageRow[];
  /** Those that end first come first. */
  certificates: readonly CertificateRow[];
  exposure: readonly EntryPointRow[];
  identities: readonly IdentityRow[];
  /** Facts of every check that ran. */
  checks: readonly CheckInfo[];
  /** Worst first; every verdict, passes too. */
  verdicts: readonly Verdict[];
  summary: ResultSummary;
  /** With `--framework` only. */
  framework?: FrameworkReport;
  /** Waivers that cover nothing, and why: each is a line for people. */
  notices?: readonly string[];
}
