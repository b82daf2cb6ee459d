import { starters, startersWithOperand, tools } from '../../../../data/command-starters.ts';
import type { Environment } from './environment.ts';
import { hasHole } from './environment.ts';
import type { Positional, Word } from './shell.ts';
import { shellCommands } from './shell.ts';

/** How a program is started: what stands behind its name, and what else may. */
export interface Launch {
  /** The words that it is given, without its own. */
  words: readonly Word[];
  environment: Environment;
  /** Something that is not visible starts it: it may put words before and behind these, and set variables. */
  wrapped: boolean;
}

const SHELLS = new Set(['sh', 'bash', 'ash', 'dash', 'ksh', 'zsh']);

/** How many operands of its own a starter has before the command. */
const STARTERS: ReadonlyMap<string, number> = new Map([
  ...starters.map((name): [string, number] => [name, 0]),
  ...startersWithOperand.map((name): [string, number] => [name, 1]),
]);

/** hyperkube's own words for the programs in it, beside their names. */
const HYPERKUBE: Readonly<Record<string, string>> = {
  apiserver: 'kube-apiserver',
  'controller-manager': 'kube-controller-manager',
  scheduler: 'kube-scheduler',
  proxy: 'kube-proxy',
};

/** Words of etcd that make it something else than a member. */
const NO_MEMBER = new Set(['gateway', 'grpc-proxy']);

/** Shells in shells: no server is started through more. */
const MAX_DEPTH = 5;

/**
 * How these words start the program: undefined when they do not. The program is a word in the place of a command: the first one, what a
 * known starter runs, a command of a shell's script, hyperkube's word. A flag's value and an operand of another program are none.
 */
export function launchOf(
  program: string,
  words: readonly Word[],
  environment: Environment,
): Launch | undefined {
  return find({ program, depth: 0 }, words, environment);
}

interface Search {
  program: string;
  depth: number;
}

function find(search: Search, words: readonly Word[], environment: Environment): Launch | undefined {
  const [first, ...rest] = words;
  if (!first || hasHole(first.text) || search.depth > MAX_DEPTH) return undefined;
  const name = baseName(first.text);
  if (name === search.program) return member(search.program, { words: rest, environment, wrapped: false });
  if (name === 'hyperkube') return fromHyperkube(search, rest, environment);
  if (SHELLS.has(name)) return fromShell(search, rest, environment);
  if (STARTERS.has(name)) return fromStarter(search, name, { words: rest, environment });
  return isWrapper(first.text) ? fromWrapper(search, rest, environment) : undefined;
}

function member(program: string, launch: Launch): Launch | undefined {
  return program === 'etcd' && NO_MEMBER.has(launch.words[0]?.text ?? '') ? undefined : launch;
}

function fromHyperkube(
  { program }: Search,
  words: readonly Word[],
  environment: Environment,
): Launch | undefined {
  const at = words.findIndex(({ text }) => !text.startsWith('-'));
  const word = words[at]?.text ?? '';
  if (word !== program && HYPERKUBE[word] !== program) return undefined;
  return { words: words.slice(at + 1), environment, wrapped: false };
}

/** `sh -c SCRIPT NAME WORDS`, and a script file that is given words. */
function fromShell(search: Search, words: readonly Word[], environment: Environment): Launch | undefined {
  let reads = false;
  let at = 0;
  for (; at < words.length; at++) {
    const option = words[at]?.text ?? '';
    if (!/^[-+]./.test(option) || option === '--') break;
    if (/^-[a-zA-Z]*c/.test(option)) reads = true;
    if (/^[-+][a-zA-Z]*o$/.test(option) || /^--(?:rcfile|init-file)$/.test(option)) at++;
  }
  if (words[at]?.text === '--') at++;
  const script = words[at];
  if (!script) return undefined;
  if (!reads) return fromWrapper(search, words.slice(at + 1), environment);
  return fromScript(search, script, { environment, positional: words.slice(at + 1) });
}

function fromScript(
  { program, depth }: Search,
  script: Word,
  { environment, positional }: { environment: Environment; positional: Positional },
): Launch | undefined {
  // The kubelet writes `$` for `$$`.
  const found = shellCommands(script.text.replaceAll('$$', '$'), environment, positional).flatMap(
    (command) => {
      const launch = find({ program, depth: depth + 1 }, command.words, command.environment);
      return launch ? [{ ...launch, wrapped: launch.wrapped || command.tangled }] : [];
    },
  );
  const last = found.at(-1);
  if (!last) return undefined;
  // Which of several is started is for the script to decide; a script that is cut off may start another.
  return { ...last, wrapped: last.wrapped || found.length > 1 || hasHole(script.text) || isCut(script.text) };
}

/** The command of a starter: its first operand but its own; an option before it may have a value of its own. */
function fromStarter(
  search: Search,
  starter: string,
  { words, environment }: { words: readonly Word[]; environment: Environment },
): Launch | undefined {
  const own = new Map<string, string>();
  let operands = STARTERS.get(starter) ?? 0;
  for (let at = 0; at < words.length; at++) {
    const text = words[at]?.text ?? '';
    const [, name, value = ''] = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(text) ?? [];
    if (name !== undefined) own.set(name, value);
    else if (text.startsWith('-')) {
      // `command -v` asks where the program is.
      if (starter === 'command' && /v/i.test(text)) return undefined;
      if (!text.includes('=') && text !== '--' && isValue(search.program, words[at + 1])) at++;
    } else if (isRunnable(search.program, text))
      return find({ ...search, depth: search.depth + 1 }, words.slice(at), withOwn(environment, own));
    else if (operands-- === 0) return undefined;
  }
  return undefined;
}

function isValue(program: string, next: Word | undefined): boolean {
  return next !== undefined && !next.text.startsWith('-') && !isRunnable(program, next.text);
}

function withOwn(environment: Environment, own: ReadonlyMap<string, string>): Environment {
  return (name) => {
    const set = own.get(name);
    return set === undefined ? environment(name) : hasHole(set) ? 'hidden' : { text: set };
  };
}

/** What a script of one's own is given first, or behind `--`: it may start that with further words. */
function fromWrapper(search: Search, words: readonly Word[], environment: Environment): Launch | undefined {
  const dashes = words.findIndex(({ text }) => text === '--');
  const at = dashes >= 0 ? dashes + 1 : words.findIndex(({ text }) => !text.startsWith('-'));
  if (at < 0 || !isRunnable(search.program, words[at]?.text ?? '')) return undefined;
  const launch = find({ ...search, depth: search.depth + 1 }, words.slice(at), environment);
  return launch && { ...launch, wrapped: true };
}

/** The program by its bare name or in a folder of programs, and whatever starts others. `/var/lib/etcd` is a folder of data. */
function isRunnable(program: string, text: string): boolean {
  const name = baseName(text);
  if (name !== program) return name === 'hyperkube' || SHELLS.has(name) || STARTERS.has(name);
  return !text.includes('/') || /^(?:\.?\/|(?:\/[\w.-]+)*\/s?bin\/)[\w.-]+$/.test(text);
}

/** A script or binary of which nothing is known but that it is no tool of the system. */
function isWrapper(text: string): boolean {
  return !tools.has(baseName(text)) && /\/|\.(?:sh|bash)$/.test(text);
}

/** Arguments are kept up to a length; the sign at the end tells that there was more. */
export function isCut(text: string): boolean {
  return text.length >= 16_384 && text.endsWith('…');
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
