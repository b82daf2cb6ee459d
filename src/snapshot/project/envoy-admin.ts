/** Listeners of an Envoy bootstrap that forward to its own admin interface. */
import { isLoopback } from '../../shared/addresses.ts';
import type { EnvoyBootstrapRecord } from '../schema/envoy.ts';
import type { Admin, Clusters, Get, Leads } from './envoy-clusters.ts';
import { clustersOf, worst } from './envoy-clusters.ts';
import { numberOf } from './envoy-fields.ts';
import { arr, isObject, obj, str } from './raw.ts';

type Place = NonNullable<EnvoyBootstrapRecord['adminBehind']>[number];

/** Why the listeners of a bootstrap are not known. */
export const DYNAMIC_LISTENERS = 'its listeners come from a file or a server (LDS)';

export interface AdminWays {
  /** Clusters whose endpoint is the admin interface. */
  clusters: ReadonlySet<string>;
  /** Listeners that forward to it. */
  behind: Place[];
  /** Why other listeners may, too: their configuration comes from another source. */
  uncollected?: string;
}

/** `get` reads a field in either spelling. */
export function adminWays(bootstrap: unknown, admin: Admin, get: Get): AdminWays {
  const clusters = clustersOf(bootstrap, admin, get);
  const behind: Place[] = [];
  const dynamic = get(bootstrap, 'dynamic_resources');
  let uncollected = ['lds_config', 'lds_resources_locator'].some((key) => get(dynamic, key) !== undefined)
    ? DYNAMIC_LISTENERS
    : undefined;
  for (const listener of arr(get(get(bootstrap, 'static_resources'), 'listeners'))) {
    const places = placesOf(listener, get);
    const leads = worst(filtersOf(listener, get).map((filter) => leadsOf(filter, clusters, get)));
    if (leads === 'yes') behind.push(...places);
    const open = places.find(({ address }) => !isLoopback(address));
    if (leads === 'maybe' && open)
      uncollected ??= `the destinations of the listener on ${open.address}:${open.port ?? '?'} are configured elsewhere`;
  }
  return { clusters: clusters.names, behind, ...(uncollected !== undefined && { uncollected }) };
}

/** Addresses that a listener is bound to. */
function placesOf(listener: unknown, get: Get): Place[] {
  const more = arr(get(listener, 'additional_addresses')).map((one) => get(one, 'address'));
  return [get(listener, 'address'), ...more].flatMap((place) => {
    const socket = get(place, 'socket_address');
    const address = str(get(socket, 'address'), 256);
    const port = numberOf(get(socket, 'port_value'));
    return address === undefined ? [] : [{ address, ...(port !== undefined && { port }) }];
  });
}

function filtersOf(listener: unknown, get: Get): unknown[] {
  const chains = [...arr(get(listener, 'filter_chains')), get(listener, 'default_filter_chain')];
  return chains.flatMap((chain) => arr(get(chain, 'filters')));
}

/** Routes are evaluated separately; another setting with such a cluster may forward to it, for example for an authorization check. */
function leadsOf(filter: unknown, clusters: Clusters, get: Get): Leads {
  const config = get(filter, 'typed_config') ?? get(filter, 'config');
  const routes = get(config, 'route_config');
  const isGiven =
    ['rds', 'scoped_routes'].some((key) => get(config, key) !== undefined) ||
    get(routes, 'vhds') !== undefined;
  const given: Leads = isGiven && clusters.any !== 'no' ? 'maybe' : 'no';
  const rest = Object.entries(obj(config)).filter(
    ([key]) => !/^(?:route_?config|access_?log|cluster|weighted_?clusters)$/i.test(key),
  );
  const named: Leads = mentions(rest, clusters.names, { left: 10_000 }) ? 'maybe' : 'no';
  return worst([actionLeads(config, clusters, get), routesLead(routes, clusters, get), given, named]);
}

function routesLead(routes: unknown, clusters: Clusters, get: Get): Leads {
  const hosts = arr(get(routes, 'virtual_hosts'));
  const found = hosts.flatMap((host) =>
    arr(get(host, 'routes')).map((route) => {
      const action = get(route, 'route');
      if (isHarmless(route, action, get)) return 'no';
      const mirrors = [routes, host].map((place) => mirrorsLead(place, clusters, get));
      return worst([actionLeads(action, clusters, get), ...mirrors]);
    }),
  );
  // Takes the place of the list of routes, and may end at any action.
  const isMatched = hosts.some((host) => get(host, 'matcher') !== undefined);
  return worst([...found, isMatched && clusters.any !== 'no' ? 'maybe' : 'no']);
}

/** For a TCP proxy, for a route, or for one of several weighted clusters. */
function actionLeads(action: unknown, clusters: Clusters, get: Get): Leads {
  const shares = arr(get(get(action, 'weighted_clusters'), 'clusters'));
  const isPlugin = ['cluster_specifier_plugin', 'inline_cluster_specifier_plugin'].some(
    (key) => get(action, key) !== undefined,
  );
  return worst([
    ...[action, ...shares].map((one) =>
      choiceLeads(one, get(one, 'cluster') ?? get(one, 'name'), clusters, get),
    ),
    mirrorsLead(action, clusters, get),
    isPlugin && clusters.any !== 'no' ? 'maybe' : 'no',
  ]);
}

/** Mirrored requests have the same effect as requests. */
function mirrorsLead(place: unknown, clusters: Clusters, get: Get): Leads {
  const policies = [
    ...arr(get(place, 'request_mirror_policies')),
    ...[get(place, 'request_mirror_policy')].filter(isObject),
  ];
  return worst(policies.map((policy) => choiceLeads(policy, get(policy, 'cluster'), clusters, get)));
}

/** A cluster by its name, or by a header of the request. */
function choiceLeads(choice: unknown, cluster: unknown, clusters: Clusters, get: Get): Leads {
  const byHeader: Leads = str(get(choice, 'cluster_header')) === undefined ? 'no' : clusters.any;
  const name = str(cluster);
  return worst([byHeader, name === undefined ? 'no' : clusters.leads(name)]);
}

/** A call in Lua, whose cluster may be put together (https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/lua_filter). */
const CALLS = /\bhttpCall\s*\(/;

function mentions(value: unknown, names: ReadonlySet<string>, budget: { left: number }): boolean {
  if (--budget.left < 0) return names.size > 0;
  if (typeof value === 'string') return names.has(value) || (names.size > 0 && CALLS.test(value));
  if (Array.isArray(value)) return value.some((one) => mentions(one, names, budget));
  return isObject(value) && Object.values(value).some((one) => mentions(one, names, budget));
}

/** Statistics and readiness are intended for monitoring. */
const MONITORING = /^\/(?:stats|ready)(?!.*\.\.)/;

/** By the path that reaches the admin interface: that of a rewritten prefix is its replacement. */
function isHarmless(route: unknown, action: unknown, get: Get): boolean {
  const match = obj(get(route, 'match'));
  const path = str(get(match, 'path') ?? get(match, 'prefix') ?? get(match, 'path_separated_prefix')) ?? '';
  const rewritten =
    isObject(get(action, 'regex_rewrite')) ||
    isObject(get(action, 'path_rewrite_policy')) ||
    str(get(action, 'path_rewrite')) !== undefined;
  const target = str(get(action, 'prefix_rewrite')) ?? path;
  return (
    path !== '' && MONITORING.test(target) && !rewritten && str(get(action, 'cluster_header')) === undefined
  );
}
