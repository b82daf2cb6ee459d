import type { Result } from '../../../result/types.ts';
import { administratorsHtml, entryPointsHtml } from './access.ts';
import { limitsHtml } from './limits.ts';
import { overviewHtml } from './overview.ts';
import { topRisksHtml } from './top-risks.ts';

/** The summary for readers who do not use kubectl; printed, it is the executive summary. */
export function summaryHtml(result: Result): string {
  // Each term is explained where it occurs first.
  const seen = new Set<string>();
  return (
    block('Cluster overview', overviewHtml(result, seen)) +
    block('Top risks', topRisksHtml(result, seen)) +
    block('Entry points from the internet', entryPointsHtml(result)) +
    block('Cluster administrators', administratorsHtml(result)) +
    block('Limitations', limitsHtml(result))
  );
}

function block(title: string, html: string): string {
  return `<section class="block"><h3>${title}</h3>${html}</section>`;
}
