import { RESULT_FORMATS } from '../report/formats/names.ts';
import type { ResultFormat } from '../report/formats/names.ts';
import { TABLE_WARNINGS } from '../report/options.ts';
import type { GroupBy } from '../report/groups.ts';
import type { Result, Severity } from '../result/types.ts';
import type { CommandContext } from './context.ts';
import type { CliIo } from './io.ts';
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

/** Formats for readers: `--severity` selects their rows. A program that compares reports would take the others for resolved risks. */
const BY_SEVERITY: ReadonlySet<ResultFormat> = new Set(['table', 'wide', 'csv']);

/** How many of the result's warnings `writeResult` prints below a table on a terminal, where stderr would repeat them. */
export function warningsBelow(
  { framework }: Pick<Result, 'framework'>,
  outputs: readonly Output<ResultFormat>[],
  { interactive }: CliIo,
): number {
  const onScreen = outputs.some(
    ({ format, file }) => file === undefined && (format === 'table' || format === 'wide'),
  );
  return interactive && onScreen && !framework ? TABLE_WARNINGS : 0;
}

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
    /** Tables and csv: what they show. */
    severities?: readonly Severity[] | undefined;
    /** Tables only: how they group it, and the lines below them. */
    groupBy?: GroupBy | undefined;
    footer?: readonly string[] | undefined;
    baseline?: readonly string[] | undefined;
  },
  context: CommandContext,
): Promise<void> {
  const whole = outputs.filter(({ format }) => !BY_SEVERITY.has(format));
  if (args.severities && whole.length > 0)
    context.io.note(
      `note: --severity applies to ${[...BY_SEVERITY].join(', ')}; ${whole.map(({ format }) => format).join(', ')}: all results`,
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
