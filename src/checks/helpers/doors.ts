import type { EntryPoint, ExtensionFacts, ServiceFacts, WorkloadFacts } from '../../model/types.ts';
import type { IngressRecord, RouteRecord } from '../../snapshot/records/index.ts';
import type { Evidence } from '../../shared/evidence.ts';
import { observed } from './objects.ts';

/** One way from outside to a workload. */
export interface Door {
  name: string;
  reach: EntryPoint['reach'];
  /** A login in front, or source addresses that are limited. */
  guarded: boolean;
  evidence: Evidence;
}

export interface DoorInput {
  services: readonly ServiceFacts[];
  exposure: readonly EntryPoint[];
  extensions: Pick<ExtensionFacts, 'ingresses' | 'routes'>;
}

/** Every way in that ends at the workload's pods: by a Service, the node's ports, an Ingress or a route. */
export function doorsTo(workload: WorkloadFacts, input: DoorInput): Door[] {
  const pods = new Set(workload.pods);
  const services = input.services.filter(
    (service) => service.pods.some((pod) => pods.has(pod)) || selectsTemplate(service, workload),
  );
  return [
    ...nodePorts(workload, input.exposure),
    ...services.flatMap((service) => [
      ...ownDoors(service, input.exposure),
      ...ingresses(service, input),
      ...routes(service, input),
    ]),
  ];
}

/** A controller in a manifest has no pods yet: the Service picks those that it will make. */
function selectsTemplate(
  { record: { namespace, selector } }: ServiceFacts,
  { namespace: own, pods, replicas, template }: WorkloadFacts,
): boolean {
  const wanted = Object.entries(selector ?? {});
  return (
    pods.length === 0 &&
    replicas !== 0 &&
    namespace === own &&
    wanted.length > 0 &&
    wanted.every(([key, value]) => template.labels[key] === value)
  );
}

function nodePorts({ kind, namespace, name }: WorkloadFacts, exposure: readonly EntryPoint[]): Door[] {
  return exposure
    .filter((point) => point.type === 'HostPort' || point.type === 'HostNetwork')
    .filter((point) => point.kind === kind && point.namespace === namespace && point.name === name)
    .map((point) =>
      door(`${point.type} ${point.ports.join(', ')}`, point, `${kind} ${namespace}/${name}`, false),
    );
}

function ownDoors({ record }: ServiceFacts, exposure: readonly EntryPoint[]): Door[] {
  const ranges = record.loadBalancerSourceRanges ?? [];
  const limited = ranges.length > 0 && !ranges.some((range) => range === '0.0.0.0/0' || range === '::/0');
  return exposure
    .filter((point) => point.kind === 'Service' && point.service === record)
    .map((point) =>
      door(
        `${point.type} ${record.namespace}/${record.name}`,
        point,
        `service ${record.namespace}/${record.name}`,
        limited && point.type === 'LoadBalancer',
      ),
    );
}

/** Annotations by which ingress controllers put a login in front. */
const LOGIN =
  /^(?:nginx\.ingress\.kubernetes\.io\/auth-(?:url|type|tls-secret)|alb\.ingress\.kubernetes\.io\/auth-type|haproxy-ingress\.github\.io\/auth-url|nginx\.ingress\.kubernetes\.io\/whitelist-source-range)$/;

function ingresses({ record }: ServiceFacts, { extensions, exposure }: DoorInput): Door[] {
  return extensions.ingresses
    .filter(
      ({ namespace, backends }) =>
        namespace === record.namespace && backends.some((backend) => nameOf(backend) === record.name),
    )
    .flatMap((ingress) => {
      const point = exposure.find(
        ({ type, namespace, name }) =>
          type === 'Ingress' && namespace === ingress.namespace && name === ingress.name,
      );
      const login = hasLogin(ingress);
      return point
        ? [
            door(
              `Ingress ${ingress.namespace}/${ingress.name}`,
              point,
              `ingress ${ingress.namespace}/${ingress.name}`,
              login,
            ),
          ]
        : [];
    });
}

function hasLogin({ annotations }: IngressRecord): boolean {
  return Object.keys(annotations).some(
    (key) =>
      LOGIN.test(key) && !(key === 'alb.ingress.kubernetes.io/auth-type' && annotations[key] === 'none'),
  );
}

/** Routes of the Gateway API, VirtualServices that hang on a gateway, and Routes of OpenShift. */
function routes(service: ServiceFacts, { extensions, exposure }: DoorInput): Door[] {
  return extensions.routes
    .filter((route) => leadsTo(route, service))
    .flatMap((route) => {
      const parents = route.parents.filter((parent) => parent !== 'mesh');
      if (parents.length === 0 && route.kind === 'VirtualService') return [];
      const gateways = exposure.filter(
        ({ type, namespace, name }) => type === 'Gateway' && parents.includes(`${namespace ?? ''}/${name}`),
      );
      const name = `${route.kind} ${route.namespace}/${route.name}`;
      const reach = gateways.some((point) => point.reach === 'public')
        ? 'public'
        : gateways.length > 0 && gateways.every((point) => point.reach === 'internal')
          ? 'internal'
          : 'unknown';
      const addresses = gateways.flatMap((point) => point.addresses);
      return [door(name, { reach, addresses, hosts: route.hosts }, name, false)];
    });
}

function leadsTo({ kind, namespace, backends }: RouteRecord, { record }: ServiceFacts): boolean {
  const full = `${record.namespace}/${record.name}`;
  return backends.some((backend) => {
    const host = nameOf(backend);
    if (kind !== 'VirtualService') return host === full;
    // Istio takes short names relative to the VirtualService's own namespace.
    const [service = '', inNamespace = namespace, ...rest] = host.split('.');
    return (
      service === record.name && inNamespace === record.namespace && (rest.length === 0 || rest[0] === 'svc')
    );
  });
}

/** Without the port. */
function nameOf(backend: string): string {
  return backend.replace(/:[^:/]*$/, '');
}

function door(
  name: string,
  { reach, addresses, hosts }: Pick<EntryPoint, 'reach' | 'addresses' | 'hosts'>,
  source: string,
  guarded: boolean,
): Door {
  const where = [...addresses, ...hosts.filter((host) => host !== '*')];
  const value = [name.split(' ', 1)[0] ?? '', ...where, reach === 'unknown' ? 'reach not known' : reach];
  return {
    name,
    reach,
    guarded,
    evidence: observed(source, [...value, ...(guarded ? ['login or address list in front'] : [])].join(', ')),
  };
}
