/** Content of a snapshot file other than the records: its header, the outcomes of the collectors and its end. */
import { COLLECTOR_IDS } from '../collectors.ts';
import { flag, list, map, number, object, oneOf, optional, text } from './shape.ts';
import type { Infer } from './shape.ts';

export const SNAPSHOT_FORMAT = 'archmap-snapshot';
export const SNAPSHOT_VERSION = 2;

export type SnapshotHeader = Infer<typeof headerShape>;

export const headerShape = object({
  format: oneOf(SNAPSHOT_FORMAT),
  schemaVersion: number,
  tool: text,
  /** ISO 8601, UTC: when collection began (files: newest modification time of the input). */
  takenAt: text,
  /** `live`, or `files` for everything that is not a snapshot of this tool. */
  source: oneOf('live', 'files'),
  server: optional(text),
  context: optional(text),
  /** Namespace limit (`-n`), absent = all. */
  namespace: optional(text),
  /** Broken or truncated parts of the input, which a gate cannot rely on; one line. */
  damage: optional(text),
  /** Files of more than one cluster: what applies to the whole input need not apply to each. */
  severalClusters: optional(flag),
});

/** One permission that a collector uses, in RBAC terms. `path` is a nonResourceURL. */
export type ReadRule = Infer<typeof rule>;

const rule = object({
  verb: oneOf('get', 'list', 'create'),
  group: optional(text),
  resource: optional(text),
  namespace: optional(text),
  resourceNames: optional(list(text)),
  path: optional(text),
});

/** A kind that was read completely: in the cluster, or in these namespaces. */
export type WholeKind = Infer<typeof wholeKind>;

const wholeKind = object({
  /** `Node`, `apps/Deployment`. */
  kind: text,
  namespaces: optional(list(text)),
});

/**
 * ok: everything requested was read. permission-denied: 401/403. unavailable: not served, or not in the source. partial:
 * some of it (one namespace only, a page lost, one kind of several refused, files that may be incomplete).
 * collection-failed: an error while reading.
 */
export type OutcomeStatus = Outcome['status'];

export type Outcome = Infer<typeof outcomeShape>;

export const outcomeShape = object({
  collector: oneOf(...COLLECTOR_IDS),
  status: oneOf('ok', 'permission-denied', 'unavailable', 'partial', 'collection-failed'),
  /** `unavailable` because the source does not contain the collector: no statement about the API server. */
  unrecorded: optional(flag),
  /** Records delivered. */
  count: number,
  /** Why it is not `ok`, in one line for users; no credential, no control characters. */
  reason: optional(text),
  /**
   * `-n`: everything of this namespace was read, and only objects in others are missing. Absent where more is missing, and
   * in snapshots of older tools.
   */
  namespace: optional(text),
  /** Files: namespaces that are complete for the collector. Absent where there are none. */
  namespaces: optional(list(text)),
  /** Files: the complete kinds of an incomplete collector. Live: kinds of which older tools read less. */
  whole: optional(list(wholeKind)),
  /** Permissions that were refused. */
  missing: optional(list(rule)),
  /**
   * Objects that are read by name and could not be, as `namespace/name`: where this is present, any other name without a record does
   * not exist. Absent with `-n`.
   */
  unread: optional(list(text)),
  /** Objects that were requested by name, as `namespace/name`, including those that do not exist; others are unknown. */
  requested: optional(list(text)),
  /** Notes on a successful run (a continue token expired, two of three replicas responded). */
  notes: optional(list(text)),
});

/** Last line of a file. A file without it is truncated. */
export type SnapshotEnd = Infer<typeof endShape>;

export const endShape = object({
  /** Record lines of the file. */
  records: number,
  outcomes: number,
  /** Record lines per kind, without kinds that have none. */
  counts: map(number),
});
