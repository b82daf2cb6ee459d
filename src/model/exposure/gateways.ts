import {
  defaultBackend,
  mayHandOn,
  mirrorTarget,
  redirects,
  snippetLanguage,
} from '../../data/ingress-places.ts';
import { GO_TRUE, isCanary, mayRead, readsNginx } from '../../data/ingress-guards.ts';
import { groupByEach } from '../../shared/group.ts';
import type { ClassRecord, GatewayRecord, IngressRecord } from '../../snapshot/records/index.ts';
import { canonicalAddress } from '../../shared/addresses.ts';
import { ingressReach, loadBalancerReach, reachOf } from '../reach.ts';
import { namedBy, podsBehind } from '../services.ts';
import type { EntryPoint, ServiceFacts } from '../types.ts';
import type { NetworkContext } from './around.ts';
import { portText, unique, widest } from './around.ts';
import { portsNamed } from './backend-ports.ts';
import { hasNoAddress } from './services.ts';

export function ingressEntry(
  ingress: IngressRecord,
  classes: readonly ClassRecord[],
  around: NetworkContext,
): EntryPoint {
  const { namespace, backends, hasTls, className } = ingress;
  const found = classes.find(
    ({ kind, name, isDefault }) =>
      kind === 'IngressClass' && (className === undefined ? isDefault : name === className),
  );
  const controller = found?.controller ?? className;
  const isMoved = isRedirect(ingress, controller);
  const named = isMoved ? { backends: [], elsewhere: [] } : byAnnotations(ingress, controller);
  const elsewhere = [...backends.filter((name) => name.includes('/')), ...named.elsewhere];
  const led = unique([
    ...(isMoved ? [] : backends)
      .filter((name) => !name.includes('/'))
      .map((name) => `${namespace}/${withoutPort(name)}`),
    ...named.backends,
  ]);
  // The controller of a class that was not collected is unknown.
  const guarded = found !== undefined && around.guards.ofIngress(ingress, found.controller ?? '', led);
  return {
    type: 'Ingress',
    kind: 'Ingress',
    namespace,
    name: ingress.name,
    addresses: ingress.loadBalancer ?? [],
    ports: hasTls ? ['80/tcp', '443/tcp'] : ['80/tcp'],
    hosts: ingress.hosts,
    reach: isFunnel(ingress, controller) ? 'public' : reachOfIngress(ingress, around),
    ...(backends.length > 0 && { target: backends.join(', ') }),
    backends: led,
    ...portsNamed(
      [
        ...(isMoved
          ? []
          : backends.filter((name) => !name.includes('/')).map((name) => `${namespace}/${name}`)),
        ...named.backends,
      ],
      led,
    ),
    ...(elsewhere.length > 0 && { elsewhere }),
    ...(guarded && { guarded }),
    ...(controller !== undefined && { controller }),
    tls: hasTls,
  };
}

/** Tailscale exposes it to the internet (https://tailscale.com/docs/features/tailscale-funnel). */
function isFunnel({ annotations }: IngressRecord, controller = ''): boolean {
  return annotations['tailscale.com/funnel'] === 'true' && /^tailscale(?:\.com\/|$)/.test(controller);
}

/**
 * ingress-nginx responds to each request with the redirect before it forwards (rootfs/etc/nginx/template/nginx.tmpl). The
 * behavior of other controllers is unknown, a snippet may come first, and connections of TLS may be forwarded unchanged.
 */
function isRedirect({ annotations }: IngressRecord, controller = ''): boolean {
  return (
    /^k8s\.io\/[\w-]*ingress-nginx[\w-]*$/.test(controller) &&
    redirects.some((key) => /^https?:\/\//.test(annotations[key] ?? '')) &&
    !isCanary(annotations) &&
    !GO_TRUE.test(annotations['nginx.ingress.kubernetes.io/ssl-passthrough'] ?? '') &&
    !Object.keys(annotations).some((key) => snippetLanguage(key))
  );
}

/** Its own, or that of the Service whose DNS name its controller set in the status. */
function reachOfIngress(ingress: IngressRecord, { services, clouds }: NetworkContext): EntryPoint['reach'] {
  const reach = ingressReach(ingress);
  const names = ingress.loadBalancer ?? [];
  if (reach !== 'unknown' || names.length === 0) return reach;
  const before = services.filter(({ record }) => record.loadBalancer?.some((name) => names.includes(name)));
  return widest(before.map(({ record }) => loadBalancerReach(record, clouds)));
}

/** The reach by annotations that its controller may read. */
function byAnnotations(
  { namespace, annotations }: IngressRecord,
  controller: string | undefined,
): { backends: string[]; elsewhere: string[] } {
  const elsewhere = Object.keys(annotations).flatMap((key) => {
    const language = snippetLanguage(key);
    const counts = language && mayRead(language, controller) && mayHandOn(annotations[key] ?? '');
    return counts ? [`the annotation ${key}`] : [];
  });
  if (!readsNginx(controller)) return { backends: [], elsewhere };
  const own = annotations[defaultBackend];
  const mirror = /^[a-z]+:\/\/([^/:$?]+)/i.exec(annotations[mirrorTarget] ?? '')?.[1] ?? '';
  const mirrored = mirror.includes('.')
    ? namedBy(mirror)
    : mirror === ''
      ? undefined
      : `${namespace}/${mirror}`;
  return {
    backends: [
      ...(own === undefined ? [] : [`${namespace}/${own}`]),
      ...(mirrored === undefined ? [] : [mirrored]),
    ],
    elsewhere,
  };
}

export function withoutPort(backend: string): string {
  return backend.replace(/:[^:/]*$/, '');
}

/** A waypoint of ambient mode is inside the mesh. */
export const WAYPOINT = 'istio-waypoint';

export function gatewayEntries(gateway: GatewayRecord, around: NetworkContext): EntryPoint[] {
  if (gateway.className === WAYPOINT) return [];
  const own = gateway.addresses && servicesAt(gateway.addresses, around.services);
  const entryPoints = own ?? (gateway.selector ? around.selected(gateway.selector) : []);
  const behind = entryPoints.filter(({ record }) => record.type === 'LoadBalancer');
  const onNodes = behind.length === 0 && entryPoints.some(({ record }) => record.type === 'NodePort');
  const addresses =
    (own ? undefined : gateway.addresses) ??
    (onNodes ? around.nodeAddresses : behind.flatMap(({ record }) => record.loadBalancer ?? []));
  const { listeners } = gateway;
  const first = behind[0]?.record;
  const byName =
    gateway.className === 'istio-east-west' ||
    listeners.some(({ tlsMode, hosts }) => tlsMode === 'AUTO_PASSTHROUGH' && hosts.length > 0);
  const inside = entryPoints.length > 0 && entryPoints.every(isInside);
  return [
    {
      type: 'Gateway',
      kind: gateway.api === 'networking.istio.io' ? 'Gateway.networking.istio.io' : 'Gateway',
      namespace: gateway.namespace,
      name: gateway.name,
      addresses,
      ports: unique(
        listeners.flatMap(({ port, protocol }) =>
          port === undefined
            ? []
            : [portText(port, /^(?:UDP|SCTP)$/i.test(protocol ?? '') ? protocol : 'TCP')],
        ),
      ),
      hosts: unique(listeners.flatMap(({ hosts }) => hosts)).sort(),
      reach: gateway.addresses && !own ? reachOf(gateway.addresses) : entryPointReach(entryPoints, around),
      ...(byName && { elsewhere: ['any Service that the client requests by name'] }),
      ...(inside && { inside: entryPoints.map(({ record }) => `${record.namespace}/${record.name}`) }),
      ...(first && { target: `${first.namespace}/${first.name}`, service: first }),
      ...(gateway.className !== undefined && { controller: gateway.className }),
      tls:
        listeners.length > 0 &&
        listeners.every(
          ({ protocol, tlsMode }) => tlsMode !== undefined || /^(HTTPS|TLS)$/i.test(protocol ?? ''),
        ),
    },
  ];
}

/**
 * The Services of the addresses in the status, if all of them belong to Services: a DNS name, or a cluster IP. Controllers set these where
 * the Service of the Gateway has no other address.
 */
function servicesAt(
  addresses: readonly string[],
  services: readonly ServiceFacts[],
): ServiceFacts[] | undefined {
  const found = addresses.map((address) => {
    const name = namedBy(address);
    const canonical = canonicalAddress(address);
    return services.filter(
      ({ record: { namespace, name: own, clusterIP = '', clusterIPs = [] } }) =>
        name === `${namespace}/${own}` ||
        [clusterIP, ...clusterIPs].map(canonicalAddress).includes(canonical),
    );
  });
  return found.every((one) => one.length > 0) ? found.flat() : undefined;
}

/** It has no address outside the cluster. */
function isInside({ record }: ServiceFacts): boolean {
  return hasNoAddress(record) || (record.type === 'ClusterIP' && !record.externalIPs?.length);
}

/** The widest reach of the Services of an Istio Gateway: with a ClusterIP alone it is reachable from inside only (egress gateways). */
function entryPointReach(
  entryPoints: readonly ServiceFacts[],
  { nodeReach, clouds }: NetworkContext,
): EntryPoint['reach'] {
  return widest(
    entryPoints.map(({ record }) => {
      if (hasNoAddress(record)) return 'internal';
      if (record.externalIPs && reachOf(record.externalIPs) === 'public') return 'public';
      if (record.type === 'LoadBalancer') return loadBalancerReach(record, clouds);
      return record.type === 'NodePort' ? nodeReach : 'internal';
    }),
  );
}

/**
 * The Services of the pods that an Istio Gateway selects: its entry points. Hundreds of Gateways share a few selectors, and few Services
 * have pods with their labels.
 */
export function selectedServices(
  services: readonly ServiceFacts[],
): (selector: Readonly<Record<string, string>>) => readonly ServiceFacts[] {
  const withPods = services.filter((service) => podsBehind(service).length > 0);
  const byLabel = groupByEach(withPods, (service) =>
    podsBehind(service).flatMap(({ template }) =>
      Object.entries(template.labels).map(([key, value]) => `${key}=${value}`),
    ),
  );
  const found = new Map<string, readonly ServiceFacts[]>();
  return (selector) => {
    const wanted = Object.entries(selector);
    const key = JSON.stringify(wanted);
    const known = found.get(key);
    if (known) return known;
    const [first] = wanted;
    const candidates = first ? (byLabel.get(`${first[0]}=${first[1]}`) ?? []) : withPods;
    const selected = candidates.filter((service) =>
      podsBehind(service).some((pod) => wanted.every(([name, value]) => pod.template.labels[name] === value)),
    );
    found.set(key, selected);
    return selected;
  };
}
