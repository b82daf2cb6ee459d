/**
 * The result: the only input of reporters. Everything is sorted, nothing depends on the clock, on the order of arrival or on
 * chance, so that two runs over the same snapshot are equal byte for byte.
 */

import type { Confidence, Evidence, Known, EvidenceSource } from '../shared/evidence.ts';
import type {
  AddonRow,
  CertificateRow,
  ClusterIdentity,
  ComponentRow,
  CoverageRow,
  IdentityRow,
  NamespaceRow,
  NodePoolRow,
  NodeRow,
  ObjectRef,
  PermissionsRow,
  WorkloadRow,
} from './rows.ts';
import type { EntryPointRow } from './entry-point-rows.ts';
import type { StorageRow } from './storage-rows.ts';
import type { NetworkRow } from './network.ts';
import type { Severity } from './severity.ts';
import type { Requirement } from '../shared/requirement.ts';

export type { Confidence, Evidence, Known, EvidenceSource as Source };
export type * from './entry-point-rows.ts';
export type * from './envoy.ts';
export type * from './mesh.ts';
export type * from './network.ts';
export type * from './rows.ts';
export type * from './storage-rows.ts';
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
  'custom',
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
  /** One sentence about this object. For `unknown`: the reason. */
  message: string;
  evidence: readonly Evidence[];
  /** `unknown` only: what is required to decide it. */
  requires?: readonly Requirement[];
  /** `unknown` only: there is no risk in the collected data, but lists that can contain one are incomplete. */
  noRiskInData?: true;
  /** Responsibility for the fix: customer or provider. */
  responsibility: 'customer' | 'provider';
  /** Of the controls of a framework that the check refers to, those that this result affects; absent = all. */
  controls?: readonly string[];
  /** Of a fail: controls of a framework that the same evidence answers, and that passed. */
  passedControls?: readonly string[];
  /** Hash of check, object and detail; stable across runs and versions. */
  fingerprint: string;
  /** Of a risk of several subjects: subject and permission of each. A baseline and `diff` compare them. */
  members?: readonly string[];
  /** `fail` only: accepted by a waiver. It stays in every report and does not count for thresholds. */
  waiver?: AcceptedBy;
  /** The severity before a Config document changed it, and why. */
  severityChange?: SeverityChange;
  /** Manifests only: where the object, or the field that the risk is about, is in the files. */
  declaredIn?: DeclaredPlace;
  /** `fail` only, with a baseline: in the baseline with the same or higher severity. It does not count for thresholds. */
  inBaseline?: true;
}

export interface SeverityChange {
  from: Severity;
  reason: string;
  /** `.archmap.yaml:9`. */
  place: string;
}

/** A check that a Config document or a variable of the environment excludes. */
export interface SkippedCheck {
  check: string;
  reason: string;
  place: string;
}

export interface DeclaredPlace {
  /** Relative to the repository in a pipeline, else to the working directory; as specified where it is outside; `-` = standard input. */
  file: string;
  /** Starts at 1. */
  document: number;
  line: number;
  /** The template that the object was rendered from, as reported by Helm or Kustomize. */
  template?: string;
}

/** The waiver of an accepted risk. */
export interface AcceptedBy {
  reason: string;
  owner: string;
  /** Last day on which the waiver is valid, `2027-01-31`. */
  expires: string;
}

export interface RiskReference {
  /** `CIS 1.12`, `NSA/CISA`, `MITRE ATT&CK`, `OWASP K8s 2025`, `docs`. */
  framework: string;
  id: string;
  url?: string;
}

/** Metadata of an evaluated check. */
export interface CheckInfo {
  id: string;
  /** The risk, for a check that failed. */
  title: string;
  /** The neutral name of the check, for every other verdict. */
  control: string;
  area: Area;
  severity: Severity;
  why: string;
  remediation: string;
  references: readonly RiskReference[];
  /**
   * Live clusters only: `partial` if some required data is missing because permission was denied or collection failed, `none` if
   * no cluster data was collected. `public-only` = the check requires only data that every authenticated user can read.
   */
  dataAvailability?: 'partial' | 'none' | 'public-only';
}

/** As given to `--framework`. */
export const FRAMEWORKS = ['cis', 'nsa', 'mitre', 'owasp'] as const;
export type FrameworkId = (typeof FRAMEWORKS)[number];

export interface FrameworkRow {
  /** Number or name in the framework. */
  id: string;
  /** Name of the control. */
  title: string;
  /** The worst result of its checks; `unknown` if the data is not available through the API. */
  verdict: VerdictKind;
  message: string;
  /** Checks that evaluate the control. */
  checks: readonly string[];
  /** `unknown` only: what is required to decide it. */
  requires?: readonly Requirement[];
  /** Required data that is not available through the API. */
  unavailableData?: string;
  /** Command for a manual check. */
  manual?: string;
}

/** Results by control of a framework (`check --framework`). */
export interface FrameworkReport {
  id: FrameworkId;
  title: string;
  asOf: string;
  /** All controls of the framework, or only those that checks refer to. */
  whole: boolean;
  /** Rows that `--only` leaves out; absent = none. */
  leftOut?: number;
  sections: readonly {
    id: string;
    title: string;
    rows: readonly FrameworkRow[];
    totals: Readonly<Record<VerdictKind, number>>;
  }[];
  totals: Readonly<Record<VerdictKind, number>>;
}

/** A control of a framework (`explain cis/1.2.15`). */
export interface ExplainedRow {
  framework: string;
  id: string;
  title: string;
  checks: readonly { id: string; title: string }[];
  unavailableData?: string;
  manual?: string;
}

export interface ResultSummary {
  /** Failed results by severity, without accepted ones. */
  risks: Readonly<Record<Severity, number>>;
  /** Failed results that a waiver accepts. */
  accepted: number;
  verdicts: Readonly<Record<VerdictKind, number>>;
  checks: number;
  /** Checks that a Config document excludes; absent = none. */
  skipped?: number;
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
  /** Invalid or truncated parts of the input, so that gates cannot be evaluated; one line. */
  damage?: string;
  /** Namespace limit, absent = all. */
  namespace?: string;
  cluster: ClusterIdentity;
  coverage: readonly CoverageRow[];
  /** Absent if not requested, as with files. */
  permissions?: PermissionsRow;
  controlPlane: readonly ComponentRow[];
  nodes: readonly NodeRow[];
  nodePools: readonly NodePoolRow[];
  namespaces: readonly NamespaceRow[];
  workloads: readonly WorkloadRow[];
  addons: readonly AddonRow[];
  storage: readonly StorageRow[];
  /** Sorted by expiry. */
  certificates: readonly CertificateRow[];
  entryPoints: readonly EntryPointRow[];
  /** By namespace; absent in results of older versions. */
  network?: readonly NetworkRow[];
  identities: readonly IdentityRow[];
  /** Metadata of every evaluated check. */
  checks: readonly CheckInfo[];
  /** Most severe first; all verdicts, including passed ones. */
  verdicts: readonly Verdict[];
  summary: ResultSummary;
  /** With `--framework` only. */
  framework?: FrameworkReport;
  /** Checks that a Config document excludes, with the reasons. */
  skipped?: readonly SkippedCheck[];
  /** Warnings, such as unmatched waivers; one line each. */
  warnings?: readonly string[];
}
