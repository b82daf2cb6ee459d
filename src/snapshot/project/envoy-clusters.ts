/** Clusters of an Envoy bootstrap, and whether they lead to its own admin interface. */
import type { EnvoyBootstrapRecord } from '../schema/envoy.ts';
import { groupByEach } from '../../shared/group.ts';
import { numberOf } from './envoy-fields.ts';
import { arr, obj, str } from './raw.ts';

export type Get = (raw: unknown, key: string) => unknown;
export type Admin = NonNullable<EnvoyBootstrapRecord['admin']>;
export type Leads = 'yes' | 'maybe' | 'no';

export interface Clusters {
  /** For the cluster with a name; one that is not in the bootstrap may come from another source. */
  leads: (name: string) => Leads;
  /** For any cluster that the request may select. */
  any: Leads;
  names: ReadonlySet<string>;
}

/** `get` reads a field in either spelling. */
export function clustersOf(bootstrap: unknown, admin: Admin, get: Get): Clusters {
  const clusters = arr(get(get(bootstrap, 'static_resources'), 'clusters'));
  const dynamic = get(bootstrap, 'dynamic_resources');
  const isGiven = ['cds_config', 'cds_resources_locator'].some((key) => get(dynamic, key) !== undefined);
  const own = new Map<string, Leads>();
  for (const cluster of clusters) {
    const name = str(get(cluster, 'name'));
    if (name !== undefined) own.set(name, leadsOf(cluster, admin, get));
  }
  const other: Leads = isGiven ? 'maybe' : 'no';
  const leads = (name: string) => own.get(name) ?? other;
  const aggregates = aggregatesOf(clusters, get);
  for (const level of ['maybe', 'yes'] as const) {
    // An aggregate forwards to others by name, which may be aggregates, too.
    const reached = [...new Set([...own.keys(), ...aggregates.keys()])].filter(
      (name) => leads(name) === level,
    );
    for (const part of reached) {
      for (const aggregate of aggregates.get(part) ?? []) {
        const outer = str(get(aggregate, 'name'));
        if (outer === undefined || ['yes', level].includes(leads(outer))) continue;
        own.set(outer, level);
        reached.push(outer);
      }
    }
  }
  const names = new Set([...own].flatMap(([name, one]) => (one === 'yes' ? [name] : [])));
  return { leads, any: worst([...own.values(), other]), names };
}

/** Clusters that forward to others by name, by each of these names. */
function aggregatesOf(clusters: readonly unknown[], get: Get): Map<string, unknown[]> {
  return groupByEach(clusters, (cluster) =>
    arr(get(get(get(cluster, 'cluster_type'), 'typed_config'), 'clusters')).flatMap((one) => str(one) ?? []),
  );
}

export function worst(all: readonly Leads[]): Leads {
  return all.includes('yes') ? 'yes' : all.includes('maybe') ? 'maybe' : 'no';
}

function leadsOf(cluster: unknown, admin: Admin, get: Get): Leads {
  const hosts = hostsOf(cluster, get);
  if (hosts.some((host) => isAdmin(host, admin, get))) return 'yes';
  const chosen = get(cluster, 'original_dst_lb_config');
  const byHeader = get(chosen, 'use_http_header') === true;
  // The request contains the address: x-envoy-original-dst-host, or Host.
  if (admin.pipe !== true && (byHeader || isForwardProxy(cluster, get))) return 'yes';
  const isElsewhere =
    str(get(cluster, 'type')) === 'EDS' ||
    get(cluster, 'eds_cluster_config') !== undefined ||
    get(chosen, 'metadata_key') !== undefined ||
    hosts.some((host) => get(host, 'envoy_internal_address') !== undefined);
  return isElsewhere ? 'maybe' : 'no';
}

function isForwardProxy(cluster: unknown, get: Get): boolean {
  const type = get(cluster, 'cluster_type');
  return [str(get(type, 'name')), str(obj(get(type, 'typed_config'))['@type'])].some((text) =>
    text?.includes('dynamic_forward_proxy'),
  );
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
  const port = numberOf(get(get(host, 'socket_address'), 'port_value'));
  return port !== undefined && port === admin.port;
}
