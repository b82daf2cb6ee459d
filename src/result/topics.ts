/** What `explain` describes in addition to checks and framework controls. */

/** The order in which a bare name is looked up and lists are printed. */
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
  /** The name on the command line, `etcd`; `KIND/NAME` always works: `source/nodes`. */
  name: string;
  title: string;
  /** Markdown without the heading; second-level headings. */
  body: string;
}
