import { RESULT_FORMATS } from '../report/formats/names.ts';
import type { ResultFormat } from '../report/formats/names.ts';
import type { GroupBy } from '../report/groups.ts';
import type { Result, Severity } from '../result/types.ts';
import type { CommandContext } from './context.ts';
import { reportOptions } from './context.ts';
import { OUTPUT } from './options.ts';
import type { Output } from './outputs.ts';
import { fileName, writeOutputs } from './outputs.ts';

/** `-o` of the commands that print a result. */
export const RESULT_OUTPUT = {
  output: {
    alias: 'o',
    type: 'string',
    array: true,
    nargs: 1,
    describe: `${RESULT_FORMATS.join(', ')}; with =FILE, repeatable. Default: table`,
    group: OUTPUT,
  },
} as const;

/** Writes a result in every requested format. In a terminal, the page goes to a named file unless `html=-` is set. */
export async function writeResult(
  result: Result,
  outputs: readonly Output<ResultFormat>[],
  args: {
    headers?: boolean;
    borders?: boolean;
    all?: boolean | undefined;
    /** Why no data that could fail a gate was collected; undefined if some was. */
    notEvaluated?: string | undefined;
    /** Tables only: what they show, how they group it, and the lines below them. */
    severities?: readonly Severity[] | undefined;
    groupBy?: GroupBy | undefined;
    footer?: readonly string[] | undefined;
    baseline?: readonly string[] | undefined;
  },
  context: CommandContext,
): Promise<void> {
  const whole = outputs.filter(({ format }) => format !== 'table' && format !== 'wide');
  if (args.severities && whole.length > 0)
    context.io.note(
      `note: --severity applies to table and wide; ${whole.map(({ format }) => format).join(', ')}: all results`,
    );
  const { formatResult } = await import('../report/formats/index.ts');
  const html = () => fileName(result.cluster.name ?? result.cluster.context, 'html');
  await writeOutputs(outputs, { html }, context, async (format, toFile) => {
    if (format === 'json') return { text: (await import('../report/data.ts')).jsonParts(result), notes: [] };
    const screen = reportOptions(context, args, format === 'wide');
    // A file has neither a width nor colors.
    const { width: _width, ...file } = screen;
    const layout = toFile ? { ...file, color: false } : screen;
    if (format !== 'html') return formatResult(result, format, layout);
    const { earlierResults } = await import('../app/earlier.ts');
    return formatResult(result, format, {
      ...layout,
      earlier: await earlierResults(args.baseline, context.io),
    });
  });
}
