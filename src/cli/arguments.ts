import { ArchmapError } from '../shared/errors.ts';
import { nearest } from '../shared/text.ts';
import type { Command } from './commands/index.ts';
import { commands } from './commands/index.ts';
import type { OptionFacts } from './facts.ts';
import { optionsOf, optionsOfAll } from './facts.ts';

/** The program's name as users type it. */
export const NAME = 'kubectl archmap';

/** A command line that yargs cannot misread: the command first, each flag long and with its value in the same word. */
export interface Line {
  command: Command;
  argv: readonly string[];
  /** The arguments after the command, in the order of its positionals. */
  words: readonly string[];
}

/**
 * Reads arguments like kubectl's own flag parser (pflag) where yargs differs: `--demo get nodes` does not consume `get`,
 * `--no-headers=true` and `-owide` are accepted, a flag takes the next argument whatever it looks like, and a flag without a value is an
 * error. Throws ArchmapError `usage` with the wrong argument as typed and the nearest valid one.
 */
export function readWords(argv: readonly string[]): Line {
  const { flags, free } = split(argv);
  const [first, ...rest] = free;
  if (first === 'help') return help(rest);
  const command = commands.find(({ name }) => name === (first ?? ''));
  if (!command) throw unknownCommand(first ?? '');
  const facts = optionsOf(command);
  const spelled = lastOnes(
    flags.map((flag) => spell(flag, facts, command)),
    facts,
  );
  if (!spelled.includes('--help') && !spelled.includes('--version')) countPositionals(command, rest);
  // Only possible after `--`: except for standard input, no command accepts an argument that begins with a dash, and yargs would take it
  // for a flag.
  const dashed = rest.find((word) => word.startsWith('-') && word !== '-');
  if (dashed !== undefined)
    throw new ArchmapError('usage', `unknown argument "${dashed}"`, `see ${NAME} ${command.name} --help`);
  const own = command.name === '' ? [] : rest;
  return { command, argv: [...(command.name === '' ? [] : [command.name, ...own]), ...spelled], words: own };
}

/** A flag as typed, with the value attached to it. */
interface Flag {
  typed: string;
  value?: string;
}

/** The arguments that are neither flags nor values of flags. A last flag without its value is no error here. */
export function freeWords(argv: readonly string[]): string[] {
  return split([...argv, '']).free.filter((word) => word !== '');
}

/** Separates flags from other arguments. Whether a flag takes a value is the same for every command, so the command need not be known. */
function split(argv: readonly string[]): { flags: Flag[]; free: string[] } {
  const facts = optionsOfAll(commands);
  const flags: Flag[] = [];
  const free: string[] = [];
  const words = [...argv];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word === '--') return { flags, free: [...free, ...words] };
    if (!word.startsWith('-') || word === '-') free.push(word);
    else if (word.startsWith('--')) flags.push(longFlag(word, facts, words));
    else flags.push(...shortFlags(word, facts, words));
  }
  return { flags, free };
}

function longFlag(word: string, facts: OptionFacts, following: string[]): Flag {
  const sign = word.indexOf('=');
  if (sign >= 0) return { typed: word.slice(0, sign), value: word.slice(sign + 1) };
  return withValue(word, facts, following);
}

/** `-A`, `-owide`, `-o=wide`, `-qn shop`: letters up to the first that takes a value. */
function shortFlags(word: string, facts: OptionFacts, following: string[]): Flag[] {
  const flags: Flag[] = [];
  const letters = Array.from(word).slice(1);
  for (const [at, letter] of letters.entries()) {
    const typed = `-${letter}`;
    const rest = letters.slice(at + 1).join('');
    if (rest.startsWith('=')) return [...flags, { typed, value: rest.slice(1) }];
    const name = facts.names.get(typed);
    if (name !== undefined && !facts.booleans.has(name))
      return [...flags, rest === '' ? withValue(typed, facts, following) : { typed, value: rest }];
    flags.push({ typed });
  }
  return flags;
}

function withValue(typed: string, facts: OptionFacts, following: string[]): Flag {
  const name = facts.names.get(typed);
  if (name === undefined || facts.booleans.has(name)) return { typed };
  const value = following.shift();
  if (value === undefined)
    throw new ArchmapError(
      'usage',
      `${typed} requires a value`,
      `specify ${typed} VALUE; see ${NAME} --help`,
    );
  return { typed, value };
}

/** Values of Go's strconv.ParseBool. */
const TRUTHS: ReadonlyMap<string, boolean> = new Map([
  ...['1', 't', 'T', 'true', 'TRUE', 'True'].map((word) => [word, true] as const),
  ...['0', 'f', 'F', 'false', 'FALSE', 'False'].map((word) => [word, false] as const),
]);

/** The option of an argument: itself, or the boolean that `--no-` turns off. */
function nameOf(
  typed: string,
  { names, booleans }: OptionFacts,
): { name: string; negated: boolean } | undefined {
  const name = names.get(typed);
  if (name !== undefined) return { name, negated: false };
  const positive = typed.startsWith('--no-') ? names.get(`--${typed.slice('--no-'.length)}`) : undefined;
  return positive !== undefined && booleans.has(positive) ? { name: positive, negated: true } : undefined;
}

/** As in kubectl, the last occurrence of a flag wins, unless it is a list. */
function lastOnes(spelled: readonly Spelled[], { lists }: OptionFacts): string[] {
  const last = new Map(spelled.map(({ name }, index) => [name, index]));
  return spelled.flatMap(({ name, word }, index) =>
    lists.has(name) || last.get(name) === index ? [word] : [],
  );
}

interface Spelled {
  name: string;
  word: string;
}

/** One flag in a form that yargs parses without the next argument. */
function spell({ typed, value }: Flag, facts: OptionFacts, command: Command): Spelled {
  const meant = nameOf(typed, facts);
  if (!meant) throw unknownFlag(typed, command);
  const { name, negated } = meant;
  if (name === 'v' && !/^\d+$/.test(value ?? ''))
    throw new ArchmapError(
      'usage',
      value === ''
        ? `${typed} requires a value`
        : `invalid value "${value ?? ''}" for ${typed}: must be a number`,
      'specify a number; 9 prints stack traces',
    );
  if (value === '' && facts.lists.has(name))
    throw new ArchmapError('usage', `${typed} requires a value`, `specify ${typed} VALUE, or omit the flag`);
  if (!facts.booleans.has(name)) return { name, word: `--${name}=${value ?? ''}` };
  const truth = value === undefined || TRUTHS.get(value);
  if (truth === undefined)
    throw new ArchmapError(
      'usage',
      `invalid value "${value ?? ''}" for ${typed}: must be one of true, false`,
      'supported values: true, false',
    );
  return { name, word: truth === negated ? `--no-${name}` : `--${name}` };
}

/** As in cobra, `help get` is `get --help`. */
function help([topic = '', ...more]: readonly string[]): Line {
  const command = commands.find(({ name }) => name === topic);
  if (!command || more.length > 0) throw unknownCommand(more[0] ?? topic);
  return { command, argv: [...(topic === '' ? [] : [topic]), '--help'], words: [] };
}

function countPositionals({ name, positionals }: Command, given: readonly string[]): void {
  const places = positionals.split(' ').filter((place) => place !== '');
  const usage = `usage: ${[NAME, name, positionals].filter((part) => part !== '').join(' ')}`;
  const endless = places.at(-1)?.includes('..') ?? false;
  const extra = given[places.length];
  if (extra !== undefined && !endless)
    throw new ArchmapError('usage', `unexpected argument "${extra}"`, usage);
  const missing = places[given.length];
  if (missing?.startsWith('<'))
    throw new ArchmapError(
      'usage',
      `${name} requires ${missing.endsWith('..>') ? missing.slice(1, -3) : `a ${missing.slice(1, -1)}`}`,
      `${usage}; see ${NAME} ${name} --help`,
    );
}

function unknownCommand(word: string): ArchmapError {
  const names = commands.map(({ name }) => name).filter((name) => name !== '');
  const guess = nearest(word, names)[0];
  return new ArchmapError(
    'usage',
    `unknown command "${word}" for "${NAME}"`,
    guess ? `did you mean ${NAME} ${guess}?` : `available commands: ${names.join(', ')}`,
  );
}

function unknownFlag(typed: string, command: Command): ArchmapError {
  const owners = commands.filter((other) => nameOf(typed, optionsOf(other)));
  if (owners.length > 0) {
    const names = owners.map(({ name }) => `${NAME} ${name}`.trim());
    return new ArchmapError(
      'usage',
      `unknown flag: ${typed} is not available for this command`,
      `it is available for ${names.join(', ')}`,
    );
  }
  const guess = typed.startsWith('--') ? nearest(typed, optionsOf(command).flags)[0] : undefined;
  const all = `see ${[NAME, command.name].join(' ').trim()} --help`;
  return new ArchmapError(
    'usage',
    `unknown flag: ${typed}`,
    guess ? `did you mean ${guess}? Or ${all}` : all,
  );
}
