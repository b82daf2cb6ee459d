/** Full-text search of `explain`: checks, controls of frameworks and topics by words, and by the names that people use for them. */
import { phrases, words as alternatives } from '../data/search-synonyms.ts';
import { severityRank } from '../result/sort.ts';
import type { SearchMatch } from '../result/search.ts';
import { once } from '../shared/once.ts';
import { nearest } from '../shared/text.ts';
import { wordsOf } from '../shared/words.ts';
import type { Entry } from './search-entries.ts';
import { searchEntries } from './search-entries.ts';

/** Words of a query that are read; a longer text is no search. */
const MAX_WORDS = 12;
const STOP_WORDS = new Set([
  'a',
  'an',
  'and',
  'are',
  'at',
  'by',
  'for',
  'how',
  'in',
  'is',
  'it',
  'my',
  'of',
  'on',
  'or',
  'the',
  'to',
  'with',
]);

/** All pages with every word of the query, the best first: pages of a known phrase, then by where the words are. Empty if none has them. */
export function search(query: string): SearchMatch[] {
  const wanted = wordsOf(query);
  const pinned = phraseNames(query) ?? [];
  // An id of another tool without a page of its own: its number is that of other ids by chance.
  const isId = /^(?:[a-z]+-)+\d{3,}$/i.test(query.trim());
  const words = isId ? [] : wanted.filter((word) => !STOP_WORDS.has(word)).slice(0, MAX_WORDS);
  const places = new Map(pinned.map((name, index) => [name, index]));
  return searchEntries()
    .map((entry) => ({ entry, score: scoreOf(entry, words), place: places.get(entry.match.name) }))
    .filter(({ score, place }) => score > 0 || place !== undefined)
    .sort(
      (a, b) =>
        (a.place ?? pinned.length) - (b.place ?? pinned.length) ||
        b.score - a.score ||
        rankOf(a.entry) - rankOf(b.entry) ||
        (a.entry.match.name < b.entry.match.name ? -1 : 1),
    )
    .map(({ entry }) => entry.match);
}

/** Checks first, the most severe first. */
function rankOf({ match }: Entry): number {
  return match.severity === undefined ? Infinity : severityRank(match.severity);
}

/** At most three names or words that are similar to the query, for a search without a result. */
export function similar(query: string): string[] {
  const names = searchEntries().map(({ match }) => match.name);
  const whole = nearest(query, [...names, ...Object.keys(phrases)]);
  if (whole.length > 0) return whole;
  const parts = wordsOf(query).flatMap((word) => nearest(word, vocabulary()));
  return [...new Set(parts)].slice(0, 3);
}

/** Words of the names and titles, and the known phrases. */
const vocabulary = once((): string[] => {
  const words = searchEntries().flatMap(({ name, head }) => [...name, ...head]);
  return [...new Set([...Object.keys(phrases), ...words.filter((word) => word.length > 3)])];
});

/** The pages of a known phrase; undefined for any other text. */
export function phraseNames(query: string): string[] | undefined {
  const [first = '', ...others] = wordsOf(query);
  // Checks of vulnerabilities evaluate lists of versions: no page names each CVE.
  const isCve = first === 'cve' && others.length === 2 && others.every((word) => /^\d{4,}$/.test(word));
  return byPhrase()
    .get(isCve ? 'cve' : [first, ...others].join(' '))
    ?.split(' ');
}

/** The same notation as that of a query. */
const byPhrase = once(
  () => new Map(Object.entries(phrases).map(([phrase, names]) => [wordsOf(phrase).join(' '), names])),
);

/** Weights of where a word is. */
const WEIGHTS = { name: 8, head: 6, references: 4, body: 2 } as const;

/** Zero unless every word is somewhere in the entry. */
function scoreOf(entry: Entry, words: readonly string[]): number {
  let sum = 0;
  for (const word of words) {
    const score = Math.max(bestOf(entry, word), ...othersFor(word).map((other) => bestOf(entry, other) / 2));
    if (score === 0) return 0;
    sum += score;
  }
  return sum * entry.weight;
}

function othersFor(word: string): readonly string[] {
  const others = Object.hasOwn(alternatives, word) ? alternatives[word] : undefined;
  return others?.split(' ') ?? [];
}

function bestOf(entry: Entry, word: string): number {
  return Math.max(
    ...(['name', 'head', 'references', 'body'] as const).map(
      (field) => WEIGHTS[field] * Math.max(0, ...entry[field].map((text) => likeness(text, word))),
    ),
  );
}

/** Shortest word that counts inside of another one. */
const MIN_PART = 4;

/** Equal, the beginning of the word, or a part of it. */
function likeness(text: string, word: string): number {
  if (text === word) return 3;
  if (word.length >= MIN_PART - 1 && text.startsWith(word)) return 2;
  return word.length >= MIN_PART && text.includes(word) ? 1 : 0;
}
