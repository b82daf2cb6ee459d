/** Listeners of an Envoy bootstrap that lead to its own admin interface. */
import type { EnvoyBootstrapRecord } from '../schema/envoy.ts';
import { arr, isObject, num, obj, str } from './raw.ts';

type Get = (raw: unknown, key: string) => unknown;
type Admin = NonNullable<EnvoyBootstrapRecord['admin']>;
type Place = NonNullable<EnvoyBootstrapRecord['adminBehind']>[number];

/** `get` reads a field in either spelling. */
export function adminBehind(resources: unknown, admin: Admin, get: Get): Place[] {
  const leading = new Set(
    arr(get(resources, 'clusters')).flatMap((cluster) =>
      hostsOf(cluster, get).some((host) => isAdmin(host, admin, get))
        ? (str(get(cluster, 'name')) ?? [])
        : [],
    ),
  );
  if (leading.size === 0) return [];
  return arr(get(resources, 'listeners')).flatMap((listener) => {
    const socket = get(get(listener, 'address'), 'socket_address');
    const address = str(get(socket, 'address'), 256);
    const port = num(get(socket, 'port_value'));
    if (address === undefined || !filtersOf(listener, get).some((filter) => passesOn(filter, leading, get)))
      return [];
    return [{ address, ...(port !== undefined && { port }) }];
  });
}

/** Addresses of the endpoints of a static cluster. */
function hostsOf(cluster: unknown, get: Get): unknown[] {
  const endpoints = arr(get(get(cluster, 'load_assignment'), 'endpoints')).flatMap((group) =>
    arr(get(group, 'lb_endpoints')),
  );
  return [
    ...endpoints.map((endpoint) => get(get(endpoint, 'endpoint'), 'address')),
    ...arr(get(cluster, 'hosts')),
  ];
}

function isAdmin(host: unknown, admin: Admin, get: Get): boolean {
  if (admin.pipe === true) return str(get(get(host, 'pipe'), 'path')) === admin.address;
  const port = num(get(get(host, 'socket_address'), 'port_value'));
  return port !== undefined && port === admin.port;
}

function filtersOf(listener: unknown, get: Get): unknown[] {
  const chains = [...arr(get(listener, 'filter_chains')), get(listener, 'default_filter_chain')];
  return chains.flatMap((chain) => arr(get(chain, 'filters')));
}

function passesOn(filter: unknown, leading: ReadonlySet<string>, get: Get): boolean {
  const config = get(filter, 'typed_config') ?? get(filter, 'config');
  if (clustersOf(config, get).some((name) => leading.has(name))) return true;
  return arr(get(get(config, 'route_config'), 'virtual_hosts'))
    .flatMap((host) => arr(get(host, 'routes')))
    .some((route) => {
      const action = get(route, 'route');
      return clustersOf(action, get).some((name) => leading.has(name)) && !isHarmless(route, action, get);
    });
}

/** Of a TCP proxy or of a route. */
function clustersOf(value: unknown, get: Get): string[] {
  const weighted = arr(get(get(value, 'weighted_clusters'), 'clusters')).map((one) => get(one, 'name'));
  return [get(value, 'cluster'), ...weighted].flatMap((name) => str(name) ?? []);
}

/** Statistics and readiness are what monitoring is meant to see. */
const MONITORING = /^\/(?:stats|ready)/;

function isHarmless(route: unknown, action: unknown, get: Get): boolean {
  const match = obj(get(route, 'match'));
  const path = str(get(match, 'path') ?? get(match, 'prefix') ?? get(match, 'path_separated_prefix')) ?? '';
  const rewrite = str(get(action, 'prefix_rewrite'));
  const rewritten =
    isObject(get(action, 'regex_rewrite')) || (rewrite !== undefined && !MONITORING.test(rewrite));
  return MONITORING.test(path) && !rewritten;
}
