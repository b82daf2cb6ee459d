import type { Argv } from 'yargs';
import type { Result } from '../../result/types.ts';
import { ArchmapError } from '../../shared/errors.ts';
import type { CommandContext } from '../context.ts';
import { reportOptions, printWarnings } from '../context.ts';
import type { SourceArgs } from '../options.ts';
import { OUTPUT, sourceOptions, tableOptions, toSource } from '../options.ts';
import type { WatchArgs } from '../watch.ts';
import { intervalMs, WATCH, watchAndPrint } from '../watch.ts';

export function options(yargs: Argv) {
  return tableOptions(sourceOptions(yargs)).options({
    output: {
      alias: 'o',
      choices: ['text', 'json', 'yaml'] as const,
      default: 'text' as const,
      describe: 'format',
      group: OUTPUT,
    },
    ...WATCH,
  } as const);
}

export async function run(
  args: SourceArgs & WatchArgs & { output: 'text' | 'json' | 'yaml' },
  context: CommandContext,
) {
  const [{ scan }, { loadGateInputs }] = await Promise.all([
    import('../../app/scan.ts'),
    import('../../app/gate-inputs.ts'),
  ]);
  const source = toSource(args);
  const gateInputs = await loadGateInputs({}, context.io);
  const screen = async (result: Result) => {
    printWarnings(context, result);
    const { overview } = await import('../../report/overview.ts');
    await context.io.print(`${overview(result, reportOptions(context, args, false))}\n`);
  };
  if (args.watch) {
    if (args.output !== 'text')
      throw new ArchmapError('usage', '--watch prints text only', `remove -o ${args.output}`);
    const watched = { source, selection: {}, gateInputs, everyMs: intervalMs(args.interval) };
    return await watchAndPrint(watched, args, context, screen);
  }
  const result = await scan(source, {}, context.io, gateInputs);
  context.io.progress('');
  if (args.output === 'text') return await screen(result);
  printWarnings(context, result);
  const { data } = await import('../../report/data.ts');
  await context.io.print(data(result, args.output));
}
