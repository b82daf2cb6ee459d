import type { PodRecord } from '../../snapshot/records/index.ts';
import { podsBehind, serviceFinder } from '../services.ts';
import type { EntryPoint, ServiceFacts, WorkloadFacts } from '../types.ts';
import type { ExposureInput } from './around.ts';

type WaysTo = (pods: readonly PodRecord[], all: readonly EntryPoint[]) => EntryPoint[];

/** Entry points of any kind that end at pods: ports of their nodes, Services, rules and addresses. */
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
 * Entry points of Services by `namespace/name`: their own, those of objects that reference them, and all others that lead to
 * their pods.
 */
export function serviceWays(
  input: ExposureInput,
): (names: readonly string[], all: readonly EntryPoint[]) => readonly EntryPoint[] {
  const behind = serviceFinder(input.services);
  const waysTo = wayFinder(input);
  // Hundreds of gateways share a few Services, and every one asks about the same entry points.
  const answers = new WeakMap<readonly EntryPoint[], Map<string, readonly EntryPoint[]>>();
  return (wanted, all) => {
    const answered = answers.get(all) ?? new Map<string, readonly EntryPoint[]>();
    answers.set(all, answered);
    const key = wanted.join(' ');
    const found = answered.get(key) ?? waysInto(wanted, all);
    answered.set(key, found);
    return found;
  };

  function waysInto(wanted: readonly string[], all: readonly EntryPoint[]): readonly EntryPoint[] {
    const before = wanted.flatMap(behind);
    const names = new Set(before.map(nameOf));
    const isNamed = ({ type, service, backends = [] }: EntryPoint) =>
      (type !== 'Gateway' && service !== undefined && names.has(`${service.namespace}/${service.name}`)) ||
      backends.some((backend) => behind(backend).some((one) => names.has(nameOf(one))));
    return [...new Set([...all.filter(isNamed), ...waysTo(before.flatMap(podsBehind), all)])];
  }
}

function nameOf({ record }: ServiceFacts): string {
  return `${record.namespace}/${record.name}`;
}
