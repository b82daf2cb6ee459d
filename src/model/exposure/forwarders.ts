/** Programs that forward traffic to targets of their command lines and ConfigMaps, as entry points. */
import { mayHandOn } from '../../data/ingress-places.ts';
import { configMapOfFlag } from '../../snapshot/pod-config.ts';
import type { Snapshot } from '../../snapshot/types.ts';
import { addressFinder, isThere } from '../destinations.ts';
import { configMapOf } from '../extensions.ts';
import { namedBy } from '../services.ts';
import type { Destination, EntryPoint, WorkloadFacts } from '../types.ts';
import type { ExposureInput } from './around.ts';
import { publicFirst, unique, widest } from './around.ts';
import type { Forwarding, NamedPlace } from './forwarding.ts';
import { forwardingsOf, isOwnHost } from './forwarding.ts';
import { wayFinder } from './ways-to.ts';
import type { Places } from './places.ts';
import { placesAt } from './places.ts';

/** More than any realistic chain. */
const MAX_ROUNDS = 5;

interface Carrier {
  workload: WorkloadFacts;
  forwarding: Forwarding;
  places: Places;
}

/**
 * A tunnel is an entry point itself; a forwarder in the cluster is one by the entry points of its own pods, which may include
 * another forwarder.
 */
export function forwarderEntries(
  snapshot: Snapshot,
  points: readonly EntryPoint[],
  input: ExposureInput,
): EntryPoint[] {
  const around: Around = { snapshot, input, at: addressFinder(snapshot) };
  const podsSeen = snapshot.outcomes.get('pods')?.status === 'ok';
  const carriers = input.workloads
    .filter((workload) => runs(workload, podsSeen))
    .flatMap((workload) =>
      workload.template.containers
        .filter(({ role }) => role !== 'init' && role !== 'ephemeral')
        .flatMap(forwardingsOf)
        .map((forwarding) => ({ workload, forwarding, places: placesOf(workload, forwarding, around) })),
    );
  const waysTo = wayFinder(input);
  const pointsTo = ({ pods }: WorkloadFacts, all: readonly EntryPoint[]) => waysTo(pods, all);
  let found: EntryPoint[] = [];
  for (let round = 0; round < MAX_ROUNDS && carriers.length > 0; round++) {
    const all = [...points, ...found];
    const next = carriers.flatMap((carrier) => entryOf(carrier, all, pointsTo));
    const grew = next.length > found.length;
    found = next;
    if (!grew) break;
  }
  return found;
}

function runs({ pods, replicas, mirror }: WorkloadFacts, podsSeen: boolean): boolean {
  if (mirror) return false;
  return pods.length > 0 ? pods.some(isThere) : !podsSeen && replicas !== 0;
}

function entryOf(
  { workload, forwarding: { forwarder, guarded, maps }, places }: Carrier,
  all: readonly EntryPoint[],
  pointsTo: (workload: WorkloadFacts, all: readonly EntryPoint[]) => EntryPoint[],
): EntryPoint[] {
  const { backends, ends, elsewhere } = places;
  // Its ConfigMaps name no target.
  if (maps.length > 0 && backends.length + ends.length + elsewhere.length === 0) return [];
  const own = forwarder.carries === 'own entry points';
  const points = own ? pointsTo(workload, all) : [];
  if (own && points.length === 0) return [];
  const open = points.filter(({ reach }) => reach === 'public');
  return [
    {
      type: own ? 'Proxy' : 'Tunnel',
      kind: workload.kind,
      namespace: workload.namespace,
      name: workload.name,
      addresses: publicFirst(points.flatMap(({ addresses }) => addresses)),
      ports: unique(points.flatMap(({ ports }) => ports)),
      hosts: [],
      reach: own
        ? widest(points.map(({ reach }) => reach))
        : forwarder.carries === 'internet'
          ? 'public'
          : 'unknown',
      ...(open.length > 0 && open.every(({ onNodes }) => onNodes === true) && { onNodes: true }),
      ...(backends.length > 0 && { target: backends.join(', ') }),
      backends,
      ...(ends.length > 0 && { ends }),
      ...(elsewhere.length > 0 && { elsewhere }),
      ...(guarded && { guarded }),
      controller: forwarder.name,
    },
  ];
}

function placesOf(
  workload: WorkloadFacts,
  { forwarder, places, maps, elsewhere, ownPod }: Forwarding,
  around: Around,
): Places {
  const source = `${workload.kind} ${workload.namespace}/${workload.name}`;
  const found: Place[] = [
    ...places.map((place) => placeOf(place, workload, source, around)),
    ...(ownPod ? [{ ends: [inOwnPod(workload, undefined, source)] }] : []),
    ...maps.map((map) => ofMap(map, workload, around.snapshot)),
    ...(elsewhere ? [{ elsewhere: [`destinations configured by ${forwarder.reportedBy}`] }] : []),
  ];
  return {
    backends: unique(found.flatMap(({ backends = [] }) => backends)),
    ends: found.flatMap(({ ends = [] }) => ends),
    elsewhere: unique(found.flatMap((place) => place.elsewhere ?? [])),
  };
}

type Place = Partial<Places>;

interface Around {
  snapshot: Snapshot;
  input: ExposureInput;
  at: ReturnType<typeof addressFinder>;
}

function placeOf(place: NamedPlace, workload: WorkloadFacts, source: string, { at, input }: Around): Place {
  const { host, port, kind, namespace = workload.namespace } = place;
  if (kind !== undefined) return ofObject(place, namespace, source, input);
  if (isOwnHost(host)) return { ends: [inOwnPod(workload, port, source)] };
  const found = at(host, source, port);
  if (found.length > 0) return placesAt(found);
  const named = host.includes('.') ? namedBy(host) : `${namespace}/${host}`;
  return named === undefined ? {} : { backends: [named] };
}

/** The configured target of kubectl. */
function ofObject(
  { host, kind = '', text }: NamedPlace,
  namespace: string,
  source: string,
  input: ExposureInput,
): Place {
  if (/^s(?:vc|ervices?)$/.test(kind)) return { backends: [`${namespace}/${host}`] };
  const pods = input.workloads
    .filter((one) => one.namespace === namespace)
    .flatMap((one) => (one.name === host ? one.pods : one.pods.filter(({ name }) => name === host)));
  return pods.length > 0 ? { ends: [{ address: text, ports: [], source, pods, maybe: [] }] } : {};
}

/** Its own pod; on the host network all listeners of the node. */
function inOwnPod({ pods, template }: WorkloadFacts, port: number | undefined, source: string): Destination {
  const ports = port === undefined ? [] : [{ port }];
  const base = { address: 'localhost', ports, source, maybe: [] };
  return template.hostNetwork === true ? { ...base, pods } : { ...base, pods, local: true };
}

/** `namespace/service:port` by the port that the controller opens for it. */
const ENTRY = /^([a-z0-9-]+\/[a-z0-9.-]+):/;

function ofMap(text: string, { namespace }: WorkloadFacts, snapshot: Snapshot): Place {
  const { namespace: own, name } = configMapOfFlag(text, namespace);
  const map = configMapOf(snapshot, own, name);
  if (!map.known) return { elsewhere: [`ConfigMap ${own}/${name}`] };
  const data = Object.entries(map.value?.data ?? {});
  return {
    backends: data.flatMap(([, value]) => ENTRY.exec(value)?.[1] ?? []),
    elsewhere: data.flatMap(([key, value]) =>
      mayHandOn(value) ? [`${key} of ConfigMap ${own}/${name}`] : [],
    ),
  };
}
