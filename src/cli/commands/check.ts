import type { Argv } from 'yargs';
import { RESULT_FORMATS } from '../../report/formats/names.ts';
import { SEVERITIES } from '../../result/types.ts';
import type { CommandContext } from '../context.ts';
import { printWarnings } from '../context.ts';
import type { GateInputs, SelectionArgs } from '../check-options.ts';
import type { SourceArgs } from '../options.ts';
import { readOutputs } from '../outputs.ts';
import { RESULT_OUTPUT, writeResult } from '../write-result.ts';
import { ACCEPTED, CHECKS, RULES, selectionOptions, toSelection } from '../check-options.ts';
import { sourceOptions, tableOptions, toSource } from '../options.ts';

const THRESHOLDS = [...SEVERITIES, 'none'] as const;

export const formats = RESULT_FORMATS;

export function options(yargs: Argv) {
  return selectionOptions(tableOptions(sourceOptions(yargs))).options({
    'fail-on': {
      choices: THRESHOLDS,
      default: 'high' as const,
      group: CHECKS,
      describe: 'exit 1 if a risk has this severity or a higher one',
    },
    all: { type: 'boolean', group: CHECKS, describe: 'print all results, not only failed ones' },
    'require-complete': {
      type: 'boolean',
      default: false,
      group: CHECKS,
      describe: 'exit 3 if a result is unknown or an error',
    },
    ...ACCEPTED,
    ...RULES,
    ...RESULT_OUTPUT,
  } as const);
}

export async function run(
  args: SourceArgs &
    SelectionArgs &
    GateInputs & {
      failOn: (typeof THRESHOLDS)[number];
      all?: boolean | undefined;
      requireComplete: boolean;
      output?: string[] | undefined;
      headers?: boolean;
      borders?: boolean;
    },
  context: CommandContext,
) {
  const outputs = readOutputs(args.output, { formats: RESULT_FORMATS, preset: 'table' });
  const [{ scan }, { notEvaluatedError, failures, gate }, { loadGateInputs }] = await Promise.all([
    import('../../app/scan.ts'),
    import('../../app/gate.ts'),
    import('../../app/gate-inputs.ts'),
  ]);
  const gateInputs = await loadGateInputs(args, context.io);
  const result = await scan(toSource(args), toSelection(args), context.io, gateInputs);
  context.io.progress('');
  printWarnings(context, result);
  // Before anything is printed: the reader of stdout may close it early.
  const code = gate(result, { failOn: args.failOn, requireComplete: args.requireComplete });
  context.exit(code);
  const warning = failures(result, args.failOn);
  if (warning !== undefined) context.io.note(`warning: ${warning}`);
  const notEvaluated = code === 1 ? undefined : notEvaluatedError(result, args.failOn);
  await writeResult(result, outputs, { ...args, notEvaluated: notEvaluated?.message }, context);
  if (code === 2 && notEvaluated) throw notEvaluated;
}
