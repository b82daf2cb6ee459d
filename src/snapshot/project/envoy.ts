/**
 * Envoy bootstraps: facts about exposure, never the text. YAML or JSON, snake_case (usual in files) or lowerCamelCase
 * (protobuf output).
 */
import { load, CORE_SCHEMA, mergeTag } from 'js-yaml';
import type { Extra } from '../kinds/define.ts';
import type { EnvoyBootstrapRecord } from '../schema/envoy.ts';
import { adminWays } from './envoy-admin.ts';
import { arr, isObject, num, obj, put, str } from './raw.ts';
import type { Raw } from './raw.ts';

const MAX_TEXT = 2_000_000;
const TOP_KEYS = ['static_resources', 'dynamic_resources', 'admin', 'overload_manager', 'layered_runtime'];
const HINT = /\b(?:static_?resources|dynamic_?resources|admin|overload_?manager|layered_?runtime)\b/i;
const SCHEMA = CORE_SCHEMA.withTags(mergeTag);

/** Facts of a bootstrap, or undefined when the text is none. Never throws. */
export function bootstrapFromText(
  text: string,
  namespace: string,
  source: string,
): EnvoyBootstrapRecord | undefined {
  if (text.length > MAX_TEXT || !HINT.test(text)) return undefined;
  let parsed: unknown;
  try {
    parsed = text.trimStart().startsWith('{') ? JSON.parse(text) : load(text, { schema: SCHEMA, json: true });
  } catch {
    // Templates ({{ }}), other languages: not a bootstrap that can be evaluated.
    return undefined;
  }
  if (!isObject(parsed) || !looksLikeBootstrap(parsed)) return undefined;
  return bootstrapFacts(parsed, namespace, source);
}

/** `admin` alone is a common word; its content has to match Envoy's. */
function looksLikeBootstrap(raw: Raw): boolean {
  const found = TOP_KEYS.filter((key) => isObject(get(raw, key)));
  if (found.length === 0) return false;
  if (found.length > 1 || found[0] !== 'admin') return true;
  const admin = obj(get(raw, 'admin'));
  return get(admin, 'address') !== undefined || get(admin, 'access_log_path') !== undefined;
}

/** A field by its snake_case name, in either spelling. */
function get(raw: unknown, key: string): unknown {
  const object = obj(raw);
  return object[key] ?? object[key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())];
}

function bootstrapFacts(raw: Raw, namespace: string, source: string): EnvoyBootstrapRecord {
  const resources = get(raw, 'static_resources');
  const record: EnvoyBootstrapRecord = {
    namespace,
    source,
    listeners: arr(get(resources, 'listeners')).flatMap(listenerOf),
    hasOverloadManager: isObject(get(raw, 'overload_manager')),
  };
  const admin = adminOf(get(raw, 'admin'));
  put(record, 'admin', admin);
  const ways = admin ? adminWays(raw, admin, get) : undefined;
  if (ways && ways.behind.length > 0) record.adminBehind = ways.behind;
  put(record, 'adminUncollected', ways?.uncollected);
  const plaintext = plaintextXds(raw, arr(get(resources, 'clusters')));
  if (plaintext.length > 0) record.plaintextXds = plaintext;
  return record;
}

function adminOf(admin: unknown): EnvoyBootstrapRecord['admin'] {
  if (!isObject(admin)) return undefined;
  const address = get(admin, 'address');
  const pipe = str(get(get(address, 'pipe'), 'path'));
  if (pipe !== undefined) return { address: pipe, pipe: true };
  const socket = get(address, 'socket_address');
  const host = str(get(socket, 'address'), 256);
  if (host === undefined) return undefined;
  const result: { address: string; port?: number } = { address: host };
  put(result, 'port', num(get(socket, 'port_value')));
  return result;
}

function listenerOf(item: unknown): EnvoyBootstrapRecord['listeners'][number][] {
  const address = get(item, 'address');
  const socket = get(address, 'socket_address');
  const pipe = str(get(get(address, 'pipe'), 'path'));
  const host = pipe ?? str(get(socket, 'address'), 256);
  if (host === undefined) return [];
  const chains = [
    ...arr(get(item, 'filter_chains')),
    ...[get(item, 'default_filter_chain')].filter(isObject),
  ];
  const listener: { address: string; port?: number; tls: boolean } = {
    address: host,
    tls:
      chains.length > 0 &&
      chains.every((chain) => hasTls(get(chain, 'transport_socket')) || isObject(get(chain, 'tls_context'))),
  };
  put(listener, 'port', num(get(socket, 'port_value')));
  return [listener];
}

function hasTls(socket: unknown): boolean {
  const name = str(get(socket, 'name')) ?? '';
  const type = str(obj(get(socket, 'typed_config'))['@type']) ?? '';
  return /tls|quic|alts/i.test(name) || /tls|quic|alts/i.test(type);
}

/** Names of static clusters that serve configuration over the network without TLS. */
function plaintextXds(raw: Raw, clusters: readonly unknown[]): string[] {
  const used = new Set<string>();
  collectClusterNames(get(raw, 'dynamic_resources'), used, { left: 10_000 });
  return clusters.flatMap((cluster) => {
    const name = str(get(cluster, 'name'), 256);
    if (name === undefined || !used.has(name)) return [];
    const secure = hasTls(get(cluster, 'transport_socket')) || isObject(get(cluster, 'tls_context'));
    return secure || isLocal(cluster) ? [] : [name];
  });
}

/** `cluster_name` anywhere below dynamic_resources: ADS, LDS and CDS name their clusters at several depths. */
function collectClusterNames(value: unknown, into: Set<string>, budget: { left: number }): void {
  if (--budget.left < 0) return;
  if (Array.isArray(value)) {
    for (const item of value) collectClusterNames(item, into, budget);
  } else if (isObject(value)) {
    for (const [key, item] of Object.entries(value)) {
      if ((key === 'cluster_name' || key === 'clusterName') && typeof item === 'string') into.add(item);
      else if (key === 'cluster_names' || key === 'clusterNames')
        arr(item).forEach((n) => typeof n === 'string' && into.add(n));
      else collectClusterNames(item, into, budget);
    }
  }
}

function isLocal(cluster: unknown): boolean {
  const endpoints = arr(get(get(cluster, 'load_assignment'), 'endpoints')).flatMap((group) =>
    arr(get(group, 'lb_endpoints')),
  );
  const addresses = endpoints.map((endpoint) => get(get(endpoint, 'endpoint'), 'address'));
  const hosts = [...addresses, ...arr(get(cluster, 'hosts'))];
  return (
    hosts.length > 0 &&
    hosts.every((address) => {
      const host = str(get(get(address, 'socket_address'), 'address')) ?? '';
      return (
        get(address, 'pipe') !== undefined ||
        host === 'localhost' ||
        host === '::1' ||
        host.startsWith('127.')
      );
    })
  );
}

/** Inline bootstraps of a pod or workload; once per distinct template, named after the first object with it. */
export function bootstrapRecords(
  bootstraps: readonly { container: string; text: string }[],
  kind: string,
  namespace: string,
  name: string,
): Extra[] {
  return bootstraps.flatMap(({ container, text }) => {
    const record = bootstrapFromText(text, namespace, `${kind}/${name}/${container}/args`);
    return record === undefined ? [] : [{ kind: 'envoyBootstrap' as const, record }];
  });
}
