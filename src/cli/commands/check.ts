import type { Argv } from 'yargs';
import type { CheckSelection } from '../../app/types.ts';
import { RESULT_FORMATS } from '../../report/formats/names.ts';
import type { GroupBy } from '../../report/groups.ts';
import type { Result } from '../../result/types.ts';
import { SEVERITIES } from '../../result/types.ts';
import { ArchmapError } from '../../shared/errors.ts';
import type { CommandContext } from '../context.ts';
import { printWarnings } from '../context.ts';
import type { GateInputs, SelectionArgs, ShownArgs } from '../check-options.ts';
import type { SourceArgs } from '../options.ts';
import { readOutputs } from '../outputs.ts';
import { RESULT_OUTPUT, writeResult } from '../write-result.ts';
import {
  ACCEPTED,
  CHECKS,
  GROUPED,
  RULES,
  SHOWN,
  selectionOptions,
  toSelection,
  toSeverities,
} from '../check-options.ts';
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
    selector: {
      type: 'string',
      alias: 'l',
      group: CHECKS,
      describe:
        'only results about objects with these labels (team=shop, team in (a,b), !team), own or of their namespace; results about the whole cluster are left out',
    },
    ...ACCEPTED,
    ...RULES,
    ...SHOWN,
    ...GROUPED,
    ...RESULT_OUTPUT,
  } as const);
}

export async function run(
  args: SourceArgs &
    SelectionArgs &
    GateInputs &
    ShownArgs & {
      selector?: string | undefined;
      groupBy?: GroupBy | undefined;
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
  const severities = toSeverities(args);
  const selection = toSelection(args);
  refuseWithFramework(selection, { '--selector': args.selector, '--severity or --min-severity': severities });
  const [{ scan, scanLabeled }, { exitReason, notEvaluatedError, failures, gate }, { loadGateInputs }] =
    await Promise.all([
      import('../../app/scan.ts'),
      import('../../app/gate.ts'),
      import('../../app/gate-inputs.ts'),
    ]);
  const gateInputs = await loadGateInputs(args, context.io);
  const source = toSource(args);
  // As in kubectl, an empty selector selects everything.
  const { shown, gated } = args.selector
    ? await scanLabeled(source, selection, context.io, gateInputs, args.selector)
    : same(await scan(source, selection, context.io, gateInputs));
  context.io.progress('');
  printWarnings(context, shown);
  const rules = { failOn: args.failOn, requireComplete: args.requireComplete };
  // Before anything is printed: the reader of stdout may close it early.
  const code = gate(gated, rules);
  context.exit(code);
  const warning = failures(gated, args.failOn);
  if (warning !== undefined) context.io.note(`warning: ${warning}`);
  const notEvaluated = code === 1 ? undefined : notEvaluatedError(gated, args.failOn);
  const footer = [exitReason(gated, rules, code)];
  await writeResult(
    shown,
    outputs,
    { ...args, severities, footer, notEvaluated: notEvaluated?.message },
    context,
  );
  if (code === 2 && notEvaluated) throw notEvaluated;
}

/** A control is about the whole cluster, and it has no severity. */
function refuseWithFramework(
  { framework }: CheckSelection,
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
