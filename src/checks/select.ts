import { ArchmapError } from '../shared/errors.ts';
import { nearest } from '../shared/text.ts';
import type { CheckDefinition } from './define.ts';

export interface Selection {
  /** Check ids, areas, or globs over ids (`etcd/*`); absent or empty = all. */
  only?: readonly string[];
  skip?: readonly string[];
}

/** The checks that a selection means. Throws `usage` for a word that matches nothing, naming the nearest, and when none is left. */
export function selectChecks(
  all: readonly CheckDefinition[],
  { only = [], skip = [] }: Selection,
): CheckDefinition[] {
  for (const word of [...only, ...skip]) assertMatches(all, word);
  const chosen = all.filter(
    (check) =>
      (only.length === 0 || only.some((word) => matches(check, word))) &&
      !skip.some((word) => matches(check, word)),
  );
  if (chosen.length === 0)
    throw new ArchmapError('usage', 'no check is left to run', 'give --only and --skip that leave something');
  return chosen;
}

function matches({ id, area }: CheckDefinition, word: string): boolean {
  if (word === id || word === area) return true;
  if (!word.includes('*')) return false;
  const parts = word.split('*');
  const [first = '', last = ''] = [parts[0], parts.at(-1)];
  if (!id.startsWith(first) || !id.endsWith(last) || id.length < first.length + last.length) return false;
  // Each part in the earliest place behind the one before: no pattern can make this slow.
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = id.indexOf(part, at);
    if (found === -1 || found + part.length > id.length - last.length) return false;
    at = found + part.length;
  }
  return true;
}

function assertMatches(all: readonly CheckDefinition[], word: string): void {
  if (all.some((check) => matches(check, word))) return;
  const candidates = [...all.map(({ id }) => id), ...new Set(all.map(({ area }) => area))];
  const guesses = nearest(word, candidates);
  throw new ArchmapError(
    'usage',
    `no check or area is called "${word}"`,
    guesses.length > 0
      ? `did you mean ${guesses.join(' or ')}? kubectl archmap explain lists them`
      : 'kubectl archmap explain lists all checks',
  );
}
