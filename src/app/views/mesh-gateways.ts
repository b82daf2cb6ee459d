import type { CheckParts } from '../../checks/define.ts';
import type { MeshEgressRow, MeshGatewayRow } from '../../result/types.ts';

type Edge = CheckParts['meshEdge'];

const MAX_NAMES = 50;

/** Gateways of Istio with the servers that they ask for. */
export function gatewayRows({ gateways }: Edge): MeshGatewayRow[] {
  return gateways.map(({ record, classic, servers, workloads, reach, routes }) => ({
    namespace: record.namespace,
    name: record.name,
    api: classic ? 'networking.istio.io' : 'gateway.networking.k8s.io',
    reach,
    workloads: workloads.slice(0, MAX_NAMES).map(({ namespace, name }) => `${namespace}/${name}`),
    servers: servers.map(({ listener, hosts, end, routes: bound }) => ({
      ...(listener.name !== undefined && { name: listener.name }),
      ...(listener.port !== undefined && { port: listener.port }),
      ...(listener.protocol !== undefined && { protocol: listener.protocol }),
      tls: end,
      ...(listener.minTls !== undefined && { minTls: listener.minTls }),
      hosts: hosts
        .slice(0, MAX_NAMES)
        .map(({ namespace, host }) => (namespace ? `${namespace}/${host}` : host)),
      ...(hosts.length > MAX_NAMES && { moreHosts: hosts.length - MAX_NAMES }),
      ...namesOf(bound),
    })),
    ...namesOf(routes),
  }));
}

function namesOf(routes: Edge['gateways'][number]['routes']): Pick<MeshGatewayRow, 'routes' | 'moreRoutes'> {
  return {
    routes: routes.slice(0, MAX_NAMES).map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`),
    ...(routes.length > MAX_NAMES && { moreRoutes: routes.length - MAX_NAMES }),
  };
}

/** Sidecars with an outbound mode of their own. */
export function egressRows({ outbound }: Edge): MeshEgressRow[] {
  return outbound.overrides.map(({ record, mode, scope }) => ({
    namespace: record.namespace ?? '',
    name: record.name,
    mode,
    scope,
  }));
}
