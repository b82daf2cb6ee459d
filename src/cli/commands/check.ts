import type { Argv } from 'yargs';
import { SEVERITIES } from '../../result/types.ts';
import type { CommandContext } from '../context.ts';
import { reportOptions } from '../context.ts';
import type { SourceArgs } from '../options.ts';
import { sourceOptions, tableOptions, toSource } from '../options.ts';

const FORMATS = ['table', 'wide', 'json', 'yaml'] as const;
const THRESHOLDS = [...SEVERITIES, 'none'] as const;

export function options(yargs: Argv) {
  return tableOptions(sourceOptions(yargs)).options({
    'fail-on': {
      choices: THRESHOLDS,
      default: 'high' as const,
      group: 'Checks:',
      describe: 'exit with 1 from this severity upwards',
    },
    only: {
      type: 'string',
      array: true,
      nargs: 1,
      group: 'Checks:',
      describe: 'check, area or glob to run, repeatable',
    },
    skip: {
      type: 'string',
      array: true,
      nargs: 1,
      group: 'Checks:',
      describe: 'check, area or glob to leave out, repeatable',
    },
    all: { type: 'boolean', group: 'Checks:', describe: 'show what passed and what is unknown, too' },
    'require-complete': {
      type: 'boolean',
      default: false,
      group: 'Checks:',
      describe: 'exit with 3 when verdicts are missing',
    },
    output: { alias: 'o', choices: FORMATS, default: 'table' as const, describe: 'format', group: 'Output:' },
  } as const);
}

export async function run(
  args: SourceArgs & {
    failOn: (typeof THRESHOLDS)[number];
    only?: string[] | undefined;
    skip?: string[] | undefined;
    all?: boolean | undefined;
    requireComplete: boolean;
    output: (typeof FORMATS)[number];
    headers?: boolean;
    borders?: boolean;
  },
  context: CommandContext,
) {
  const [{ scan }, { gate }] = await Promise.all([import('../../app/scan.ts'), import('../../app/gate.ts')]);
  const selection = { ...(args.only && { only: args.only }), ...(args.skip && { skip: args.skip }) };
  const result = await scan(toSource(args), selection, context.io);
  context.io.progress('');
  if (args.output === 'json' || args.output === 'yaml') {
    const { data } = await import('../../report/data.ts');
    await context.io.print(data(result, args.output));
  } else {
    const { checkTable } = await import('../../report/check-table.ts');
    await context.io.print(`${checkTable(result, reportOptions(context, args, args.output === 'wide'))}\n`);
  }
  context.exit(gate(result, { failOn: args.failOn, requireComplete: args.requireComplete }));
}
