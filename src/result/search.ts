import type { Severity } from './severity.ts';
import type { TopicKind } from './topics.ts';
import type { CheckInfo } from './types.ts';

/** A check as `explain` prints it. */
export interface ExplainedCheck extends CheckInfo {
  /** Where the context raises or lowers the severity. */
  severityRange?: { lowest: Severity; highest: Severity };
}

/** A page that a search of `explain` finds. */
export interface SearchMatch {
  /** The name that `explain` accepts. */
  name: string;
  kind: 'check' | 'control' | TopicKind;
  /** Checks only. */
  severity?: Severity;
  /** The control of a check, the title of any other page. */
  title: string;
}

/** What `explain WORDS` finds, the best first. */
export interface SearchResult {
  query: string;
  /** What the query is in another tool, one line each: `Trivy KSV-0111: Cluster-admin use`. */
  about?: readonly string[];
  matches: readonly SearchMatch[];
}
