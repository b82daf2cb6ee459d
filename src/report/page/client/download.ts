/** CSV and JSON of what is shown, saved without network. */
import { csvRows } from '../../csv-cell.ts';
import type { PageRow } from '../page-data.ts';
import { all, button, byId, made } from './dom.ts';
import type { RiskList } from './risks.ts';

type Rows = readonly (readonly string[])[];

/** Both buttons; `rowsOf` returns the header and the rows at the time of the click. */
export function downloads(name: string, rowsOf: () => Rows): HTMLElement {
  const tools = made('div');
  tools.className = 'tools';
  tools.append(
    button('Download CSV', () => save(`${name}.csv`, 'text/csv', csvRows(rowsOf()))),
    button('Download JSON', () =>
      save(`${name}.json`, 'application/json', `${JSON.stringify(records(rowsOf()), null, 2)}\n`),
    ),
  );
  return tools;
}

/** One object per row, by the names of the columns. */
export function records([head = [], ...rows]: Rows): Record<string, string>[] {
  return rows.map((row) => Object.fromEntries(head.map((name, at) => [name, row[at] ?? ''])));
}

/** Header and all rows of a table, those included that are not in the document yet; hidden rows are left out. */
export function tableRows(table: HTMLTableElement, waiting: readonly PageRow[]): Rows {
  const head = all<HTMLTableCellElement>('thead th', table).map(textOf);
  const rows = Array.from(table.tBodies[0]?.rows ?? [])
    .filter((row) => !row.hidden)
    .map((row) => Array.from(row.cells, textOf));
  return [head, ...rows, ...waiting.map(({ cells }) => cells)];
}

/** The list of risks as filtered: one row per object. */
export function riskRows(risks: RiskList): Rows {
  const rows = risks.groups
    .filter(({ element }) => !element.hidden)
    .flatMap(({ element, title }) => {
      const { verdict = '', severity = '', check = '' } = element.dataset;
      const table = element.querySelector('table');
      if (!table) return [];
      const [, ...objects] = tableRows(table, risks.waitingRows(table.tBodies[0]?.id ?? ''));
      return objects.map((cells) => [severity, verdict, check, title, ...cells]);
    });
  return [['severity', 'verdict', 'check', 'title', 'object', 'message', 'evidence'], ...rows];
}

/** Adds the buttons to the tables of the sections and to the list of risks. */
export function addDownloads(risks: RiskList, tables: readonly HTMLTableElement[]): void {
  for (const table of tables) {
    const body = table.tBodies[0]?.id ?? '';
    const name = table.dataset['name'] ?? body.replace(/^rows-/, '');
    table
      .closest('.scroll')
      ?.before(downloads(`archmap-${name}`, () => tableRows(table, risks.waitingRows(body))));
  }
  byId('risk-count').after(downloads('archmap-risks', () => riskRows(risks)));
}

function textOf(cell: HTMLElement): string {
  return cell.textContent.trim();
}

function save(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = made('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has started by then.
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
