/** The way of a request through an entry point, hop by hop: address, listener, route, Service, pods. */
import { isLimited } from '../../model/exposure/services.ts';
import type { ClusterModel } from '../../model/parts.ts';
import { endpointsOfPort, portNamed } from '../../model/service-endpoints.ts';
import { serviceFinder } from '../../model/services.ts';
import type { EntryPoint, ServiceFacts } from '../../model/types.ts';
import type { ExposureHop } from '../../result/types.ts';
import type { ServiceRecord } from '../../snapshot/records/index.ts';
import { groupBy } from '../../shared/group.ts';
import { plural } from '../../shared/text.ts';
import type { Around } from './exposure-context.ts';
import { gatewayHops, isFilteredRoute, routeListeners } from './exposure-listeners.ts';

/** More Services of one entry point add no information. */
const MAX_SERVICES = 20;
const SHOWN = 4;

type ServicePort = ServiceRecord['ports'][number];

/** Returns the hops of any entry point of a model. */
export function chainFinder(model: ClusterModel): (point: EntryPoint) => ExposureHop[] {
  const around: Around = {
    model,
    behind: serviceFinder(model.services),
    workloads: new Map(model.workloads.map((one) => [`${one.kind} ${one.namespace}/${one.name}`, one])),
    workloadOf: new Map(
      model.workloads.flatMap(({ kind, namespace, name, pods }) =>
        pods.map((pod) => [pod, `${kind} ${namespace}/${name}`] as const),
      ),
    ),
    gateways: new Map(
      model.extensions.gateways.map((gateway) => [
        `${gateway.api} ${gateway.namespace}/${gateway.name}`,
        gateway,
      ]),
    ),
    routes: groupBy(model.extensions.routes, ({ kind, namespace, name }) => `${kind} ${namespace}/${name}`),
  };
  return (point) => [
    entryHop(point),
    ...gatewayHops(point, around),
    ...routeHops(point, around),
    ...backendHops(point, around),
  ];
}

const BY_RULES: ReadonlySet<EntryPoint['type']> = new Set(['Ingress', 'Route', 'Gateway']);

function entryHop(point: EntryPoint): ExposureHop {
  const { type, kind, namespace = '', name, addresses, ports, reach, service, controller } = point;
  const where = addresses.length === 0 ? 'no address observed' : some(addresses);
  const limits =
    type === 'LoadBalancer' && service && isLimited(service) ? service.loadBalancerSourceRanges : undefined;
  const byRules = BY_RULES.has(type);
  const unclear = unknownOfEntry(point);
  return {
    hop: 'entry',
    object: byRules
      ? controller === undefined
        ? 'controller not observed'
        : `${type === 'Ingress' ? 'controller' : 'by'} ${controller}`
      : `${type} of ${kind} ${namespace}/${name}`,
    detail: [where, ports.length > 0 ? `ports ${some(ports)}` : 'ports not declared', reach].join('; '),
    tls: byRules ? 'set by the route' : service ? loadBalancerTls(service) : 'unknown',
    authentication: limits ? `source addresses ${some(limits)}` : 'none known',
    ...(unclear !== undefined && { unknown: unclear }),
  };
}

function unknownOfEntry({ reach, onNodes, addresses, controller, type }: EntryPoint): string | undefined {
  if (onNodes) return 'firewalls in front of node addresses are not observable';
  if (reach === 'unknown') return addresses.length === 0 ? 'its address' : 'who can reach its address';
  return type === 'Ingress' && controller === undefined ? 'which controller reads it' : undefined;
}

/** Load balancers forward connections, unless an annotation of their cloud gives them a certificate. */
function loadBalancerTls({ type, annotations }: ServiceRecord): string {
  const hasCertificate = Object.keys(annotations).some((key) =>
    /load-?balancer-(?:ssl-cert|tls-secret)|loadbalancer-certificate/.test(key),
  );
  return type === 'LoadBalancer' && hasCertificate ? 'terminates' : 'passes through';
}

/** The Ingress or the route itself. */
function routeHops(point: EntryPoint, around: Around): ExposureHop[] {
  const { type, kind, namespace = '', name, hosts, tls, backends = [], elsewhere = [], guarded } = point;
  if (type !== 'Ingress' && type !== 'Route' && type !== 'Tunnel' && type !== 'Proxy') return [];
  const [route] = around.routes.get(`${kind} ${namespace}/${name}`) ?? [];
  const targets =
    backends.length > 0
      ? `leads to ${some(backends.map((backend) => withPorts(backend, point)))}`
      : 'leads to no Service';
  return [
    ...(route ? routeListeners(route, around) : []),
    {
      hop: 'route',
      object: `${kind} ${namespace}/${name}`,
      detail: [
        hosts.length > 0 ? `hosts ${some(hosts)}` : 'any host',
        targets,
        ...(route && isFilteredRoute(route) ? ['redirects'] : []),
      ].join('; '),
      tls: tls === undefined ? 'unknown' : tls ? 'terminates' : 'none',
      authentication: guarded ? 'login or address list' : 'none known',
      ...(elsewhere.length > 0 && { unknown: `targets ${some(elsewhere)} are not resolved` }),
    },
  ];
}

function withPorts(backend: string, { backendPorts }: EntryPoint): string {
  const ports = backendPorts?.get(backend);
  return ports ? `${backend}:${ports.join(',')}` : backend;
}

function backendHops(point: EntryPoint, around: Around): ExposureHop[] {
  const { type, kind, namespace = '', name, service, backends = [], ends = [] } = point;
  if (type === 'HostPort' || type === 'HostNetwork') return [hostHop(kind, namespace, name, around)];
  if (type === 'Gateway') return [];
  const own = service ? [`${service.namespace}/${service.name}`] : [...new Set(backends)];
  return [
    ...own
      .slice(0, MAX_SERVICES)
      .flatMap((backend) => serviceHops(backend, point.backendPorts?.get(backend), around)),
    ...ends.map(({ address, source, pods, node }): ExposureHop => ({
      hop: 'pods',
      object:
        pods.length > 0
          ? some(pods.map((pod) => around.workloadOf.get(pod) ?? `Pod ${pod.namespace}/${pod.name}`))
          : (node ?? address),
      detail: `address ${address} named by ${source}`,
      ...OF_PROGRAM,
    })),
  ];
}

/** TLS and logins of a program are settings of its own. */
const OF_PROGRAM = {
  tls: 'unknown',
  authentication: 'unknown',
  unknown: 'TLS and authentication of the program',
} as const;

function hostHop(kind: string, namespace: string, name: string, { workloads }: Around): ExposureHop {
  const workload = workloads.get(`${kind} ${namespace}/${name}`);
  return {
    hop: 'pods',
    object: `${kind} ${namespace}/${name}`,
    detail: workload ? `${plural(workload.pods.length, 'Pod')} on the node` : 'Pods not observed',
    ...OF_PROGRAM,
  };
}

function serviceHops(backend: string, named: readonly string[] | undefined, around: Around): ExposureHop[] {
  const [first, ...chain] = around.behind(backend);
  if (!first) {
    const complete = around.model.outcome('services').status === 'ok';
    return [
      {
        hop: 'service',
        object: `Service ${backend}`,
        detail: complete ? 'does not exist' : 'not observed',
        tls: 'unknown',
        authentication: 'unknown',
        ...(!complete && { unknown: 'the Service: not all Services are collected' }),
      },
    ];
  }
  return [
    ...ofService(first, named, around),
    ...chain.flatMap((service) => ofService(service, undefined, around)),
  ];
}

function ofService(
  service: ServiceFacts,
  named: readonly string[] | undefined,
  around: Around,
): ExposureHop[] {
  const { record, unclear } = service;
  const ports = named ? named.flatMap((port) => portNamed(record, port) ?? []) : record.ports;
  const missing = named && ports.length === 0 ? [`no port ${named.join(', ')}`] : [];
  const target =
    record.type === 'ExternalName'
      ? `externalName ${record.externalName ?? ''}`
      : ports.map(portText).join(', ');
  return [
    {
      hop: 'service',
      object: `Service ${record.namespace}/${record.name}`,
      detail: [record.type, ...missing, ...(target === '' ? [] : [target])].join('; '),
      tls: 'passes through',
      authentication: 'none',
      ...(unclear && { unknown: unclear.reason }),
    },
    ...(record.type === 'ExternalName' ? [] : ports.map((port) => endpointHop(service, port, around))),
  ];
}

function portText({ port, targetPort = String(port), protocol = 'TCP' }: ServicePort): string {
  return `${port} -> ${targetPort}/${protocol.toLowerCase()}`;
}

function endpointHop(service: ServiceFacts, port: ServicePort, { workloadOf, model }: Around): ExposureHop {
  const endpoints = endpointsOfPort(service, port);
  const ready = endpoints.filter((one) => one.ready === true).length;
  const owners = [
    ...new Set(
      endpoints.flatMap(({ pod }) =>
        pod ? (workloadOf.get(pod) ?? `Pod ${pod.namespace}/${pod.name}`) : [],
      ),
    ),
  ];
  const addresses = endpoints.map(({ address, port: number }) => `${address}:${number}`);
  const known = model.outcome('pods').status === 'ok';
  return {
    hop: 'pods',
    object: owners.length > 0 ? some(owners) : 'no Pods',
    detail:
      endpoints.length === 0
        ? known
          ? 'no endpoint'
          : 'endpoints not observed'
        : `${ready} of ${plural(endpoints.length, 'endpoint')} ready: ${some(addresses)}`,
    ...OF_PROGRAM,
  };
}

function some(names: readonly string[]): string {
  const rest = names.length - SHOWN;
  return rest > 0 ? `${names.slice(0, SHOWN).join(', ')} and ${rest} more` : names.join(', ');
}
