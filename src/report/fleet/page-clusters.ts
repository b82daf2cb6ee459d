import type { ClusterFacts, FleetCluster, FleetReport } from '../../result/fleet/types.ts';
import type { Severity } from '../../result/types.ts';
import { SEVERITIES } from '../../result/types.ts';
import { plural } from '../../shared/text.ts';
import { severityMark, text } from '../page/html.ts';
import { riskCounts } from '../text.ts';
import { coverageText, stateText } from './words.ts';

/** A risk of one cluster: its position in the report's list, its severity there and its number. */
interface OwnRisk {
  at: number;
  severity: Severity;
  risks: number;
}

/** Each cluster: facts, incomplete data sources, risks. The element of a cluster is `c` and its position. */
export function* clusterParts(report: FleetReport): Iterable<string> {
  const own = risksByCluster(report);
  yield '<section id="details"><h2>Details by cluster</h2>';
  for (const [at, item] of report.items.entries())
    yield clusterHtml(item, at, own.get(item.name) ?? [], report);
  yield '</section>';
}

function risksByCluster({ risks }: FleetReport): Map<string, OwnRisk[]> {
  const own = new Map<string, OwnRisk[]>();
  for (const [at, { clusters }] of risks.entries())
    for (const { name, severity, risks: count } of clusters) {
      const list = own.get(name);
      const risk = { at, severity, risks: count };
      if (list) list.push(risk);
      else own.set(name, [risk]);
    }
  return own;
}

function clusterHtml(
  item: FleetCluster,
  at: number,
  own: readonly OwnRisk[],
  { risks }: FleetReport,
): string {
  const { name, facts, state } = item;
  const worst = facts?.worst?.severity;
  // One list per severity: a row of a table for each risk makes the page of a thousand clusters three times as large.
  const lists = SEVERITIES.flatMap((severity) => {
    const same = own.filter((risk) => risk.severity === severity);
    return same.length === 0 ? [] : [`<h3>${severityMark(severity)}</h3>${listHtml(same, risks)}`];
  }).join('');
  const mark = worst === undefined ? '' : severityMark(worst);
  return (
    `<details class="risk" id="c${at}"><summary>${mark}<span class="risk-title">${text(name)}</span>` +
    `<span class="where${state === 'failed' ? ' failed' : ''}">${text(facts === undefined ? stateText(item) : riskCounts(facts.risks))}</span></summary>` +
    `${factsHtml(item)}${facts === undefined ? '' : incompleteHtml(facts)}${lists}<p><a href="#clusters">All clusters</a></p></details>`
  );
}

function listHtml(own: readonly OwnRisk[], risks: FleetReport['risks']): string {
  const lines = own.map(
    ({ at, risks: count }) =>
      `<li><a href="#r${at}">${text(risks[at]?.title ?? '')}</a>${count > 1 ? ` (${count})` : ''}</li>`,
  );
  return `<ul class="own">${lines.join('')}</ul>`;
}

function factsHtml(item: FleetCluster): string {
  const { facts, file, hint } = item;
  const rows: (readonly [string, string | undefined])[] = [
    ['State', stateText(item)],
    ['What to do', hint],
    ['Version', facts?.version],
    ['Distribution', facts?.distribution],
    ['Provider', facts?.provider],
    ['API server', facts?.server],
    ['Nodes', facts?.nodes?.toString()],
    ['Namespaces', facts?.namespaces?.toString()],
    ['Pods', facts?.pods?.toString()],
    ['Coverage', facts && `${coverageText(item)} of checks decided`],
    ['Accepted risks', facts && `${facts.accepted}`],
    ['Collected', facts?.takenAt],
    ['File', file],
  ];
  return `<dl class="facts">${rows
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value = '']) => `<dt>${name}</dt><dd>${text(value)}</dd>`)
    .join('')}</dl>`;
}

function incompleteHtml({ incomplete, warnings }: ClusterFacts): string {
  const lines = [
    ...incomplete.map(
      ({ title, status, reason }) => `${title}: ${status}${reason === undefined ? '' : `, ${reason}`}`,
    ),
    ...warnings,
  ];
  if (lines.length === 0) return '';
  return `<h3>${plural(lines.length, 'limitation')}</h3><ul>${lines.map((line) => `<li>${text(line)}</li>`).join('')}</ul>`;
}
