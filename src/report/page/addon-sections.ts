import type { AddonRow, Result } from '../../result/types.ts';
import { plural } from '../../shared/text.ts';
import { detailTables } from '../details/index.ts';
import { envoySummary } from '../details/envoy.ts';
import { istioSummary } from '../details/istio-summary.ts';
import { text } from './html.ts';
import type { PageRow, PageRows } from './page-data.ts';
import { MAX_ROWS, part, sentence } from './sections.ts';
import { pageTable } from './table.ts';

/** Titles of the sections of add-ons that have one; also in the list of links. */
const TITLES: Readonly<Record<string, string>> = {
  istio: 'Istio service mesh',
  envoy: 'Envoy proxies',
};

/** A section for each add-on with a model of its own: what it means, then its tables. */
export function addonParts({ addons }: Pick<Result, 'addons'>): {
  html: string;
  more: readonly PageRows[];
  links: readonly (readonly [id: string, title: string])[];
} {
  const parts = addons.map(addonPart).filter((one) => one !== undefined);
  return {
    html: parts.map(({ html }) => html).join(''),
    more: parts.flatMap(({ more }) => more),
    links: parts.map(({ id, title }) => [id, title] as const),
  };
}

function addonPart(addon: AddonRow) {
  const tables = detailTables(addon).filter(({ rows }) => rows.length > 0);
  const title = TITLES[addon.id];
  if (title === undefined || tables.length === 0) return undefined;
  const more: PageRows[] = [];
  const html = tables.map(({ id, title: name, head, wideHead, rows }) => {
    const table = pageTable(
      `rows-${addon.id}-${id}`,
      `${name}: ${plural(rows.length, 'row')}`,
      [...head, ...wideHead].map(sentence),
      rows.map(({ row, wide }): PageRow => ({ cells: [...row, ...wide] })),
      MAX_ROWS,
    );
    if (table.more) more.push(table.more);
    return `<h3>${text(name)}</h3>${table.html}`;
  });
  return {
    id: addon.id,
    title,
    html: part(
      addon.id,
      title,
      tables.reduce((sum, { rows }) => sum + rows.length, 0),
      `${summaryOf(addon)}${html.join('')}`,
    ),
    more,
  };
}

function summaryOf({ istio, envoy }: AddonRow): string {
  const lines = [...(istio ? istioSummary(istio) : []), ...(envoy ? envoySummary(envoy) : [])];
  return lines.length === 0 ? '' : `<ul>${lines.map((line) => `<li>${text(line)}</li>`).join('')}</ul>`;
}
