/** Whether a container with the image of a database starts the server, or a client of it. */
import type { V1Container } from '@kubernetes/client-node';
import { starters, startersWithOperand, tools } from '../../data/command-starters.ts';
import { databaseClients, databaseOf } from '../../data/stateful-images.ts';
import { imageNames } from '../../shared/image.ts';
import { strings } from './raw.ts';
import type { Fields } from './untrusted.ts';

const SHELLS = new Set(['sh', 'bash', 'ash', 'dash']);
/** Scripts of images that run their arguments. */
const ENTRY_POINT = /entrypoint|^run\.sh$/;
/** Characters by which a shell does more than start one program. */
const SHELL_SYNTAX = /[;&|<>()`$\n'"\\]/;
/** Programs that start one another. */
const MAX_DEPTH = 8;

/**
 * By the command line of the container, of which nothing else is kept: it may contain passwords. `unclear` for scripts and for programs
 * that are neither known servers nor known clients. Undefined for servers, for images that are no database, and without a command line.
 */
export function startedInstead(
  { command, args }: Fields<V1Container>,
  image: string,
): 'client' | 'unclear' | undefined {
  const database = databaseOf(imageNames(image)[0]);
  const own = strings(command);
  if (database === undefined || (own.length === 0 && startsNothing(strings(args)))) return undefined;
  let words: readonly string[] | undefined = [...own, ...strings(args)];
  for (let depth = 0; depth < MAX_DEPTH && words !== undefined; depth++) {
    const first: string = words[0] ?? '';
    const rest: readonly string[] = words.slice(1);
    const name: string = first.slice(first.lastIndexOf('/') + 1);
    if (database.servers.includes(name)) return undefined;
    if (databaseClients.has(name) || tools.has(name)) return 'client';
    if (ENTRY_POINT.test(name) || database.launchers?.includes(name) === true) {
      if (startsNothing(rest)) return undefined;
      words = rest;
    } else words = SHELLS.has(name) ? script(rest) : operandsOf(name, rest);
    if (words?.length === 0) return 'client';
  }
  return 'unclear';
}

/** No program: options of the server at most. */
function startsNothing(words: readonly string[]): boolean {
  return words[0] === undefined || words[0].startsWith('-');
}

/** The program of `sh -c PROGRAM ...`, or the script of `sh SCRIPT ...`; empty for an interactive shell, undefined if it cannot be told. */
function script(words: readonly string[]): readonly string[] | undefined {
  const at = words.findIndex((word) => /^-[a-z]*c$/.test(word));
  if (at < 0) return words.filter((word, index) => index > 0 || !word.startsWith('-'));
  const text = words[at + 1]?.trim();
  return text === undefined || text === '' || SHELL_SYNTAX.test(text) ? undefined : text.split(/\s+/);
}

/** The command of a program that starts another one. */
function operandsOf(name: string, words: readonly string[]): readonly string[] | undefined {
  const own = startersWithOperand.includes(name) ? 1 : 0;
  if (own === 0 && !starters.includes(name)) return undefined;
  const from = words.findIndex((word) => !word.startsWith('-') && !word.includes('='));
  return from < 0 || words.length <= from + own ? undefined : words.slice(from + own);
}
