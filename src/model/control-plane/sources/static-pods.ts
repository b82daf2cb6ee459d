import { filesBeside } from '../../../data/flag-kinds.ts';
import { staticPodNamespaces } from '../../../data/static-pods.ts';
import type { ContainerRecord, PodRecord } from '../../../snapshot/records/index.ts';
import type { Snapshot } from '../../../snapshot/types.ts';
import { compare } from '../../sorting.ts';
import type { ComponentInstanceFacts } from '../../types.ts';
import { imageTag, kubernetesMinor, parseVersion } from '../../version.ts';
import type { ParsedArgv } from './command/argv.ts';
import { parseArgv } from './command/argv.ts';
import { etcdSettings } from '../etcd/settings.ts';
import type { StaticOrigin } from './mirror-pods.ts';
import { staticOrigin } from './mirror-pods.ts';
import type { FlagSource } from './flag-sources.ts';
import { effectiveValue } from './flag-sources.ts';

export interface StaticInstance extends ComponentInstanceFacts {
  hostIP?: string;
  /** Empty where its pod does not run: then it proves nothing. */
  sources: readonly FlagSource[];
  /** By its image; absent where that has no version. */
  minor?: number;
}

/**
 * Instances of a program that kubelets run from files: mirror pods, and static-pod manifests among the input files, sorted by name. A pod
 * without the kubelet's marks is excluded: any tenant can name a pod kube-apiserver, and hosted control planes of other clusters run as
 * ordinary pods. Where two pods are one program on one node, both are included, the second as a duplicate.
 */
export function staticInstances(snapshot: Snapshot, program: string): readonly StaticInstance[] {
  const known = cache.get(snapshot) ?? new Map<string, readonly StaticInstance[]>();
  cache.set(snapshot, known);
  const instances = known.get(program) ?? findInstances(snapshot, program);
  known.set(program, instances);
  return instances;
}

/** Several parts of the model need it, each over all pods of the cluster; a snapshot does not change. */
const cache = new WeakMap<Snapshot, Map<string, readonly StaticInstance[]>>();

/**
 * A pod of the system that runs the program and does not count, because it lacks the kubelet's marks: reported where no other one counts.
 * Undefined where there is none.
 */
export function untrusted({ records }: Snapshot, program: string): PodRecord | undefined {
  return records.pod.find(
    ({ namespace, template }) =>
      staticPodNamespaces.has(namespace) &&
      template.containers.some((container) => container.role !== 'init' && parseArgv(program, container)),
  );
}

interface Found {
  pod: PodRecord;
  container: ContainerRecord;
  argv: ParsedArgv;
  origin: StaticOrigin;
  /** Time of the snapshot, ISO 8601. */
  takenAt: string;
}

function findInstances(snapshot: Snapshot, program: string): StaticInstance[] {
  const byPlace = new Map<string, Found[]>();
  // Manifests of several hosts have one name, and no node that distinguishes them: each is its own instance, named after its file.
  for (const [at, pod] of snapshot.records.pod.entries()) {
    const origin = staticOrigin(pod, snapshot);
    if (!origin) continue;
    for (const container of pod.template.containers) {
      const argv = container.role === 'init' ? undefined : parseArgv(program, container);
      if (!argv) continue;
      const place =
        pod.node ?? (origin === 'manifest' ? hostOf(pod, program, argv) : undefined) ?? `${pod.name} ${at}`;
      const { takenAt } = snapshot.header;
      byPlace.set(place, [...(byPlace.get(place) ?? []), { pod, container, argv, origin, takenAt }]);
    }
  }
  const names = new Map<string, number>();
  return [...byPlace.values()]
    .flatMap((found) => ofOnePlace(found, program))
    .sort((a, b) => compare(a.name, b.name) || compare(a.location, b.location))
    .map((instance) => {
      const count = (names.get(instance.name) ?? 0) + 1;
      names.set(instance.name, count);
      return count === 1 ? instance : { ...instance, name: `${instance.name} (${count})` };
    });
}

/**
 * The host of a manifest: by what is unique to a host, the published address of the server or the name of the member, else by its
 * directory, where an edited manifest often has a copy. Undefined where unknown; documents of one file may be of any hosts.
 */
function hostOf({ file, template }: PodRecord, program: string, { flags }: ParsedArgv): string | undefined {
  const own = flags.get(program === 'etcd' ? 'name' : 'advertise-address')?.at(-1);
  const address = own ?? template.annotations[ADVERTISED]?.replace(/:\d+$/, '');
  if (address !== undefined && address !== 'default') return `host ${address}`;
  if (file === undefined || / document \d+/.test(file)) return undefined;
  return `folder ${file.slice(0, file.lastIndexOf('/'))}`;
}

const ADVERTISED = 'kubeadm.kubernetes.io/kube-apiserver.advertise-address.endpoint';

/** A pod that does not run proves nothing while another one runs there. */
function ofOnePlace(found: readonly Found[], program: string): StaticInstance[] {
  const running = found.filter(({ pod }) => isRunning(pod));
  const [first, ...duplicates] = (running.length > 0 ? running : found.slice(0, 1)).toSorted(
    (a, b) =>
      rank(a, program) - rank(b, program) ||
      compare(a.pod.namespace, b.pod.namespace) ||
      compare(a.pod.name, b.pod.name),
  );
  if (!first) return [];
  return [
    toInstance(first, program),
    ...duplicates.map((duplicate): StaticInstance => {
      const instance = toInstance(duplicate, program);
      const name =
        duplicate.origin === 'manifest' ? instance.name : `${instance.name} (${duplicate.pod.name})`;
      return { ...instance, name, duplicate: true };
    }),
  ];
}

/** The pod of the program itself comes first. */
function rank({ pod, origin }: Found, program: string): number {
  // `kube-apiserver.yaml.bak` next to `kube-apiserver.yaml`.
  const copy = pod.file !== undefined && !/\.(?:ya?ml|json|manifest)$/.test(pod.file);
  return (
    (copy ? 4 : 0) +
    (origin === 'mirror' ? 0 : 2) +
    (pod.name.startsWith(`${program}-`) || pod.name === program ? 0 : 1)
  );
}

/** A server is not ready for some seconds after its start, although its flags are in force. */
const START_MS = 600_000;

function isStuck({ ready, created }: PodRecord, takenAt: string): boolean {
  return ready === false && !(Date.parse(takenAt) - Date.parse(created ?? '') < START_MS);
}

/** A file without a status counts as running. */
export function isRunning({ phase, deleting }: PodRecord): boolean {
  return (phase === undefined || phase === 'Running') && !deleting;
}

function toInstance(found: Found, program: string): StaticInstance {
  const { pod, container, argv } = found;
  const source = `pod ${pod.namespace}/${pod.name}${pod.file === undefined ? '' : ` (${pod.file})`}`;
  const tag = imageTag(container.image) ?? '';
  const minor = program === 'etcd' ? undefined : kubernetesMinor(tag);
  const isVersion = program === 'etcd' ? parseVersion(tag) !== undefined : minor !== undefined;
  const version = isVersion ? tag.replace(/^v/, '').replace(/-\d+$/, '') : undefined;
  return {
    name: pod.node ?? pod.file ?? pod.name,
    ...(pod.node && { node: pod.node }),
    ...(pod.hostIP && { hostIP: pod.hostIP }),
    ...(version !== undefined && { version: program === 'etcd' ? version : `v${version}` }),
    ...(minor !== undefined && { minor }),
    image: container.image,
    ...(pod.ready !== undefined && { ready: pod.ready }),
    ...(pod.restarts !== undefined && { restarts: pod.restarts }),
    ...(pod.created && { created: pod.created }),
    source: 'pod',
    location: source,
    flags: argv.flags,
    ...(pod.template.hostNetwork && { hostNetwork: true }),
    ...(found.origin === 'manifest' && { manifest: true }),
    sources: isRunning(pod) ? [flagSourceOf(program, { ...found, source })] : [],
  };
}

function flagSourceOf(
  program: string,
  { pod, argv, origin, source, takenAt }: Found & { source: string },
): FlagSource {
  const flags = new Map([...argv.flags].map(([name, values]) => [name, effectiveValue(name, values)]));
  const more: Pick<FlagSource, 'flags' | 'unreported' | 'spelling'> =
    program === 'etcd' ? etcdSettings(argv, flags) : { flags };
  const unreported = new Set([...(more.unreported ?? []), ...changedDefaults(argv)]);
  // Without all marks of the kubelet, that it is the kubelet's pod is inferred.
  const inferred = origin === 'unproven' || origin === 'inferred';
  return {
    source: 'pod',
    location: source,
    kind: argv.hidden || filesBeside.some((name) => argv.flags.has(name)) ? 'partial' : 'argv',
    open: argv.open,
    ...more,
    ...(unreported.size > 0 && { unreported }),
    ...(inferred && { inferred }),
    ...(isStuck(pod, takenAt) && { uncertainty: `${source} is not ready, and has not been for a while` }),
  };
}

/** Flags with defaults of Go that GODEBUG changes (https://go.dev/doc/godebug: tlsrsakex, tls3des, tls10server ...). */
function changedDefaults({ environment }: ParsedArgv): readonly string[] {
  const variable = environment('GODEBUG');
  const isOfTls = typeof variable === 'object' && /(?:^|,)(?:tls|fips140)\w*=/.test(variable.text);
  return isOfTls ? ['tls-cipher-suites', 'cipher-suites', 'tls-min-version'] : [];
}
