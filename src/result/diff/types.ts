import type { ObjectRef, Severity } from '../types.ts';

export const DIFF_FORMAT = 'archmap-diff';
export const DIFF_VERSION = 1;

export const DIFF_SECTIONS = [
  'risks',
  'cluster',
  'control-plane',
  'flags',
  'exposure',
  'identities',
  'namespaces',
  'node-pools',
  'nodes',
  'addons',
  'workloads',
  'storage',
  'coverage',
] as const;
export type DiffSection = (typeof DIFF_SECTIONS)[number];

/** `unclear`: it differs, and the data does not show whether anything changed. */
export type ChangeKind = 'added' | 'removed' | 'changed' | 'unclear';

export interface Change {
  section: DiffSection;
  kind: ChangeKind;
  /** Name for users. */
  what: string;
  object?: ObjectRef;
  /** The field that changed. */
  field?: string;
  before?: string;
  after?: string;
  /** Why it matters, or why it is unclear. */
  why: string;
  impact: 'worse' | 'better' | 'neutral';
  /** Risks only. */
  severity?: Severity;
  check?: string;
  fingerprint?: string;
  /** Risks only: accepted by a waiver. */
  accepted?: true;
}

export interface DiffSide {
  name: string;
  /** Path as given by the user. */
  file?: string;
  uid?: string;
  takenAt: string;
  tool: string;
  namespace?: string;
}

/** Changes between two results of a cluster, worst first. */
export interface ResultDiff {
  format: typeof DIFF_FORMAT;
  schemaVersion: number;
  old: DiffSide;
  new: DiffSide;
  /** Why the two may not be comparable. */
  warnings: readonly string[];
  changes: readonly Change[];
  summary: Readonly<Record<ChangeKind, number>> & { worse: number; better: number };
}
