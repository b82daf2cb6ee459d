import type { PodRecord } from '../../snapshot/records/index.ts';
import { podsBehind, serviceFinder } from '../services.ts';
import type { EntryPoint, WorkloadFacts } from '../types.ts';
import type { ExposureInput } from './around.ts';

type WaysTo = (pods: readonly PodRecord[], all: readonly EntryPoint[]) => EntryPoint[];

/** Ways in of whatever kind that end at pods: ports of their nodes, Services, rules and addresses. */
export function wayFinder({ services, workloads }: ExposureInput): WaysTo {
  const behind = serviceFinder(services);
  const owner = new Map(
    workloads.flatMap((workload) => workload.pods.map((pod) => [pod, keyOf(workload)] as const)),
  );
  return (pods, all) => {
    const own = new Set(pods);
    const owners = new Set(pods.flatMap((pod) => owner.get(pod) ?? []));
    const isOwn = (pod: PodRecord) => own.has(pod);
    return all.filter(
      (point) =>
        ((point.type === 'HostPort' || point.type === 'HostNetwork') && owners.has(keyOf(point))) ||
        point.ends?.some((end) => end.pods.some(isOwn)) === true ||
        [
          ...(point.backends ?? []),
          ...(point.service && point.type !== 'Gateway'
            ? [`${point.service.namespace}/${point.service.name}`]
            : []),
        ].some((backend) => behind(backend).some((one) => podsBehind(one).some(isOwn))),
    );
  };
}

function keyOf({
  kind,
  namespace = '',
  name,
}: Pick<WorkloadFacts | EntryPoint, 'kind' | 'namespace' | 'name'>) {
  return `${kind} ${namespace}/${name}`;
}

/**
 * Ways in to gateways that Services for the cluster alone stand before: by whatever leads to those Services, or to their pods. Gateways without
 * any are for the cluster.
 */
export function insideWays({
  services,
  ...input
}: ExposureInput): (gateway: EntryPoint, all: readonly EntryPoint[]) => readonly EntryPoint[] {
  const behind = serviceFinder(services);
  const waysTo = wayFinder({ services, ...input });
  return ({ inside = [] }, all) => {
    const before = inside.flatMap(behind);
    const names = new Set(before.map(({ record }) => `${record.namespace}/${record.name}`));
    const named = all.filter(({ backends = [] }) =>
      backends.some((backend) =>
        behind(backend).some(({ record }) => names.has(`${record.namespace}/${record.name}`)),
      ),
    );
    return [...new Set([...named, ...waysTo(before.flatMap(podsBehind), all)])];
  };
}
