import type { Argv } from 'yargs';
import type { CommandContext } from '../context.ts';
import { reportOptions } from '../context.ts';
import { OUTPUT, tableOptions } from '../options.ts';

const FORMATS = ['text', 'markdown', 'json', 'yaml'] as const;

export function options(yargs: Argv) {
  return tableOptions(yargs)
    .positional('check', { type: 'string', describe: 'check id; none lists the catalogue' })
    .options({
      output: {
        alias: 'o',
        choices: FORMATS,
        default: 'text' as const,
        describe: 'format',
        group: OUTPUT,
      },
    } as const);
}

export async function run(
  args: {
    check?: string | undefined;
    output: (typeof FORMATS)[number];
    headers?: boolean;
    borders?: boolean;
  },
  context: CommandContext,
) {
  const { explainCheck, listChecks } = await import('../../app/explain.ts');
  if (args.output === 'json' || args.output === 'yaml') {
    const { data } = await import('../../report/data.ts');
    await context.io.print(
      data(args.check === undefined ? listChecks() : explainCheck(args.check).info, args.output),
    );
    return;
  }
  const { catalogueMarkdown, catalogueTable, checkPage } = await import('../../report/explain.ts');
  const options = reportOptions(context, args, false);
  if (args.check === undefined) {
    const list =
      args.output === 'markdown' ? catalogueMarkdown(listChecks()) : catalogueTable(listChecks(), options);
    await context.io.print(`${list}\n`);
    return;
  }
  const { info, page } = explainCheck(args.check);
  await context.io.print(`${args.output === 'markdown' ? page : checkPage(info, page, options)}\n`);
}
