import { CONTROL_PLANE_PROGRAMS, staticPodNamespaces } from '../../../data/static-pods.ts';
import type { NodeRecord, PodRecord } from '../../../snapshot/records/index.ts';
import type { Snapshot } from '../../../snapshot/types.ts';
import { kubernetesMinor } from '../../version.ts';
import { parseArgv } from './command/argv.ts';

/**
 * Why a pod counts as a static pod, strongest first.
 * mirror: it has every mark that a kubelet sets, and none contradicts.
 * unproven: the mirror annotation and the namespace are right, another mark was lost (or never existed).
 * manifest: a file of /etc/kubernetes/manifests of the host.
 * inferred: from files alone, without the kubelet's annotations; name, namespace and shape are those of a control-plane pod.
 */
export type StaticOrigin = 'mirror' | 'unproven' | 'manifest' | 'inferred';

/**
 * Whether this is the kubelet's own pod, for every exemption of a pod: it has all marks, or it is a file from the user. Any tenant can
 * write one mark onto a pod; only the system can create pods in these namespaces.
 */
export function isMirrorPod(pod: PodRecord, snapshot: Snapshot): boolean {
  const origin = staticOrigin(pod, snapshot);
  return origin !== undefined && origin !== 'unproven';
}

/** How strong the evidence is that a kubelet runs this pod from a file; undefined for ordinary pods. */
export function staticOrigin(pod: PodRecord, snapshot: Snapshot): StaticOrigin | undefined {
  // Evaluated for every pod of the cluster: the cheap condition first.
  if (!staticPodNamespaces.has(pod.namespace)) return undefined;
  const context = contextOf(snapshot);
  if (pod.namespace !== 'kube-system' && !context.openshift) return undefined;
  if (pod.template.annotations[MIRROR] !== undefined) return markedOrigin(pod, context);
  if (snapshot.header.source !== 'files' || !looksLikeControlPlane(pod)) return undefined;
  if (pod.manifest) return isNamedAfterNode(pod) ? 'inferred' : 'manifest';
  // If other pods of a dump have the kubelet's marks, the dump has not lost them.
  return context.marked() || !isNamedAfterNode(pod) ? undefined : 'inferred';
}

/**
 * The kubelet sets each of these on every mirror pod (pkg/kubelet/config/common.go, config.go, pod/mirror_client.go): the name ends in the
 * node's, in lower case; config.source is `file` or `http`; from 1.17 on its only owner is its Node, by uid.
 */
const MIRROR = 'kubernetes.io/config.mirror';
const SOURCE = 'kubernetes.io/config.source';
const SOURCES: ReadonlySet<string> = new Set(['file', 'http']);
const OWNER_SINCE = 17;

interface Context {
  /** By name; undefined where the list of nodes is incomplete, so that a missing one proves nothing. */
  nodes: ReadonlyMap<string, NodeRecord>;
  allNodes: boolean;
  /** The distribution may be OpenShift, with its namespaces. */
  openshift: boolean;
  /** Some pod of the snapshot has the kubelet's mark. */
  marked: () => boolean;
}

const contexts = new WeakMap<Snapshot, Context>();

function contextOf(snapshot: Snapshot): Context {
  const known = contexts.get(snapshot);
  if (known) return known;
  const { records, outcomes } = snapshot;
  let marked: boolean | undefined;
  const context: Context = {
    nodes: new Map(records.node.map((node) => [node.name, node])),
    // A cluster with pods on nodes has nodes: an empty list is incomplete.
    allNodes: outcomes.get('nodes')?.status === 'ok' && records.node.length > 0,
    openshift:
      outcomes.get('discovery')?.status !== 'ok' ||
      records.discovery.length === 0 ||
      records.discovery.some(({ group }) => group === 'config.openshift.io'),
    marked: () => (marked ??= records.pod.some(({ template }) => template.annotations[MIRROR] !== undefined)),
  };
  contexts.set(snapshot, context);
  return context;
}

function markedOrigin(pod: PodRecord, { nodes, allNodes }: Context): StaticOrigin | undefined {
  const { node: nodeName, owner, template } = pod;
  if (nodeName === undefined || !isNamedAfterNode(pod)) return undefined;
  const node = nodes.get(nodeName);
  if (!node && allNodes) return undefined;
  const source = template.annotations[SOURCE];
  if (source !== undefined && !SOURCES.has(source)) return undefined;
  if (owner && !isOwner(owner, nodeName, node)) return undefined;
  const minor = kubernetesMinor(node?.kubeletVersion ?? '');
  const owned = owner !== undefined || (minor !== undefined && minor < OWNER_SINCE);
  return source !== undefined && owned ? 'mirror' : 'unproven';
}

function isOwner(
  { kind, name, uid }: NonNullable<PodRecord['owner']>,
  nodeName: string,
  node: NodeRecord | undefined,
): boolean {
  if (kind !== 'Node' || name !== nodeName) return false;
  return uid === undefined || node?.uid === undefined || uid === node.uid;
}

function isNamedAfterNode({ name, node }: PodRecord): boolean {
  return node !== undefined && name.endsWith(`-${node.toLowerCase()}`);
}

/** On the host network, without an owner, and identified as a component by name, by kubeadm's labels or by its annotation. */
function looksLikeControlPlane({ name, node, owner, template }: PodRecord): boolean {
  const { annotations, labels, containers, hostNetwork } = template;
  const source = annotations[SOURCE];
  if (!hostNetwork || (source !== undefined && !SOURCES.has(source))) return false;
  if (owner && owner.kind !== 'Node') return false;
  const suffix = node === undefined ? '' : `-${node.toLowerCase()}`;
  const kubeadm = Object.keys(annotations).some((key) => key.startsWith('kubeadm.kubernetes.io/'));
  return CONTROL_PLANE_PROGRAMS.some((program) => {
    const named = name === program || (suffix !== '' && name === `${program}${suffix}`);
    const labelled =
      labels['tier'] === 'control-plane' && (labels['component'] ?? labels['k8s-app']) === program;
    const reported = named || ((labelled || kubeadm) && name.startsWith(`${program}-`));
    return reported && containers.some((container) => parseArgv(program, container) !== undefined);
  });
}
