import { ArchmapError } from '../shared/errors.ts';
import { nearest } from '../shared/text.ts';
import { meansCheck } from '../result/selector.ts';
import type { CheckDefinition } from './define.ts';

export interface Selection {
  /** Check ids, areas, or globs over ids (`etcd/*`); absent or empty = all. */
  only?: readonly string[];
  skip?: readonly string[];
}

/** The checks of a selection. Throws `usage` for a word without a match, with the nearest name, and when no check is left. */
export function selectChecks(
  all: readonly CheckDefinition[],
  { only = [], skip = [] }: Selection,
): CheckDefinition[] {
  for (const word of [...only, ...skip]) assertMatches(all, word);
  const chosen = all.filter(
    (check) =>
      (only.length === 0 || only.some((word) => meansCheck(check, word))) &&
      !skip.some((word) => meansCheck(check, word)),
  );
  if (chosen.length === 0)
    throw new ArchmapError(
      'usage',
      'no check is selected',
      'specify --only and --skip that select at least one check',
    );
  return chosen;
}

function assertMatches(all: readonly CheckDefinition[], word: string): void {
  if (all.some((check) => meansCheck(check, word))) return;
  const candidates = [...all.map(({ id }) => id), ...new Set(all.map(({ area }) => area))];
  const guesses = nearest(word, candidates);
  throw new ArchmapError(
    'usage',
    `unknown check or area "${word}"`,
    guesses.length > 0
      ? `did you mean ${guesses.join(' or ')}? kubectl archmap explain lists them`
      : 'kubectl archmap explain lists all checks',
  );
}
