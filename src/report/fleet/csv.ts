import type { FleetReport } from '../../result/fleet/types.ts';
import { csvRows } from '../csv-cell.ts';

const HEAD = [
  'cluster',
  'state',
  'error',
  'version',
  'distribution',
  'server',
  'collected',
  'nodes',
  'critical',
  'high',
  'medium',
  'low',
  'info',
  'accepted',
  'checks',
  'decided',
  'worst_check',
  'worst_title',
  'file',
];

/** One row per cluster. */
export function fleetCsv({ items }: FleetReport): string {
  const number = (value: number | undefined) => (value === undefined ? '' : `${value}`);
  return csvRows([
    HEAD,
    ...items.map(({ name, state, error = '', file = '', facts }) => [
      name,
      state,
      error,
      facts?.version ?? '',
      facts?.distribution ?? '',
      facts?.server ?? '',
      facts?.takenAt ?? '',
      number(facts?.nodes),
      number(facts?.risks.critical),
      number(facts?.risks.high),
      number(facts?.risks.medium),
      number(facts?.risks.low),
      number(facts?.risks.info),
      number(facts?.accepted),
      number(facts?.coverage.checks),
      number(facts?.coverage.decided),
      facts?.worst?.check ?? '',
      facts?.worst?.title ?? '',
      file,
    ]),
  ]);
}
