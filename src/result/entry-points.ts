import { groupBy } from '../shared/group.ts';
import { objectKey } from './object.ts';
import type { Area, EntryPointRow, Result, Verdict, WorkloadRow } from './types.ts';

/** Collectors that ways in are read from: where one of them was not shown, there may be more. */
export const ENTRY_POINT_SOURCES = [
  'services',
  'ingresses',
  'gateways',
  'istio',
  'pods',
  'workloads',
  'nodes',
] as const;

/** Areas whose risks are of the way in as much as of the workload that they were found on. */
const ENTRY_POINT_AREAS: ReadonlySet<Area> = new Set<Area>(['exposure', 'envoy']);

/** What is asked of a result; workloads by what names them. */
interface EntryPoints extends Pick<Result, 'entryPoints' | 'verdicts'> {
  workloads: readonly Pick<WorkloadRow, 'kind' | 'namespace' | 'name'>[];
}

/** Open risks that a way in opens to: its own, and those of the workloads that answer behind it. */
export function risksByEntryPoint({
  entryPoints,
  verdicts,
  workloads,
}: EntryPoints): Map<EntryPointRow, readonly Verdict[]> {
  const open = verdicts.filter(
    ({ verdict, waiver, area }) => verdict === 'fail' && !waiver && ENTRY_POINT_AREAS.has(area),
  );
  const risks = groupBy(open, ({ object }) => object && objectKey(object));
  // Rows name what answers behind a way in without its kind.
  const behind = groupBy(workloads, ({ namespace, name }) => `${namespace}/${name}`);
  return new Map(
    entryPoints.map((row) => {
      const objects = [row.object, ...(row.workloads ?? []).flatMap((place) => behind.get(place) ?? [])];
      return [row, [...new Set(objects.flatMap((object) => risks.get(objectKey(object)) ?? []))]] as const;
    }),
  );
}
