import { text } from './html.ts';
import type { PageRow, PageRows } from './page-data.ts';

export interface PageTable {
  html: string;
  /** Rows that the script adds on demand. */
  more?: PageRows;
}

/**
 * A table with its first rows in the HTML and the others in the data, with a button that adds them; the caption contains the number of
 * rows. The first column is the row header.
 */
export function pageTable(
  id: string,
  caption: string,
  head: readonly string[],
  rows: readonly PageRow[],
  most: number,
): PageTable {
  const shown = rows.slice(0, most);
  const rest = rows.slice(most);
  const headers = head.map((name) => `<th scope="col">${text(name)}</th>`).join('');
  const html =
    `<div class="scroll" tabindex="0" role="group" aria-label="${text(caption)}"><table><caption>${text(caption)}</caption>` +
    `<thead><tr>${headers}</tr></thead><tbody id="${id}">${shown.map(rowHtml).join('')}</tbody></table></div>` +
    (rest.length > 0
      ? `<p class="more"><button type="button" data-more="${id}">Show ${rest.length} more</button></p>`
      : '');
  return { html, ...(rest.length > 0 && { more: { table: id, rows: rest } }) };
}

/** One row; the script uses the same function for rows that it adds. */
export function rowHtml({ cells, risk, namespace, change }: PageRow): string {
  const marks =
    (risk === undefined ? '' : ` data-risk="${risk}"`) +
    (namespace === undefined ? '' : ` data-namespace="${text(namespace)}"`) +
    (change === undefined ? '' : ` data-change="${change}"`);
  const [first = '', ...others] = cells;
  const sign = change === 'new' || change === 'worse' ? `<b class="since">${change}</b> ` : '';
  return `<tr${marks}><th scope="row">${sign}${text(first)}</th>${others.map((cell) => `<td>${text(cell)}</td>`).join('')}</tr>`;
}
