/** What stands in a snapshot file beside the records: its header, the outcomes of the collectors and its end. */
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
  /** `live`, or `files` for everything that is not a snapshot of ours. */
  source: oneOf('live', 'files'),
  server: optional(text),
  context: optional(text),
  /** Namespace limit (`-n`), absent = all. */
  namespace: optional(text),
  /** What of the input is broken or cut off, so that a gate cannot rest on it; one line. */
  damage: optional(text),
  /** Files of more than one cluster: what holds for all that was given need not hold for each. */
  severalClusters: optional(flag),
});

/** One right that a collector uses, in RBAC words. `path` is a nonResourceURL. */
export type ReadRule = Infer<typeof rule>;

const rule = object({
  verb: oneOf('get', 'list', 'create'),
  group: optional(text),
  resource: optional(text),
  namespace: optional(text),
  resourceNames: optional(list(text)),
  path: optional(text),
});

/** A kind of which everything came: of the cluster, or of these namespaces. */
export type WholeKind = Infer<typeof wholeKind>;

const wholeKind = object({
  /** `Node`, `apps/Deployment`. */
  kind: text,
  namespaces: optional(list(text)),
});

/**
 * ok: everything asked for came. forbidden: 401/403. absent: not served, or the source does not hold it.
 * partial: some came (a namespace only, a page lost, one kind of several refused, files that need not be all).
 * failed: an error on the way.
 */
export type OutcomeStatus = Outcome['status'];

export type Outcome = Infer<typeof outcomeShape>;

export const outcomeShape = object({
  collector: oneOf(...COLLECTOR_IDS),
  status: oneOf('ok', 'permission-denied', 'unavailable', 'partial', 'collection-failed'),
  /** Records delivered. */
  count: number,
  /** Why it is not `ok`, in one line for people; no credential, no control characters. */
  reason: optional(text),
  /**
   * `-n`: everything of this namespace came, and nothing is missing but what lies in others. Absent where more is missing,
   * and in snapshots of older tools.
   */
  namespace: optional(text),
  /** Files: namespaces of which everything came that the collector brings. Absent where there are none. */
  namespaces: optional(list(text)),
  /** Files: of what is not complete as a whole, the kinds that are. Live: kinds of which older tools read less. */
  whole: optional(list(wholeKind)),
  /** Rights that were refused. */
  missing: optional(list(rule)),
  /**
   * Objects that are read by name and could not be, as `namespace/name`: where this is told, another name that did not come does not
   * exist. Absent with `-n`.
   */
  unread: optional(list(text)),
  /** Objects that were looked for by name, as `namespace/name`, those that do not exist included; of others nothing is said. */
  requested: optional(list(text)),
  /** Things worth knowing although it went well (a continue token expired, two of three replicas seen). */
  notes: optional(list(text)),
});

/** Last line of a file. A file without it was cut off. */
export type SnapshotEnd = Infer<typeof endShape>;

export const endShape = object({
  /** Record lines of the file. */
  records: number,
  outcomes: number,
  /** Record lines per kind; kinds without records are left out. */
  counts: map(number),
});
