import { catalogue } from '../checks/index.ts';
import { frameworks } from '../data/frameworks.ts';
import type { SearchMatch } from '../result/search.ts';
import type { Topic } from '../result/topics.ts';
import { FRAMEWORKS } from '../result/types.ts';
import { once } from '../shared/once.ts';
import { wordsOf } from '../shared/words.ts';
import { coverage } from './peer-checks.ts';
import { fullName, listTopics, topicNames } from './topics/index.ts';

/** One page of `explain` with the words of its parts. */
export interface Entry {
  match: SearchMatch;
  name: readonly string[];
  head: readonly string[];
  references: readonly string[];
  body: readonly string[];
  /** Checks are 1; pages that name many subjects are less. */
  weight: number;
}

/** Every page of `explain`, in the order of the lists. */
export const searchEntries = once((): readonly Entry[] => [
  ...checkEntries(),
  ...topicEntries(),
  ...controlEntries(),
]);

function checkEntries(): Entry[] {
  const foreign = new Map<string, string[]>();
  for (const { checks, ids } of coverage())
    for (const check of checks)
      foreign.set(check, [...(foreign.get(check) ?? []), ...ids.map(({ tool, id }) => `${tool} ${id}`)]);
  return catalogue.map(({ id, control, title, severity, why, remediation, references }) => ({
    match: { name: id, kind: 'check', severity, title: control },
    name: distinct(id),
    head: distinct(`${control} ${title}`),
    references: distinct(
      [...references.map((one) => `${one.framework} ${one.id}`), ...(foreign.get(id) ?? [])].join(' '),
    ),
    body: distinct(`${why} ${remediation}`),
    weight: 1,
  }));
}

function topicEntries(): Entry[] {
  const names = topicNames();
  return listTopics().map((topic, index) => ({
    match: {
      name: isInner(topic) ? fullName(topic) : (names[index] ?? fullName(topic)),
      kind: topic.kind,
      title: topic.title.replaceAll('`', ''),
    },
    name: distinct(topic.name),
    head: distinct(topic.title),
    references: [],
    // The pages of areas and collectors list checks, which are found themselves.
    body:
      topic.kind === 'topic' || topic.kind === 'verdict' || topic.kind === 'reason'
        ? distinct(topic.body)
        : [],
    weight: topic.kind === 'topic' || topic.kind === 'area' ? 1 : 0.5,
  }));
}

/** About this program: for a word that is also a subject (`rbac`), the checks come first. */
export function isInner({ kind }: Topic): boolean {
  return kind === 'source' || kind === 'data-source' || kind === 'confidence';
}

function controlEntries(): Entry[] {
  return FRAMEWORKS.flatMap((framework) =>
    frameworks[framework].sections.flatMap(({ rows }) =>
      rows.map(({ id, title }) => ({
        match: { name: `${framework}/${id}`, kind: 'control' as const, title },
        name: distinct(`${framework} ${id}`),
        head: distinct(title),
        references: [],
        body: [],
        weight: 0.4,
      })),
    ),
  );
}

function distinct(text: string): string[] {
  return [...new Set(wordsOf(text))];
}
