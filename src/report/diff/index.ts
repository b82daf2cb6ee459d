import type { ResultDiff } from '../../result/diff/types.ts';
import type { Result } from '../../result/types.ts';
import type { Formatted } from '../formats/types.ts';
import type { ReportOptions } from '../options.ts';
import type { DiffFormat } from './names.ts';

export interface Compared {
  old: Result;
  now: Result;
  diff: ResultDiff;
}

/** A diff in one format; the page shows the new cluster with the changes marked on the map. */
export async function formatDiff(
  { old, now, diff }: Compared,
  format: DiffFormat,
  options: ReportOptions,
): Promise<Formatted> {
  switch (format) {
    case 'table':
    case 'wide': {
      const { diffTable } = await import('./table.ts');
      return { text: `${diffTable(diff, { ...options, wide: format === 'wide' })}\n`, notes: [] };
    }
    case 'json':
    case 'yaml':
      return { text: (await import('../data.ts')).data(diff, format), notes: [] };
    case 'markdown':
      return (await import('./markdown.ts')).diffMarkdown(diff);
    case 'html':
      return { text: (await import('../page/page.ts')).page(now, { old, diff }), notes: [] };
    default:
      return format satisfies never;
  }
}
