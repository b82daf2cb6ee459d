import { see } from '../../shared/requirement.ts';
import type { Destination, EntryPoint, ServiceFacts, WorkloadFacts } from '../../model/types.ts';
import { isLimited } from '../../model/exposure/services.ts';
import { compare } from '../../model/sorting.ts';
import { isCanary, readsNginx } from '../../data/ingress-guards.ts';
import type { IngressRecord, PodRecord } from '../../snapshot/records/index.ts';
import type { Evidence } from '../../shared/evidence.ts';
import { groupBy } from '../../shared/group.ts';
import type { EntryPointInput, Lookup } from './entry-point-index.ts';
import { indexed, placesOf } from './entry-point-index.ts';
import { isGuarded } from './ingress-guards.ts';
import { observed } from './objects.ts';
import { hostPortsOf, portsAt, takesTcp } from './target-ports.ts';
import type { Requirement } from '../../shared/requirement.ts';

/** One entry point of a workload. */
export interface EntryPointView {
  name: string;
  reach: EntryPoint['reach'];
  /** Public by addresses of nodes: whether a firewall protects them is not visible. */
  onNodes: boolean;
  addresses: readonly string[];
  /** Of a port on nodes: those that are known. */
  ports: readonly string[];
  /** On the host network. */
  onHostNetwork: boolean;
  /** Behind authentication, or with limited source addresses. */
  guarded: boolean;
  /** Whether the evaluated interface is behind its port is unknown. */
  isUnclear?: boolean;
  /** The ports of the Service that its rules name; absent: all of them. */
  servicePorts?: readonly string[];
  evidence: Evidence;
}

export interface EntryPoints {
  /**
   * Every entry point that ends at the pods of a workload: by a Service, a node port, an Ingress or a route. `evaluate` returns what is
   * behind a port of them; an unknown port may be any port.
   */
  to: (workload: WorkloadFacts, evaluate?: PortEvaluator) => EntryPointView[];
  /**
   * Entry points that may lead to it by an address of its node, with their ports: it declares no ports there, and no other pod declares
   * these.
   */
  maybeTo: (workload: WorkloadFacts) => { ports: readonly number[]; entryPoints: EntryPointView[] }[];
  /** Entry points of a Service, its own or those of objects that reference it. */
  of: (service: ServiceFacts) => EntryPointView[];
  /** Entry points with an unknown target. */
  unclear: () => Unclear[];
}

export interface Unclear {
  /** `service a/b`, `HTTPRoute a/b`. */
  what: string;
  entryPoints: EntryPointView[];
  reason: string;
  requires: readonly Requirement[];
}

/** What is behind a port of a pod: the evaluated interface, the interface behind authentication, something else, or unknown. */
export type PortEvaluator = (port: number, isLocal?: boolean) => 'open' | 'guarded' | 'none' | 'unclear';

/** Finds entry points; indexes all targets once for all workloads. */
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
          byPorts(of(service)).flatMap(({ named, views }) =>
            evaluated(views, portsAt(service, workload, named), evaluate),
          ),
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

/** Entry points of a Service by the ports of it that they reach. */
function byPorts(views: readonly EntryPointView[]): { named?: readonly string[]; views: EntryPointView[] }[] {
  return [...groupBy(views, ({ servicePorts }) => servicePorts?.join(' ') ?? '').values()].map((group) => {
    const named = group[0]?.servicePorts;
    return { views: group, ...(named && { named }) };
  });
}

/** Entry points with known pod ports, by what is behind them; `undefined` is an unknown port. */
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

/** Ports of an address that no pod declares. */
function portsAtMaybe(destinations: readonly Destination[], own: ReadonlySet<PodRecord>): number[] {
  return destinations
    .filter(({ maybe }) => maybe.some((pod) => own.has(pod)))
    .flatMap(({ ports }) => ports.flatMap(({ port }) => port ?? []));
}

/** Rules that name an address of its pods instead of a Service. */
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

/** Rules with a target that is not followed. A gateway without an address that is reachable from outside is for egress. */
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

/** A controller in a manifest has no pods yet: a Service selects its future pods. */
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
  const { namespace, name } = service.record;
  return (lookup.leading.get(service) ?? []).map((point) => {
    const servicePorts = point.backendPorts?.get(`${namespace}/${name}`);
    return { ...leadingEntryPoint(point, lookup), ...(servicePorts && { servicePorts }) };
  });
}

function leadingEntryPoint(point: EntryPoint, lookup: Lookup): EntryPointView {
  const place = `${point.namespace ?? ''}/${point.name}`;
  const guarded =
    point.guarded === true ||
    (point.type === 'Ingress' &&
      (lookup.ingresses.get(place) ?? []).some((ingress) =>
        isIngressGuarded(ingress, point.controller, lookup),
      ));
  const source = `${point.type === 'Ingress' ? 'ingress' : point.kind} ${place}`;
  const isProgram = point.type === 'Tunnel' || point.type === 'Proxy';
  const name = isProgram ? (point.controller ?? point.type) : point.kind;
  return entryPointView(`${name} ${place}`, point, source, guarded);
}

/** The annotations of a canary have no effect: those of the main Ingresses with its hosts and paths apply, and each has to be guarded. */
function isIngressGuarded(ingress: IngressRecord, controller: string | undefined, lookup: Lookup): boolean {
  const { mains, classes } = lookup;
  if (!isCanary(ingress.annotations) || !readsNginx(controller))
    return isGuarded(ingress, controller, classes);
  const places = placesOf(ingress).map((place) => mains.get(place) ?? []);
  return (
    places.length > 0 &&
    places.every((own) => own.length > 0 && own.every((main) => isGuarded(main, controller, classes)))
  );
}

/** The number of addresses in one line of evidence. */
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
