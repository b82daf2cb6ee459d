import { groupBy } from '../shared/group.ts';
import { objectKey } from './object.ts';
import type { Area, EntryPointRow, Result, Verdict, WorkloadRow } from './types.ts';

/** Collectors that supply entry points: where one of them is incomplete, there may be more. */
export const ENTRY_POINT_SOURCES = [
  'services',
  'ingresses',
  'gateways',
  'istio',
  'pods',
  'workloads',
  'nodes',
] as const;

/** Areas whose risks belong to the entry point as well as to the workload of the verdict. */
const ENTRY_POINT_AREAS: ReadonlySet<Area> = new Set<Area>(['exposure', 'envoy']);

/** The required parts of a result; workloads only by name. */
interface EntryPoints extends Pick<Result, 'entryPoints' | 'verdicts'> {
  workloads: readonly Pick<WorkloadRow, 'kind' | 'namespace' | 'name'>[];
}

/** Open risks of an entry point: its own, and those of its backend workloads. */
export function risksByEntryPoint({
  entryPoints,
  verdicts,
  workloads,
}: EntryPoints): Map<EntryPointRow, readonly Verdict[]> {
  const open = verdicts.filter(
    ({ verdict, waiver, area }) => verdict === 'fail' && !waiver && ENTRY_POINT_AREAS.has(area),
  );
  const risks = groupBy(open, ({ object }) => object && objectKey(object));
  // Rows name backend workloads without their kind.
  const behind = groupBy(workloads, ({ namespace, name }) => `${namespace}/${name}`);
  return new Map(
    entryPoints.map((row) => {
      const objects = [row.object, ...(row.workloads ?? []).flatMap((place) => behind.get(place) ?? [])];
      return [row, [...new Set(objects.flatMap((object) => risks.get(objectKey(object)) ?? []))]] as const;
    }),
  );
}
