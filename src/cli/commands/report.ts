import type { Argv } from 'yargs';
import { RESULT_FORMATS } from '../../report/formats/names.ts';
import type { GroupBy } from '../../report/groups.ts';
import { SEVERITIES } from '../../result/types.ts';
import { ArchmapError } from '../../shared/errors.ts';
import type { CommandContext } from '../context.ts';
import { printWarnings } from '../context.ts';
import type { GateInputs, ShownArgs } from '../check-options.ts';
import { ACCEPTED, CHECKS, GROUPED, SHOWN, toSeverities } from '../check-options.ts';
import { OUTPUT, tableOptions } from '../options.ts';
import { readOutputs } from '../outputs.ts';
import { RESULT_OUTPUT, warningsBelow, writeResult } from '../write-result.ts';

const THRESHOLDS = [...SEVERITIES, 'none'] as const;

export const formats = RESULT_FORMATS;

export function options(yargs: Argv) {
  return tableOptions(yargs)
    .positional('file', { type: 'string', describe: 'saved result; - = stdin' })
    .options({
      from: { type: 'string', group: OUTPUT, describe: 'same as the argument' },
      ...ACCEPTED,
      'fail-on': {
        choices: THRESHOLDS,
        default: 'none' as const,
        group: CHECKS,
        describe: 'exit 1 if a risk has this severity or a higher one',
      },
      all: { type: 'boolean', group: CHECKS, describe: 'print all results, not only failed ones' },
      ...SHOWN,
      ...GROUPED,
      ...RESULT_OUTPUT,
    } as const);
}

export async function run(
  args: GateInputs &
    ShownArgs & {
      groupBy?: GroupBy | undefined;
      file?: string | undefined;
      from?: string | undefined;
      failOn: (typeof THRESHOLDS)[number];
      all?: boolean | undefined;
      output?: string[] | undefined;
      headers?: boolean;
      borders?: boolean;
    },
  context: CommandContext,
) {
  const file = args.file ?? args.from;
  if (file === undefined || (args.file !== undefined && args.from !== undefined))
    throw new ArchmapError(
      'usage',
      'report requires one saved result',
      'save one with: kubectl archmap check -o json=result.json; then: kubectl archmap report result.json -o sarif',
    );
  const outputs = readOutputs(args.output, { formats: RESULT_FORMATS, preset: 'table' });
  const severities = toSeverities(args);
  const [{ report }, { exitReason, notEvaluatedError, gate }] = await Promise.all([
    import('../../app/report.ts'),
    import('../../app/gate.ts'),
  ]);
  const result = await report(file, args, context.io);
  printWarnings(context, result, warningsBelow(result, outputs, context.io));
  // Before anything is printed: the reader of stdout may close it early.
  const rules = { failOn: args.failOn, requireComplete: false };
  const code = gate(result, rules);
  context.exit(code);
  const notEvaluated = code === 1 ? undefined : notEvaluatedError(result, args.failOn);
  const footer = args.failOn === 'none' ? [] : [exitReason(result, rules, code)];
  await writeResult(
    result,
    outputs,
    { ...args, severities, footer, notEvaluated: notEvaluated?.message },
    context,
  );
  if (code === 2 && notEvaluated) throw notEvaluated;
}
