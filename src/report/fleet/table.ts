import type { FleetCluster, FleetReport } from '../../result/fleet/types.ts';
import type { Severity } from '../../result/types.ts';
import { SEVERITIES } from '../../result/types.ts';
import { printable } from '../../shared/text.ts';
import type { ReportOptions } from '../options.ts';
import { paint } from '../options.ts';
import { fit, table } from '../table.ts';
import { coverageShare, coverageText, STATE_WORDS, stateText, summaryText } from './words.ts';

interface Column {
  name: string;
  cell: (item: FleetCluster) => string;
  /** Colors the cell. */
  severity?: (item: FleetCluster) => Severity | undefined;
}

/**
 * One row per cluster, then the totals and the lines of `footer`. On a terminal, names and titles are truncated to its width, and reasons of
 * failures follow the table in full.
 */
export function fleetTable(report: FleetReport, options: ReportOptions): string {
  const { items } = report;
  const onScreen = options.width !== undefined && options.wide !== true;
  const columns = onScreen ? SCREEN : options.wide ? [...PLAIN, ...MORE] : PLAIN;
  const head = columns.map(({ name }) => name);
  const cells = items.map((item) => columns.map(({ cell }) => printable(cell(item))));
  const fitted = onScreen ? fit([head, ...cells], options.width ?? 0, NAMES).slice(1) : cells;
  const rows = fitted.map((row, at) =>
    row.map((cell, column) => {
      const item = items[at];
      const severity = item && columns[column]?.severity?.(item);
      return severity === undefined ? cell : paint(options, severity, cell);
    }),
  );
  const footer = [summaryText(report), ...(options.footer ?? [])];
  return [table(head, rows, options), onScreen ? reasons(items).join('\n') : '', footer.join('\n')]
    .filter((part) => part !== '')
    .join('\n\n');
}

function count(value: number | undefined): string {
  return value === undefined ? '-' : `${value}`;
}

const CLUSTER: Column = { name: 'CLUSTER', cell: ({ name }) => name };
const VERSION: Column = { name: 'VERSION', cell: ({ facts }) => facts?.version ?? '-' };
const NODES: Column = { name: 'NODES', cell: ({ facts }) => count(facts?.nodes) };
const WORST: Column = { name: 'WORST RISK', cell: ({ facts }) => facts?.worst?.title ?? '-' };
const failed = ({ state }: FleetCluster) => (state === 'failed' ? 'high' : undefined);

function ofSeverity(severity: Severity): Column {
  return {
    name: severity.toUpperCase(),
    cell: ({ facts }) => count(facts?.risks[severity]),
    severity: ({ facts }) => ((facts?.risks[severity] ?? 0) > 0 ? severity : undefined),
  };
}

/** Of a file or a pipe. */
const PLAIN: readonly Column[] = [
  CLUSTER,
  VERSION,
  NODES,
  ...(['critical', 'high', 'medium', 'low'] as const).map(ofSeverity),
  { name: 'COVERAGE', cell: coverageText },
  WORST,
  // Last, because the reason of a failure can be long.
  { name: 'STATE', cell: stateText, severity: failed },
];

const MORE: readonly Column[] = [
  ofSeverity('info'),
  { name: 'ACCEPTED', cell: ({ facts }) => count(facts?.accepted) },
  { name: 'DISTRIBUTION', cell: ({ facts }) => facts?.distribution ?? '-' },
  { name: 'SERVER', cell: ({ facts }) => facts?.server ?? '-' },
  { name: 'COLLECTED', cell: ({ facts }) => facts?.takenAt ?? '-' },
  { name: 'FILE', cell: ({ file }) => file ?? '-' },
];

/** Of a terminal: critical, high, medium and low in one column, as there is little room. */
const SCREEN: readonly Column[] = [
  CLUSTER,
  VERSION,
  NODES,
  {
    name: 'C/H/M/L',
    cell: ({ facts }) =>
      facts === undefined
        ? '-'
        : (['critical', 'high', 'medium', 'low'] as const).map((one) => facts.risks[one]).join('/'),
    severity: ({ facts }) => SEVERITIES.find((severity) => (facts?.risks[severity] ?? 0) > 0),
  },
  { name: 'COVERAGE', cell: coverageShare },
  WORST,
  { name: 'STATE', cell: ({ state }) => STATE_WORDS[state], severity: failed },
];

/** Columns of `SCREEN` that are truncated first. */
const NAMES = [0, 5];

/** `prod-eu: cannot connect to ... (check the network)`, and how many data sources of a partial one are incomplete. */
function reasons(items: readonly FleetCluster[]): string[] {
  return items.flatMap((item) => {
    const { name, state, error, hint } = item;
    if (state === 'partial') return [printable(`${name}: ${stateText(item).replace(/^Partial: /, '')}`)];
    if (error === undefined) return [];
    const what = error.startsWith(name) ? error : `${name}: ${error}`;
    return [printable(hint ? `${what} (${hint})` : what)];
  });
}
