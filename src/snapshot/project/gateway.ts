import type { GatewayRecord, RouteRecord } from '../records/index.ts';
import {
  arr,
  isObject,
  namespaceOf,
  num,
  obj,
  put,
  scalar,
  someMap,
  str,
  strings,
  stringMap,
} from './raw.ts';
import type { Raw } from './raw.ts';
import type { Project } from './types.ts';

type Listener = {
  -readonly [K in keyof GatewayRecord['listeners'][number]]: GatewayRecord['listeners'][number][K];
};

/** Gateway of the Gateway API. */
export const projectGateway: Project = ({ raw, meta }) => {
  const spec = obj(raw['spec']);
  const record: GatewayRecord = {
    namespace: namespaceOf(meta),
    name: meta.name,
    api: 'gateway.networking.k8s.io',
    labels: stringMap(meta.raw['labels']),
    listeners: arr(spec['listeners']).filter(isObject).map(listenerOf),
  };
  put(record, 'className', str(spec['gatewayClassName'], 256));
  const status = obj(raw['status']);
  const addresses = arr(status['addresses']).flatMap((item) => str(obj(item)['value'], 256) ?? []);
  if (addresses.length > 0) record.addresses = addresses;
  return { kind: 'gateway', record };
};

function listenerOf(raw: Raw): Listener {
  const listener: Listener = { hosts: strings([raw['hostname']]) };
  put(listener, 'name', str(raw['name'], 256));
  put(listener, 'port', num(raw['port']));
  put(listener, 'protocol', str(raw['protocol'], 64));
  const tls = raw['tls'];
  // An absent mode means Terminate by the API's own default.
  if (isObject(tls)) listener.tlsMode = str(tls['mode'], 32) ?? 'Terminate';
  put(listener, 'allowedRoutes', str(obj(obj(raw['allowedRoutes'])['namespaces'])['from'], 32));
  return listener;
}

/** Gateway of Istio. */
export const projectIstioGateway: Project = ({ raw, meta }) => {
  const spec = obj(raw['spec']);
  const record: GatewayRecord = {
    namespace: namespaceOf(meta),
    name: meta.name,
    api: 'networking.istio.io',
    labels: stringMap(meta.raw['labels']),
    listeners: arr(spec['servers']).filter(isObject).map(serverOf),
  };
  put(record, 'selector', someMap(spec['selector']));
  return { kind: 'gateway', record };
};

function serverOf(raw: Raw): Listener {
  const port = obj(raw['port']);
  const tls = obj(raw['tls']);
  const listener: Listener = { hosts: strings(raw['hosts']) };
  put(listener, 'name', str(port['name'], 256) ?? str(raw['name'], 256));
  put(listener, 'port', num(port['number']));
  put(listener, 'protocol', str(port['protocol'], 64));
  put(listener, 'tlsMode', str(tls['mode'], 32));
  if (tls['httpsRedirect'] === true) listener.httpsRedirect = true;
  put(listener, 'minTls', str(tls['minProtocolVersion'], 32));
  return listener;
}

/** Routes of the Gateway API: HTTPRoute, GRPCRoute, TLSRoute, TCPRoute, UDPRoute. */
export const projectRoute: Project = ({ raw, meta, kind }) => {
  const spec = obj(raw['spec']);
  const namespace = namespaceOf(meta);
  const backends = arr(spec['rules'])
    .flatMap((rule) => arr(obj(rule)['backendRefs']))
    .flatMap((ref) => reference(ref, namespace, 'port'));
  return route(namespace, meta.name, kind, {
    parents: arr(spec['parentRefs']).flatMap((ref) => reference(ref, namespace)),
    hosts: strings(spec['hostnames']),
    backends,
  });
};

/** `namespace/name[:port]`, with the kind in front when it is not the usual one. */
function reference(ref: unknown, namespace: string, portKey?: string): string[] {
  const raw = obj(ref);
  const name = str(raw['name'], 256);
  if (name === undefined) return [];
  const kind = str(raw['kind'], 128);
  const prefix = kind === undefined || kind === 'Gateway' || kind === 'Service' ? '' : `${kind} `;
  const port = portKey === undefined ? undefined : scalar(raw[portKey]);
  return [
    `${prefix}${str(raw['namespace'], 256) ?? namespace}/${name}${port === undefined ? '' : `:${port}`}`,
  ];
}

function route(
  namespace: string,
  name: string,
  kind: string,
  parts: { parents: string[]; hosts: string[]; backends: string[] },
): { kind: 'route'; record: RouteRecord } {
  return {
    kind: 'route',
    record: {
      namespace,
      name,
      kind,
      parents: [...new Set(parts.parents)],
      hosts: parts.hosts,
      backends: [...new Set(parts.backends)],
    },
  };
}

/** Istio VirtualService. Parents are gateways as `namespace/name`, or `mesh`; without any it applies to the mesh. */
export const projectVirtualService: Project = ({ raw, meta }) => {
  const spec = obj(raw['spec']);
  const namespace = namespaceOf(meta);
  const gateways = strings(spec['gateways']).map((name) =>
    name === 'mesh' || name.includes('/') ? name : `${namespace}/${name}`,
  );
  const backends = ['http', 'tls', 'tcp'].flatMap((protocol) =>
    arr(spec[protocol])
      .flatMap((rule) => arr(obj(rule)['route']))
      .flatMap((entry) => {
        const destination = obj(obj(entry)['destination']);
        const host = str(destination['host'], 256);
        const port = scalar(obj(destination['port'])['number']);
        return host === undefined ? [] : [port === undefined ? host : `${host}:${port}`];
      }),
  );
  const parents = gateways.length > 0 ? gateways : ['mesh'];
  return route(namespace, meta.name, 'VirtualService', { parents, hosts: strings(spec['hosts']), backends });
};

/** OpenShift Route: its router is the parent. */
export const projectOpenShiftRoute: Project = ({ raw, meta }) => {
  const spec = obj(raw['spec']);
  const namespace = namespaceOf(meta);
  const targets = [spec['to'], ...arr(spec['alternateBackends'])].flatMap((ref) => reference(ref, namespace));
  const routers = arr(obj(raw['status'])['ingress']).flatMap(
    (item) => str(obj(item)['routerName'], 256) ?? [],
  );
  return route(namespace, meta.name, 'Route', {
    parents: routers,
    hosts: strings([spec['host']]),
    backends: targets,
  });
};

/** Contour HTTPProxy. A proxy without a virtual host is included by another one. */
export const projectHttpProxy: Project = ({ raw, meta }) => {
  const spec = obj(raw['spec']);
  const namespace = namespaceOf(meta);
  const services = [...arr(spec['routes']), obj(spec['tcpproxy'])].flatMap((entry) =>
    arr(obj(entry)['services']),
  );
  return route(namespace, meta.name, 'HTTPProxy', {
    parents: strings([spec['ingressClassName']]),
    hosts: strings([obj(spec['virtualhost'])['fqdn']]),
    backends: services.flatMap((ref) => reference(ref, namespace, 'port')),
  });
};

/** Traefik IngressRoute; host names stand in the match expression of each route. */
export const projectIngressRoute: Project = ({ raw, meta, kind }) => {
  const spec = obj(raw['spec']);
  const namespace = namespaceOf(meta);
  const routes = arr(spec['routes']);
  const hosts = routes.flatMap((entry) =>
    [...(str(obj(entry)['match']) ?? '').matchAll(/Host(?:SNI)?\(([^)]*)\)/g)].flatMap((match) =>
      [...(match[1] ?? '').matchAll(/[`"']([^`"']+)[`"']/g)].map((host) => host[1] ?? ''),
    ),
  );
  return route(namespace, meta.name, kind, {
    parents: strings(spec['entryPoints']),
    hosts: [...new Set(hosts)],
    backends: routes
      .flatMap((entry) => arr(obj(entry)['services']))
      .flatMap((ref) => reference(ref, namespace, 'port')),
  });
};

/** Emissary Mapping. */
export const projectMapping: Project = ({ raw, meta }) => {
  const spec = obj(raw['spec']);
  return route(namespaceOf(meta), meta.name, 'Mapping', {
    parents: strings(spec['ambassador_id']),
    hosts: strings([spec['hostname'] ?? spec['host']]),
    backends: strings([spec['service']]),
  });
};
