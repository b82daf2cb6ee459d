/** Tables that sort on click: a button in each header, `aria-sort` on the sorted column. */
import { SEVERITIES } from '../../../result/severity.ts';
import { all, made, say } from './dom.ts';

const RANK = new Map<string, number>(SEVERITIES.map((severity, at) => [severity, at]));
const ORDER = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Adds the buttons to a table once; `complete` adds rows that are not in the document yet. */
export function makeSortable(table: HTMLTableElement, complete: (body: string) => void): void {
  for (const head of all<HTMLTableCellElement>('thead th', table)) {
    if (head.querySelector('button')) continue;
    const button = made('button', head.textContent);
    button.type = 'button';
    button.className = 'sort';
    button.addEventListener('click', () => {
      const body = table.tBodies[0];
      if (!body) return;
      complete(body.id);
      sortBy(table, body, head);
    });
    head.replaceChildren(button);
  }
}

function sortBy(table: HTMLTableElement, body: HTMLTableSectionElement, head: HTMLTableCellElement): void {
  const falls = head.getAttribute('aria-sort') === 'ascending';
  const column = head.cellIndex;
  const keyed = Array.from(body.rows, (row) => ({ row, key: row.cells[column]?.textContent.trim() ?? '' }));
  keyed.sort((a, b) => (falls ? compare(b.key, a.key) : compare(a.key, b.key)));
  body.append(...keyed.map(({ row }) => row));
  for (const other of all('thead th[aria-sort]', table)) other.removeAttribute('aria-sort');
  head.setAttribute('aria-sort', falls ? 'descending' : 'ascending');
  say(`Sorted by ${head.textContent}, ${falls ? 'descending' : 'ascending'}`);
}

/** Severities by rank (the most severe first), numbers by value, empty cells last. */
export function compare(a: string, b: string): number {
  const [first, second] = [RANK.get(a), RANK.get(b)];
  if (first !== undefined && second !== undefined) return first - second;
  const [isEmpty, isOther] = [a === '' || a === '-', b === '' || b === '-'];
  if (isEmpty !== isOther) return isEmpty ? 1 : -1;
  return ORDER.compare(a, b);
}
