import type { RecordKind, RecordTypes } from './records/index.ts';

export const SNAPSHOT_FORMAT = 'archmap-snapshot';
export const SNAPSHOT_VERSION = 1;

/** Every collector by id. Checks declare what they need in these words; `collect/collectors/` holds one file each. */
export const COLLECTOR_IDS = [
  'version',
  'discovery',
  'identity',
  'rights',
  'endpoint',
  'probe',
  'health',
  'flagz',
  'metrics',
  'openid',
  'configmaps',
  'nodes',
  'kubelets',
  'leases',
  'namespaces',
  'pods',
  'workloads',
  'availability',
  'services',
  'endpointslices',
  'ingresses',
  'gateways',
  'networkpolicies',
  'rbac',
  'serviceaccounts',
  'secrets',
  'storage',
  'crds',
  'apiservices',
  'webhooks',
  'certificates',
  'flowcontrol',
  'istio',
  'envoy',
  'platform',
] as const;

export type CollectorId = (typeof COLLECTOR_IDS)[number];

/**
 * ok: everything asked for came. forbidden: 401/403. absent: not served, or the source does not hold it.
 * partial: some came (a namespace only, a page lost, one kind of several refused, files that need not be all).
 * failed: an error on the way.
 */
export type OutcomeStatus = 'ok' | 'forbidden' | 'absent' | 'partial' | 'failed';

/** One right that a collector uses, in RBAC words. `path` is a nonResourceURL. */
export interface ReadRule {
  verb: 'get' | 'list' | 'create';
  group?: string;
  resource?: string;
  namespace?: string;
  resourceNames?: readonly string[];
  path?: string;
}

/** A kind of which everything came: of the cluster, or of these namespaces. */
export interface WholeKind {
  /** `Node`, `apps/Deployment`. */
  kind: string;
  namespaces?: readonly string[];
}

export interface Outcome {
  collector: CollectorId;
  status: OutcomeStatus;
  /** Records delivered. */
  count: number;
  /** Why it is not `ok`, in one line for people; no credential, no control characters. */
  reason?: string;
  /**
   * `-n`: everything of this namespace came, and nothing is missing but what lies in others. Absent where more is missing,
   * and in snapshots of older tools.
   */
  namespace?: string;
  /** Files: namespaces of which everything came that the collector brings. Absent where there are none. */
  namespaces?: readonly string[];
  /** Files: of what is not complete as a whole, the kinds that are. Live: kinds of which older tools read less. */
  whole?: readonly WholeKind[];
  /** Rights that were refused. */
  missing?: readonly ReadRule[];
  /**
   * Objects that are read by name and could not be, as `namespace/name`: where this is told, another name that did not come does not
   * exist. Absent with `-n`.
   */
  unread?: readonly string[];
  /** Objects that were looked for by name, as `namespace/name`, those that do not exist included; of others nothing is said. */
  asked?: readonly string[];
  /** Things worth knowing although it went well (a continue token expired, two of three replicas seen). */
  notes?: readonly string[];
}

export interface SnapshotHeader {
  format: typeof SNAPSHOT_FORMAT;
  schemaVersion: number;
  tool: string;
  /** ISO 8601, UTC: when collection began (files: newest modification time of the input). */
  takenAt: string;
  /** `live`, or `files` for everything that is not a snapshot of ours. */
  source: 'live' | 'files';
  server?: string;
  context?: string;
  /** Namespace limit (`-n`), absent = all. */
  namespace?: string;
  /** What of the input is broken or cut off, so that a gate cannot rest on it; one line. */
  damage?: string;
}

export interface Snapshot {
  header: SnapshotHeader;
  /** Every kind is present, maybe empty. In the order of arrival; the model sorts. */
  records: { readonly [K in RecordKind]: readonly RecordTypes[K][] };
  /** Exactly one per collector. */
  outcomes: ReadonlyMap<CollectorId, Outcome>;
}
