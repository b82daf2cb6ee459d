import type { Argv } from 'yargs';
import type { CommandContext } from '../context.ts';
import { reportOptions, printWarnings } from '../context.ts';
import type { SourceArgs } from '../options.ts';
import { OUTPUT, sourceOptions, tableOptions, toSource } from '../options.ts';

export function options(yargs: Argv) {
  return tableOptions(sourceOptions(yargs)).options({
    output: {
      alias: 'o',
      choices: ['text', 'json', 'yaml'] as const,
      default: 'text' as const,
      describe: 'format',
      group: OUTPUT,
    },
  } as const);
}

export async function run(
  args: SourceArgs & { output: 'text' | 'json' | 'yaml'; headers?: boolean; borders?: boolean },
  context: CommandContext,
) {
  const [{ scan }, { loadGateInputs }] = await Promise.all([
    import('../../app/scan.ts'),
    import('../../app/gate-inputs.ts'),
  ]);
  const result = await scan(toSource(args), {}, context.io, await loadGateInputs({}, context.io));
  context.io.progress('');
  printWarnings(context, result);
  if (args.output === 'text') {
    const { overview } = await import('../../report/overview.ts');
    await context.io.print(`${overview(result, reportOptions(context, args, false))}\n`);
    return;
  }
  const { data } = await import('../../report/data.ts');
  await context.io.print(data(result, args.output));
}
