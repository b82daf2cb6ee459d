/**
 * Envoy bootstraps: facts about exposure, never the text. YAML or JSON, snake_case (usual in files) or lowerCamelCase
 * (protobuf output).
 */
import { load, CORE_SCHEMA, mergeTag } from 'js-yaml';
import type { Extra } from '../kinds/define.ts';
import type { EnvoyBootstrapRecord } from '../schema/envoy.ts';
import { adminWays } from './envoy-admin.ts';
import { at, chainsOf, get, numberOf } from './envoy-fields.ts';
import { httpManagers, isLimited } from './envoy-http.ts';
import { clusterFacts, downstreamTls, googleServers, isEncrypted } from './envoy-tls.ts';
import { arr, isObject, put, str } from './raw.ts';
import type { Raw } from './raw.ts';

const MAX_TEXT = 2_000_000;
const TOP_KEYS = ['static_resources', 'dynamic_resources', 'admin', 'overload_manager', 'layered_runtime'];
const HINT = /\b(?:static_?resources|dynamic_?resources|admin|overload_?manager|layered_?runtime)\b/i;
const SCHEMA = CORE_SCHEMA.withTags(mergeTag);

/** File names that bootstraps usually have: one that cannot be parsed is worth a record of its own. */
const USUAL = /(?:^|[/._-])(?:envoy|bootstrap)[^/]*\.(?:ya?ml|json)$|\/args$/i;

/** Facts of a bootstrap, or undefined when the text is none. Never throws. */
export function bootstrapFromText(
  text: string,
  namespace: string,
  source: string,
): EnvoyBootstrapRecord | undefined {
  if (text.length > MAX_TEXT || !(HINT.test(text) || USUAL.test(source))) return undefined;
  let parsed: unknown;
  try {
    parsed = parse(text);
  } catch {
    // Templates ({{ }}) and other languages are no bootstrap, unless their name says that they should be one.
    return USUAL.test(source)
      ? { namespace, source, unparsed: true, listeners: [], hasOverloadManager: false }
      : undefined;
  }
  if (!isObject(parsed) || !looksLikeBootstrap(parsed)) return undefined;
  return bootstrapFacts(parsed, namespace, source);
}

/** JSON is parsed as such because that is faster; YAML in flow style begins as JSON does. */
function parse(text: string): unknown {
  if (text.trimStart().startsWith('{'))
    try {
      return JSON.parse(text) as unknown;
    } catch {
      // Evaluated as YAML below.
    }
  return load(text, { schema: SCHEMA, json: true });
}

/** `admin` alone is a common word; its content has to match Envoy's. */
function looksLikeBootstrap(raw: Raw): boolean {
  const found = TOP_KEYS.filter((key) => isObject(get(raw, key)));
  if (found.length === 0) return false;
  if (found.length > 1 || found[0] !== 'admin') return true;
  const admin = get(raw, 'admin');
  const address = get(admin, 'address');
  return (
    ['socket_address', 'pipe', 'envoy_internal_address'].some((key) => get(address, key) !== undefined) ||
    ['access_log', 'access_log_path', 'profile_path'].some((key) => get(admin, key) !== undefined)
  );
}

function bootstrapFacts(raw: Raw, namespace: string, source: string): EnvoyBootstrapRecord {
  const resources = get(raw, 'static_resources');
  const admin = adminOf(get(raw, 'admin'));
  const ways = admin ? adminWays(raw, admin, get) : undefined;
  const own = ways?.clusters ?? new Set<string>();
  const record: EnvoyBootstrapRecord = {
    namespace,
    source,
    listeners: arr(get(resources, 'listeners')).flatMap((item) => listenerOf(item, own)),
    hasOverloadManager: isObject(get(raw, 'overload_manager')),
  };
  put(record, 'admin', admin);
  if (ways && ways.behind.length > 0) record.adminBehind = ways.behind;
  put(record, 'adminUncollected', ways?.uncollected);
  const clusters = arr(get(resources, 'clusters'));
  const served = xdsClusters(raw);
  const plaintext = plaintextXds(clusters, served);
  if (plaintext.length > 0) record.plaintextXds = plaintext;
  const facts = [...clusterFacts(clusters, served, isLocal), ...googleServers(get(raw, 'dynamic_resources'))];
  if (facts.length > 0) record.clusters = facts;
  const elsewhere = elsewhereOf(get(raw, 'dynamic_resources'));
  if (elsewhere.length > 0) record.elsewhere = elsewhere;
  const monitors = monitorsOf(raw);
  if (monitors.length > 0) record.monitors = monitors;
  const runtime = runtimeOf(raw);
  if (runtime.length > 0) record.runtime = runtime;
  if (layersOf(raw).some((layer) => get(layer, 'admin_layer') !== undefined)) record.adminLayer = true;
  return record;
}

/** What the bootstrap leaves to a file or a server: listeners (LDS), clusters (CDS). */
function elsewhereOf(dynamic: unknown): NonNullable<EnvoyBootstrapRecord['elsewhere']> {
  const parts = [
    ['listeners', 'lds_config', 'lds_resources_locator'],
    ['clusters', 'cds_config', 'cds_resources_locator'],
  ] as const;
  return parts.flatMap(([part, ...keys]) =>
    keys.some((key) => get(dynamic, key) !== undefined) ? [part] : [],
  );
}

/** Last words of the names of resource monitors (envoy/config/overload/v3). */
function monitorsOf(raw: Raw): string[] {
  return arr(at(raw, 'overload_manager', 'resource_monitors')).flatMap(
    (monitor) => str(get(monitor, 'name'), 128)?.split('.').at(-1) ?? [],
  );
}

function layersOf(raw: Raw): readonly unknown[] {
  return arr(at(raw, 'layered_runtime', 'layers'));
}

/** Runtime keys that protect: connection limits, and fixes of security releases that can be reverted. */
const RUNTIME = /^(?:overload\.|envoy\.(?:reloadable_features|restart_features|resource_limits)\.)/;
const MAX_KEYS = 200;

function runtimeOf(raw: Raw): string[] {
  const found = new Map<string, string>();
  for (const layer of layersOf(raw)) flatten(get(layer, 'static_layer'), '', found, { left: 10_000 });
  return [...found]
    .filter(([key]) => RUNTIME.test(key))
    .slice(0, MAX_KEYS)
    .map(([key, value]) => `${key}=${value}`);
}

/** Keys of a runtime layer are dotted, or nested objects. */
function flatten(value: unknown, path: string, into: Map<string, string>, budget: { left: number }): void {
  if (--budget.left < 0) return;
  if (isObject(value)) {
    for (const [key, inner] of Object.entries(value))
      flatten(inner, path === '' ? key : `${path}.${key}`, into, budget);
  } else if (path !== '' && ['number', 'boolean', 'string'].includes(typeof value)) {
    into.set(str(path, 256) ?? '', str(String(value), 64) ?? '');
  }
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
  put(result, 'port', numberOf(get(socket, 'port_value')));
  return result;
}

function listenerOf(item: unknown, own: ReadonlySet<string>): EnvoyBootstrapRecord['listeners'][number][] {
  const address = get(item, 'address');
  const socket = get(address, 'socket_address');
  const pipe = str(get(get(address, 'pipe'), 'path'));
  const host = pipe ?? str(get(socket, 'address'), 256);
  if (host === undefined) return [];
  const listener: Mutable = { address: host, ...downstreamTls(chainsOf(item)) };
  put(listener, 'name', str(get(item, 'name'), 256));
  put(listener, 'port', numberOf(get(socket, 'port_value')));
  if (isLimited(item)) listener.limited = true;
  const managers = httpManagers(item, own);
  if (managers.length > 0) listener.http = managers;
  return [listener];
}

type Mutable = {
  -readonly [
    K in keyof EnvoyBootstrapRecord['listeners'][number]
  ]: EnvoyBootstrapRecord['listeners'][number][K];
};

/** Names of clusters that serve configuration: by name, or as the host of a Google gRPC client, which has none. */
function xdsClusters(raw: Raw): ReadonlySet<string> {
  const used = new Set<string>();
  collectClusterNames(get(raw, 'dynamic_resources'), used, { left: 10_000 });
  return used;
}

/** Names of static clusters that serve configuration over the network without TLS. */
function plaintextXds(clusters: readonly unknown[], used: ReadonlySet<string>): string[] {
  return clusters.flatMap((cluster) => {
    const name = str(get(cluster, 'name'), 256);
    if (name === undefined || !used.has(name)) return [];
    return isEncrypted(cluster) || isLocal(cluster) ? [] : [name];
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
