import { GLOSSARY } from './glossary.ts';

/** Words that every reader of the page knows: a mark on each would be noise. */
const PLAIN = new Set(['cluster', 'node', 'namespace', 'unknown', 'Service', 'workload']);

/** Terms of the glossary as they are written in texts, with the id of their entry. */
const ENTRIES: ReadonlyMap<string, string> = new Map(
  GLOSSARY.flatMap(([term]) =>
    term
      .split(/, | \(|\)/)
      .filter((word) => word !== '' && !PLAIN.has(word))
      .map((word) => [word, termId(term)] as const),
  ),
);

const PATTERN = new RegExp(
  `(?<![\\w/.-])(?:${[...ENTRIES.keys()].sort((a, b) => b.length - a.length).join('|')})s?(?![\\w/-])`,
  'g',
);

/** Element id of an entry of the glossary. */
export function termId(term: string): string {
  return `term-${term
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/-$/, '')}`;
}

export interface TermPart {
  text: string;
  /** Id of the entry, for a term. */
  entry?: string;
}

/** A text in parts: the first occurrence of each term, and the text between. `seen` has the entries that were marked before. */
export function termParts(value: string, seen: Set<string>): TermPart[] {
  const parts: TermPart[] = [];
  let from = 0;
  for (const found of value.matchAll(PATTERN)) {
    const entry = ENTRIES.get(found[0]) ?? ENTRIES.get(found[0].replace(/s$/, ''));
    if (entry === undefined || seen.has(entry)) continue;
    seen.add(entry);
    if (found.index > from) parts.push({ text: value.slice(from, found.index) });
    parts.push({ text: found[0], entry });
    from = found.index + found[0].length;
  }
  if (from < value.length) parts.push({ text: value.slice(from) });
  return parts;
}
