/** Text exposition format (https://prometheus.io/docs/instrumenting/exposition_formats/), for a textfile collector or a push gateway. */
import type { Result } from '../../result/types.ts';
import { SEVERITIES } from '../../result/types.ts';
import { groupBy } from '../../shared/group.ts';
import { clusterName } from './common.ts';
import type { Formatted } from './types.ts';

type Labels = Readonly<Record<string, string>>;

/** Counts only: a series for each object would grow with the cluster. Checks are at most a few hundred. */
export function prometheus(result: Result): Formatted {
  const { summary, verdicts, coverage, takenAt } = result;
  const cluster = clusterName(result);
  const open = groupBy(
    verdicts.filter(({ verdict, waived }) => verdict === 'fail' && !waived),
    ({ check, severity }) => JSON.stringify([check, severity]),
  );
  const families = [
    family(
      'archmap_risks',
      'Open risks by severity.',
      SEVERITIES.map((severity) => [{ severity }, summary.risks[severity]]),
    ),
    family('archmap_risks_waived', 'Risks that were accepted.', [[{}, summary.waived]]),
    family(
      'archmap_verdicts',
      'Verdicts by kind.',
      Object.entries(summary.verdicts).map(([verdict, count]) => [{ verdict }, count]),
    ),
    family(
      'archmap_check_risks',
      'Open risks by check.',
      [...open.values()].map((group) => [
        { check: group[0]?.check ?? '', severity: group[0]?.severity ?? '' },
        group.length,
      ]),
    ),
    family(
      'archmap_collector_complete',
      '1 when all of what a collector asks for was seen.',
      coverage.map(({ collector, status }) => [{ collector }, status === 'ok' ? 1 : 0]),
    ),
    family('archmap_snapshot_timestamp_seconds', 'When the evidence was taken.', [
      [{}, Date.parse(takenAt) / 1000],
    ]),
  ];
  return { text: families.map((one) => one(cluster)).join(''), notes: [] };
}

function family(name: string, help: string, samples: readonly (readonly [Labels, number])[]) {
  return (cluster: string) =>
    `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${samples
      .map(([labels, value]) => `${name}{${labelText({ cluster, ...labels })}} ${value}\n`)
      .join('')}`;
}

function labelText(labels: Labels): string {
  return Object.entries(labels)
    .map(
      ([name, value]) =>
        `${name}="${value.replace(/[\\"]/g, (character) => `\\${character}`).replace(/\n/g, '\\n')}"`,
    )
    .join(',');
}
