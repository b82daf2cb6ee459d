import { starters, startersWithOperand, tools } from '../../../../data/command-starters.ts';
import type { Environment } from './environment.ts';
import { hasHole } from './environment.ts';
import type { Positional, Word } from './shell.ts';
import { shellCommands } from './shell.ts';

/** How a program is started: the arguments after its name, and whether there may be more. */
export interface Launch {
  /** The arguments, without the program's name. */
  words: readonly Word[];
  environment: Environment;
  /** A command that is not visible starts it: it may add arguments before and after these, and set variables. */
  wrapped: boolean;
}

const SHELLS = new Set(['sh', 'bash', 'ash', 'dash', 'ksh', 'zsh']);

/** The number of own operands that a starter has before the command. */
const STARTERS: ReadonlyMap<string, number> = new Map([
  ...starters.map((name): [string, number] => [name, 0]),
  ...startersWithOperand.map((name): [string, number] => [name, 1]),
]);

/** hyperkube's own names for its programs, in addition to the standard ones. */
const HYPERKUBE: Readonly<Record<string, string>> = {
  apiserver: 'kube-apiserver',
  'controller-manager': 'kube-controller-manager',
  scheduler: 'kube-scheduler',
  proxy: 'kube-proxy',
};

/** Subcommands of etcd that do not start a member. */
const NO_MEMBER = new Set(['gateway', 'grpc-proxy']);

/** Nested shells: no server is started through more. */
const MAX_DEPTH = 5;

/**
 * How these arguments start the program: undefined when they do not. The program is an argument in the position of a command: the first
 * one, the command of a known starter, a command of a shell script, or hyperkube's subcommand. A flag's value and an operand of another
 * program do not count.
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

/** `sh -c SCRIPT NAME WORDS`, and a script file with arguments. */
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
  // The kubelet replaces `$$` by `$`.
  const found = shellCommands(script.text.replaceAll('$$', '$'), environment, positional).flatMap(
    (command) => {
      const launch = find({ program, depth: depth + 1 }, command.words, command.environment);
      return launch ? [{ ...launch, wrapped: launch.wrapped || command.tangled }] : [];
    },
  );
  const last = found.at(-1);
  if (!last) return undefined;
  // The script decides which of several commands is started; a truncated script may start another.
  return { ...last, wrapped: last.wrapped || found.length > 1 || hasHole(script.text) || isCut(script.text) };
}

/** The command of a starter: its first operand after its own ones; an option before it may have a value of its own. */
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
      // `command -v` only prints the path of the program.
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

/** The first argument of a custom script, or the one after `--`: the script may start that with further arguments. */
function fromWrapper(search: Search, words: readonly Word[], environment: Environment): Launch | undefined {
  const dashes = words.findIndex(({ text }) => text === '--');
  const at = dashes >= 0 ? dashes + 1 : words.findIndex(({ text }) => !text.startsWith('-'));
  if (at < 0 || !isRunnable(search.program, words[at]?.text ?? '')) return undefined;
  const launch = find({ ...search, depth: search.depth + 1 }, words.slice(at), environment);
  return launch && { ...launch, wrapped: true };
}

/** The program by its bare name or in a directory of programs, and known starters. `/var/lib/etcd` is a data directory. */
function isRunnable(program: string, text: string): boolean {
  const name = baseName(text);
  if (name !== program) return name === 'hyperkube' || SHELLS.has(name) || STARTERS.has(name);
  return !text.includes('/') || /^(?:\.?\/|(?:\/[\w.-]+)*\/s?bin\/)[\w.-]+$/.test(text);
}

/** An unknown script or binary that is no tool of the system. */
function isWrapper(text: string): boolean {
  return !tools.has(baseName(text)) && /\/|\.(?:sh|bash)$/.test(text);
}

/** Arguments are collected up to a length; a mark at the end shows the truncation. */
export function isCut(text: string): boolean {
  return text.length >= 16_384 && text.endsWith('…');
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
