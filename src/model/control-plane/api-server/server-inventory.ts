import type { Known, UnknownReason } from '../../../shared/evidence.ts';
import type { FlagzRecord } from '../../../snapshot/records/index.ts';
import type { Snapshot } from '../../../snapshot/types.ts';
import { addressReach } from '../../../shared/addresses.ts';
import type { ClusterFacts, ComponentInstanceFacts } from '../../types.ts';
import { k3sInstances } from '../sources/k3s.ts';
import { apiServerLeases, nameLeases } from '../sources/leases.ts';
import { withOperatorConfig } from '../sources/openshift.ts';
import { ownAddresses, ownSlicesSeen } from '../endpoint/kubernetes-service.ts';
import type { StaticInstance } from '../sources/static-pods.ts';
import { staticInstances } from '../sources/static-pods.ts';
import type { SeenServers } from './server-count.ts';
import { complete, countServers, isCounted } from './server-count.ts';
import type { FlagSource, ComponentInstance } from '../sources/flag-sources.ts';

/** An API server without a name from a lease or a pod. */
export const UNNAMED = 'one API server';

/** Distinguishes unnamed servers by the hash of their identity: leases may be forbidden while several servers respond. */
export function unnamed(hash: string | undefined): string {
  return hash ? `API server ${hash.replace('sha256:', '').slice(0, 8)}` : UNNAMED;
}

/** The API servers, and the data sources of each. */
export interface ApiServers {
  /** One entry per server, best data source first; those that were not observed have no source. Sorted by name. */
  observedInstances: readonly ComponentInstance[];
  live: LiveServers;
  instances: readonly ComponentInstanceFacts[];
  /** Descriptions of pods that claim the identity of another pod's server. */
  duplicates: readonly string[];
  /** Name of the server with this identity hash; `UNNAMED` when it is unknown. */
  nameOf: (hash: string | undefined) => string;
  /** The number of servers, from complete lists. */
  replicas: (whyUnknown: UnknownReason) => Known<number>;
}

/** The API servers by name. */
export interface LiveServers {
  names: readonly string[];
  /** There may be more: no data source has the number. */
  countUnknown: boolean;
}

/** Represents servers that may exist. */
const UNCOUNTED: ComponentInstance = {
  name: 'an unknown number of API servers',
  sources: [],
  uncounted: true,
};

/**
 * `/flagz` and `/metrics` are responses of one server; the other servers must come from other sources. Leases, static pods and the nodes
 * of k3s identify every server when the list is complete. In a self-managed control plane the kubernetes Service has one address per
 * server; a provider uses a load balancer there. Where none of these bounds the number, further servers may exist, and one entry, marked
 * as uncounted, represents them.
 */
export function apiServers(snapshot: Snapshot, cluster: ClusterFacts): ApiServers {
  const { records } = snapshot;
  const leases = apiServerLeases(records.lease);
  const seenPods = withOperatorConfig(staticInstances(snapshot, 'kube-apiserver'), snapshot);
  const pods = seenPods.filter(({ duplicate }) => !duplicate);
  const k3s = k3sInstances(records.node);
  const bare = k3s.filter(({ name }) => !pods.some((pod) => pod.name === name));
  const names = nameLeases(leases, [...pods, ...bare]);
  const seen: SeenServers = { leases, names, pods, k3s, bare };
  const counted = isCounted(snapshot, seen);
  const service = cluster.managed.known && !cluster.managed.value ? ownAddresses(snapshot) : [];
  const first = inventoryServers(snapshot, seen, counted);
  // A complete list may still lack a server: an API server need not be a pod, nor have a lease.
  const short = counted && stillMissing(first, service).length > 0;
  const inventory = short ? inventoryServers(snapshot, seen, false) : first;
  const rest = stillMissing(inventory, service);
  const bounded = counted || (service.length > 0 && ownSlicesSeen(snapshot));
  const minorsOf = (name: string) => possibleMinors(cluster, pods, name);
  const servers: ComponentInstance[] = [...inventory.byName]
    .concat(rest.map((name) => [name, []]))
    .map(([name, sources]) => ({ name, sources, ...minorsOf(name) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const duplicates = seenPods.filter((pod) => pod.duplicate && !isObserved(inventory, pod));
  const observedInstances = [
    ...servers,
    ...duplicates.map(({ name, sources }) => ({ name, sources, ...minorsOf(name) })),
  ];
  return {
    observedInstances: bounded ? observedInstances : [...observedInstances, UNCOUNTED],
    live: { names: servers.map(({ name }) => name), countUnknown: !bounded },
    instances: [...instanceFacts(servers, pods, names, inventory), ...duplicates],
    duplicates: duplicates.map(
      ({ node = '', location }) => `${location} claims to be the API server of ${node}, too`,
    ),
    nameOf: (hash) => serverName(hash, seen, inventory.aliases),
    replicas: (whyUnknown) => countServers(seen, snapshot, whyUnknown, rest),
  };
}

/** A server that responds reports its flags itself: then it does not matter which of two pods it is. */
function isObserved({ byName }: ServerInventory, { node = '' }: StaticInstance): boolean {
  return byName.get(node)?.some(({ kind }) => kind === 'effective') === true;
}

/**
 * The possible minors of a server: a single server has the version that it reported; with several, each has that of its image, or one
 * near the version that one of them reported.
 */
function possibleMinors(
  { minor }: ClusterFacts,
  pods: readonly StaticInstance[],
  name: string,
): Pick<ComponentInstance, 'minors'> {
  const own = pods.length > 1 ? pods.find((pod) => pod.name === name)?.minor : undefined;
  if (own !== undefined) return { minors: [own] };
  if (!minor.known) return {};
  return { minors: pods.length > 1 ? [minor.value - 1, minor.value, minor.value + 1] : [minor.value] };
}

interface ServerInventory {
  byName: Map<string, FlagSource[]>;
  /** Servers whose address is known. */
  byAddress: ReadonlyMap<string, string>;
  /** Identity hash -> name, for servers that no lease names. */
  aliases: ReadonlyMap<string, string>;
}

/** Every observed server, with all of its data sources. */
function inventoryServers(snapshot: Snapshot, seen: SeenServers, counted: boolean): ServerInventory {
  const { flagz, metrics } = snapshot.records;
  const { leases, names, pods, k3s, bare } = seen;
  const byName = new Map<string, FlagSource[]>();
  const at = (name: string) => {
    const list = byName.get(name) ?? [];
    byName.set(name, list);
    return list;
  };
  for (const name of [...names.values(), ...pods.map(({ name }) => name), ...bare.map(({ name }) => name)])
    at(name);
  const only = byName.size === 1 ? [...byName.keys()][0] : undefined;
  const byAddress = new Map<string, string>();
  for (const { name, hostIP } of [...pods, ...bare]) if (hostIP) byAddress.set(hostIP, name);
  for (const { lease, address } of leases) if (address) byAddress.set(address, names.get(lease) ?? lease);
  const known = byAddress.size;
  const aliases = new Map<string, string>();
  const answers = new Map<string, FlagSource['flags']>();
  for (const record of sortedFlagz(flagz)) {
    const { instanceHash, flags } = record;
    const address = addressOf(record);
    // Every live server has a lease with its hash: a hash without a lease belongs to a further server.
    const further = instanceHash !== undefined && leases.length > 0;
    const lone = !further && (counted || address === undefined || known === 0) ? only : undefined;
    const named = serverName(instanceHash, seen, aliases);
    const name =
      named !== UNNAMED
        ? named
        : ((address && byAddress.get(address)) ?? lone ?? unrecognized(instanceHash, address, byName));
    if (address && !byAddress.has(address)) byAddress.set(address, name);
    if (instanceHash) aliases.set(instanceHash, name);
    at(name);
    if (!answers.has(name)) answers.set(name, new Map(Object.entries(flags)));
  }
  // A server that responds and is not in a complete list of leases is an additional one; with an incomplete list, it may be any of those
  // listed.
  const leased = leases.length > 0 && complete(snapshot, 'leases');
  for (const { instanceHash } of metrics) {
    const named = serverName(instanceHash, seen, aliases);
    if (leased && instanceHash !== undefined && named === UNNAMED) at(unnamed(instanceHash));
  }
  // The server's name is only included where there are several servers.
  const source = (name: string) => (byName.size > 1 ? `GET /flagz of ${name}` : 'GET /flagz');
  for (const [name, reported] of answers)
    at(name).push({ source: 'flagz', location: source(name), flags: reported, kind: 'effective' });
  for (const pod of pods) at(pod.name).push(...pod.sources);
  for (const instance of k3s) at(instance.name).push(...instance.sources);
  return { byName, byAddress, aliases };
}

/** The order of responses is random; unnamed servers are named by order. */
function sortedFlagz(records: readonly FlagzRecord[]): FlagzRecord[] {
  const key = ({ instanceHash, flags }: FlagzRecord) =>
    `${instanceHash ?? ''} ${JSON.stringify(Object.entries(flags).sort(([a], [b]) => (a < b ? -1 : 1)))}`;
  return records
    .filter(({ component }) => component === 'kube-apiserver')
    .map((record) => ({ record, key: key(record) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ record }) => record);
}

function addressOf({ flags }: FlagzRecord): string | undefined {
  const address = flags['advertise-address'];
  return address !== undefined && addressReach(address) !== 'invalid' ? address : undefined;
}

/** A name for a server that responded and that no other source names. */
function unrecognized(
  hash: string | undefined,
  address: string | undefined,
  taken: ReadonlyMap<string, unknown>,
): string {
  if (address !== undefined) return `API server ${address}`;
  if (hash !== undefined) return unnamed(hash);
  let name = UNNAMED;
  for (let i = 2; taken.has(name); i++) name = `API server no. ${i}`;
  return name;
}

/** Name of the replica with an identity hash. A server without a hash is the only live one; another hash belongs to another server. */
function serverName(
  hash: string | undefined,
  { leases, names }: SeenServers,
  aliases: ReadonlyMap<string, string>,
): string {
  const alone = hash === undefined && leases.length === 1;
  const lease = alone ? leases[0] : leases.find((candidate) => candidate.hash === hash);
  return (lease && names.get(lease.lease)) ?? (hash ? aliases.get(hash) : undefined) ?? UNNAMED;
}

/**
 * Names for the servers with those addresses that were not observed. A server that is known by another address may have any of them:
 * hosts with several network interfaces announce one that the node does not.
 */
function stillMissing({ byName, byAddress }: ServerInventory, addresses: readonly string[]): string[] {
  const located = new Set(addresses.map((address) => byAddress.get(address)));
  const elsewhere = [...byName.keys()].filter((name) => !located.has(name)).length;
  return addresses
    .filter((address) => !byAddress.has(address))
    .slice(elsewhere)
    .map((address) => `API server ${address}`);
}

function instanceFacts(
  observedInstances: readonly ComponentInstance[],
  pods: readonly StaticInstance[],
  names: ReadonlyMap<string, string>,
  { byName }: ServerInventory,
): ComponentInstanceFacts[] {
  return observedInstances.map(({ name, sources }) => {
    const pod = pods.find((candidate) => candidate.name === name);
    if (pod) return pod;
    const lease = [...names].find(([, named]) => named === name)?.[0];
    if (lease) return { name, source: 'lease', location: `lease kube-system/${lease}` };
    const first = sources[0];
    if (first) return { name, source: first.source, location: first.location };
    if (byName.has(name)) return { name, source: 'metrics', location: `GET /metrics of ${name}` };
    return { name, source: 'object', location: 'endpoints of the Service default/kubernetes' };
  });
}
