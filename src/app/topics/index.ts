/** All topics of `explain` other than checks: one source for the terminal and for docs/. */
import { catalogue } from '../../checks/index.ts';
import type { Topic, TopicKind } from '../../result/topics.ts';

import { AREAS } from '../../result/types.ts';
import { AREAS_ABOUT } from './areas.ts';
import { OTHERS } from './guides.ts';
import { sourceTopics } from './sources.ts';
import { CONFIDENCES, REASONS, VERDICTS, DATA_SOURCES } from './terms.ts';

/** All pages, by kind in the order of TOPIC_KINDS. */
export function listTopics(): Topic[] {
  return [
    ...AREAS.map(areaTopic),
    ...pages('verdict', VERDICTS),
    ...pages('reason', REASONS),
    ...pages('confidence', CONFIDENCES),
    ...pages('topic', OTHERS),
    ...sourceTopics(),
    ...pages('data-source', DATA_SOURCES),
  ];
}

/**
 * The page of a term: `KIND/NAME`, or the name alone, which is looked up in the order of the kinds; and the other pages of that name.
 * Undefined when there is none.
 */
export function findTopic(word: string): { topic: Topic; others: readonly Topic[] } | undefined {
  const all = listTopics();
  const exact = all.find((topic) => fullName(topic) === word);
  if (exact) return { topic: exact, others: [] };
  const [topic, ...others] = all.filter(({ name }) => name === word);
  return topic && { topic, others };
}

/** `source/nodes`. */
export function fullName({ kind, name }: Topic): string {
  return `${kind}/${name}`;
}

/** Short names, and full names where a short name is ambiguous; for completion and suggestions. */
export function topicNames(): string[] {
  const seen = new Set<string>();
  return listTopics().map((topic) => {
    const reached = !seen.has(topic.name);
    seen.add(topic.name);
    return reached ? topic.name : fullName(topic);
  });
}

function pages(kind: TopicKind, all: Readonly<Record<string, { title: string; body: string }>>): Topic[] {
  return Object.entries(all).map(([name, { title, body }]) => ({ kind, name, title, body }));
}

function areaTopic(area: (typeof AREAS)[number]): Topic {
  const { title, about } = AREAS_ABOUT[area];
  const checks = catalogue.filter((check) => check.area === area);
  const lines = checks.map(({ id, severity, control: what }) => `- \`${id}\` (${severity}): ${what}`);
  return {
    kind: 'area',
    name: area,
    title,
    body: [
      about,
      ...(lines.length > 0 ? ['', '## Checks', '', ...lines] : []),
      ...(area === 'custom'
        ? []
        : ['', `Only these checks: \`kubectl archmap check --only ${area} --all\`.`]),
    ].join('\n'),
  };
}
