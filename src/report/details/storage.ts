import type { StorageRow } from '../../result/types.ts';
import { printable } from '../../shared/text.ts';
import type { ReportOptions } from '../options.ts';
import { table } from '../table.ts';

/** Objects of one step in the terminal without `-o wide`. */
const MAX_ROWS = 50;

/** For each of the named objects, what leads to it and where it leads: workload, claim, volume, class, driver. */
export function storageChains(
  all: readonly StorageRow[],
  named: readonly StorageRow[],
  options: ReportOptions,
): string[] {
  return named.map((row) => {
    const steps = chainOf(row, all);
    const shown = options.wide ? steps : steps.slice(0, MAX_ROWS);
    const drawn = table(
      ['STEP', 'OBJECT', 'STATE', 'DETAIL'],
      shown.map((step) => step.map(printable)),
      options,
    );
    const rest = steps.length - shown.length;
    return rest === 0 ? drawn : `${drawn}\nand ${rest} more: -o wide`;
  });
}

type Step = readonly [step: string, object: string, state: string, detail: string];

function chainOf(row: StorageRow, all: readonly StorageRow[]): Step[] {
  const claims = claimsOf(row, all);
  const volumeNames = new Set(claims.flatMap(({ volume }) => volume ?? []));
  const volumes = all.filter(
    (one) => one.kind === 'PersistentVolume' && (one === row || volumeNames.has(one.name)),
  );
  const classNames = new Set([
    ...claims.map(({ type }) => type),
    ...volumes.map(({ storageClass }) => storageClass),
  ]);
  const classes = all.filter(
    (one) =>
      one.kind === 'StorageClass' &&
      (one === row || (row.kind !== 'CSIDriver' && classNames.has(one.name)) || one.type === row.name),
  );
  const driverNames = new Set([...claims, ...volumes, ...classes].flatMap(({ driver }) => driver ?? []));
  const drivers = all.filter(
    (one) =>
      one.kind === 'CSIDriver' && (one === row || (row.kind !== 'CSIDriver' && driverNames.has(one.name))),
  );
  const users = new Set(
    claims.flatMap(({ namespace = '', usedBy = [] }) =>
      usedBy.map((user) => user.replace(' ', ` ${namespace}/`)),
    ),
  );
  return [
    ...[...users].map((user): Step => ['workload', user, '-', '-']),
    ...claims.map((one) => step('claim', one)),
    ...volumes.map((one) => step('volume', one)),
    ...classes.map((one) => step('class', one)),
    ...drivers.map((one) => step('driver', one)),
    ...[...driverNames]
      .filter((name) => row.kind !== 'CSIDriver' && !drivers.some((one) => one.name === name))
      .map((name): Step => ['driver', name, 'no CSIDriver with this name', '-']),
  ];
}

/** The claims that an object belongs to. */
function claimsOf(row: StorageRow, all: readonly StorageRow[]): StorageRow[] {
  if (row.kind === 'PersistentVolumeClaim') return [row];
  const field = ({ PersistentVolume: 'volume', StorageClass: 'type', CSIDriver: 'driver' } as const)[
    row.kind
  ];
  return all.filter((one) => one.kind === 'PersistentVolumeClaim' && one[field] === row.name);
}

function step(
  name: string,
  { namespace, name: own, phase, state, type, capacity, detail, zones }: StorageRow,
): Step {
  const object = namespace === undefined ? own : `${namespace}/${own}`;
  const facts = [type, capacity, detail, zones && `zones ${zones.join(' ')}`];
  return [
    name,
    object,
    state ?? phase ?? '-',
    facts.filter((one) => one !== undefined && one !== '').join(', ') || '-',
  ];
}
