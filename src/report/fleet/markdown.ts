import type { ExplainedRisk, FleetCluster, FleetReport } from '../../result/fleet/types.ts';
import { escapeMarkdown } from '../escape-markdown.ts';
import { coverageText, stateText, summaryText, verdictSentence } from './words.ts';

/** A comment of GitHub is limited to 65,536 characters; a table row has about 150. */
const MAX_ROWS = 100;

/** A summary for a pull request or a job: clusters, then critical and high risks by the number of clusters. */
export function fleetMarkdown(report: FleetReport): { text: string; notes: string[] } {
  const { items, risks, summary } = report;
  const severe = risks.filter(({ severity }) => severity === 'critical' || severity === 'high');
  const omitted = Math.max(0, items.length - MAX_ROWS) + Math.max(0, severe.length - MAX_ROWS);
  const lines = [
    '## Architecture risks by cluster',
    '',
    `**${escapeMarkdown(verdictSentence(report))}** ${escapeMarkdown(summaryText(report))}`,
    '',
    '| Cluster | Version | Nodes | Critical | High | Medium | Low | Coverage | State | Worst risk |',
    '| --- | --- | --: | --: | --: | --: | --: | --: | --- | --- |',
    ...items.slice(0, MAX_ROWS).map(clusterRow),
    ...(severe.length === 0
      ? []
      : [
          '',
          '### Critical and high risks',
          '',
          '| Severity | Risk | Check | Clusters | Risks |',
          '| --- | --- | --- | --: | --: |',
          ...severe.slice(0, MAX_ROWS).map((risk) => riskRow(risk, summary.clusters.total)),
        ]),
  ];
  const notes =
    omitted > 0 ? [`Markdown omits ${omitted} rows; -o html and -o json contain all of them`] : [];
  return { text: `${lines.join('\n')}\n`, notes };
}

function clusterRow(item: FleetCluster): string {
  const { name, facts } = item;
  const count = (value: number | undefined) => (value === undefined ? '-' : `${value}`);
  const { risks } = facts ?? {};
  const cells = [
    name,
    facts?.version ?? '-',
    count(facts?.nodes),
    count(risks?.critical),
    count(risks?.high),
    count(risks?.medium),
    count(risks?.low),
    coverageText(item),
    stateText(item),
    facts?.worst?.title ?? '-',
  ];
  return `| ${cells.map(escapeMarkdown).join(' | ')} |`;
}

function riskRow({ severity, title, check, clusters, risks }: ExplainedRisk, total: number): string {
  const cells = [severity, title, check, `${clusters.length} of ${total}`, `${risks}`];
  return `| ${cells.map(escapeMarkdown).join(' | ')} |`;
}
