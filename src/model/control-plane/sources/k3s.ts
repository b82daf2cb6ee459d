import { k3sApiServerFlags, rke2ApiServerFlags } from '../../../data/component-flags.ts';
import type { NodeRecord } from '../../../snapshot/records/index.ts';
import { effectiveValue } from './flag-sources.ts';
import { isOn, serverWords, valuesOf } from './k3s-args.ts';
import type { FlagSource, ComponentInstance } from './flag-sources.ts';

/** A k3s server; its address identifies its lease where the node's name differs from the host's. */
export interface K3sInstance extends ComponentInstance {
  hostIP?: string;
}

const PROGRAMS = [
  { program: 'k3s', own: k3sApiServerFlags },
  { program: 'rke2', own: rke2ApiServerFlags },
] as const;

/**
 * k3s runs the control plane inside one process; its command line is in a node annotation as a JSON array. RKE2 writes the same
 * annotation under its own name; its static pods take precedence where they are visible. Flags that both set by themselves are
 * filled in as defaults; any other flag may be set in another place, so its absence proves nothing.
 */
export function k3sInstances(nodes: readonly NodeRecord[]): K3sInstance[] {
  return nodes.flatMap((node) =>
    PROGRAMS.flatMap(({ program, own }) => {
      const words = serverWords(node, program);
      if (!words || isOn(words, '--disable-apiserver')) return [];
      const annotation = `${program}.io/node-args`;
      const flagSource: FlagSource = {
        source: 'node-annotation',
        location: `node ${node.name} (${annotation})`,
        flags: givenFlags(words, own),
        defaults: new Map(Object.entries(own)),
        kind: 'partial',
      };
      const hostIP = node.addresses.find(({ type }) => type === 'InternalIP')?.address;
      const sources = [...encryptionSource(node, program, words), flagSource];
      return [{ name: node.name, ...(hostIP && { hostIP }), sources }];
    }),
  );
}

export interface K3sDatastore {
  datastore: 'sqlite' | 'endpoint';
  source: string;
}

/**
 * Where the servers of k3s (or RKE2) store the cluster's state, by their command lines. `endpoint`: in the datastore of
 * --datastore-endpoint, an external database or etcd; k3s masks the address. Undefined when it is etcd, according to the nodes of
 * its members, or when it is unknown. SQLite is the default of a single k3s server (https://docs.k3s.io/datastore).
 */
export function k3sDatastore(nodes: readonly NodeRecord[]): K3sDatastore | undefined {
  const servers = PROGRAMS.flatMap(({ program }) =>
    nodes.flatMap((node) => {
      const words = serverWords(node, program);
      if (!words) return [];
      const environment = node.annotations[`${program}.io/node-env`] ?? '';
      const reported = (flag: string, variable: string) =>
        words.some((word) => word === flag || word.startsWith(`${flag}=`)) ||
        environment.includes(`"${program.toUpperCase()}_${variable}"`);
      return [{ program, node, reported, source: `node ${node.name} (${program}.io/node-args)` }];
    }),
  );
  const foreign = servers.find(({ reported }) => reported('--datastore-endpoint', 'DATASTORE_ENDPOINT'));
  if (foreign) return { datastore: 'endpoint', source: foreign.source };
  const [lone, another] = servers;
  if (!lone || another || lone.program !== 'k3s') return undefined;
  const joins = lone.reported('--cluster-init', 'CLUSTER_INIT') || lone.reported('--server', 'URL');
  return joins || isEtcdMember(lone.node) ? undefined : { datastore: 'sqlite', source: lone.source };
}

/** k3s and RKE2 mark the nodes of etcd's members, including those that were once started with --cluster-init. */
function isEtcdMember(node: NodeRecord): boolean {
  return 'node-role.kubernetes.io/etcd' in node.labels || hasMemberAnnotations(node);
}

/** Written by members of the embedded etcd of k3s and RKE2. */
export function hasMemberAnnotations({ annotations }: NodeRecord): boolean {
  return Object.keys(annotations).some((key) => /^etcd\.(?:k3s|rke2)\.cattle\.io\//.test(key));
}

/** Servers with an encryption configuration write the hash (k3s pkg/secretsencrypt). */
function encryptionSource(node: NodeRecord, program: string, words: readonly string[]): FlagSource[] {
  const hash = `${program}.io/encryption-config-hash`;
  const requested = isOn(words, '--secrets-encryption');
  if (!requested && node.annotations[hash] === undefined) return [];
  const annotation = requested ? `${program}.io/node-args` : hash;
  return [
    {
      source: 'node-annotation',
      location: `node ${node.name} (${annotation})`,
      flags: new Map([['encryption-provider-config', `(${program} secrets encryption)`]]),
      kind: 'partial',
    },
  ];
}

/**
 * Flags of --kube-apiserver-arg, as k3s merges them (pkg/util/args.go, GetArgs): with or without dashes, a name without value is
 * true, a repeated one is passed on as often as it occurs, and `name+=` and `name-=` add to what k3s sets itself.
 */
function givenFlags(words: readonly string[], own: Readonly<Record<string, string>>): Map<string, string> {
  const given = new Map<string, string[]>();
  for (const written of valuesOf(words, '--kube-apiserver-arg')) {
    const setting = written.replace(/^--/, '');
    const [, key = '', value = 'true'] = /^([^=]*)(?:=([\s\S]*))?$/.exec(setting) ?? [];
    const name = key.replace(/[-+]+$/, '').replaceAll('_', '-');
    if (name === '') continue;
    const adds = /[-+]$/.test(key) && !given.has(name) && own[name];
    const before = given.get(name) ?? (adds ? [adds] : []);
    given.set(name, key.endsWith('-') ? [value, ...before] : [...before, value]);
  }
  return new Map([...given].map(([name, values]) => [name, effectiveValue(name, values)]));
}
