import type { Result } from '../../result/types.ts';
import { plural } from '../../shared/text.ts';
import type { Section } from '../sections.ts';
import { notShown } from '../gaps.ts';
import { sectionCells } from '../sections.ts';
import { text } from './html.ts';
import type { PageRow, PageRows } from './page-data.ts';
import { pageTable } from './table.ts';

/** Rows of one table that stand in the page itself. */
const MAX_ROWS = 100;

const PARTS: readonly { section: Section; title: string; open: boolean; nothing: string }[] = [
  { section: 'exposure', title: 'Ways in', open: true, nothing: 'No way in was seen' },
  { section: 'addons', title: 'Add-ons', open: true, nothing: 'No add-on was seen' },
  { section: 'control-plane', title: 'Control plane', open: false, nothing: 'Nothing of it was seen' },
  { section: 'nodes', title: 'Nodes', open: false, nothing: 'No node was seen' },
  { section: 'namespaces', title: 'Namespaces', open: false, nothing: 'No namespace was seen' },
  { section: 'workloads', title: 'Workloads', open: false, nothing: 'No workload was seen' },
  { section: 'identities', title: 'Identities', open: false, nothing: 'No rights were seen' },
  { section: 'storage', title: 'Storage', open: false, nothing: 'No storage was seen' },
  { section: 'certificates', title: 'Certificates', open: false, nothing: 'No certificate was seen' },
];

/** A table beside every part of the picture: what it shows, in words, and all of it. */
export function sectionParts(result: Result): { html: string; more: readonly PageRows[] } {
  const more: PageRows[] = [];
  const html = PARTS.map(({ section, title, open, nothing }) => {
    const { head, rows } = sectionCells(result, section);
    const missing = notShown(result, section);
    const dark = missing === '' ? '' : `. Not fully collected: ${missing}`;
    const table = pageTable(
      `rows-${section}`,
      `${title}: ${plural(rows.length, 'row')}${dark}`,
      head.map(sentence),
      rows.map((cells): PageRow => ({ cells })),
      MAX_ROWS,
    );
    if (table.more) more.push(table.more);
    return part(
      section,
      title,
      open,
      rows.length === 0 ? `<p>${text(`${nothing}${dark}.`)}</p>` : table.html,
    );
  });
  return { html: html.join(''), more };
}

/** What was looked at, what was not shown, and what would show it. */
export function coveragePart({ coverage }: Result): { html: string; more?: PageRows } {
  const rows = coverage.map(({ title, status, count, reason, missing, notes }): PageRow => ({
    cells: [
      title,
      STATUS[status],
      String(count),
      [...new Set([reason ?? '', ...notes])].filter((one) => one !== '').join('; '),
      missing.join(', '),
    ],
  }));
  const table = pageTable(
    'rows-coverage',
    `What was looked at: ${plural(rows.length, 'source')} of evidence`,
    ['Source', 'Seen', 'Objects', 'Why not, or what to know', 'Rights that would show it'],
    rows,
    MAX_ROWS,
  );
  return {
    html: part('coverage', 'What could be seen', true, table.html),
    ...(table.more && { more: table.more }),
  };
}

const STATUS = {
  ok: 'all of it',
  partial: 'in part',
  forbidden: 'not allowed',
  absent: 'not there, or not asked for',
  failed: 'failed',
} as const;

function part(id: string, title: string, open: boolean, html: string): string {
  return `<section id="${id}"><details${open ? ' open' : ''}><summary><h2>${text(title)}</h2></summary>${html}</details></section>`;
}

/** `SEEN BY` -> `Seen by`, but `TLS` and `OS` as they are. */
function sentence(head: string): string {
  return head
    .split(' ')
    .map((word, index) => {
      const small = word.replace(/[A-Z]+/g, (part) => (ACRONYMS.has(part) ? part : part.toLowerCase()));
      return index === 0 ? small[0]?.toUpperCase() + small.slice(1) : small;
    })
    .join(' ');
}

const ACRONYMS = new Set(['TLS', 'OS', 'IP', 'CIDR', 'CPU', 'ID', 'API']);
