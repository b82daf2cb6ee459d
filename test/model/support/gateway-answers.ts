/** The answers of Envoy Gateway and those of the model, in one form. */
import { endpointsOfPort, portNamed } from '../../../src/model/service-endpoints.ts';
import { GATEWAY_API } from '../../../src/model/gateway-api/types.ts';
import type { ClusterModel } from '../../../src/model/parts.ts';
import type { RouteRecord } from '../../../src/snapshot/records/index.ts';

/** What the reference implementation answers. */
export interface GatewayAnswer {
  listeners: { gateway: string; name: string; attached: number; conditions: Record<string, string> }[];
  parents: {
    route: string;
    gateway: string;
    section: string;
    port: number;
    conditions: Record<string, string>;
  }[];
  forwards: { listener: string; route: string; hosts: string[]; tls: boolean; endpoints: string[] }[];
}

/** `infra/edge/l0 programmed`, or the fault. */
export function listenersOf({ listeners }: GatewayAnswer): string[] {
  return listeners
    .map(({ gateway, name, conditions }) => {
      const isReady = conditions['Programmed']?.startsWith('True') === true;
      return `${gateway}/${name} ${isReady ? 'programmed' : faultOf(conditions)}`;
    })
    .sort();
}

function faultOf({
  Conflicted = '',
  ResolvedRefs = '',
  Accepted = '',
  Programmed = '',
}: Record<string, string>): string {
  if (Conflicted.startsWith('True')) return Conflicted.slice('True '.length);
  if (ResolvedRefs.startsWith('False')) return ResolvedRefs.slice('False '.length);
  return Accepted.startsWith('False') ? Accepted.slice('False '.length) : Programmed;
}

export function ownListeners({ gatewayApi }: ClusterModel): string[] {
  return gatewayApi.listeners
    .map(({ parent, listener, fault }) => `${parent}/${listener.name ?? ''} ${fault ?? 'programmed'}`)
    .sort();
}

/** `HTTPRoute shop/r0 infra/edge l0 80: accepted`. */
export function parentsOf({ parents }: GatewayAnswer): string[] {
  return parents
    .map(({ route, gateway, section, port, conditions }) => {
      const accepted = conditions['Accepted'] ?? '';
      return `${route} ${gateway} ${section} ${port}: ${accepted.startsWith('True') ? 'accepted' : accepted.slice('False '.length)}`;
    })
    .sort();
}

export function ownParents({ gatewayApi }: ClusterModel): string[] {
  return [...gatewayApi.attachments]
    .flatMap(([route, attachments]) =>
      attachments.map(
        ({ parent, section = '', port = 0, refusal }) =>
          `${route.kind} ${route.namespace}/${route.name} ${parent} ${section} ${port}: ${refusal === undefined || refusal === 'ListenersNotReady' ? 'accepted' : refusal}`,
      ),
    )
    .sort();
}

/** `infra/edge/l0 HTTPRoute shop/r0 [hosts] [endpoints]`. */
export function forwardsOf({ forwards }: GatewayAnswer): string[] {
  const found = new Map<string, { hosts: Set<string>; endpoints: Set<string> }>();
  for (const { listener, route, hosts, endpoints } of forwards) {
    const [kind = '', namespace = '', name = ''] = route.split('/');
    const key = `${listener} ${KINDS[kind] ?? kind} ${namespace}/${name}`;
    const one = found.get(key) ?? { hosts: new Set(), endpoints: new Set() };
    found.set(key, one);
    for (const host of kind === 'tcproute' ? [] : hosts) one.hosts.add(host);
    for (const endpoint of endpoints) one.endpoints.add(endpoint);
  }
  return [...found].map(([key, { hosts, endpoints }]) => textOf(key, hosts, endpoints)).sort();
}

const KINDS: Readonly<Record<string, string>> = {
  httproute: 'HTTPRoute',
  grpcroute: 'GRPCRoute',
  tlsroute: 'TLSRoute',
  tcproute: 'TCPRoute',
};

function textOf(key: string, hosts: Iterable<string>, endpoints: Iterable<string>): string {
  return `${key} ${[...hosts].sort().join(',')} -> ${[...endpoints].sort().join(',')}`;
}

export function ownForwards(model: ClusterModel): string[] {
  const found = new Map<string, { hosts: Set<string>; endpoints: Set<string> }>();
  // Without host names a listener forwards to one TCPRoute: the oldest, then the first by name (all are of the same age here), and none
  // where a TLSRoute is attached, too.
  const streams = new Map<string, string>();
  const ordered = [...model.gatewayApi.attachments].sort(([a], [b]) => (rankOf(a) < rankOf(b) ? -1 : 1));
  for (const [route, attachments] of ordered)
    for (const { listeners } of attachments)
      for (const { at, hosts } of listeners) {
        const place = `${at.parent}/${at.listener.name ?? ''}`;
        if (route.kind === 'TCPRoute' && (streams.get(place) ?? nameOf(route)) !== nameOf(route)) continue;
        if (/^T(?:CP|LS)Route$/.test(route.kind)) streams.set(place, nameOf(route));
        const key = `${at.parent}/${at.listener.name ?? ''} ${route.kind} ${route.namespace}/${route.name}`;
        const one = found.get(key) ?? { hosts: new Set(), endpoints: new Set(endpointsOf(route, model)) };
        found.set(key, one);
        for (const host of route.kind === 'TCPRoute' ? [] : hosts) one.hosts.add(host);
      }
  return [...found].map(([key, { hosts, endpoints }]) => textOf(key, hosts, endpoints)).sort();
}

function rankOf({ kind, namespace, name }: RouteRecord): string {
  return `${kind === 'TLSRoute' ? 0 : 1} ${namespace}/${name}`;
}

function nameOf({ kind, namespace, name }: RouteRecord): string {
  return `${kind} ${namespace}/${name}`;
}

function endpointsOf(route: RouteRecord, { gatewayApi, services }: ClusterModel): string[] {
  return route.backends.flatMap((backend) => {
    const [, namespace = '', name = '', port = ''] = /^([^/]+)\/([^:]+):(.+)$/.exec(backend) ?? [];
    const from = { group: GATEWAY_API, kind: route.kind, namespace: route.namespace, name: route.name };
    if (gatewayApi.granted(from, { group: '', kind: 'Service', namespace, name }) !== 'yes') return [];
    const service = services.find(({ record }) => record.namespace === namespace && record.name === name);
    const found = service && portNamed(service.record, port);
    if (!service || !found) return [];
    return endpointsOfPort(service, found).map(({ address, port: number }) => `${address}:${number}`);
  });
}
