import type { FleetReport } from '../../result/fleet/types.ts';
import type { ReportOptions } from '../options.ts';
import type { FleetFormat } from './names.ts';

/** A fleet in one format. The page and JSON are given in parts. */
export async function formatFleet(
  report: FleetReport,
  format: FleetFormat,
  options: ReportOptions,
): Promise<{ text: string | Iterable<string>; notes: readonly string[] }> {
  switch (format) {
    case 'table':
    case 'wide': {
      const { fleetTable } = await import('./table.ts');
      return { text: `${fleetTable(report, { ...options, wide: format === 'wide' })}\n`, notes: [] };
    }
    case 'json':
    case 'yaml': {
      const [{ data, jsonParts }, { clusterList }] = await Promise.all([
        import('../data.ts'),
        import('./list.ts'),
      ]);
      const list = clusterList(report);
      return { text: format === 'json' ? jsonParts(list) : data(list, format), notes: [] };
    }
    case 'csv':
      return { text: (await import('./csv.ts')).fleetCsv(report), notes: [] };
    case 'markdown':
      return (await import('./markdown.ts')).fleetMarkdown(report);
    case 'html':
      return { text: (await import('./page.ts')).fleetPage(report), notes: [] };
    default:
      return format satisfies never;
  }
}
