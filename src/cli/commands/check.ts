import type { Argv } from 'yargs';
import { RESULT_FORMATS } from '../../report/formats/names.ts';
import type { GroupBy } from '../../report/groups.ts';
import type { Gate } from '../../app/types.ts';
import type { Result } from '../../result/types.ts';
import { SEVERITIES } from '../../result/types.ts';
import { ArchmapError } from '../../shared/errors.ts';
import type { CommandContext } from '../context.ts';
import { printWarnings } from '../context.ts';
import type { GateInputs, SelectionArgs, ShownArgs } from '../check-options.ts';
import type { SourceArgs } from '../options.ts';
import { readOutputs } from '../outputs.ts';
import { RESULT_OUTPUT, warningsBelow, writeResult } from '../write-result.ts';
import {
  ACCEPTED,
  CHECKS,
  CONFIG,
  GROUPED,
  RULES,
  SHOWN,
  selectionOptions,
  toSelection,
  toSeverities,
} from '../check-options.ts';
import { sourceOptions, tableOptions, toSource } from '../options.ts';
import type { WatchArgs } from '../watch.ts';
import { intervalMs, WATCH, watchAndPrint } from '../watch.ts';

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
    selector: {
      type: 'string',
      alias: 'l',
      group: CHECKS,
      describe:
        'only results about objects with these labels (team=shop, team in (a,b), !team), own or of their namespace; results about the whole cluster are left out',
    },
    ...ACCEPTED,
    ...CONFIG,
    ...RULES,
    ...SHOWN,
    ...GROUPED,
    ...RESULT_OUTPUT,
    ...WATCH,
  } as const);
}

type Args = SourceArgs &
  SelectionArgs &
  GateInputs &
  ShownArgs &
  WatchArgs & {
    selector?: string | undefined;
    groupBy?: GroupBy | undefined;
    failOn?: (typeof THRESHOLDS)[number] | undefined;
    all?: boolean | undefined;
    requireComplete?: boolean | undefined;
    config?: string | undefined;
    showConfig?: boolean | undefined;
    output?: string[] | undefined;
  };

export async function run(args: Args, context: CommandContext) {
  const { io } = context;
  const outputs = readOutputs(args.output, { formats: RESULT_FORMATS, preset: 'table' });
  const selection = toSelection(args);
  refuseMixed(args, outputs);
  const { loadSettings, weakened } = await import('../../app/settings.ts');
  const settings = await loadSettings(
    { ...selection, failOn: args.failOn, requireComplete: args.requireComplete, config: args.config },
    io.env,
  );
  if (args.showConfig)
    return await io.print((await import('../../report/settings.ts')).settingsText(settings));
  const rules = { failOn: settings.failOn.value, requireComplete: settings.requireComplete.value };
  const [{ scan, scanLabeled }, { loadGateInputs }] = await Promise.all([
    import('../../app/scan.ts'),
    import('../../app/gate-inputs.ts'),
  ]);
  const gateInputs = await loadGateInputs({ ...args, settings }, io);
  const source = toSource(args);
  for (const text of weakened(settings)) io.note(`warning: ${text}`);
  if (args.watch) {
    const watched = { source, selection, gateInputs, everyMs: intervalMs(args.interval) };
    // The exit code of a watch is not that of a gate: Ctrl-C is its normal end.
    return await watchAndPrint(watched, args, context, async (result) => {
      printWarnings(context, result, warningsBelow(result, outputs, io));
      await writeResult(result, outputs, { ...args, severities: toSeverities(args) }, context);
    });
  }
  // As in kubectl, an empty selector selects everything.
  const { shown, gated } = args.selector
    ? await scanLabeled(source, selection, io, gateInputs, args.selector)
    : same(await scan(source, selection, io, gateInputs));
  io.progress('');
  await finish({ shown, gated, rules }, outputs, args, context);
}

/** Sets the exit code, then prints the result. Throws when no data that could fail the gate was collected. */
async function finish(
  { shown, gated, rules }: { shown: Result; gated: Result; rules: Gate },
  outputs: ReturnType<typeof readOutputs<(typeof RESULT_FORMATS)[number]>>,
  args: Args,
  context: CommandContext,
): Promise<void> {
  const { exitReason, notEvaluatedError, failures, gate } = await import('../../app/gate.ts');
  printWarnings(context, shown, warningsBelow(shown, outputs, context.io));
  // Before anything is printed: the reader of stdout may close it early.
  const code = gate(gated, rules);
  context.exit(code);
  const warning = failures(gated, rules.failOn);
  if (warning !== undefined) context.io.note(`warning: ${warning}`);
  const notEvaluated = code === 1 ? undefined : notEvaluatedError(gated, rules.failOn);
  const footer = [exitReason(gated, rules, code)];
  const shownWith = { ...args, severities: toSeverities(args), footer, notEvaluated: notEvaluated?.message };
  await writeResult(shown, outputs, shownWith, context);
  if (code === 2 && notEvaluated) throw notEvaluated;
}

/** Throws `usage` for flags that exclude each other. */
function refuseMixed(args: Args, outputs: readonly { format: string; file?: string }[]): void {
  const severities = toSeverities(args);
  refuseWithFramework(args, {
    '--selector': args.selector,
    '--severity or --min-severity': severities,
  });
  if (!args.watch) return;
  if (args.selector)
    throw new ArchmapError('usage', '--watch and --selector are mutually exclusive', 'remove one of them');
  if (outputs.some(({ format, file }) => (format !== 'table' && format !== 'wide') || file !== undefined))
    throw new ArchmapError('usage', '--watch prints tables only', 'remove -o, or specify table or wide');
}

/** A control is about the whole cluster, and it has no severity. */
function refuseWithFramework(
  { framework }: Pick<Args, 'framework'>,
  others: Readonly<Record<string, string | readonly string[] | undefined>>,
): void {
  if (framework === undefined) return;
  for (const [flag, value] of Object.entries(others))
    if (value !== undefined && value !== '')
      throw new ArchmapError(
        'usage',
        `${flag} and --framework are mutually exclusive`,
        'controls are about the whole cluster and have no severity; remove one of them',
      );
}

function same(result: Result) {
  return { shown: result, gated: result };
}
