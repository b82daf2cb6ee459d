import { createHash } from 'node:crypto';
import type { FleetReport } from '../../result/fleet/types.ts';
import { SEVERITIES } from '../../result/types.ts';
import { severityMark, text } from '../page/html.ts';
import { pageStyle } from '../page/style.ts';
import { clusterParts } from './page-clusters.ts';
import { riskParts } from './page-risks.ts';
import { coverageText, stateText, summaryText, verdictSentence } from './words.ts';

/**
 * The fleet as one HTML file: summary, an index of clusters, which risks are in how many clusters, then each cluster. Nothing is fetched, and a
 * policy in the file forbids it; there is no script. In parts, because a fleet of a thousand clusters is many megabytes.
 */
export function* fleetPage(report: FleetReport): Iterable<string> {
  const { items, risks } = report;
  const title = `${items.length} ${items.length === 1 ? 'cluster' : 'clusters'}: architecture risks`;
  const style = pageStyle(title) + FLEET_STYLE.replaceAll('\n', '');
  yield head(title, style);
  yield `<body><a class="skip" href="#main">Skip to the content</a>${headerHtml(title, report)}<main id="main">`;
  yield summaryHtml(report);
  yield* indexParts(report);
  yield* riskParts(risks, items);
  yield* clusterParts(report);
  yield `</main><footer>Generated from data collected read-only; contains no Secret values. Coverage is the share of checks with a decided result.<a id="to-top" href="#top">Back to top</a></footer></body></html>\n`;
}

const FLEET_STYLE = `
td.n,th.n{text-align:right;white-space:nowrap}td.zero{color:var(--quiet)}
.index tbody th{min-width:14ch;max-width:44ch;overflow-wrap:anywhere}.index td{overflow-wrap:anywhere}
.in{columns:3 24ch;margin:6px 0 10px;padding-left:20px}.in li{break-inside:avoid;overflow-wrap:anywhere}
.own{margin:2px 0 10px;padding-left:22px}.risk h3 .sev{min-width:0}
details.risk .facts{display:grid;grid-template-columns:max-content 1fr;gap:2px 16px;margin:8px 0}.facts dd{margin:0;overflow-wrap:anywhere}
details.risk:target{border-color:var(--accent);outline:2px solid var(--accent)}
.bar-share{flex:0 1 160px;height:8px;border-radius:4px;background:var(--lane);border:1px solid var(--line);align-self:center}.bar-share rect{fill:var(--accent)}
.failed{color:var(--bad)}#risks .where{flex:0 0 190px;text-align:right}
@media print{details::details-content{content-visibility:visible;display:block}}
`;

function head(title: string, style: string): string {
  const hash = `'sha256-${createHash('sha256').update(style).digest('base64')}'`;
  const policy = `default-src 'none'; style-src ${hash}; base-uri 'none'; form-action 'none'`;
  // The style of the map's page prints its summary alone unless the full report is chosen.
  return (
    `<!doctype html>\n<html lang="en" data-print="full"><head><meta charset="utf-8">` +
    `<meta http-equiv="Content-Security-Policy" content="${policy}">` +
    `<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="referrer" content="no-referrer">` +
    `<title>${text(title)}</title><style>${style}</style></head>`
  );
}

function headerHtml(title: string, { summary: { risks } }: FleetReport): string {
  const counts = SEVERITIES.filter((severity) => risks[severity] > 0)
    .map((severity) => `<li class="chip"><b>${risks[severity]}</b> ${severityMark(severity)}</li>`)
    .join('');
  const links = [
    ['summary', 'Summary'],
    ['clusters', 'Clusters'],
    ['risks', 'Risks'],
    ['details', 'Details by cluster'],
  ]
    .map(([id = '', name = '']) => `<li><a href="#${id}">${name}</a></li>`)
    .join('');
  return (
    `<header class="top" id="top"><div class="strip"><h1>${text(title)}</h1><ul class="counts" aria-label="Open risks">${counts}</ul></div>` +
    `<nav aria-label="Sections"><ul>${links}</ul></nav></header>`
  );
}

function summaryHtml(report: FleetReport): string {
  const { summary, items, warnings } = report;
  const { from, to } = summary;
  const day = (time: string) => `${time.slice(0, 16).replace('T', ' ')} UTC`;
  const when =
    from === undefined || to === undefined
      ? ''
      : from === to
        ? `Collected ${day(from)}.`
        : `Collected between ${day(from)} and ${day(to)}.`;
  const failed = items.filter(({ error }) => error !== undefined);
  const notes = [
    ...failed.map(
      ({ name, error = '', hint = '' }) =>
        `${error.startsWith(name) ? '' : `${name}: `}${error}${hint === '' ? '' : ` (${hint})`}`,
    ),
    ...warnings,
  ];
  return (
    `<section id="summary"><h2>Summary</h2><div class="banner"><p class="verdict">${text(verdictSentence(report))}</p>` +
    `<p>${text(summaryText(report))}. ${text(when)}</p>` +
    (notes.length === 0
      ? ''
      : `<ul>${notes.map((note) => `<li><b>Note:</b> ${text(note)}</li>`).join('')}</ul>`) +
    `</div></section>`
  );
}

function* indexParts({ items }: FleetReport): Iterable<string> {
  const severities = SEVERITIES.map((one) => `<th scope="col" class="n">${severityMark(one)}</th>`).join('');
  yield `<section id="clusters"><h2>Clusters</h2><div class="scroll" tabindex="0" role="group" aria-label="Clusters"><table class="index"><caption>${items.length} clusters, those with the most severe risks first</caption>`;
  yield `<thead><tr><th scope="col">Cluster</th><th scope="col">Version</th><th scope="col" class="n">Nodes</th>${severities}<th scope="col">Worst risk</th><th scope="col">Coverage</th><th scope="col">State</th></tr></thead><tbody>`;
  for (const [at, item] of items.entries()) {
    const { name, facts, state } = item;
    const number = (value: number | undefined) =>
      value === undefined
        ? '<td class="n zero">-</td>'
        : `<td class="n${value === 0 ? ' zero' : ''}">${value}</td>`;
    yield (
      `<tr><th scope="row"><a href="#c${at}">${text(name)}</a></th><td>${text(facts?.version ?? '-')}</td>${number(facts?.nodes)}` +
      SEVERITIES.map((severity) => number(facts?.risks[severity])).join('') +
      `<td>${text(facts?.worst?.title ?? '-')}</td><td>${text(coverageText(item))}</td>` +
      `<td${state === 'failed' ? ' class="failed"' : ''}>${text(stateText(item))}</td></tr>`
    );
  }
  yield '</tbody></table></div></section>';
}
