import { groupByEach } from '../shared/group.ts';
import { objectKey } from './sort.ts';
import type { Area, EntryPointRow, ObjectRef, Verdict } from './types.ts';

/** Collectors that ways in are read from: where one of them was not shown, there may be more. */
export const DOOR_SOURCES = [
  'services',
  'ingresses',
  'gateways',
  'istio',
  'pods',
  'workloads',
  'nodes',
] as const;

/** Areas whose risks are of the way in as much as of the workload that they were found on. */
const OF_DOORS: ReadonlySet<Area> = new Set<Area>(['exposure', 'envoy']);

/** Open risks that a way in opens to: its own, and those of the workloads that answer behind it. */
export function risksAtDoors(
  rows: readonly EntryPointRow[],
  verdicts: readonly Verdict[],
): Map<EntryPointRow, readonly Verdict[]> {
  const open = verdicts.filter(
    ({ verdict, waived, area }) => verdict === 'fail' && !waived && OF_DOORS.has(area),
  );
  const byKey = groupByEach(open, ({ object }) =>
    object ? [objectKey(object), ...(WAYS.has(object.kind) ? [] : [placeOf(object)])] : [],
  );
  return new Map(
    rows.map((row) => {
      const keys = [objectKey(row.object), ...(row.workloads ?? []).map((place) => `behind ${place}`)];
      return [row, [...new Set(keys.flatMap((key) => byKey.get(key) ?? []))]] as const;
    }),
  );
}

/** What leads to workloads and is none, though it may be called like one. */
const WAYS = new Set(['Service', 'Ingress', 'Gateway', 'Route', 'HTTPRoute', 'VirtualService']);

/** Rows name what answers behind a way in without its kind. */
function placeOf({ namespace, name }: ObjectRef): string {
  return `behind ${namespace ?? ''}/${name}`;
}
