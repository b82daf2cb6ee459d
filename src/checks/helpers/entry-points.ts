import { see } from '../../shared/requirement.ts';
import type {
  Destination,
  EntryPoint,
  ExtensionFacts,
  ServiceFacts,
  WorkloadFacts,
} from '../../model/types.ts';
import { isLimited } from '../../model/exposure/services.ts';
import { podsBehind, serviceFinder } from '../../model/services.ts';
import { compare } from '../../model/sorting.ts';
import type { ClassRecord, IngressRecord, PodRecord } from '../../snapshot/records/index.ts';
import type { Evidence } from '../../shared/evidence.ts';
import { groupBy, groupByEach } from '../../shared/group.ts';
import { isGuarded } from './ingress-guards.ts';
import { observed } from './objects.ts';
import { hostPortsOf, portsAt, takesTcp } from './target-ports.ts';
import type { Requirement } from '../../shared/requirement.ts';

/** One way from outside to a workload. */
export interface EntryPointView {
  name: string;
  reach: EntryPoint['reach'];
  /** Public by addresses of nodes: whether a firewall stands before them does not show. */
  onNodes: boolean;
  addresses: readonly string[];
  /** Of a port on nodes: those that are told. */
  ports: readonly string[];
  /** On the network of its node. */
  onHostNetwork: boolean;
  /** A login in front, or source addresses that are limited. */
  guarded: boolean;
  /** Whether what is asked about is behind its port is not known. */
  isUnclear?: boolean;
  evidence: Evidence;
}

export interface EntryPointInput {
  services: readonly ServiceFacts[];
  exposure: readonly EntryPoint[];
  extensions: Pick<ExtensionFacts, 'ingresses' | 'classes'>;
}

export interface EntryPoints {
  /**
   * Every way in that ends at the pods of a workload: by a Service, the node's ports, an Ingress or a route. `judge` says what is behind a
   * port of them; where the port is not told, it may be any.
   */
  to: (workload: WorkloadFacts, evaluate?: PortEvaluator) => EntryPointView[];
  /**
   * Ways in that may lead to it, by an address of its node, with the ports that they lead to: it declares no ports there, and nobody else
   * declares theirs.
   */
  maybeTo: (workload: WorkloadFacts) => { ports: readonly number[]; entryPoints: EntryPointView[] }[];
  /** Ways in to a Service, by itself or by what names it. */
  of: (service: ServiceFacts) => EntryPointView[];
  /** What can be reached from outside, and of which it is not known where it leads. */
  unclear: () => Unclear[];
}

export interface Unclear {
  /** `service a/b`, `HTTPRoute a/b`. */
  what: string;
  entryPoints: EntryPointView[];
  reason: string;
  requires: readonly Requirement[];
}

/** What is behind a port of a pod: what is asked about, that with a login before it, something else, or nobody knows which. */
export type PortEvaluator = (port: number, isLocal?: boolean) => 'open' | 'guarded' | 'none' | 'unclear';

/** What leads where is looked up once for all workloads. */
export function entryPointFinder(input: EntryPointInput): EntryPoints {
  const lookup = indexed(input);
  const of = (service: ServiceFacts) => (takesTcp(service) ? waysTo(service) : []);
  const waysTo = (service: ServiceFacts) => [
    ...[service, ...(lookup.before.get(service) ?? [])].flatMap((one) => ownEntryPoints(one, lookup)),
    ...leadingEntryPoints(service, lookup),
  ];
  return {
    of,
    to: (workload, evaluate = () => 'open') => {
      const services = new Set([
        ...workload.pods.flatMap((pod) => lookup.servicesOf.get(pod) ?? []),
        ...selectingTemplate(workload, lookup),
      ]);
      return [
        ...evaluated(nodePorts(workload, lookup), hostPortsOf(workload), evaluate),
        ...inOrder([...services]).flatMap((service) =>
          evaluated(of(service), portsAt(service, workload), evaluate),
        ),
        ...endingAt(workload, lookup, evaluate),
      ];
    },
    maybeTo: ({ pods }) => {
      const own = new Set(pods);
      const services = new Set(pods.flatMap((pod) => lookup.maybeServicesOf.get(pod) ?? []));
      const points = new Set(pods.flatMap((pod) => lookup.maybeEndsOf.get(pod) ?? []));
      return [
        ...inOrder([...services]).map((service) => ({
          ports: portsAtMaybe(service.destinations, own),
          entryPoints: of(service),
        })),
        ...[...points].map((point) => ({
          ports: portsAtMaybe(point.ends ?? [], own),
          entryPoints: [leadingEntryPoint(point, lookup)],
        })),
      ].filter(({ entryPoints }) => entryPoints.length > 0);
    },
    unclear: () => [
      ...input.services.flatMap((service) => {
        const entryPoints = service.unclear ? of(service) : [];
        const what = `service ${service.record.namespace}/${service.record.name}`;
        return service.unclear && entryPoints.length > 0 ? [{ what, entryPoints, ...service.unclear }] : [];
      }),
      ...input.exposure.flatMap((point) => elsewhere(point, lookup)),
    ],
  };
}

/** Ways in of which the ports of the pod are known, by what is behind them; `undefined` is a port that is not known. */
function evaluated(
  entryPoints: readonly EntryPointView[],
  ports: readonly (number | undefined)[],
  evaluate: PortEvaluator,
): EntryPointView[] {
  const behind = ports.map((port) => (port === undefined ? 'open' : evaluate(port)));
  if (behind.includes('open') || ports.length === 0) return [...entryPoints];
  if (behind.includes('guarded')) return entryPoints.map((one) => ({ ...one, guarded: true }));
  return behind.includes('unclear') ? entryPoints.map((one) => ({ ...one, isUnclear: true })) : [];
}

/** Ports of an address at which nobody says that he listens. */
function portsAtMaybe(destinations: readonly Destination[], own: ReadonlySet<PodRecord>): number[] {
  return destinations
    .filter(({ maybe }) => maybe.some((pod) => own.has(pod)))
    .flatMap(({ ports }) => ports.flatMap(({ port }) => port ?? []));
}

/** Rules that name an address of its pods in place of a Service. */
function endingAt({ pods }: WorkloadFacts, lookup: Lookup, evaluate: PortEvaluator): EntryPointView[] {
  const own = new Set(pods);
  const points = new Set(pods.flatMap((pod) => lookup.endsOf.get(pod) ?? []));
  return [...points].flatMap((point) =>
    (point.ends ?? [])
      .filter((end) => end.pods.some((pod) => own.has(pod)))
      .flatMap(({ ports, local }) =>
        evaluated(
          [leadingEntryPoint(point, lookup)],
          ports.map(({ port }) => port),
          (port) => evaluate(port, local),
        ),
      )
      .slice(0, 1),
  );
}

/** Rules that lead to a place which is not followed. A gateway that nobody outside has an address of sends traffic out. */
function elsewhere(point: EntryPoint, lookup: Lookup): Unclear[] {
  const places = point.elsewhere ?? [];
  if (places.length === 0 || (point.reach === 'internal' && point.addresses.length === 0)) return [];
  const what = `${point.kind} ${point.namespace ?? ''}/${point.name}`;
  return [
    {
      what,
      entryPoints: [leadingEntryPoint(point, lookup)],
      reason: `target of ${what} is unknown: ${places.slice(0, SHOWN).join(', ')} is not resolved`,
      requires: [see(`review ${places.slice(0, SHOWN).join(', ')}`)],
    },
  ];
}

function inOrder(services: readonly ServiceFacts[]): ServiceFacts[] {
  return [...services].sort((a, b) => compare(a.record.name, b.record.name));
}

/** A controller in a manifest has no pods yet: a Service picks those that it will make. */
function selectingTemplate(
  { namespace, pods, replicas, template }: WorkloadFacts,
  { servicesIn }: Lookup,
): readonly ServiceFacts[] {
  if (pods.length > 0 || replicas === 0) return [];
  return (servicesIn.get(namespace) ?? []).filter(({ record: { selector } }) => {
    const wanted = Object.entries(selector ?? {});
    return wanted.length > 0 && wanted.every(([key, value]) => template.labels[key] === value);
  });
}

/** Nobody gets a connection by them. */
const UDP_ROUTES: ReadonlySet<string> = new Set(['UDPRoute', 'IngressRouteUDP', 'UDPIngress']);

type Lists<K, V> = ReadonlyMap<K, readonly V[]>;

interface Lookup {
  servicesOf: Lists<PodRecord, ServiceFacts>;
  maybeServicesOf: Lists<PodRecord, ServiceFacts>;
  servicesIn: Lists<string, ServiceFacts>;
  /** By `kind namespace/name` of what opens them. */
  points: Lists<string, EntryPoint>;
  /** Those that lead to a Service by its name, however many ExternalNames lie between. */
  leading: Lists<ServiceFacts, EntryPoint>;
  ingresses: Lists<string, IngressRecord>;
  classes: readonly ClassRecord[];
  /** Services that hand on to a Service by its address. */
  before: Lists<ServiceFacts, ServiceFacts>;
  /** Rules that name the address of a pod. */
  endsOf: Lists<PodRecord, EntryPoint>;
  /** Rules that name the address of a node, by those that may listen there. */
  maybeEndsOf: Lists<PodRecord, EntryPoint>;
}

function indexed({ services, exposure, extensions }: EntryPointInput): Lookup {
  const behind = serviceFinder(services);
  return {
    servicesOf: groupByEach(services, podsBehind),
    maybeServicesOf: groupByEach(services, ({ destinations }) => destinations.flatMap(({ maybe }) => maybe)),
    servicesIn: groupBy(services, ({ record }) => record.namespace),
    points: groupBy(exposure, ({ kind, namespace, name }) => `${kind} ${namespace ?? ''}/${name}`),
    leading: groupByEach(exposure, ({ kind, backends = [] }) =>
      UDP_ROUTES.has(kind) ? [] : backends.flatMap(behind),
    ),
    ingresses: groupBy(extensions.ingresses, ({ namespace, name }) => `${namespace}/${name}`),
    classes: extensions.classes,
    before: groupByEach(
      services.filter(({ destinations }) => destinations.some((one) => one.services)),
      (service) => behind(`${service.record.namespace}/${service.record.name}`).slice(1),
    ),
    endsOf: groupByEach(exposure, ({ ends = [] }) => ends.flatMap(({ pods }) => pods)),
    maybeEndsOf: groupByEach(exposure, ({ ends = [] }) => ends.flatMap(({ maybe }) => maybe)),
  };
}

function nodePorts({ kind, namespace, name }: WorkloadFacts, { points }: Lookup): EntryPointView[] {
  return (points.get(`${kind} ${namespace}/${name}`) ?? [])
    .filter(
      ({ type, ports }) =>
        (type === 'HostPort' || type === 'HostNetwork') &&
        (ports.length === 0 || ports.some((port) => port.endsWith('/tcp'))),
    )
    .map((point) => {
      const ports = point.ports.length > 0 ? point.ports.join(', ') : 'ports not declared';
      return entryPointView(`${point.type} ${ports}`, point, `${kind} ${namespace}/${name}`, false);
    });
}

function ownEntryPoints({ record }: ServiceFacts, { points }: Lookup): EntryPointView[] {
  const name = `${record.namespace}/${record.name}`;
  const limited = isLimited(record);
  return (points.get(`Service ${name}`) ?? []).map((point) =>
    entryPointView(
      `${point.type === 'Route' ? (point.controller ?? point.type) : point.type} ${name}`,
      point,
      `service ${name}`,
      limited && point.type === 'LoadBalancer',
    ),
  );
}

/** Ingresses, routes of gateways and of routers. */
function leadingEntryPoints(service: ServiceFacts, lookup: Lookup): EntryPointView[] {
  return (lookup.leading.get(service) ?? []).map((point) => leadingEntryPoint(point, lookup));
}

function leadingEntryPoint(point: EntryPoint, { ingresses, classes }: Lookup): EntryPointView {
  const place = `${point.namespace ?? ''}/${point.name}`;
  const guarded =
    point.guarded === true ||
    (point.type === 'Ingress' &&
      (ingresses.get(place) ?? []).some((ingress) => isGuarded(ingress, point.controller, classes)));
  const source = `${point.type === 'Ingress' ? 'ingress' : point.kind} ${place}`;
  const isProgram = point.type === 'Tunnel' || point.type === 'Proxy';
  const name = isProgram ? (point.controller ?? point.type) : point.kind;
  return entryPointView(`${name} ${place}`, point, source, guarded);
}

/** As many addresses as one line of evidence takes. */
const SHOWN = 3;

function entryPointView(name: string, point: EntryPoint, source: string, guarded: boolean): EntryPointView {
  const { reach, addresses, hosts, ports, type, onNodes = false } = point;
  const more = addresses.length - SHOWN;
  const value = [
    name.split(' ', 1)[0] ?? '',
    ...addresses.slice(0, SHOWN),
    ...(more > 0 ? [`${more} more addresses`] : []),
    ...hosts.filter((host) => host !== '*'),
    reach === 'unknown' ? 'reach unknown' : onNodes ? 'public; a firewall is not observable' : reach,
    ...(guarded ? ['authentication or address list'] : []),
  ];
  const evidence = observed(source, value.join(', '));
  const onHostNetwork = type === 'HostNetwork';
  return { name, reach, onNodes, addresses, ports, onHostNetwork, guarded, evidence };
}
