import { k3sApiServerFlags, rke2ApiServerFlags } from '../../data/component-flags.ts';
import type { NodeRecord } from '../../snapshot/records/index.ts';
import { effectiveValue } from './argv.ts';
import type { Testimony, Witnessed } from './testimony.ts';

/** A k3s server; its address tells which lease is its own where the node bears another name than the host. */
export interface K3sInstance extends Witnessed {
  hostIP?: string;
}

const PROGRAMS = [
  { program: 'k3s', own: k3sApiServerFlags },
  { program: 'rke2', own: rke2ApiServerFlags },
] as const;

/**
 * k3s runs the control plane inside one process; its command line stands in a node annotation as a JSON array. RKE2 writes
 * the same annotation under its own name; its static pods come first where they are seen. Flags that both set by
 * themselves are filled in as defaults; everything else may be set elsewhere, so that an absent flag says nothing.
 */
export function k3sInstances(nodes: readonly NodeRecord[]): K3sInstance[] {
  return nodes.flatMap((node) =>
    PROGRAMS.flatMap(({ program, own }) => {
      const words = serverWords(node, program);
      if (!words || isOn(words, '--disable-apiserver')) return [];
      const annotation = `${program}.io/node-args`;
      const testimony: Testimony = {
        witness: 'node-annotation',
        source: `node ${node.name} (${annotation})`,
        flags: givenFlags(words, own),
        defaults: new Map(Object.entries(own)),
        kind: 'partial',
      };
      const hostIP = node.addresses.find(({ type }) => type === 'InternalIP')?.address;
      const testimonies = [...encryptionTestimony(node, program, words), testimony];
      return [{ name: node.name, ...(hostIP && { hostIP }), testimonies }];
    }),
  );
}

/** Where a k3s server keeps the cluster's state. The address of a foreign datastore is masked by k3s itself. */
export type K3sDatastore = 'etcd' | 'sqlite' | 'endpoint';

/** By the command lines of the servers; undefined when no server shows any, or when it can be either. */
export function k3sDatastore(
  nodes: readonly NodeRecord[],
): { datastore: K3sDatastore; node: NodeRecord } | undefined {
  for (const node of nodes) {
    const words = serverWords(node, 'k3s');
    if (!words) continue;
    const given = (flag: string) => words.some((word) => word === flag || word.startsWith(`${flag}=`));
    const environment = node.annotations['k3s.io/node-env'] ?? '';
    if (given('--datastore-endpoint') || environment.includes('"K3S_DATASTORE_ENDPOINT"'))
      return { datastore: 'endpoint', node };
    if (given('--cluster-init') || given('--server') || /"K3S_(?:URL|CLUSTER_INIT)"/.test(environment))
      return { datastore: 'etcd', node };
    // A server that was once started with --cluster-init keeps etcd without the flag; its node says so.
    const member = Object.keys(node.annotations).some((key) => key.startsWith('etcd.k3s.cattle.io/'));
    const labelled = 'node-role.kubernetes.io/etcd' in node.labels;
    return { datastore: member || labelled ? 'etcd' : 'sqlite', node };
  }
  return undefined;
}

function serverWords(node: NodeRecord, program: string): string[] | undefined {
  const text = node.annotations[`${program}.io/node-args`];
  const words = text === undefined ? [] : parseWords(text);
  return words[0] === 'server' ? words : undefined;
}

/** The hash is written by servers that were given an encryption configuration (k3s pkg/secretsencrypt). */
function encryptionTestimony(node: NodeRecord, program: string, words: readonly string[]): Testimony[] {
  const hash = `${program}.io/encryption-config-hash`;
  const asked = isOn(words, '--secrets-encryption');
  if (!asked && node.annotations[hash] === undefined) return [];
  const annotation = asked ? `${program}.io/node-args` : hash;
  return [
    {
      witness: 'node-annotation',
      source: `node ${node.name} (${annotation})`,
      flags: new Map([['encryption-provider-config', `(${program} secrets encryption)`]]),
      kind: 'partial',
    },
  ];
}

/** A boolean of k3s: bare, or with its value as the next word (k3s splits at `=` before it writes the annotation). */
function isOn(words: readonly string[], flag: string): boolean {
  const index = words.findIndex((word) => word === flag || word.startsWith(`${flag}=`));
  if (index < 0) return false;
  const value = words[index]?.slice(flag.length + 1) || words[index + 1];
  return value !== 'false';
}

function parseWords(text: string): string[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  } catch {
    return [];
  }
}

/**
 * Flags given by --kube-apiserver-arg, as k3s merges them (pkg/util/args.go, GetArgs): a name without value is true, a
 * repeated one is handed on as often as it was given, and `name+=` and `name-=` add to what k3s sets itself.
 */
function givenFlags(words: readonly string[], own: Readonly<Record<string, string>>): Map<string, string> {
  const given = new Map<string, string[]>();
  for (const setting of apiServerArgs(words)) {
    const [, written = '', value = 'true'] = /^([^=]*)(?:=([\s\S]*))?$/.exec(setting) ?? [];
    const name = written.replace(/[-+]+$/, '').replaceAll('_', '-');
    if (name === '') continue;
    const adds = /[-+]$/.test(written) && !given.has(name) && own[name];
    const before = given.get(name) ?? (adds ? [adds] : []);
    given.set(name, written.endsWith('-') ? [value, ...before] : [...before, value]);
  }
  return new Map([...given].map(([name, values]) => [name, effectiveValue(name, values)]));
}

/** `--kube-apiserver-arg k=v`, `--kube-apiserver-arg=k=v`, `--kube-apiserver-arg --k=v`. */
function* apiServerArgs(words: readonly string[]): Generator<string> {
  for (const [index, word] of words.entries()) {
    const match = /^--kube-apiserver-arg(?:=([\s\S]*))?$/.exec(word);
    if (match) yield (match[1] ?? words[index + 1] ?? '').replace(/^--/, '');
  }
}
