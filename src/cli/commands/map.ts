import type { Argv } from 'yargs';
import { PICTURE_FORMATS } from '../../report/picture/format-names.ts';
import { ArchmapError } from '../../shared/errors.ts';
import type { CommandContext } from '../context.ts';
import { printWarnings } from '../context.ts';
import { openInBrowser } from '../open.ts';
import type { GateInputs, SelectionArgs } from '../check-options.ts';
import type { SourceArgs } from '../options.ts';
import { ACCEPTED, RULES, selectionOptions, toSelection } from '../check-options.ts';
import { OUTPUT, sourceOptions, toSource } from '../options.ts';
import { fileName, readOutputs, writeOutputs } from '../outputs.ts';

const THEMES = ['auto', 'light', 'dark'] as const;

export const formats = PICTURE_FORMATS;

export function options(yargs: Argv) {
  return selectionOptions(sourceOptions(yargs))
    .positional('resource', {
      type: 'string',
      describe: 'draw the detail view of a resource: namespace/shop, component/etcd, addon/istio',
    })
    .options({
      output: {
        alias: 'o',
        type: 'string',
        array: true,
        nargs: 1,
        group: OUTPUT,
        describe: `${PICTURE_FORMATS.join(', ')}; with =FILE, repeatable. Default: html. In a terminal, html, svg, drawio and graphml go to ./archmap-CLUSTER.EXTENSION`,
      },
      ...ACCEPTED,
      baseline: {
        ...ACCEPTED.baseline,
        describe:
          'earlier result (-o json), repeatable: -o html has the changes since the most recent one, and the trend',
      },
      ...RULES,
      open: { type: 'boolean', default: false, group: OUTPUT, describe: 'open the page in a browser' },
      theme: { choices: THEMES, default: 'auto' as const, group: OUTPUT, describe: 'color theme of -o svg' },
    } as const);
}

export async function run(
  args: SourceArgs &
    SelectionArgs &
    GateInputs & {
      resource?: string | undefined;
      output?: string[] | undefined;
      open: boolean;
      theme: (typeof THEMES)[number];
    },
  context: CommandContext,
) {
  const outputs = readOutputs(args.output, {
    formats: PICTURE_FORMATS,
    preset: args.resource === undefined ? 'html' : 'svg',
  });
  const page = outputs.find(({ format }) => format === 'html');
  if (args.open && (!page || page.file === '-'))
    throw new ArchmapError(
      'usage',
      '--open requires an HTML page in a file',
      'specify -o html or -o html=FILE',
    );
  const [{ scan }, { loadGateInputs }, { formatPicture, pictureNotes }] = await Promise.all([
    import('../../app/scan.ts'),
    import('../../app/gate-inputs.ts'),
    import('../../report/picture/formats.ts'),
  ]);
  const gateInputs = await loadGateInputs(args, context.io);
  const result = await scan(toSource(args), toSelection(args), context.io, gateInputs);
  context.io.progress('');
  printWarnings(context, result);
  const named = (extension: string) => () =>
    fileName(result.cluster.name ?? result.cluster.context, extension);
  const html = named('html');
  const files = { html, svg: named('svg'), drawio: named('drawio'), graphml: named('graphml') };
  // A browser needs a file, even if stdout is no terminal.
  const placed = outputs.map((output) =>
    args.open && output === page ? { ...output, file: output.file ?? html() } : output,
  );
  const earlier = await (await import('../../app/earlier.ts')).earlierResults(args.baseline, context.io);
  await writeOutputs(placed, files, context, async (format) => {
    const text = await formatPicture(result, format, {
      theme: args.theme,
      earlier,
      ...(args.resource !== undefined && { card: args.resource }),
    });
    return { text, notes: pictureNotes(format, text) };
  });
  if (args.open) await openInBrowser(page?.file ?? html(), context.io);
}
