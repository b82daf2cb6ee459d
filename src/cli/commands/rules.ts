import type { Argv } from 'yargs';
import { ArchmapError } from '../../shared/errors.ts';
import { printable } from '../../shared/text.ts';
import type { CommandContext } from '../context.ts';
import { reportOptions } from '../context.ts';
import { OUTPUT, tableOptions } from '../options.ts';

const FORMATS = ['table', 'json', 'yaml'] as const;

export function options(yargs: Argv) {
  return tableOptions(yargs)
    .positional('action', {
      choices: ['test'] as const,
      demandOption: true,
      describe: 'run the embedded tests',
    })
    .positional('files', {
      type: 'string',
      array: true,
      demandOption: true,
      describe: 'rule files or directories',
    })
    .options({
      output: { alias: 'o', choices: FORMATS, default: 'table' as const, describe: 'format', group: OUTPUT },
    } as const);
}

export async function run(
  args: {
    action: 'test';
    files: string[];
    output: (typeof FORMATS)[number];
    headers?: boolean;
    borders?: boolean;
  },
  context: CommandContext,
) {
  const { testRules } = await import('../../app/rules.ts');
  const { outcomes, notes } = await testRules(args.files);
  // A run without fixtures would always pass.
  if (outcomes.length === 0)
    throw new ArchmapError(
      'input',
      'the rules contain no fixtures',
      'for an example see: kubectl archmap explain custom-rules',
    );
  if (args.output === 'table') {
    const { table } = await import('../../report/table.ts');
    const rows = outcomes.map(({ rule, fixture, expected, got, ok, message }) =>
      [ok ? 'ok' : 'FAILED', rule, fixture, ok ? got : `${got}, expected ${expected}`, message].map(
        printable,
      ),
    );
    const failed = outcomes.filter(({ ok }) => !ok).length;
    const text = table(
      ['STATUS', 'RULE', 'FIXTURE', 'VERDICT', 'MESSAGE'],
      rows,
      reportOptions(context, args, false),
    );
    await context.io.print(
      `${text === '' ? '' : `${text}\n\n`}${outcomes.length - failed} passed, ${failed} failed\n`,
    );
  } else {
    const { data } = await import('../../report/data.ts');
    await context.io.print(data(outcomes, args.output));
  }
  for (const note of notes) context.io.note(`note: ${note}`);
  context.exit(outcomes.every(({ ok }) => ok) ? 0 : 1);
}
