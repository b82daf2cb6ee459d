import type { Argv } from 'yargs';
import { DIFF_FORMATS } from '../../report/diff/names.ts';
import { SEVERITIES } from '../../result/types.ts';
import { ArchmapError } from '../../shared/errors.ts';
import type { CommandContext } from '../context.ts';
import { reportOptions } from '../context.ts';
import type { GateInputs, SelectionArgs, ShownArgs } from '../check-options.ts';
import type { SourceArgs } from '../options.ts';
import {
  ACCEPTED,
  CHECKS,
  RULES,
  SHOWN,
  selectionOptions,
  toSelection,
  toSeverities,
} from '../check-options.ts';
import { OUTPUT, sourceOptions, tableOptions, toSource } from '../options.ts';
import { fileName, readOutputs, writeOutputs } from '../outputs.ts';

const THRESHOLDS = [...SEVERITIES, 'none'] as const;

export const formats = DIFF_FORMATS;

export function options(yargs: Argv) {
  return selectionOptions(tableOptions(sourceOptions(yargs)))
    .positional('old', { type: 'string', describe: 'saved result, snapshot, dump or manifests' })
    .positional('new', { type: 'string', describe: 'same; default: the live cluster' })
    .options({
      'fail-on': {
        choices: THRESHOLDS,
        default: 'none' as const,
        group: CHECKS,
        describe: 'exit 1 if a new or more severe risk has this severity or a higher one',
      },
      waivers: ACCEPTED.waivers,
      ...RULES,
      ...SHOWN,
      output: {
        alias: 'o',
        type: 'string',
        array: true,
        nargs: 1,
        group: OUTPUT,
        describe: `${DIFF_FORMATS.join(', ')}; with =FILE, repeatable. Default: table`,
      },
    } as const);
}

export async function run(
  args: SourceArgs &
    SelectionArgs &
    GateInputs &
    ShownArgs & {
      old?: string | undefined;
      new?: string | undefined;
      failOn: (typeof THRESHOLDS)[number];
      output?: string[] | undefined;
      headers?: boolean;
      borders?: boolean;
    },
  context: CommandContext,
) {
  const { old, new: now } = args;
  if (old === undefined)
    throw new ArchmapError(
      'usage',
      'diff requires an old state to compare with',
      'kubectl archmap diff OLD [NEW]',
    );
  if (now !== undefined && (args.from ?? args.demo))
    throw new ArchmapError(
      'usage',
      'OLD, NEW and --from or --demo are mutually exclusive',
      'remove one of them',
    );
  const severities = toSeverities(args);
  const outputs = readOutputs(args.output, { formats: DIFF_FORMATS, preset: 'table' });
  const [{ compare, diffExit }, { notEvaluatedError }, { formatDiff }, { loadGateInputs }] =
    await Promise.all([
      import('../../app/diff.ts'),
      import('../../app/gate.ts'),
      import('../../report/diff/index.ts'),
      import('../../app/gate-inputs.ts'),
    ]);
  const gateInputs = await loadGateInputs({ waivers: args.waivers, rules: args.rules }, context.io);
  const sides = { old, ...(now !== undefined && { now }) };
  const compared = await compare(sides, toSource(args), toSelection(args), context.io, gateInputs);
  context.io.progress('');
  const html = () => fileName(`diff-${compared.diff.new.name}`, 'html');
  // Before anything is printed: the reader of stdout may close it early.
  const code = diffExit(compared, args.failOn);
  context.exit(code);
  await writeOutputs(outputs, { html }, context, (format, toFile) => {
    const screen = reportOptions(context, { ...args, severities }, format === 'wide');
    const { width: _width, ...file } = screen;
    return formatDiff(compared, format, toFile ? { ...file, color: false } : screen);
  });
  const notEvaluated = code === 2 ? notEvaluatedError(compared.now, args.failOn) : undefined;
  if (notEvaluated) throw notEvaluated;
}
