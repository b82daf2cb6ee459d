import type { Argv } from 'yargs';
import createYargs from 'yargs';
import { ArchmapError } from '../shared/errors.ts';
import { version } from '../shared/version.ts';
import type { Command } from './commands/index.ts';
import { commands } from './commands/index.ts';
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
  let output = '';
  const line = readWords(argv);
  const parser = build((command, args) => {
    chosen = { kind: 'command', command, args: { ...args, ...dashes(command, line.words) } };
  }, columns);
  try {
    // With a callback, yargs neither prints nor exits by itself.
    void parser.parse(line.argv, {}, (_error: unknown, _argv: unknown, text: string) => {
      output = text;
    });
  } catch (error) {
    if (error !== PARSED) throw error;
  }
  if (output !== '') return { kind: 'text', text: `${output.trimEnd()}\n` };
  if (!chosen) throw new ArchmapError('usage', 'unknown command', `see ${NAME} --help`);
  return chosen;
}

/** Ends yargs once a command is chosen: it would lay out the help of the command, which takes longer than the parsing. */
const PARSED = new Error('parsed');

function build(choose: (command: Command, args: GlobalArgs) => void, columns: number): Argv {
  let parser = globalOptions(createYargs([]))
    .scriptName(NAME)
    .locale('en')
    .usage(`Usage: ${NAME} [command] [flags]`)
    .strict()
    .exitProcess(false)
    .version(version)
    .alias('help', 'h')
    .wrap(columns)
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
      (args) => {
        choose(command, args as unknown as GlobalArgs);
        throw PARSED;
      },
    );
  }
  return parser;
}

/** Prints a command line unbroken, so that it can be copied; yargs would wrap it in a column. */
function examples(yargs: Argv<object>, command: Command): Argv<object> {
  const lines = command.examples.flatMap(([line, what]) => [`  # ${what}`, `  ${line}`]);
  return yargs.epilog(['Examples:', ...lines].join('\n'));
}

/** Standard input as an argument: yargs turns a single dash into an empty string. */
function dashes({ positionals }: Command, words: readonly string[]): Record<string, string> {
  const names = positionals.split(' ').map((place) => place.slice(1, -1));
  return Object.fromEntries(
    words.flatMap((word, index) => {
      const name = names[index];
      return word === '-' && name !== undefined && !name.endsWith('..') ? [[name, word]] : [];
    }),
  );
}

/** Errors of yargs about values: an invalid choice. */
function usage(message: string): ArchmapError {
  const choice = /Argument: (\S+), Given: "?(.*?)"?, Choices: (.*)/s.exec(message);
  if (choice) {
    const [, name = '', given, choices = ''] = choice;
    const place = commands.some(({ positionals }) => positionals.includes(`<${name}>`));
    return new ArchmapError(
      'usage',
      place
        ? `unknown ${name} "${given}"`
        : `--${name} ${given === '' ? 'requires a value' : `does not support ${given}`}`,
      `supported values: ${choices.replaceAll('"', '').trim()}`,
    );
  }
  return new ArchmapError(
    'usage',
    message.split('\n')[0]?.trim() ?? 'invalid command line',
    `see ${NAME} --help`,
  );
}
