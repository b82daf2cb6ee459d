import type { Argv } from 'yargs';
import { DIFF_FORMATS } from '../../report/diff/names.ts';
import { SEVERITIES } from '../../result/types.ts';
import { ArchmapError } from '../../shared/errors.ts';
import type { CommandContext } from '../context.ts';
import { reportOptions } from '../context.ts';
import type { GateInputs, SelectionArgs } from '../check-options.ts';
import type { SourceArgs } from '../options.ts';
import { ACCEPTED, CHECKS, RULES, selectionOptions, toSelection } from '../check-options.ts';
import { OUTPUT, sourceOptions, tableOptions, toSource } from '../options.ts';
import { fileName, readOutputs, writeOutputs } from '../outputs.ts';

const THRESHOLDS = [...SEVERITIES, 'none'] as const;

export const formats = DIFF_FORMATS;

export function options(yargs: Argv) {
  return selectionOptions(tableOptions(sourceOptions(yargs)))
    .positional('old', { type: 'string', describe: 'a saved result, a snapshot, a dump or manifests' })
    .positional('new', { type: 'string', describe: 'the same; left out: the cluster' })
    .options({
      'fail-on': {
        choices: THRESHOLDS,
        default: 'none' as const,
        group: CHECKS,
        describe: 'exit with 1 when a risk from this severity upwards is new or worse',
      },
      waivers: ACCEPTED.waivers,
      ...RULES,
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
    GateInputs & {
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
    throw new ArchmapError('usage', 'diff needs something to compare with', 'kubectl archmap diff OLD [NEW]');
  if (now !== undefined && (args.from ?? args.demo))
    throw new ArchmapError('usage', 'there are two and --from or --demo, too', 'leave one of them out');
  const outputs = readOutputs(args.output, { formats: DIFF_FORMATS, preset: 'table' });
  const [{ compare, diffExit }, { blindness }, { formatDiff }, { loadExtras }] = await Promise.all([
    import('../../app/diff.ts'),
    import('../../app/gate.ts'),
    import('../../report/diff/index.ts'),
    import('../../app/gate-inputs.ts'),
  ]);
  const extras = await loadExtras({ waivers: args.waivers, rules: args.rules }, context.io);
  const sides = { old, ...(now !== undefined && { now }) };
  const compared = await compare(sides, toSource(args), toSelection(args), context.io, extras);
  context.io.progress('');
  const html = () => fileName(`diff-${compared.diff.new.name}`, 'html');
  // Before anything is printed: who reads it may go away early.
  const code = diffExit(compared, args.failOn);
  context.exit(code);
  await writeOutputs(outputs, { html }, context, (format, toFile) => {
    const screen = reportOptions(context, args, format === 'wide');
    const { width: _width, ...file } = screen;
    return formatDiff(compared, format, toFile ? { ...file, color: false } : screen);
  });
  const blind = code === 2 ? blindness(compared.now, args.failOn) : undefined;
  if (blind) throw blind;
}
