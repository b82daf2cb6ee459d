import { ArchmapError } from '../shared/errors.ts';
import { nearest } from '../shared/text.ts';
import type { Command } from './commands/index.ts';
import { commands } from './commands/index.ts';
import type { OptionFacts } from './facts.ts';
import { optionsOf } from './facts.ts';

const NAME = 'kubectl archmap';

/** A command line that yargs cannot misread: the command first, each flag long and with its value in the same word. */
export interface Line {
  command: Command;
  argv: readonly string[];
}

/**
 * Reads words as kubectl's own flag parser (pflag) does, where yargs differs: `--demo get nodes` does not swallow `get`,
 * `--no-headers=true` and `-owide` are right, a flag takes the next word whatever it looks like, and one without a value is
 * an error. Throws ArchmapError `usage` that names the wrong word as it was typed and the nearest right one.
 */
export function readWords(argv: readonly string[]): Line {
  const { flags, free } = split(argv);
  const [first, ...rest] = free;
  if (first === 'help') return help(rest);
  const command = commands.find(({ name }) => name === (first ?? ''));
  if (!command) throw unknownCommand(first ?? '');
  const facts = optionsOf(command);
  const spelled = flags.map((flag) => spell(flag, facts, command));
  if (!spelled.includes('--help')) countPositionals(command, rest);
  return { command, argv: [...(command.name === '' ? [] : [command.name, ...rest]), ...spelled] };
}

/** A flag as it was typed, with the value that stood beside it. */
interface Flag {
  typed: string;
  value?: string;
}

/** Parts flags from words. Which flags take a value is the same for every command, so the command need not be known. */
function split(argv: readonly string[]): { flags: Flag[]; free: string[] } {
  const facts = everyOption();
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

/** `-A`, `-owide`, `-o=wide`, `-qn shop`: letters until one takes a value. */
function shortFlags(word: string, facts: OptionFacts, following: string[]): Flag[] {
  const flags: Flag[] = [];
  for (let at = 1; at < word.length; at++) {
    const typed = `-${word[at]}`;
    const rest = word.slice(at + 1);
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
      `${typed} needs a value`,
      `write ${typed} VALUE; ${NAME} --help shows all flags`,
    );
  return { typed, value };
}

const TRUTHS: Readonly<Record<string, boolean>> = {
  ...Object.fromEntries(['1', 't', 'T', 'true', 'TRUE', 'True'].map((word) => [word, true])),
  ...Object.fromEntries(['0', 'f', 'F', 'false', 'FALSE', 'False'].map((word) => [word, false])),
};

/** One flag in the spelling that yargs takes without looking at the next word. */
function spell({ typed, value }: Flag, facts: OptionFacts, command: Command): string {
  const negated = typed.startsWith('--no-') && facts.names.get(`--${typed.slice('--no-'.length)}`);
  const name = facts.names.get(typed) ?? (negated && facts.booleans.has(negated) ? negated : undefined);
  if (!name) throw unknownFlag(typed, command);
  if (name === 'v' && !/^\d+$/.test(value ?? ''))
    throw new ArchmapError(
      'usage',
      `${typed} cannot be ${value ?? ''}`,
      'give a number; 9 shows stack traces',
    );
  if (!facts.booleans.has(name)) return `--${name}=${value ?? ''}`;
  const truth = value === undefined || TRUTHS[value];
  if (truth === undefined)
    throw new ArchmapError('usage', `${typed} cannot be ${value ?? ''}`, 'choose true or false');
  return truth === (name === negated) ? `--no-${name}` : `--${name}`;
}

/** As in cobra: `help get` is `get --help`. */
function help([topic = '', ...more]: readonly string[]): Line {
  const command = commands.find(({ name }) => name === topic);
  if (!command || more.length > 0) throw unknownCommand(more[0] ?? topic);
  return { command, argv: [...(topic === '' ? [] : [topic]), '--help'] };
}

function countPositionals({ name, positionals }: Command, given: readonly string[]): void {
  const places = positionals.split(' ').filter((place) => place !== '');
  const usage = `usage: ${[NAME, name, positionals].filter((part) => part !== '').join(' ')}`;
  const extra = given[places.length];
  if (extra !== undefined) throw new ArchmapError('usage', `"${extra}" is one word too many`, usage);
  const missing = places[given.length];
  if (missing?.startsWith('<'))
    throw new ArchmapError(
      'usage',
      `${name} needs a ${missing.slice(1, -1)}`,
      `${usage}; ${NAME} ${name} --help lists them`,
    );
}

function unknownCommand(word: string): ArchmapError {
  const names = commands.map(({ name }) => name).filter((name) => name !== '');
  const guess = nearest(word, names)[0];
  return new ArchmapError(
    'usage',
    `there is no command "${word}"`,
    guess ? `did you mean ${NAME} ${guess}?` : `choose one of ${names.join(', ')}`,
  );
}

function unknownFlag(typed: string, command: Command): ArchmapError {
  const owners = commands.filter((other) => optionsOf(other).names.has(typed));
  if (owners.length > 0) {
    const names = owners.map(({ name }) => `${NAME} ${name}`.trim());
    return new ArchmapError(
      'usage',
      `this command has no flag ${typed}`,
      `it belongs to ${names.join(', ')}`,
    );
  }
  const guess = typed.startsWith('--') ? nearest(typed, optionsOf(command).flags)[0] : undefined;
  const all = `${[NAME, command.name].join(' ').trim()} --help shows all flags`;
  return new ArchmapError(
    'usage',
    `there is no flag ${typed}`,
    guess ? `did you mean ${guess}? ${all}` : all,
  );
}

/** The flags of all commands. */
function everyOption(): OptionFacts {
  const each = commands.map(optionsOf);
  return {
    flags: [...new Set(each.flatMap(({ flags }) => flags))],
    names: new Map(each.flatMap(({ names }) => [...names])),
    booleans: new Set(each.flatMap(({ booleans }) => [...booleans])),
    choices: new Map(each.flatMap(({ choices }) => [...choices])),
  };
}
