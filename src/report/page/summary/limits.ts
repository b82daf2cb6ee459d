import type { Result } from '../../../result/types.ts';
import { plural } from '../../../shared/text.ts';
import { gapsOf } from '../../gaps.ts';
import { some } from '../../text.ts';
import { text } from '../html.ts';

/** What could not be observed: incomplete data sources with the missing permissions, unknown results, what is out of scope. */
export function limitsHtml({ coverage, verdicts }: Result): string {
  const gaps = gapsOf(coverage).map(({ why, titles, missing }) => {
    const rights = missing.length > 0 ? `. Required: ${some([...new Set(missing)], 6)}` : '';
    return `Not completely collected: ${some(titles, 6)} (${why})${rights}.`;
  });
  const open = verdicts.filter(({ verdict }) => verdict === 'unknown' || verdict === 'error');
  const items = [
    ...(gaps.length > 0 ? gaps.map(text) : ['All data sources are complete.']),
    open.length > 0
      ? `${plural(open.length, 'result is', 'results are')} unknown. <a href="#risks" data-filter="verdict=unknown&amp;severity=">What is required to determine them</a>`
      : 'No result is unknown.',
    'Out of scope: host files, cloud account settings, external firewalls.',
  ];
  return `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;
}
