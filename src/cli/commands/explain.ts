import type { Argv } from 'yargs';
import type { Explained } from '../../app/explain.ts';
import type { FrameworkId } from '../../result/types.ts';
import { FRAMEWORKS } from '../../result/types.ts';
import { ArchmapError } from '../../shared/errors.ts';
import type { CommandContext } from '../context.ts';
import { reportOptions } from '../context.ts';
import { OUTPUT, tableOptions } from '../options.ts';

const FORMATS = ['text', 'markdown', 'json', 'yaml'] as const;

export function options(yargs: Argv) {
  return tableOptions(yargs)
    .positional('words', {
      type: 'string',
      array: true,
      describe: 'check, area, control, data source, verdict, id of another tool, or words to search for',
    })
    .options({
      framework: {
        choices: FRAMEWORKS,
        group: OUTPUT,
        describe: 'list the controls of a framework with their checks',
      },
      output: {
        alias: 'o',
        choices: FORMATS,
        default: 'text' as const,
        describe: 'format',
        group: OUTPUT,
      },
    } as const);
}

interface Args {
  words?: string[] | undefined;
  framework?: FrameworkId | undefined;
  output: (typeof FORMATS)[number];
  headers?: boolean;
  borders?: boolean;
}

/** A page in every format. */
interface Page {
  data: unknown;
  text: string;
  markdown: string;
}

export async function run(args: Args, context: CommandContext) {
  const query = (args.words ?? []).join(' ').trim();
  if (query !== '' && args.framework !== undefined)
    throw new ArchmapError(
      'usage',
      'WORDS and --framework are mutually exclusive',
      `list all controls with: kubectl archmap explain --framework ${args.framework}`,
    );
  const page = await pageFor(query, args, context);
  if (args.output === 'json' || args.output === 'yaml') {
    const { data } = await import('../../report/data.ts');
    await context.io.print(data(page.data, args.output));
    return;
  }
  await context.io.print(`${args.output === 'markdown' ? page.markdown : page.text}\n`);
}

async function pageFor(query: string, args: Args, context: CommandContext): Promise<Page> {
  if (args.framework !== undefined) return ofFramework(args.framework, args, context);
  if (query === '') return ofAll(args, context);
  const { explain, unfolded } = await import('../../app/explain.ts');
  const found = explain(query);
  // Scripts get one shape from a search, whatever the number of matches.
  if (args.output === 'json' || args.output === 'yaml') return ofFound(found, args, context);
  const page = await ofFound(unfolded(found), args, context);
  const about = unfolded(found) !== found && found.kind === 'matches' ? (found.result.about ?? []) : [];
  return about.length === 0
    ? page
    : {
        ...page,
        text: [...about, '', page.text].join('\n'),
        markdown: [...about, '', page.markdown].join('\n'),
      };
}

async function ofFound(found: Explained, args: Args, context: CommandContext): Promise<Page> {
  const options = reportOptions(context, args, false);
  switch (found.kind) {
    case 'check': {
      const { checkPage } = await import('../../report/explain.ts');
      const { info, page } = found;
      return { data: info, text: checkPage(info, page, options), markdown: page };
    }
    case 'control': {
      const { rowMarkdown, rowPage } = await import('../../report/framework.ts');
      return { data: found.row, text: rowPage(found.row, options), markdown: rowMarkdown(found.row) };
    }
    case 'topic': {
      const { topicMarkdown, topicPage } = await import('../../report/topics.ts');
      const { topic, others } = found;
      return { data: topic, text: topicPage(topic, others, options), markdown: topicMarkdown(topic) };
    }
    case 'framework':
      return ofFramework(found.framework, args, context);
    case 'matches': {
      const { searchMarkdown, searchTable } = await import('../../report/search.ts');
      const { result } = found;
      return { data: result, text: searchTable(result, options), markdown: searchMarkdown(result) };
    }
    default:
      return found satisfies never;
  }
}

async function ofFramework(id: FrameworkId, args: Args, context: CommandContext): Promise<Page> {
  const [{ frameworkRows }, { frameworkRowsMarkdown, frameworkRowsTable }] = await Promise.all([
    import('../../app/framework.ts'),
    import('../../report/search.ts'),
  ]);
  const rows = frameworkRows(id);
  return {
    data: rows,
    text: frameworkRowsTable(rows, reportOptions(context, args, false)),
    markdown: frameworkRowsMarkdown(rows),
  };
}

/** Every check and topic. */
async function ofAll(args: Args, context: CommandContext): Promise<Page> {
  const [{ listChecks }, { listTopics }, checks, topics] = await Promise.all([
    import('../../app/explain.ts'),
    import('../../app/topics/index.ts'),
    import('../../report/explain.ts'),
    import('../../report/topics.ts'),
  ]);
  const options = reportOptions(context, args, false);
  const [all, pages] = [listChecks(), listTopics()];
  return {
    data: all,
    text: `${checks.catalogueTable(all, options)}\n\n${topics.topicsText(pages, options)}`,
    markdown: `${checks.catalogueMarkdown(all)}\n\n${topics.topicsMarkdown(pages)}`,
  };
}
