import type { Argv } from 'yargs';
import type { CommandContext } from '../context.ts';
import { reportOptions } from '../context.ts';
import { FRAMEWORKS } from '../../result/types.ts';
import { OUTPUT, tableOptions } from '../options.ts';

const FORMATS = ['text', 'markdown', 'json', 'yaml'] as const;

export function options(yargs: Argv) {
  return tableOptions(yargs)
    .positional('check', {
      type: 'string',
      describe: 'check, area, data source, verdict, reason or framework control such as cis/1.2.15',
    })
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
  if (args.check !== undefined && (await explainedRow(args.check, args, context))) return;
  if (args.check !== undefined && (await explainedTopic(args.check, args, context))) return;
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
    const { topicsMarkdown, topicsText } = await import('../../report/topics.ts');
    const { listTopics } = await import('../../app/topics/index.ts');
    const list =
      args.output === 'markdown'
        ? `${catalogueMarkdown(listChecks())}\n\n${topicsMarkdown(listTopics())}`
        : `${catalogueTable(listChecks(), options)}\n\n${topicsText(listTopics(), options)}`;
    await context.io.print(`${list}\n`);
    return;
  }
  const { info, page } = explainCheck(args.check);
  await context.io.print(`${args.output === 'markdown' ? page : checkPage(info, page, options)}\n`);
}

type Args = Parameters<typeof run>[0];

/** Prints the page of a term that is not a check (area, verdict, reason, data source); false if there is no such term. */
async function explainedTopic(name: string, args: Args, context: CommandContext): Promise<boolean> {
  const { findTopic } = await import('../../app/topics/index.ts');
  const found = findTopic(name);
  if (!found) return false;
  if (args.output === 'json' || args.output === 'yaml') {
    const { data } = await import('../../report/data.ts');
    await context.io.print(data(found.topic, args.output));
    return true;
  }
  const { topicMarkdown, topicPage } = await import('../../report/topics.ts');
  const text =
    args.output === 'markdown'
      ? topicMarkdown(found.topic)
      : topicPage(found.topic, found.others, reportOptions(context, args, false));
  await context.io.print(`${text}\n`);
  return true;
}

/** Prints the page of a framework's row; false if there is no such row. */
async function explainedRow(name: string, args: Args, context: CommandContext): Promise<boolean> {
  if (!FRAMEWORKS.some((framework) => name.startsWith(`${framework}/`))) return false;
  const { explainRow } = await import('../../app/framework.ts');
  const row = explainRow(name);
  if (args.output === 'json' || args.output === 'yaml') {
    const { data } = await import('../../report/data.ts');
    await context.io.print(data(row, args.output));
    return true;
  }
  const { rowMarkdown, rowPage } = await import('../../report/framework.ts');
  const text =
    args.output === 'markdown' ? rowMarkdown(row) : rowPage(row, reportOptions(context, args, false));
  await context.io.print(`${text}\n`);
  return true;
}
