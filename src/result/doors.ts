import { groupByEach } from '../shared/group.ts';
import type { Area, EntryPointRow, Verdict } from './types.ts';

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
  const byPlace = groupByEach(open, ({ object }) => (object ? [placeOf(object)] : []));
  return new Map(
    rows.map((row) => {
      const places = [placeOf(row.object), ...(row.workloads ?? [])];
      return [row, [...new Set(places.flatMap((place) => byPlace.get(place) ?? []))]] as const;
    }),
  );
}

/** `ns/name`, as rows name what answers behind a way in. */
function placeOf({ namespace, name }: { namespace?: string; name: string }): string {
  return `${namespace ?? ''}/${name}`;
}
