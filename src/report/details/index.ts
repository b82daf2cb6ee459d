import type { AddonRow } from '../../result/types.ts';
import { plural, printable } from '../../shared/text.ts';
import type { ReportOptions } from '../options.ts';
import { paint } from '../options.ts';
import { table } from '../table.ts';
import { envoyTables } from './envoy.ts';
import { istioTables } from './istio.ts';
import type { DetailTable } from './types.ts';

/** Rows of a table in the terminal without `-o wide`. */
const MAX_ROWS = 50;

/** The tables of an add-on with a model of its own; none for others. */
export function detailTables({ istio, envoy }: AddonRow): DetailTable[] {
  return [...(istio ? istioTables(istio) : []), ...(envoy ? envoyTables(envoy) : [])];
}

/** For each add-on that has some, its tables for a terminal, each with its title. */
export function detailTexts(addons: readonly AddonRow[], options: ReportOptions): string[] {
  return addons.map((addon) => detailText(addon, options)).filter((text) => text !== '');
}

function detailText(addon: AddonRow, options: ReportOptions): string {
  return detailTables(addon)
    .filter(({ rows }) => rows.length > 0)
    .map(({ title, head, wideHead, rows }) => {
      const shown = options.wide ? rows : rows.slice(0, MAX_ROWS);
      const more = rows.length - shown.length;
      const drawn = table(
        options.wide ? [...head, ...wideHead] : head,
        shown.map(({ row, wide }) => (options.wide ? [...row, ...wide] : row).map(printable)),
        options,
      );
      return [
        ...(options.headers ? [paint(options, 'bold', title)] : []),
        drawn,
        ...(more > 0
          ? [`and ${plural(more, 'more row')}: kubectl archmap get addons ${addon.id} -o wide`]
          : []),
      ].join('\n');
    })
    .join('\n\n');
}
