/** Help in the order of kubectl: synopsis, examples, the command's own flags, usage, and where the global flags are listed. */
import type { Command } from './commands/index.ts';
import { declaredOf } from './facts.ts';
import type { Row } from './help-layout.ts';
import { capital, flagRows, rows, section, sentence } from './help-layout.ts';

const NAME = 'kubectl archmap';
/** The help of one command, or of the program for the default command, at most `columns` wide. */
export function commandHelp(command: Command, all: readonly Command[], columns: number): string {
  const { options, positionals } = declaredOf(command);
  const isRoot = command.name === '';
  const others = all.filter(({ name }) => name !== '');
  const places = [...positionals].flatMap(([name, { describe, choices }]): Row[] => [
    [name, sentence(describe ?? '', choices)],
  ]);
  return [
    `${capital(command.describe)}.`,
    section(
      'Examples',
      command.examples.flatMap(([line, what]) => [`  # ${what}`, `  ${line}`]),
    ),
    ...(isRoot
      ? [
          section(
            'Commands',
            rows(
              others.map(({ name, describe }) => [name, describe]),
              columns,
            ),
          ),
        ]
      : []),
    section('Arguments', rows(places, columns)),
    section('Flags', rows(flagRows(options), columns)),
    section('Usage', [
      `  ${[NAME, command.name, command.positionals].filter((part) => part !== '').join(' ')} [flags]`,
      ...(isRoot ? [`  ${NAME} COMMAND [flags]`] : []),
    ]),
    [
      ...(isRoot ? [`Use "${NAME} COMMAND --help" for more information about a command.`] : []),
      `Use "${NAME} options" for a list of global flags (connection, color, verbosity).`,
    ].join('\n'),
  ]
    .filter((block) => block !== '')
    .join('\n\n');
}
