import type { Argv } from 'yargs';
import createYargs from 'yargs';
import { ArchmapError } from '../shared/errors.ts';
import { version } from '../shared/version.ts';
import type { Command } from './commands/index.ts';
import { commands } from './commands/index.ts';
import { commandHelp } from './help.ts';
import { invalidValue } from './invalid-value.ts';
import { globalOptions } from './options.ts';
import { NAME, readWords } from './arguments.ts';

export type Parsed = { kind: 'text'; text: string } | { kind: 'command'; command: Command; args: GlobalArgs };

export interface GlobalArgs {
  color: 'auto' | 'always' | 'never';
  quiet: boolean;
  v: number;
  [name: string]: unknown;
}

/**
 * Parses the command line: a command with its arguments, or a text to print (help, version). Help is at most `columns` wide. Throws
 * ArchmapError `usage` with the wrong argument and the nearest valid one.
 */
export function parse(argv: readonly string[], columns: number): Parsed {
  let chosen: Parsed | undefined;
  const line = readWords(argv);
  if (line.argv.includes('--help'))
    return { kind: 'text', text: `${commandHelp(line.command, commands, columns)}\n` };
  if (line.argv.includes('--version')) return { kind: 'text', text: `${version}\n` };
  const parser = build((command, args) => {
    chosen = { kind: 'command', command, args: { ...args, ...dashes(command, line.words) } };
  });
  try {
    // With a callback, yargs neither prints nor exits by itself.
    void parser.parse(line.argv, {}, () => undefined);
  } catch (error) {
    if (error !== PARSED) throw error;
  }
  if (!chosen) throw new ArchmapError('usage', 'unknown command', `see ${NAME} --help`);
  return chosen;
}

/** Ends yargs once a command is chosen: it would lay out the help of the command, which takes longer than the parsing. */
const PARSED = new Error('parsed');

function build(choose: (command: Command, args: GlobalArgs) => void): Argv {
  let parser = globalOptions(createYargs([]))
    .scriptName(NAME)
    .locale('en')
    .strict()
    .exitProcess(false)
    .help(false)
    .version(false)
    .fail((message, error) => {
      throw error instanceof ArchmapError ? error : usage(message);
    }) as unknown as Argv;
  for (const command of commands) {
    parser = parser.command(
      `${command.name || '$0'} ${command.positionals}`.trim(),
      command.describe,
      (yargs) => command.options(yargs),
      (args) => {
        choose(command, args as unknown as GlobalArgs);
        throw PARSED;
      },
    );
  }
  return parser;
}

/** Standard input as an argument: yargs turns a single dash into an empty string, and drops it from a list. */
function dashes({ positionals }: Command, words: readonly string[]): Record<string, string | string[]> {
  const names = positionals.split(' ').map((place) => place.slice(1, -1));
  return Object.fromEntries(
    names.flatMap((name, index): [string, string | string[]][] => {
      if (name.endsWith('..'))
        return words.includes('-', index) ? [[name.slice(0, -2), words.slice(index)]] : [];
      return words[index] === '-' ? [[name, '-']] : [];
    }),
  );
}

/** Errors of yargs about values: an invalid choice. */
function usage(message: string): ArchmapError {
  const choice = /Argument: (\S+), Given: "?(.*?)"?, Choices: (.*)/s.exec(message);
  if (choice) {
    const [, name = '', given = '', choices = ''] = choice;
    const values = choices.split(',').map((value) => value.replaceAll('"', '').trim());
    const isPlace = commands.some(({ positionals }) =>
      positionals.split(' ').some((place) => place.slice(1, -1) === name),
    );
    if (isPlace)
      return new ArchmapError(
        'usage',
        `unknown ${name} "${given}"`,
        `supported values: ${values.join(', ')}`,
      );
    return invalidValue(`--${name}`, given, values);
  }
  return new ArchmapError(
    'usage',
    message.split('\n')[0]?.trim() ?? 'invalid command line',
    `see ${NAME} --help`,
  );
}
