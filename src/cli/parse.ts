import type { Argv } from 'yargs';
import createYargs from 'yargs';
import { ArchmapError } from '../shared/errors.ts';
import { nearest } from '../shared/text.ts';
import type { Command } from './commands/index.ts';
import { commands } from './commands/index.ts';
import { globalOptions } from './options.ts';

const NAME = 'kubectl archmap';

export type Parsed = { kind: 'text'; text: string } | { kind: 'command'; command: Command; args: GlobalArgs };

export interface GlobalArgs {
  color: 'auto' | 'always' | 'never';
  quiet: boolean;
  v: number;
  [name: string]: unknown;
}

/**
 * What the user typed: a command with its arguments, or a text to print (help, version).
 * Throws ArchmapError `usage` that names the wrong word and the nearest right one.
 */
export function parse(argv: readonly string[], version: string): Parsed {
  let chosen: Parsed | undefined;
  let output = '';
  const parser = build((command, args) => {
    chosen = { kind: 'command', command, args };
  }, version);
  // With a callback yargs prints nothing and ends nothing by itself.
  void parser.parse(kubectlSpelling(argv), {}, (_error: unknown, _argv: unknown, text: string) => {
    output = text;
  });
  if (output !== '') return { kind: 'text', text: `${output.trimEnd()}\n` };
  if (!chosen) throw new ArchmapError('usage', 'no command was recognised', `${NAME} --help shows all`);
  return chosen;
}

/** A command's flags as completion needs them. */
export interface OptionFacts {
  /** As the user types them: `--context`, `--no-headers`. Sorted. */
  flags: readonly string[];
  /** `--output` and `-o` -> `output`. */
  names: ReadonlyMap<string, string>;
  booleans: ReadonlySet<string>;
  choices: ReadonlyMap<string, readonly string[]>;
}

interface YargsOptions {
  key: Readonly<Record<string, unknown>>;
  alias: Readonly<Record<string, readonly string[]>>;
  boolean: readonly string[];
  choices: Readonly<Record<string, readonly string[]>>;
  hiddenOptions: readonly string[];
}

/** Reads them off the same declaration that parses, so that they cannot differ. */
export function optionsOf(command: Command): OptionFacts {
  const yargs = globalOptions(command.options(createYargs([]))) as unknown as {
    getOptions: () => YargsOptions;
  };
  const { key, alias, boolean, choices, hiddenOptions } = yargs.getOptions();
  const long = Object.keys(key).filter(
    (name) => /^[a-z]+(-[a-z]+)*$/.test(name) && !hiddenOptions.includes(name) && !POSITIONALS.has(name),
  );
  const names = new Map<string, string>();
  for (const name of long) {
    for (const spelling of [name, ...(alias[name] ?? [])])
      names.set(spelling.length === 1 ? `-${spelling}` : `--${spelling}`, name);
  }
  return {
    flags: long
      .filter((name) => name.length > 1)
      .map((name) => (name === 'headers' ? '--no-headers' : `--${name}`))
      .sort(),
    names,
    booleans: new Set(boolean),
    choices: new Map(Object.entries(choices)),
  };
}

const POSITIONALS = new Set(['section', 'name', 'check', 'shell']);

function build(choose: (command: Command, args: GlobalArgs) => void, version: string): Argv {
  let parser = globalOptions(createYargs([]))
    .scriptName(NAME)
    .locale('en')
    .usage(`Usage: ${NAME} [command] [flags]`)
    .parserConfiguration({ 'boolean-negation': true })
    .middleware(lastOneWins, true)
    .strict()
    .exitProcess(false)
    .version(version)
    .alias('help', 'h')
    .wrap(Math.min(100, Number(process.env['COLUMNS']) || process.stdout.columns || 100))
    .fail((message, error) => {
      throw error instanceof ArchmapError ? error : usage(message);
    }) as unknown as Argv;
  for (const command of commands) {
    const words = `${command.name || '$0'} ${command.positionals}`.trim();
    parser = parser.command(
      words,
      command.describe,
      (yargs) => {
        const withExamples = examples(command.options(yargs), command);
        return command.name === ''
          ? withExamples
          : withExamples.usage(`${command.describe}\n\nUsage: ${NAME} ${words} [flags]`);
      },
      (args) => choose(command, args as unknown as GlobalArgs),
    );
  }
  return parser;
}

function examples(yargs: Argv<object>, command: Command): Argv<object> {
  return command.examples.reduce((chain, [line, what]) => chain.example(line, what), yargs);
}

const LISTS = new Set(['from', 'only', 'skip', 'as-group', 'asGroup', 'as-user-extra', 'asUserExtra', '_']);

/** Like kubectl: a flag that is given twice counts as given last, unless it is a list. */
function lastOneWins(args: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(args)) {
    if (Array.isArray(value) && !LISTS.has(name)) args[name] = value.at(-1);
  }
}

/** kubectl's users write `-owide` and `-v6`, where yargs would read single letters, and `--from -`, which it takes for a flag. */
function kubectlSpelling(argv: readonly string[]): string[] {
  const spelled: string[] = [];
  for (const [index, word] of argv.entries()) {
    if (word === '--') return [...spelled, ...argv.slice(index)];
    const [, flag, value] = /^-([onsv])([^=].*)$/.exec(word) ?? [];
    const previous = spelled.at(-1) ?? '';
    if (flag !== undefined && value !== undefined) spelled.push(`-${flag}`, value);
    else if (word === '-' && /^-[^=]+$/.test(previous)) spelled[spelled.length - 1] = `${previous}=-`;
    else spelled.push(word);
  }
  return spelled;
}

function usage(message: string): ArchmapError {
  const unknown = /^Unknown (?:argument|command)s?: (.*)$/.exec(message);
  if (unknown) return unknownWord((unknown[1] ?? '').split(', ')[0] ?? '');
  const missing = message.startsWith('Not enough non-option arguments');
  if (missing)
    return new ArchmapError(
      'usage',
      'an argument is missing',
      `${NAME} COMMAND --help shows what belongs there`,
    );
  const choice = /Argument: (\S+), Given: "?(.*?)"?, Choices: (.*)/s.exec(message);
  if (choice) {
    const [, name, given, choices = ''] = choice;
    return new ArchmapError(
      'usage',
      `--${name} cannot be ${given}`,
      `choose one of ${choices.replaceAll('"', '').trim()}`,
    );
  }
  return new ArchmapError(
    'usage',
    message.split('\n')[0]?.trim() ?? 'the command line is wrong',
    `${NAME} --help shows the commands and flags`,
  );
}

function unknownWord(word: string): ArchmapError {
  const names = commands.map(({ name }) => name).filter((name) => name !== '');
  const flags = [...new Set(commands.flatMap((command) => optionsOf(command).flags))];
  const command = nearest(word, names)[0];
  if (command)
    return new ArchmapError('usage', `there is no command "${word}"`, `did you mean ${NAME} ${command}?`);
  const typed = `${word.length === 1 ? '-' : '--'}${word}`;
  const owners = commands.filter((command) => optionsOf(command).names.has(typed));
  if (owners.length > 0) {
    const names = owners.map(({ name }) => `${NAME} ${name}`.trim());
    return new ArchmapError(
      'usage',
      `this command has no flag ${typed}`,
      `it belongs to ${names.join(', ')}`,
    );
  }
  const flag = nearest(`--${word}`, flags)[0];
  if (flag)
    return new ArchmapError(
      'usage',
      `there is no flag "${word.length === 1 ? '-' : '--'}${word}" here`,
      `did you mean ${flag}? ${NAME} COMMAND --help shows the flags of a command`,
    );
  return new ArchmapError(
    'usage',
    `"${word}" is neither a command nor a flag here`,
    `${NAME} --help shows all`,
  );
}
