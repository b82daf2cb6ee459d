import type { Topic, TopicKind } from '../result/topics.ts';
import { TOPIC_KINDS } from '../result/topics.ts';
import { pageLines } from './explain.ts';
import type { ReportOptions } from './options.ts';
import { paint } from './options.ts';
import { wrap } from './text.ts';

const HEADS: Readonly<Record<TopicKind, string>> = {
  area: 'Areas',
  verdict: 'Results',
  reason: 'Reasons for unknown',
  confidence: 'Confidence of evidence',
  topic: 'How to',
  source: 'Collectors',
  'data-source': 'Data sources',
};

/** What a topic is, in one word or two. */
export const TOPIC_WORDS: Readonly<Record<TopicKind, string>> = {
  area: 'area of checks',
  verdict: 'result of a check',
  reason: 'reason for unknown',
  confidence: 'confidence of evidence',
  topic: 'how to',
  source: 'collector',
  'data-source': 'data source',
};

/** One page for the terminal; other pages of the same name are listed at its end. */
export function topicPage(topic: Topic, others: readonly Topic[], options: ReportOptions): string {
  const width = Math.min(options.width ?? 80, 100);
  const also = others.map(({ kind, name }) => `kubectl archmap explain ${kind}/${name}`);
  return [
    paint(options, 'bold', topic.title.replaceAll('`', '')),
    `${topic.name}, ${TOPIC_WORDS[topic.kind]}`,
    '',
    ...pageLines(topic.body, width, options),
    ...(also.length > 0 ? ['', `See also: ${also.join(', ')}`] : []),
  ]
    .join('\n')
    .trimEnd();
}

/** The same as Markdown. */
export function topicMarkdown({ title, name, kind, body }: Topic): string {
  return `# ${title}\n\n\`${name}\`, ${TOPIC_WORDS[kind]}\n\n${body}`.trimEnd();
}

/** All topics except for checks, by kind. */
export function topicsText(topics: readonly Topic[], options: ReportOptions): string {
  const width = Math.min(options.width ?? 80, 100);
  return TOPIC_KINDS.flatMap((kind) => [
    ...wrap(`${HEADS[kind]}: ${namesOf(topics, kind).join(', ')}`, width, '  '),
  ]).join('\n');
}

/** The same as a list in Markdown. */
export function topicsMarkdown(topics: readonly Topic[]): string {
  return TOPIC_KINDS.map(
    (kind) =>
      `- ${HEADS[kind]}: ${namesOf(topics, kind)
        .map((name) => `\`${name}\``)
        .join(', ')}`,
  ).join('\n');
}

function namesOf(topics: readonly Topic[], kind: TopicKind): string[] {
  return topics.filter((topic) => topic.kind === kind).map(({ name }) => name);
}
