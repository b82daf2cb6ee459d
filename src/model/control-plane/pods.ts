import type { ContainerRecord, PodRecord } from '../../snapshot/records/index.ts';
import type { ComponentInstanceFacts } from '../types.ts';
import { imageTag, parseVersion } from '../version.ts';
import { effectiveValue, parseArgv } from './argv.ts';
import type { Testimony } from './testimony.ts';

/** Where distributions keep the pods of the control plane of this very cluster. */
const CONTROL_PLANE_NAMESPACES = new Set([
  'kube-system',
  'openshift-kube-apiserver',
  'openshift-kube-controller-manager',
  'openshift-kube-scheduler',
  'openshift-etcd',
]);

export interface StaticInstance extends ComponentInstanceFacts {
  hostIP?: string;
  testimonies: readonly Testimony[];
}

/**
 * Instances of a program that kubelets run from files: mirror pods, and static-pod manifests among the input files.
 * A pod without the kubelet's mark is left out: anybody may call a pod kube-apiserver, and hosted control planes of
 * other clusters run as ordinary pods.
 */
export function staticInstances(pods: readonly PodRecord[], program: string): readonly StaticInstance[] {
  const known = cache.get(pods) ?? new Map<string, readonly StaticInstance[]>();
  cache.set(pods, known);
  const instances = known.get(program) ?? findInstances(pods, program);
  known.set(program, instances);
  return instances;
}

/** Several parts of the model ask, each through all pods of the cluster; a list of pods does not change. */
const cache = new WeakMap<readonly PodRecord[], Map<string, readonly StaticInstance[]>>();

function findInstances(pods: readonly PodRecord[], program: string): StaticInstance[] {
  const found: StaticInstance[] = [];
  for (const pod of pods) {
    if (!CONTROL_PLANE_NAMESPACES.has(pod.namespace) || !isStatic(pod)) continue;
    for (const container of pod.template.containers) {
      if (container.role === 'init') continue;
      const argv = parseArgv(program, container.command, container.args);
      if (argv) {
        found.push(toInstance(pod, container, program, argv));
        break;
      }
    }
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function toInstance(
  pod: PodRecord,
  container: ContainerRecord,
  program: string,
  argv: NonNullable<ReturnType<typeof parseArgv>>,
): StaticInstance {
  const source = `pod ${pod.namespace}/${pod.name}`;
  // A configuration file (RKE2's etcd) may set anything that the command line does not.
  const hidden = argv.uncertain || (program === 'etcd' && argv.flags.has('config-file'));
  const flags = new Map([...argv.flags].map(([name, values]) => [name, effectiveValue(name, values)]));
  const tag = imageTag(container.image);
  const version = tag && parseVersion(tag) ? tag.replace(/^v/, '').replace(/-\d+$/, '') : undefined;
  return {
    name: pod.node ?? pod.name,
    ...(pod.node && { node: pod.node }),
    ...(pod.hostIP && { hostIP: pod.hostIP }),
    ...(version && { version: program === 'etcd' ? version : `v${version}` }),
    image: container.image,
    ready: pod.ready,
    restarts: pod.restarts,
    ...(pod.created && { created: pod.created }),
    seenBy: 'pod',
    source,
    flags: argv.flags,
    ...(pod.template.hostNetwork && { hostNetwork: true }),
    testimonies: [{ witness: 'pod', source, flags, kind: hidden ? 'partial' : 'argv' }],
  };
}

/** The kubelet's own mark on a pod that it runs from a file. */
export function isStatic(pod: PodRecord): boolean {
  const { annotations } = pod.template;
  return (
    annotations['kubernetes.io/config.mirror'] !== undefined ||
    annotations['archmap.io/static-manifest'] === 'true' ||
    (pod.owner?.kind === 'Node' && annotations['kubernetes.io/config.source'] !== 'api')
  );
}
