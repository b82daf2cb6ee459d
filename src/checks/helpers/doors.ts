import type { EntryPoint, ExtensionFacts, ServiceFacts, WorkloadFacts } from '../../model/types.ts';
import { compare } from '../../model/sorting.ts';
import { admitsEverybody } from '../../model/source-ranges.ts';
import type { IngressRecord, PodRecord, RouteRecord } from '../../snapshot/records/index.ts';
import type { Evidence } from '../../shared/evidence.ts';
import { groupBy, groupByEach } from '../../shared/group.ts';
import { observed } from './objects.ts';

/** One way from outside to a workload. */
export interface Door {
  name: string;
  reach: EntryPoint['reach'];
  /** Public by addresses of nodes: whether a firewall stands before them does not show. */
  onNodes: boolean;
  addresses: readonly string[];
  /** A login in front, or source addresses that are limited. */
  guarded: boolean;
  evidence: Evidence;
}

export interface DoorInput {
  services: readonly ServiceFacts[];
  exposure: readonly EntryPoint[];
  extensions: Pick<ExtensionFacts, 'ingresses' | 'routes'>;
}

/**
 * Finds every way in that ends at a workload's pods: by a Service, the node's ports, an Ingress or a route. What leads
 * where is looked up once for all workloads.
 */
export function doorFinder(input: DoorInput): (workload: WorkloadFacts) => Door[] {
  const lookup = indexed(input);
  return (workload) => {
    const services = new Set([
      ...workload.pods.flatMap((pod) => lookup.servicesOf.get(pod) ?? []),
      ...selectingTemplate(workload, lookup),
    ]);
    return [
      ...nodePorts(workload, lookup),
      ...[...services]
        .sort((a, b) => compare(a.record.name, b.record.name))
        .flatMap((service) => [
          ...ownDoors(service, lookup),
          ...ingresses(service, lookup),
          ...routes(service, lookup),
        ]),
    ];
  };
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

type Lists<K, V> = ReadonlyMap<K, readonly V[]>;

interface Lookup {
  servicesOf: Lists<PodRecord, ServiceFacts>;
  servicesIn: Lists<string, ServiceFacts>;
  /** By `kind namespace/name` of what opens them. */
  points: Lists<string, EntryPoint>;
  /** By `namespace/name` of the Service. */
  ingresses: Lists<string, IngressRecord>;
  routes: Lists<string, RouteRecord>;
}

function indexed({ services, exposure, extensions }: DoorInput): Lookup {
  return {
    servicesOf: groupByEach(services, ({ pods }) => pods),
    servicesIn: groupBy(services, ({ record }) => record.namespace),
    points: groupBy(exposure, pointKey),
    ingresses: groupByEach(extensions.ingresses, ({ namespace, backends }) =>
      backends.map((backend) => `${namespace}/${nameOf(backend)}`),
    ),
    routes: groupByEach(extensions.routes, backendsOf),
  };
}

/** Gateways of both APIs share their keys: a route does not say which of them it means. */
function pointKey({ type, kind, namespace, name }: EntryPoint): string {
  return `${type === 'Gateway' ? 'Gateway' : kind} ${namespace ?? ''}/${name}`;
}

function nodePorts({ kind, namespace, name }: WorkloadFacts, { points }: Lookup): Door[] {
  return (points.get(`${kind} ${namespace}/${name}`) ?? [])
    .filter(({ type }) => type === 'HostPort' || type === 'HostNetwork')
    .map((point) =>
      door(`${point.type} ${point.ports.join(', ')}`, point, `${kind} ${namespace}/${name}`, false),
    );
}

function ownDoors({ record }: ServiceFacts, { points }: Lookup): Door[] {
  const name = `${record.namespace}/${record.name}`;
  const ranges = record.loadBalancerSourceRanges ?? [];
  const limited = ranges.length > 0 && !admitsEverybody(ranges);
  return (points.get(`Service ${name}`) ?? []).map((point) =>
    door(`${point.type} ${name}`, point, `service ${name}`, limited && point.type === 'LoadBalancer'),
  );
}

/** Annotations by which ingress controllers put a login in front. */
const LOGIN =
  /^(?:nginx\.ingress\.kubernetes\.io\/auth-(?:url|type|tls-secret)|alb\.ingress\.kubernetes\.io\/auth-type|haproxy-ingress\.github\.io\/auth-url)$/;

/** Annotations with a list of source addresses. */
const RANGES =
  /^(?:nginx\.ingress\.kubernetes\.io\/(?:whitelist|allowlist)-source-range|haproxy-ingress\.github\.io\/(?:whitelist|allowlist)-source-range|alb\.ingress\.kubernetes\.io\/inbound-cidrs)$/;

function ingresses({ record }: ServiceFacts, lookup: Lookup): Door[] {
  return (lookup.ingresses.get(`${record.namespace}/${record.name}`) ?? []).flatMap((ingress) => {
    const name = `${ingress.namespace}/${ingress.name}`;
    return (lookup.points.get(`Ingress ${name}`) ?? []).map((point) =>
      door(`Ingress ${name}`, point, `ingress ${name}`, isGuarded(ingress)),
    );
  });
}

function isGuarded({ annotations }: IngressRecord): boolean {
  return Object.entries(annotations).some(
    ([key, value]) =>
      (LOGIN.test(key) && !(key === 'alb.ingress.kubernetes.io/auth-type' && value === 'none')) ||
      (RANGES.test(key) && !admitsEverybody(value.split(','))),
  );
}

/** Routes of the Gateway API, VirtualServices that hang on a gateway, and Routes of OpenShift. */
function routes({ record }: ServiceFacts, lookup: Lookup): Door[] {
  return (lookup.routes.get(`${record.namespace}/${record.name}`) ?? []).flatMap((route) => {
    const parents = route.parents.filter((parent) => parent !== 'mesh');
    if (parents.length === 0 && route.kind === 'VirtualService') return [];
    const gateways = parents.flatMap((parent) => lookup.points.get(`Gateway ${parent}`) ?? []);
    const name = `${route.kind} ${route.namespace}/${route.name}`;
    const open = gateways.filter(({ reach }) => reach === 'public');
    const reach =
      open.length > 0
        ? 'public'
        : gateways.length > 0 && gateways.every((point) => point.reach === 'internal')
          ? 'internal'
          : 'unknown';
    const addresses = gateways.flatMap((point) => point.addresses);
    const onNodes = open.length > 0 && open.every((point) => point.onNodes === true);
    return [door(name, { reach, onNodes, addresses, hosts: route.hosts }, name, false)];
  });
}

/** `namespace/name` of the Services that a route leads to. */
function backendsOf({ kind, namespace, backends }: RouteRecord): string[] {
  return backends.flatMap((backend) => {
    const host = nameOf(backend);
    if (kind !== 'VirtualService') return [host];
    // Istio takes short names relative to the VirtualService's own namespace.
    const [service = '', inNamespace = namespace, ...rest] = host.split('.');
    return rest.length === 0 || rest[0] === 'svc' ? [`${inNamespace}/${service}`] : [];
  });
}

/** Without the port. */
function nameOf(backend: string): string {
  return backend.replace(/:[^:/]*$/, '');
}

/** As many addresses as one line of evidence takes. */
const SHOWN = 3;

function door(
  name: string,
  point: Pick<EntryPoint, 'reach' | 'addresses' | 'hosts' | 'onNodes'>,
  source: string,
  guarded: boolean,
): Door {
  const { reach, addresses, hosts, onNodes = false } = point;
  const more = addresses.length - SHOWN;
  const value = [
    name.split(' ', 1)[0] ?? '',
    ...addresses.slice(0, SHOWN),
    ...(more > 0 ? [`${more} more addresses`] : []),
    ...hosts.filter((host) => host !== '*'),
    reach === 'unknown' ? 'reach not known' : onNodes ? 'public, a firewall would not show' : reach,
    ...(guarded ? ['login or address list in front'] : []),
  ];
  return { name, reach, onNodes, addresses, guarded, evidence: observed(source, value.join(', ')) };
}
