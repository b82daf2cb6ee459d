import type { Result } from '../../result/types.ts';
import { plural } from '../../shared/text.ts';
import type { Section } from '../sections.ts';
import { notShown } from '../gaps.ts';
import { sectionCells } from '../sections.ts';
import { text } from './html.ts';
import type { PageRow, PageRows } from './page-data.ts';
import { pageTable } from './table.ts';

/** Rows of one table in the HTML itself. */
export const MAX_ROWS = 100;

const PARTS: readonly { section: Section; title: string; nothing: string }[] = [
  { section: 'exposure', title: 'Entry points', nothing: 'No entry points observed' },
  { section: 'addons', title: 'Add-ons', nothing: 'No add-ons detected' },
  {
    section: 'control-plane',
    title: 'Control plane',
    nothing: 'No control plane components observed',
  },
  { section: 'nodes', title: 'Nodes', nothing: 'No nodes observed' },
  { section: 'namespaces', title: 'Namespaces', nothing: 'No namespaces observed' },
  { section: 'workloads', title: 'Workloads', nothing: 'No workloads observed' },
  { section: 'identities', title: 'Identities', nothing: 'No RBAC subjects observed' },
  { section: 'storage', title: 'Storage', nothing: 'No storage objects observed' },
  { section: 'certificates', title: 'Certificates', nothing: 'No certificates observed' },
];

/** One complete table per section. */
export function sectionParts(
  result: Result,
  /** Sections of single add-ons, behind the list of all. */
  ofAddons: string,
): { html: string; more: readonly PageRows[] } {
  const more: PageRows[] = [];
  const html = PARTS.map(({ section, title, nothing }) => {
    const { head, rows } = sectionCells(result, section);
    const missing = notShown(result, section);
    const incomplete = missing === '' ? '' : `. Not fully collected: ${missing}`;
    const table = pageTable(
      `rows-${section}`,
      `${title}: ${plural(rows.length, 'row')}${incomplete}`,
      head.map(sentence),
      rows.map((cells): PageRow => ({ cells })),
      MAX_ROWS,
    );
    if (table.more) more.push(table.more);
    const drawn = part(
      section,
      title,
      rows.length,
      rows.length === 0 ? `<p>${text(`${nothing}${incomplete}.`)}</p>` : table.html,
    );
    return section === 'addons' ? drawn + ofAddons : drawn;
  });
  return { html: html.join(''), more };
}

/** Which data was collected, which was not, and the permissions required for it. */
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
    plural(rows.length, 'data source'),
    ['Data source', 'Coverage', 'Objects', 'Reason or note', 'Missing permissions'],
    rows,
    MAX_ROWS,
  );
  return {
    html: part('coverage', 'Data coverage', rows.length, table.html),
    ...(table.more && { more: table.more }),
  };
}

const STATUS = {
  ok: 'Complete',
  partial: 'Partial',
  'permission-denied': 'Permission denied',
  unavailable: 'Not available',
  'collection-failed': 'Failed',
} as const;

/** A section that readers open, with its number of rows. */
export function part(id: string, title: string, count: number, html: string): string {
  return `<section id="${id}"><details><summary><h2>${text(title)}</h2> <span class="where">${count}</span></summary>${html}</details></section>`;
}

/** `OBSERVED IN` -> `Observed in`; `TLS` and `OS` are unchanged, `MTLS` becomes `mTLS`. */
export function sentence(head: string): string {
  return head
    .split(' ')
    .map((word, index) => {
      const fixed = WRITTEN.get(word);
      if (fixed !== undefined) return fixed;
      const small = word.replace(/[A-Z]+/g, (part) => (ACRONYMS.has(part) ? part : part.toLowerCase()));
      return index === 0 ? small[0]?.toUpperCase() + small.slice(1) : small;
    })
    .join(' ');
}

/** Words with capitals inside. */
const WRITTEN = new Map([
  ['MTLS', 'mTLS'],
  ['XDS', 'xDS'],
]);
const ACRONYMS = new Set(['TLS', 'OS', 'IP', 'CIDR', 'CPU', 'ID', 'API']);
