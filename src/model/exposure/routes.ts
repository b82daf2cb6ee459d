import { isIstioRoute } from '../../snapshot/schema/route.ts';
import type { RouteRecord } from '../../snapshot/records/index.ts';
import type { Snapshot } from '../../snapshot/types.ts';
import { groupBy } from '../../shared/group.ts';
import { podsBehind } from '../services.ts';
import type { EntryPoint, WorkloadFacts } from '../types.ts';
import type { ExposureInput } from './around.ts';
import { WAYPOINT, withoutPort } from './gateways.ts';
import { guardFinder } from './guards.ts';
import { serviceWays } from './ways-to.ts';
import { controllerOf, publicFirst, unique, widest } from './around.ts';
import type { Attached } from './attached.ts';
import { attachedTo } from './attached.ts';
import type { Places } from './places.ts';
import { portsNamed } from './backend-ports.ts';
import { placeFinder } from './places.ts';

/** The entry points of each kind of route: those of its gateways, or of the program that reads its kind. */
interface Ways {
  gateways: ReadonlyMap<string, readonly EntryPoint[]>;
  /** `namespace/name` of gateways of the mesh. */
  waypoints: ReadonlySet<string>;
  /** Of Services by `namespace/name`. */
  services: (names: readonly string[]) => readonly EntryPoint[];
  /** By kind of the route. */
  controllers: (route: RouteRecord) => { name: string; points: readonly EntryPoint[] };
  isGuarded: (route: RouteRecord, backends: readonly string[]) => boolean;
  attached: (route: RouteRecord) => Attached;
}

/**
 * Routes as entry points: those of gateways, and those that a router or an ingress controller reads itself. `others` are the
 * entry points that may lead to a gateway inside the cluster.
 */
export function routeEntries(
  snapshot: Snapshot,
  direct: readonly EntryPoint[],
  input: ExposureInput,
  others: readonly EntryPoint[] = direct,
): EntryPoint[] {
  const { route: all } = snapshot.records;
  if (all.length === 0) return [];
  const byName = new Map(all.map((route) => [keyOf(route), route]));
  const placesOf = placeFinder(snapshot, input.services);
  const included = new Set(all.flatMap((route) => includesOf(route)));
  const entryPointsInto = serviceWays(input);
  const gateways = groupBy(
    direct.filter(({ type }) => type === 'Gateway'),
    ({ kind, namespace = '', name }) => `${kind} ${namespace}/${name}`,
  );
  const ways: Ways = {
    gateways: new Map(
      [...gateways].map(([key, points]) => [
        key,
        points.flatMap((point) => (point.inside ? entryPointsInto(point.inside, others) : [point])),
      ]),
    ),
    waypoints: new Set(
      snapshot.records.gateway.flatMap(({ className, namespace, name }) =>
        className === WAYPOINT ? [`${namespace}/${name}`] : [],
      ),
    ),
    services: (names) => entryPointsInto(names, others),
    controllers: controllerFinder(direct, input),
    isGuarded: guardFinder(all).ofRoute,
    attached: (route) => attachedTo(route, input.gatewayApi),
  };
  return all.flatMap((route) => {
    if (isGuardAlone(route) || route.refused || isPartOfAnother(route, included) || isOfEntry(route, direct))
      return [];
    return entryOf(route, withIncluded(route, byName, placesOf), ways);
  });
}

/** A part that only admits or changes traffic, and leads to no backend. */
function isGuardAlone({ backends, login, ranges, kind }: RouteRecord): boolean {
  return backends.length === 0 && (login !== undefined || ranges !== undefined || kind === 'Middleware');
}

function keyOf({ kind, namespace, name }: RouteRecord): string {
  return `${kind} ${namespace}/${name}`;
}

function includesOf({ kind, includes = [] }: RouteRecord): string[] {
  return includes.map((name) => `${kind} ${name}`);
}

/** A proxy without a host of its own that another one includes. */
function isPartOfAnother(route: RouteRecord, included: ReadonlySet<string>): boolean {
  return route.kind === 'HTTPProxy' && route.hosts.length === 0 && included.has(keyOf(route));
}

/** A target group of a load balancer that is itself an entry point. */
function isOfEntry({ kind, parents, backends }: RouteRecord, direct: readonly EntryPoint[]): boolean {
  if (kind !== 'TargetGroupBinding' || parents.length === 0) return false;
  const services = new Set(backends.map(withoutPort));
  return direct.some(
    (point) =>
      parents.includes(point.kind) &&
      (services.has(`${point.namespace ?? ''}/${point.name}`) ||
        (point.backends ?? []).some((backend) => services.has(backend))),
  );
}

/** Its own targets and those of all included routes, at any depth; a cycle ends where it closes. */
function withIncluded(
  route: RouteRecord,
  byName: ReadonlyMap<string, RouteRecord>,
  placesOf: (route: RouteRecord) => Places,
): Places {
  const seen = new Set<string>();
  const found: Places[] = [];
  const open = [route];
  for (let next = open.pop(); next; next = open.pop()) {
    if (seen.has(keyOf(next))) continue;
    seen.add(keyOf(next));
    found.push(placesOf(next));
    open.push(...includesOf(next).flatMap((key) => byName.get(key) ?? []));
  }
  return {
    backends: unique(found.flatMap(({ backends }) => backends)),
    named: unique(found.flatMap(({ named = [] }) => named)),
    ends: found.flatMap(({ ends }) => ends),
    elsewhere: unique(found.flatMap(({ elsewhere }) => elsewhere)),
  };
}

function entryOf(route: RouteRecord, places: Places, ways: Ways): EntryPoint[] {
  const { backends, named = [], ends, elsewhere } = places;
  const ofGateway = route.group === undefined ? isGatewayKind(route.kind) : route.group === GATEWAY_API;
  const virtual = isIstioRoute(route);
  const attached = ways.attached(route);
  const parents = route.parents.filter(
    (parent) =>
      parent !== 'mesh' &&
      !/^Service(?:Entry)? /.test(parent) &&
      // A collected gateway without an entry point is for the cluster only.
      !((ofGateway || virtual) && isInside(parent, virtual, ways)) &&
      attached.isParent(parent),
  );
  // Without a gateway it is a rule inside the mesh.
  if ((ofGateway || virtual) && parents.length === 0) return [];
  const taken =
    ofGateway || virtual ? [] : route.parents.flatMap((parent) => SERVICE.exec(parent)?.[1] ?? []);
  const { name: controller, points } =
    ofGateway || virtual
      ? byGateways(parents, virtual, ways, attached)
      : taken.length > 0
        ? { name: 'Cilium', points: ways.services(taken) }
        : ways.controllers(route);
  // It intercepts the traffic of a Service that is not reachable from outside.
  if (taken.length > 0 && points.length === 0) return [];
  const open = points.filter(({ reach }) => reach === 'public');
  const tls = ofGateway || virtual ? points.length > 0 && points.every((point) => point.tls) : route.hasTls;
  return [
    {
      type: 'Route',
      kind: route.kind,
      namespace: route.namespace,
      name: route.name,
      addresses: publicFirst(points.flatMap(({ addresses }) => addresses)),
      ports: portsOf(route, points, tls),
      hosts: route.hosts,
      reach: widest(points.map(({ reach }) => reach)),
      ...(open.length > 0 && open.every(({ onNodes }) => onNodes === true) && { onNodes: true }),
      ...(backends.length > 0 && { target: backends.join(', ') }),
      backends,
      ...portsNamed(named, backends),
      ...(ends.length > 0 && { ends }),
      ...(elsewhere.length > 0 && { elsewhere }),
      ...(ways.isGuarded(route, backends) && { guarded: true }),
      ...(controller !== '' && { controller }),
      ...(tls !== undefined && { tls }),
    },
  ];
}

function isInside(parent: string, virtual: boolean, { gateways, waypoints }: Ways): boolean {
  return (
    (!virtual && waypoints.has(parent)) || gateways.get(`${gatewayKind(virtual)} ${parent}`)?.length === 0
  );
}

function gatewayKind(virtual: boolean): string {
  return virtual ? 'Gateway.networking.istio.io' : 'Gateway';
}

/** A Gateway, not a ListenerSet or another kind that was not collected. */
function isPlain(parent: string): boolean {
  return !parent.includes(' ');
}

/** A route that intercepts the traffic of a Service names it as its parent. */
const SERVICE = /^Service (.+)$/;

const GATEWAY_API = 'gateway.networking.k8s.io';

/** Snapshots of older versions omit the group. */
function isGatewayKind(kind: string): boolean {
  return /^(?:HTTP|GRPC|TLS|TCP|UDP)Route$/.test(kind);
}

function byGateways(
  parents: readonly string[],
  virtual: boolean,
  { gateways }: Ways,
  { narrowed }: Attached,
): { name: string; points: readonly EntryPoint[] } {
  const kind = gatewayKind(virtual);
  // Istio uses its own names for Gateways of the Gateway API.
  return {
    name: parents.map((parent) => (isPlain(parent) ? `Gateway ${parent}` : parent)).join(', '),
    points: parents.flatMap((parent) => gateways.get(`${kind} ${parent}`) ?? []).map(narrowed),
  };
}

function portsOf(
  route: RouteRecord,
  points: readonly EntryPoint[],
  tls: boolean | undefined,
): readonly string[] {
  const { kind } = route;
  if (isGatewayKind(kind) || isIstioRoute(route)) {
    const protocol = kind === 'UDPRoute' ? '/udp' : '/tcp';
    return unique(points.flatMap(({ ports }) => ports.filter((port) => port.endsWith(protocol))));
  }
  if (kind === 'Route') return [tls ? '443/tcp' : '80/tcp'];
  return kind === 'HTTPProxy' ? ['80/tcp', ...(tls ? ['443/tcp'] : [])] : [];
}

/** The routers of a cluster by their own entry points. Which of several reads a route is only known on OpenShift. */
function controllerFinder(direct: readonly EntryPoint[], input: ExposureInput): Ways['controllers'] {
  const found = input.workloads.flatMap((workload) => {
    const controller = controllerOf(workload);
    return controller && controller.routes.length > 0 ? [{ workload, controller }] : [];
  });
  const points = new Map(found.map(({ workload }) => [workload, pointsOf(workload, direct, input)]));
  return (route) => {
    const reading = found.filter(({ controller }) => controller.routes.includes(route.kind));
    const named =
      route.kind === 'Route' ? reading.filter(({ workload }) => isRouter(workload, route)) : reading;
    const names = unique(reading.map(({ controller }) => controller.name));
    const parents = route.kind === 'Route' ? route.parents : [];
    return {
      name: [...names, ...parents].join(' '),
      points: (named.length > 0 ? named : reading).flatMap(({ workload }) => points.get(workload) ?? []),
    };
  };
}

/** The ingress operator derives the name of a router's Deployment from the router's. */
function isRouter({ name }: WorkloadFacts, { parents }: RouteRecord): boolean {
  return parents.some((parent) => name === `router-${parent}` || name === parent);
}

/** Entry points that end at a workload: its ports on nodes, and its Services. */
function pointsOf(
  workload: WorkloadFacts,
  direct: readonly EntryPoint[],
  { services }: ExposureInput,
): EntryPoint[] {
  const own = new Set(workload.pods);
  const before = new Set(
    services.filter((service) => podsBehind(service).some((pod) => own.has(pod))).map(({ record }) => record),
  );
  return direct.filter(
    ({ type, kind, namespace, name, service }) =>
      (type !== 'Gateway' && service !== undefined && before.has(service)) ||
      (kind === workload.kind && namespace === workload.namespace && name === workload.name),
  );
}
