import type { PodRecord, StringMap } from '../snapshot/records/index.ts';
import type { Snapshot } from '../snapshot/types.ts';
import { destinationFinder } from './destinations.ts';
import { sorted } from './sorting.ts';
import type { PodFacts, ServiceFacts } from './types.ts';

/**
 * Services with the pods that their selectors select, and with the destinations of their EndpointSlices. Pods are looked up by the
 * selector's rarest label first, so that a namespace with many Services and many pods is not compared pair by pair.
 */
export function buildServices(snapshot: Snapshot, pods: PodFacts): ServiceFacts[] {
  const indexes = new Map<string, LabelIndex>();
  // Services with one selector share one list of pods.
  const selected = new Map<string, readonly PodRecord[]>();
  const leadsTo = destinationFinder(snapshot);
  return sorted(snapshot.records.service).map((record) => {
    const rest = leadsTo(record);
    if (!record.selector || Object.keys(record.selector).length === 0) return { record, pods: [], ...rest };
    const index = indexes.get(record.namespace) ?? indexPods(pods.byNamespace.get(record.namespace) ?? []);
    indexes.set(record.namespace, index);
    const key = JSON.stringify([record.namespace, Object.entries(record.selector)]);
    const found = selected.get(key) ?? select(index, record.selector);
    selected.set(key, found);
    return { record, pods: found, ...rest };
  });
}

type LabelIndex = ReadonlyMap<string, readonly PodRecord[]>;

function indexPods(pods: readonly PodRecord[]): LabelIndex {
  const index = new Map<string, PodRecord[]>();
  for (const pod of pods) {
    for (const [key, value] of Object.entries(pod.template.labels)) {
      const label = `${key}=${value}`;
      const list = index.get(label);
      if (list) list.push(pod);
      else index.set(label, [pod]);
    }
  }
  return index;
}

function select(index: LabelIndex, selector: StringMap): readonly PodRecord[] {
  const wanted = Object.entries(selector);
  const candidates =
    wanted.map(([key, value]) => index.get(`${key}=${value}`) ?? []).sort((a, b) => a.length - b.length)[0] ??
    [];
  return candidates.filter((pod) => wanted.every(([key, value]) => pod.template.labels[key] === value));
}

/** Pods that a Service leads to, by its selector or by addresses. */
export function podsBehind({ pods, destinations }: ServiceFacts): readonly PodRecord[] {
  if (destinations.length === 0) return pods;
  return [...new Set([...pods, ...destinations.flatMap((destination) => destination.pods)])];
}

/** The maximum length of a chain of Services that lead to the name of another Service. */
const MAX_HOPS = 16;

/**
 * The Services of a name `namespace/name`: the Service itself, and all that it forwards to in a chain, as an ExternalName or by the
 * address of another Service. A cycle ends where it closes.
 */
export function serviceFinder(services: readonly ServiceFacts[]): (name: string) => readonly ServiceFacts[] {
  const byName = namesOf(services);
  return (name) => {
    const chain = new Map<string, ServiceFacts>();
    const open = [name];
    for (let next = open.shift(); next !== undefined && chain.size < MAX_HOPS; next = open.shift()) {
      const service = byName.get(next);
      if (!service || chain.has(next)) continue;
      chain.set(next, service);
      open.push(...forwardsTo(service));
    }
    return [...chain.values()];
  };
}

type ByName = ReadonlyMap<string, ServiceFacts>;

/** One index for all readers of a model. */
const indexes = new WeakMap<readonly ServiceFacts[], ByName>();

function namesOf(services: readonly ServiceFacts[]): ByName {
  const known = indexes.get(services);
  if (known) return known;
  const byName = new Map(services.map((service) => [nameOf(service), service]));
  indexes.set(services, byName);
  return byName;
}

function forwardsTo({ record, destinations }: ServiceFacts): string[] {
  const named = record.type === 'ExternalName' ? namedBy(record.externalName ?? '') : undefined;
  return [...(named === undefined ? [] : [named]), ...destinations.flatMap(({ services = [] }) => services)];
}

function nameOf({ record }: ServiceFacts): string {
  return `${record.namespace}/${record.name}`;
}

/**
 * The Service of a DNS name: `NAME.NAMESPACE`, with or without `.svc` and the domain of the cluster, and with or without the name of one
 * of its pods in front. DNS names are lower case.
 */
export function namedBy(host: string): string | undefined {
  const labels = host.toLowerCase().replace(/\.$/, '').split('.');
  const svc = labels.indexOf('svc');
  const own = svc >= 2 ? labels.slice(0, svc) : labels.length === 2 ? labels : [];
  const [name, namespace] = own.slice(-2);
  return name === undefined || namespace === undefined || name === '' ? undefined : `${namespace}/${name}`;
}
