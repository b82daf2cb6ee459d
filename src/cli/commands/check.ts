import type { Argv } from 'yargs';
import { SEVERITIES } from '../../result/types.ts';
import type { CommandContext } from '../context.ts';
import { reportOptions } from '../context.ts';
import type { SelectionArgs, SourceArgs } from '../options.ts';
import {
  CHECKS,
  OUTPUT,
  selectionOptions,
  sourceOptions,
  tableOptions,
  toSelection,
  toSource,
} from '../options.ts';

const FORMATS = ['table', 'wide', 'json', 'yaml'] as const;
const THRESHOLDS = [...SEVERITIES, 'none'] as const;

export function options(yargs: Argv) {
  return selectionOptions(tableOptions(sourceOptions(yargs))).options({
    'fail-on': {
      choices: THRESHOLDS,
      default: 'high' as const,
      group: CHECKS,
      describe: 'exit with 1 from this severity upwards',
    },
    all: { type: 'boolean', group: CHECKS, describe: 'show what passed and what is unknown, too' },
    'require-complete': {
      type: 'boolean',
      default: false,
      group: CHECKS,
      describe: 'exit with 3 when verdicts are missing',
    },
    output: { alias: 'o', choices: FORMATS, default: 'table' as const, describe: 'format', group: OUTPUT },
  } as const);
}

export async function run(
  args: SourceArgs &
    SelectionArgs & {
      failOn: (typeof THRESHOLDS)[number];
      all?: boolean | undefined;
      requireComplete: boolean;
      output: (typeof FORMATS)[number];
      headers?: boolean;
      borders?: boolean;
    },
  context: CommandContext,
) {
  const [{ scan }, { gate }] = await Promise.all([import('../../app/scan.ts'), import('../../app/gate.ts')]);
  const selection = toSelection(args);
  const result = await scan(toSource(args), selection, context.io);
  context.io.progress('');
  if (args.output === 'json' || args.output === 'yaml') {
    const { data } = await import('../../report/data.ts');
    await context.io.print(data(result, args.output));
  } else if (result.framework) {
    const { frameworkTable } = await import('../../report/framework.ts');
    const options = reportOptions(context, args, args.output === 'wide');
    await context.io.print(`${frameworkTable(result.framework, options)}\n`);
  } else {
    const { checkTable } = await import('../../report/check-table.ts');
    await context.io.print(`${checkTable(result, reportOptions(context, args, args.output === 'wide'))}\n`);
  }
  context.exit(gate(result, { failOn: args.failOn, requireComplete: args.requireComplete }));
}
