import type { FleetCluster, FleetReport } from '../../result/fleet/types.ts';
import { printable } from '../../shared/text.ts';
import type { ReportOptions } from '../options.ts';
import { paint, screenWidth } from '../options.ts';
import { fit, table } from '../table.ts';
import { coverageText, stateText, summaryText } from './words.ts';

const COLUMNS = [
  'CLUSTER',
  'VERSION',
  'NODES',
  'CRITICAL',
  'HIGH',
  'MEDIUM',
  'LOW',
  'COVERAGE',
  'STATE',
  'WORST RISK',
];
const WIDE = ['INFO', 'ACCEPTED', 'DISTRIBUTION', 'PROVIDER', 'SERVER', 'COLLECTED', 'FILE'];

/**
 * One row per cluster, then the totals and the lines of `footer`. On a terminal, names and titles are truncated to its width; reasons of
 * failures never are: they follow the table.
 */
export function fleetTable(report: FleetReport, options: ReportOptions): string {
  const { items } = report;
  const head = options.wide ? [...COLUMNS, ...WIDE] : COLUMNS;
  const whole = items.map((item) => cells(item, options));
  const rows = options.width === undefined || options.wide ? whole : fitted(head, whole, options);
  const failures = options.width === undefined || options.wide ? [] : failureLines(items);
  const footer = [summaryText(report), ...(options.footer ?? [])];
  return [
    table(
      head,
      rows.map((row, at) => painted(row, items[at], options)),
      options,
    ),
    failures.join('\n'),
    footer.join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function cells(item: FleetCluster, { wide, width }: ReportOptions): string[] {
  const { name, state, facts, file } = item;
  const short = width !== undefined && wide !== true && state === 'failed';
  const count = (value: number | undefined) => (value === undefined ? '-' : `${value}`);
  const { risks } = facts ?? {};
  const more = [
    count(risks?.info),
    count(facts?.accepted),
    facts?.distribution ?? '-',
    facts?.provider ?? '-',
    facts?.server ?? '-',
    facts?.takenAt ?? '-',
    file ?? '-',
  ];
  return [
    name,
    facts?.version ?? '-',
    count(facts?.nodes),
    count(risks?.critical),
    count(risks?.high),
    count(risks?.medium),
    count(risks?.low),
    coverageText(item),
    short ? 'Failed' : stateText(item),
    facts?.worst?.title ?? '-',
    ...(wide ? more : []),
  ].map(printable);
}

/** Cluster, state and worst risk give way; numbers do not. */
const NAMES = [0, 8, 9];

function fitted(head: readonly string[], rows: readonly string[][], options: ReportOptions): string[][] {
  return fit([head, ...rows], Math.max(screenWidth(options), options.width ?? 0), NAMES).slice(1);
}

/** `prod-eu: Failed: cannot connect to ...` */
function failureLines(items: readonly FleetCluster[]): string[] {
  return items
    .filter(({ state }) => state === 'failed')
    .map((item) =>
      printable(`${item.name}: ${item.error ?? 'not evaluated'}${item.hint ? ` (${item.hint})` : ''}`),
    );
}

const SEVERITY_COLUMNS = [undefined, undefined, undefined, 'critical', 'high'] as const;

function painted(row: readonly string[], item: FleetCluster | undefined, options: ReportOptions): string[] {
  return row.map((cell, column) => {
    const severity = SEVERITY_COLUMNS[column];
    if (severity !== undefined && (item?.facts?.risks[severity] ?? 0) > 0)
      return paint(options, severity, cell);
    return column === 8 && item?.state === 'failed' ? paint(options, 'high', cell) : cell;
  });
}
