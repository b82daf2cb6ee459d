import createYargs from 'yargs';
import type { Command } from './commands/index.ts';
import { globalOptions } from './options.ts';

/** A command's flags as required for parsing and completion. */
export interface OptionFacts {
  /** As typed: `--context`, `--no-headers`. Sorted. */
  flags: readonly string[];
  /** `--output` and `-o` -> `output`. */
  names: ReadonlyMap<string, string>;
  booleans: ReadonlySet<string>;
  /** Flags that can be repeated and keep every value. */
  lists: ReadonlySet<string>;
  choices: ReadonlyMap<string, readonly string[]>;
}

interface YargsOptions {
  key: Readonly<Record<string, unknown>>;
  alias: Readonly<Record<string, readonly string[]>>;
  boolean: readonly string[];
  array: readonly string[];
  choices: Readonly<Record<string, readonly string[]>>;
  hiddenOptions: readonly string[];
}

const known = new Map<Command, OptionFacts>();

/** Derived from the declaration that yargs parses with, so that both are consistent. */
export function optionsOf(command: Command): OptionFacts {
  const facts = known.get(command) ?? read(command);
  known.set(command, facts);
  return facts;
}

function read(command: Command): OptionFacts {
  const yargs = globalOptions(command.options(createYargs([]))).alias('help', 'h') as unknown as {
    getOptions: () => YargsOptions;
  };
  const { key, alias, array, boolean, choices, hiddenOptions } = yargs.getOptions();
  const positionals = new Set(command.positionals.split(' ').map((place) => place.slice(1, -1)));
  // For some flags, yargs treats the short form as a separate flag.
  const short = new Set(
    Object.values(alias)
      .flat()
      .filter((spelling) => spelling.length === 1),
  );
  const long = Object.keys(key).filter(
    (name) => /^[a-z]+(-[a-z]+)*$/.test(name) && !positionals.has(name) && !short.has(name),
  );
  const names = new Map<string, string>();
  for (const name of long) {
    for (const spelling of [name, ...(alias[name] ?? [])])
      names.set(spelling.length === 1 ? `-${spelling}` : `--${spelling}`, name);
    // `--v=6`, as in kubectl.
    if (name.length === 1) names.set(`--${name}`, name);
  }
  return {
    flags: long
      .filter((name) => name.length > 1 && !hiddenOptions.includes(name))
      .map((name) => (name === 'headers' ? '--no-headers' : `--${name}`))
      .sort(),
    names,
    booleans: new Set(boolean),
    lists: new Set(array),
    choices: new Map([
      ...Object.entries(choices),
      ...(command.formats ? [['output', command.formats] as const] : []),
    ]),
  };
}

/** The flags of several commands together: a flag has the same meaning in every position. */
export function optionsOfAll(commands: readonly Command[]): OptionFacts {
  const each = commands.map(optionsOf);
  return {
    flags: [...new Set(each.flatMap(({ flags }) => flags))],
    names: new Map(each.flatMap(({ names }) => [...names])),
    booleans: new Set(each.flatMap(({ booleans }) => [...booleans])),
    lists: new Set(each.flatMap(({ lists }) => [...lists])),
    choices: new Map(each.flatMap(({ choices }) => [...choices])),
  };
}
