import type { Argv } from 'yargs';
import type { Command } from './commands/index.ts';
import type { Declared } from './declarations.ts';
import { declaredGlobals, Declarations } from './declarations.ts';
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

/** The command's own flags, without those of `options`, and its arguments. */
export function declaredOf(command: Command): {
  options: ReadonlyMap<string, Declared>;
  positionals: ReadonlyMap<string, Declared>;
} {
  const declared = new Declarations();
  command.options(declared as unknown as Argv);
  const globals = declaredGlobals();
  const own = [...declared.byName].filter(([name]) => !globals.has(name));
  return { options: new Map(own), positionals: declared.positionals };
}

const known = new Map<Command, OptionFacts>();

/** Derived from the declaration that yargs parses with, so that both are consistent. */
export function optionsOf(command: Command): OptionFacts {
  const facts = known.get(command) ?? read(command);
  known.set(command, facts);
  return facts;
}

function read(command: Command): OptionFacts {
  const declared = new Declarations();
  globalOptions(command.options(declared as unknown as Argv));
  const options = new Map<string, Declared>([
    ['help', { type: 'boolean', alias: 'h' }],
    ['version', { type: 'boolean' }],
    ...declared.byName,
  ]);
  const names = new Map<string, string>();
  for (const [name, { alias = [] }] of options) {
    for (const spelling of [name, ...[alias].flat()])
      names.set(spelling.length === 1 ? `-${spelling}` : `--${spelling}`, name);
    // `--v=6`, as in kubectl.
    if (name.length === 1) names.set(`--${name}`, name);
  }
  const having = (has: (option: Declared) => unknown) =>
    new Set([...options].flatMap(([name, option]) => (has(option) ? [name] : [])));
  return {
    flags: [...options]
      .filter(([, { hidden }]) => hidden !== true)
      .flatMap(([name, { alias = [] }]) => [name, ...[alias].flat()])
      .filter((name) => name.length > 1)
      .map((name) => (name === 'headers' ? '--no-headers' : `--${name}`))
      .sort(),
    names,
    booleans: having(({ type }) => type === 'boolean'),
    lists: having(({ array }) => array),
    choices: new Map([
      ...[...options, ...declared.positionals].flatMap(([name, { choices }]) =>
        choices ? [[name, choices] as const] : [],
      ),
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
