/** Text exposition format (https://prometheus.io/docs/instrumenting/exposition_formats/), for a textfile collector or a push gateway. */
import type { Result, Verdict } from '../../result/types.ts';
import { SEVERITIES } from '../../result/types.ts';
import { groupBy } from '../../shared/group.ts';
import { printable } from '../../shared/text.ts';
import { clusterName } from '../text.ts';
import { isOpen, isUnknown, toolParts } from './finding.ts';
import { leftOut, notesOf } from './limits.ts';
import type { Formatted } from './types.ts';

type Labels = Readonly<Record<string, string>>;
type Sample = readonly [Labels, number];

/**
 * Maximum number of series per family. Built-in checks need a few hundred at most; custom rules may add any number, and series are
 * expensive (https://prometheus.io/docs/practices/instrumentation/#do-not-overuse-labels).
 */
const MAX_SERIES = 1000;

/**
 * Gauges with counts only: a series per object would grow with the cluster. Every sample has the label `cluster`, and `namespace` with
 * `-n`, because its numbers are not those of the cluster. Series of a check exist while it has risks or unknown results; those about
 * complete collection always exist.
 */
export function prometheus(result: Result): Formatted {
  const { summary, verdicts, coverage, takenAt, namespace, source, tool } = result;
  const families: readonly (readonly [string, string, readonly Sample[]])[] = [
    [
      'archmap_risks',
      'Open risks by severity.',
      SEVERITIES.map((severity) => [{ severity }, summary.risks[severity]]),
    ],
    [
      'archmap_risks_in_baseline',
      'Open risks that are in the baseline.',
      [[{}, verdicts.filter((verdict) => isOpen(verdict) && verdict.inBaseline).length]],
    ],
    ['archmap_risks_accepted', 'Accepted risks (waivers).', [[{}, summary.accepted]]],
    [
      'archmap_verdicts',
      'Results by verdict.',
      Object.entries(summary.verdicts).map(([verdict, count]) => [{ verdict }, count]),
    ],
    [
      'archmap_check_risks',
      'Open risks by check.',
      countBy(verdicts.filter(isOpen), ({ check, severity }) => ({ check: printable(check), severity })),
    ],
    [
      'archmap_check_unknown',
      'Unknown results and errors by check: without risks, the check has not passed.',
      countBy(verdicts.filter(isUnknown), ({ check, verdict }) => ({ check: printable(check), verdict })),
    ],
    [
      'archmap_collector_complete',
      '1 if the data of the collector is complete, else 0; no sample for APIs that are not served or not requested.',
      coverage
        .filter(({ status }) => status !== 'unavailable' || source === 'files')
        .map(({ collector, status }) => [{ collector: printable(collector) }, status === 'ok' ? 1 : 0]),
    ],
    [
      'archmap_build_info',
      'Version of kubectl archmap that created the result; the value is always 1.',
      [[{ version: toolParts(tool).version ?? 'unknown' }, 1]],
    ],
    ['archmap_snapshot_timestamp_seconds', 'Time of collection.', [[{}, Date.parse(takenAt) / 1000]]],
  ];
  const common = {
    cluster: clusterName(result),
    ...(namespace !== undefined && { namespace: printable(namespace) }),
  };
  const written = families.map(([name, help, samples]) => family(common, name, help, samples));
  return { text: written.map(({ text }) => text).join(''), notes: written.flatMap(({ notes }) => notes) };
}

function countBy(verdicts: readonly Verdict[], labelsOf: (verdict: Verdict) => Labels): Sample[] {
  const groups = groupBy(verdicts, (verdict) => JSON.stringify(labelsOf(verdict)));
  return [...groups].map(([labels, group]) => [JSON.parse(labels) as Labels, group.length]);
}

function family(common: Labels, name: string, help: string, samples: readonly Sample[]): Formatted {
  const note = leftOut(samples.length - MAX_SERIES, 'series', `limit of series for ${name}`, 'series');
  const lines = [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} gauge`,
    ...samples
      .slice(0, MAX_SERIES)
      .map(([labels, value]) => `${name}{${labelText({ ...common, ...labels })}} ${value}`),
    // Lines that begin with `#` but not with HELP or TYPE are comments.
    ...notesOf(note).map((line) => `# ${line}`),
  ];
  return { text: `${lines.join('\n')}\n`, notes: notesOf(note) };
}

/** Backslash, quote and line feed are escaped in a label value; cluster names contain no line feed. */
function labelText(labels: Labels): string {
  return Object.entries(labels)
    .map(
      ([name, value]) =>
        `${name}="${value.replace(/[\\"]/g, (character) => `\\${character}`).replace(/\n/g, '\\n')}"`,
    )
    .join(',');
}
