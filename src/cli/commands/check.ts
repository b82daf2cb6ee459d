import type { Argv } from 'yargs';
import { RESULT_FORMATS } from '../../report/formats/names.ts';
import { SEVERITIES } from '../../result/types.ts';
import type { CommandContext } from '../context.ts';
import { printWarnings } from '../context.ts';
import type { GateInputs, SelectionArgs } from '../check-options.ts';
import type { SourceArgs } from '../options.ts';
import { readOutputs } from '../outputs.ts';
import { RESULT_OUTPUT, writeResult } from '../write-result.ts';
import { ACCEPTED, CHECKS, CONFIG, RULES, selectionOptions, toSelection } from '../check-options.ts';
import { sourceOptions, tableOptions, toSource } from '../options.ts';

const THRESHOLDS = [...SEVERITIES, 'none'] as const;

export const formats = RESULT_FORMATS;

export function options(yargs: Argv) {
  return selectionOptions(tableOptions(sourceOptions(yargs))).options({
    'fail-on': {
      choices: THRESHOLDS,
      group: CHECKS,
      describe: 'exit 1 if a risk has this severity or a higher one (default: high)',
    },
    all: { type: 'boolean', group: CHECKS, describe: 'print all results, not only failed ones' },
    'require-complete': {
      type: 'boolean',
      group: CHECKS,
      describe: 'exit 3 if a result is unknown or an error',
    },
    ...ACCEPTED,
    ...CONFIG,
    ...RULES,
    ...RESULT_OUTPUT,
  } as const);
}

export async function run(
  args: SourceArgs &
    SelectionArgs &
    GateInputs & {
      failOn?: (typeof THRESHOLDS)[number] | undefined;
      all?: boolean | undefined;
      requireComplete?: boolean | undefined;
      config?: string | undefined;
      showConfig?: boolean | undefined;
      output?: string[] | undefined;
      headers?: boolean;
      borders?: boolean;
    },
  context: CommandContext,
) {
  const outputs = readOutputs(args.output, { formats: RESULT_FORMATS, preset: 'table' });
  const selection = toSelection(args);
  const { loadSettings, weakened } = await import('../../app/settings.ts');
  const settings = await loadSettings(
    { ...selection, failOn: args.failOn, requireComplete: args.requireComplete, config: args.config },
    context.io.env,
  );
  if (args.showConfig)
    return context.io.print((await import('../../report/settings.ts')).settingsText(settings));
  const [failOn, requireComplete] = [settings.failOn.value, settings.requireComplete.value];
  const [{ scan }, { notEvaluatedError, failures, gate }, { loadGateInputs }] = await Promise.all([
    import('../../app/scan.ts'),
    import('../../app/gate.ts'),
    import('../../app/gate-inputs.ts'),
  ]);
  const gateInputs = await loadGateInputs({ ...args, settings }, context.io);
  const result = await scan(toSource(args), selection, context.io, gateInputs);
  context.io.progress('');
  printWarnings(context, result);
  // Before anything is printed: the reader of stdout may close it early.
  const code = gate(result, { failOn, requireComplete });
  context.exit(code);
  for (const text of weakened(settings)) context.io.note(`warning: ${text}`);
  const warning = failures(result, failOn);
  if (warning !== undefined) context.io.note(`warning: ${warning}`);
  const notEvaluated = code === 1 ? undefined : notEvaluatedError(result, failOn);
  await writeResult(result, outputs, { ...args, notEvaluated: notEvaluated?.message }, context);
  if (code === 2 && notEvaluated) throw notEvaluated;
}
