/** What `explain` describes besides checks and framework controls. */

/** In this order a bare word is looked up, and lists are printed. */
export const TOPIC_KINDS = [
  'area',
  'verdict',
  'reason',
  'confidence',
  'topic',
  'source',
  'data-source',
] as const;
export type TopicKind = (typeof TOPIC_KINDS)[number];

/** One page of `explain`. */
export interface Topic {
  kind: TopicKind;
  /** The word that asks for it, `etcd`; `KIND/NAME` always works: `source/nodes`. */
  name: string;
  title: string;
  /** Markdown without the heading; second-level headings. */
  body: string;
}
