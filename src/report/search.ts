/** What `explain WORDS` finds, and the rows of a framework, for the terminal. */
import type { SearchMatch, SearchResult } from '../result/search.ts';
import type { ExplainedRow } from '../result/types.ts';
import { plural, printable } from '../shared/text.ts';
import type { ReportOptions } from './options.ts';
import { paint } from './options.ts';
import { GAP, table } from './table.ts';
import { wrap } from './text.ts';
import { TOPIC_WORDS } from './topics.ts';

/** Rows of a search without `-o wide`: the best ones fit on a screen. */
const MAX_MATCHES = 20;
/** Minimum readable width of a title. */
const MIN_TITLE = 24;

/** A table of name, severity and title, the best first; below it how to read a page. */
export function searchTable({ query, about = [], matches }: SearchResult, options: ReportOptions): string {
  const shown = matches.slice(0, MAX_MATCHES);
  const more = matches.length - shown.length;
  const names = Math.max(4, ...shown.map(({ name }) => name.length));
  const room = Math.max(
    MIN_TITLE,
    (options.width ?? Infinity) - names - 'SEVERITY'.length - 2 * GAP - (options.borders ? 6 : 0),
  );
  const rows = shown.map(({ name, title, ...match }) => [
    printable(name),
    severityOf(match, options),
    wrap(printable(title), room, '').join('\n'),
  ]);
  const first = shown[0];
  return [
    about.map(printable).join('\n'),
    table(['NAME', 'SEVERITY', 'TITLE'], rows, options),
    [
      ...(more > 0
        ? [
            `${plural(more, 'more match', 'more matches')} for "${printable(query)}": add a word, or use -o json`,
          ]
        : []),
      ...(first ? [`Details: kubectl archmap explain ${printable(first.name)}`] : []),
    ].join('\n'),
  ]
    .filter((block) => block !== '')
    .join('\n\n');
}

/** The severity of a check; of another page, what it is. */
function severityOf({ severity, kind }: Omit<SearchMatch, 'name' | 'title'>, options: ReportOptions): string {
  if (severity !== undefined) return paint(options, severity, severity.toUpperCase());
  return kind === 'check' || kind === 'control' ? kind : TOPIC_WORDS[kind];
}

/** The same as Markdown. */
export function searchMarkdown({ about = [], matches }: SearchResult): string {
  const cell = (text: string) => printable(text).replaceAll('|', '\\|');
  return [
    ...about.flatMap((line) => [cell(line), '']),
    '| Name | Severity | Title |',
    '| --- | --- | --- |',
    ...matches.map(
      ({ name, severity, title }) => `| \`${cell(name)}\` | ${severity ?? ''} | ${cell(title)} |`,
    ),
  ].join('\n');
}

/** The controls of a framework with the checks that evaluate them. */
export function frameworkRowsTable(rows: readonly ExplainedRow[], options: ReportOptions): string {
  const ids = Math.max(2, ...rows.map(({ id }) => id.length));
  const room = options.width === undefined ? Infinity : options.width - ids - GAP - (options.borders ? 6 : 0);
  const [first] = rows;
  const lines = rows.map(({ id, title, checks, unavailableData }) => [
    id,
    [
      ...(title === id ? [] : wrap(title, room, '')),
      ...checks.flatMap((check) => wrap(`${title === id ? '' : '  '}${check.id}`, room, '  ')),
      ...(checks.length === 0
        ? [`  ${unavailableData === undefined ? 'no check' : `manual: requires ${unavailableData}`}`]
        : []),
    ].join('\n'),
  ]);
  const covered = rows.filter(({ checks }) => checks.length > 0).length;
  return [
    table(['ID', 'CONTROL, CHECKS'], lines, options),
    `${first?.framework ?? ''}: ${plural(rows.length, 'control')}, ${covered} with a check`,
  ].join('\n\n');
}

/** The same as Markdown. */
export function frameworkRowsMarkdown(rows: readonly ExplainedRow[]): string {
  return [
    `# ${rows[0]?.framework ?? ''}`,
    '',
    '| Control | Title | Checks |',
    '| --- | --- | --- |',
    ...rows.map(
      ({ id, title, checks }) =>
        `| ${id} | ${title.replaceAll('|', '\\|')} | ${checks.map((check) => `\`${check.id}\``).join(', ')} |`,
    ),
  ].join('\n');
}
