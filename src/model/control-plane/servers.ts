import type { Evidence, Known } from '../../shared/evidence.ts';
import { known, unknown } from '../../shared/evidence.ts';
import type { FlagzRecord } from '../../snapshot/records/index.ts';
import type { CollectorId, Snapshot } from '../../snapshot/types.ts';
import { addressReach } from '../addresses.ts';
import type { ClusterFacts, ComponentInstanceFacts } from '../types.ts';
import type { K3sInstance } from './k3s.ts';
import { k3sInstances } from './k3s.ts';
import type { ApiServerLease } from './leases.ts';
import { apiServerLeases, nameLeases } from './leases.ts';
import { withOperatorConfig } from './openshift.ts';
import type { StaticInstance } from './pods.ts';
import { staticInstances } from './pods.ts';
import { UNCOUNTED, UNNAMED, unnamed } from './replicas.ts';
import type { Silence } from './silence.ts';
import type { Testimony, Witnessed } from './testimony.ts';

/** Which API servers there are, and what speaks about each of them. */
export interface ApiServers {
  /** One entry a server, best witness first; those that nobody looked into have no testimony. Sorted by name. */
  witnessed: readonly Witnessed[];
  instances: readonly ComponentInstanceFacts[];
  /** Name of the server with this identity hash; `UNNAMED` when nothing tells. */
  nameOf: (hash: string | undefined) => string;
  /** How many there are, by witnesses that see every one. */
  replicas: (quiet: Silence) => Known<number>;
}

/**
 * `/flagz` and `/metrics` are answers of one server; who else there is must come from elsewhere. Leases, static pods and
 * the nodes of k3s name every server when the whole list was read. The kubernetes Service has one address a server where
 * nobody runs the control plane for the user; a provider puts a balancer there. Where none of these bounds the number,
 * servers may be there that nobody heard of, and `UNCOUNTED` stands for them.
 */
export function apiServers(snapshot: Snapshot, cluster: ClusterFacts): ApiServers {
  const { records } = snapshot;
  const leases = apiServerLeases(records.lease);
  const pods = withOperatorConfig(staticInstances(records.pod, 'kube-apiserver'), snapshot);
  const k3s = k3sInstances(records.node);
  const bare = k3s.filter(({ name }) => !pods.some((pod) => pod.name === name));
  const names = nameLeases(leases, [...pods, ...bare]);
  const seen: Seen = { leases, names, pods, k3s, bare };
  const counted = isCounted(snapshot, seen);
  const roll = callTheRoll(records, seen, counted);
  const service = cluster.managed.known && !cluster.managed.value ? serviceAddresses(snapshot) : [];
  const rest = counted ? [] : stillMissing(roll, service);
  const bounded = counted || (service.length > 0 && complete(snapshot, 'endpointslices'));
  const witnessed: Witnessed[] = [...roll.byName]
    .map(([name, testimonies]) => ({ name, testimonies }))
    .concat(rest.map((name) => ({ name, testimonies: [] })))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    witnessed: bounded ? witnessed : [...witnessed, { name: UNCOUNTED, testimonies: [], uncounted: true }],
    instances: instanceFacts(witnessed, pods, names, roll),
    nameOf: (hash) => serverName(hash, seen, roll.aliases),
    replicas: (quiet) =>
      replicas(
        seen,
        snapshot,
        witnessed.map(({ name }) => name),
        quiet,
      ),
  };
}

interface Seen {
  leases: readonly ApiServerLease[];
  /** Lease -> name of the instance behind it. */
  names: ReadonlyMap<string, string>;
  pods: readonly StaticInstance[];
  k3s: readonly K3sInstance[];
  /** Servers of k3s that no pod shows. */
  bare: readonly K3sInstance[];
}

function complete({ outcomes }: Snapshot, id: CollectorId): boolean {
  return outcomes.get(id)?.status === 'ok';
}

/** Does a list that was read to its end name the servers? */
function isCounted(snapshot: Snapshot, { leases, pods, k3s }: Seen): boolean {
  return (
    (leases.length > 0 && complete(snapshot, 'leases')) ||
    (pods.length > 0 && complete(snapshot, 'pods')) ||
    (k3s.length > 0 && complete(snapshot, 'nodes'))
  );
}

type Records = Pick<Snapshot['records'], 'flagz' | 'metrics'>;

interface Roll {
  byName: Map<string, Testimony[]>;
  /** Servers whose address is known. */
  byAddress: ReadonlyMap<string, string>;
  /** Identity hash -> name, for servers that no lease names. */
  aliases: ReadonlyMap<string, string>;
}

/** Every server that shows itself, with all that speaks about it. */
function callTheRoll({ flagz, metrics }: Records, seen: Seen, counted: boolean): Roll {
  const { leases, names, pods, k3s, bare } = seen;
  const byName = new Map<string, Testimony[]>();
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
  for (const record of sortedFlagz(flagz)) {
    const { instanceHash, flags } = record;
    const address = addressOf(record);
    // Every live server has a lease with its hash: one that no lease bears is that of a further server.
    const further = instanceHash !== undefined && leases.length > 0;
    const lone = !further && (counted || address === undefined || known === 0) ? only : undefined;
    const named = serverName(instanceHash, seen, aliases);
    const name =
      named !== UNNAMED
        ? named
        : ((address && byAddress.get(address)) ?? lone ?? stranger(instanceHash, address, byName));
    if (address && !byAddress.has(address)) byAddress.set(address, name);
    if (instanceHash) aliases.set(instanceHash, name);
    const list = at(name);
    if (list.some(({ witness }) => witness === 'flagz')) continue;
    list.push({ witness: 'flagz', source: name, flags: new Map(Object.entries(flags)), kind: 'effective' });
  }
  for (const { instanceHash } of metrics) {
    const further = instanceHash !== undefined && leases.length > 0;
    if (further && serverName(instanceHash, seen, aliases) === UNNAMED) at(unnamed(instanceHash));
  }
  for (const pod of pods) at(pod.name).push(...pod.testimonies);
  for (const instance of k3s) at(instance.name).push(...instance.testimonies);
  return { byName: withSources(byName), byAddress, aliases };
}

/** Whose flags they are is only said where there are several servers. */
function withSources(byName: ReadonlyMap<string, Testimony[]>): Map<string, Testimony[]> {
  const source = (name: string) => (byName.size > 1 ? `GET /flagz of ${name}` : 'GET /flagz');
  return new Map(
    [...byName].map(([name, list]) => [
      name,
      list.map((item) => (item.witness === 'flagz' ? { ...item, source: source(name) } : item)),
    ]),
  );
}

/** The order of arrival is chance; servers without a name get theirs by order. */
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

/** A name for a server that answered and that nothing else names. */
function stranger(
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

/** Name of the replica behind an identity hash. Who bears none is the only live one; another hash is another server's. */
function serverName(
  hash: string | undefined,
  { leases, names }: Seen,
  aliases: ReadonlyMap<string, string>,
): string {
  const alone = hash === undefined && leases.length === 1;
  const lease = alone ? leases[0] : leases.find((candidate) => candidate.hash === hash);
  return (lease && names.get(lease.lease)) ?? (hash ? aliases.get(hash) : undefined) ?? UNNAMED;
}

/** Addresses of the kubernetes Service; every API server of a control plane of one's own writes its address there. */
function serviceAddresses({ records }: Snapshot): string[] {
  const slices = records.endpointSlice.filter(
    ({ namespace, service }) => namespace === 'default' && service === 'kubernetes',
  );
  return [...new Set(slices.flatMap(({ addresses }) => addresses))].sort();
}

/** Names for the servers behind those addresses that did not show themselves. */
function stillMissing({ byName, byAddress }: Roll, addresses: readonly string[]): string[] {
  const located = new Set(byAddress.values());
  const placeless = [...byName.keys()].filter((name) => !located.has(name)).length;
  return addresses
    .filter((address) => !byAddress.has(address))
    .slice(placeless)
    .map((address) => `API server ${address}`);
}

function instanceFacts(
  witnessed: readonly Witnessed[],
  pods: readonly StaticInstance[],
  names: ReadonlyMap<string, string>,
  { byName }: Roll,
): ComponentInstanceFacts[] {
  return witnessed.map(({ name, testimonies }) => {
    const pod = pods.find((candidate) => candidate.name === name);
    if (pod) return pod;
    const lease = [...names].find(([, named]) => named === name)?.[0];
    if (lease) return { name, seenBy: 'lease', source: `lease kube-system/${lease}` };
    const first = testimonies[0];
    if (first) return { name, seenBy: first.witness, source: first.source };
    if (byName.has(name)) return { name, seenBy: 'metrics', source: `GET /metrics of ${name}` };
    return { name, seenBy: 'object', source: 'endpoints of the Service default/kubernetes' };
  });
}

/**
 * How many run. A lease is renewed by a server that is alive, and only then; a pod may be that of one that is down. What was
 * seen without any list read to its end is a lower bound.
 */
function replicas(seen: Seen, snapshot: Snapshot, names: readonly string[], quiet: Silence): Known<number> {
  const { leases, pods, k3s } = seen;
  const lists = {
    leases: leases.map(({ lease }) =>
      counts('lease', `lease kube-system/${lease}`, 'renewed within the last minute'),
    ),
    pods: pods.map(({ source }) => counts('pod', source, 'static pod')),
    nodes: k3s.map(({ name }) => counts('node-annotation', `node ${name}`, 'runs an API server')),
  };
  if (lists.leases.length > 0 && complete(snapshot, 'leases'))
    return known(lists.leases.length, ...lists.leases);
  const total = names.length - countedTwice(seen);
  for (const id of ['pods', 'nodes'] as const)
    if (lists[id].length > 0 && complete(snapshot, id)) return known(total, ...lists[id]);
  const visible = leases.length + pods.length + k3s.length > 0 ? total : 0;
  const addresses = serviceAddresses(snapshot).length;
  const settle = ['list leases.coordination.k8s.io in kube-system', ...quiet.settle];
  if (visible >= addresses && visible > 0)
    return unknown(
      `${visible} ${visible === 1 ? 'API server was' : 'API servers were'} seen, which is a lower bound: no list of them was read to its end`,
      ...settle,
    );
  const hint =
    addresses > 0
      ? `; the kubernetes Service has ${addresses} ${addresses === 1 ? 'address' : 'addresses'}, which is a lower bound`
      : '';
  return unknown(`${quiet.reason}${hint}`, ...settle);
}

function counts(witness: Evidence['witness'], source: string, value: string): Evidence {
  return { witness, confidence: 'observed', source, value };
}

/** Servers with a lease and a pod that could not be told to belong together: they are listed under two names. */
function countedTwice({ leases, names, pods, bare }: Seen): number {
  const instances = new Set([...pods, ...bare].map(({ name }) => name));
  const found = leases.filter(({ lease }) => instances.has(names.get(lease) ?? lease)).length;
  return Math.min(leases.length, instances.size) - found;
}
