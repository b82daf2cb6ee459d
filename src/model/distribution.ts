import { LIST_NODES } from './requirements.ts';
import { getNamed } from '../shared/requirement.ts';
import { distributionSignals, providerSchemes } from '../data/distributions.ts';
import type { DistributionSignals } from '../data/distributions.ts';
import type { Evidence, Known, EvidenceSource } from '../shared/evidence.ts';
import { known, unknown } from '../shared/evidence.ts';
import type { PodRecord } from '../snapshot/records/index.ts';
import type { Snapshot } from '../snapshot/types.ts';
import { staticOrigin } from './control-plane/sources/mirror-pods.ts';
import { staticInstances } from './control-plane/sources/static-pods.ts';
import { isControlPlaneNode } from './nodes.ts';
import { sorted } from './sorting.ts';
import type { Distribution } from './types.ts';

interface Scored {
  signals: DistributionSignals;
  /** Signals that only this distribution has. */
  strong: Evidence[];
  /** Names of hosts and of pods, which are not unique: they only add weight. */
  weak: Evidence[];
}

/** The maximum number of evidence items, regardless of the number of matching nodes. */
const SHOWN = 4;

/**
 * Identifies the distribution by several independent signals; the one with most kinds of signal wins. Names of hosts and pods, and API
 * groups, which any CRD may use, are not sufficient alone. Distributions built on kubeadm win over kubeadm. A managed offering has no
 * visible control plane: where one is visible, its marks are those of a similar distribution (EKS Distro has the version of EKS).
 */
export function recognizeDistribution(snapshot: Snapshot): Known<Distribution> & { managed?: boolean } {
  const candidates = distributionSignals
    .map((signals) => signalsSeen(signals, snapshot))
    .filter(({ strong }) => strong.length > 0);
  const own = ownControlPlane(snapshot).length > 0;
  const possible = candidates.filter(({ signals }) => !(signals.managed && own));
  const built = new Set(possible.flatMap(({ signals }) => signals.over ?? []));
  const best = possible.filter(({ signals }) => !built.has(signals.id)).sort((a, b) => rank(b) - rank(a))[0];
  if (best) {
    const { id, name, managed } = best.signals;
    return { ...known({ id, name }, ...[...best.strong, ...best.weak].slice(0, SHOWN)), managed };
  }
  const alike = candidates[0];
  return unknown(
    alike
      ? `it has marks of ${alike.signals.name}, but runs its own control plane`
      : 'no distribution is recognized',
    LIST_NODES,
    getNamed('configmaps', 'kubeadm-config', 'kube-system'),
  );
}

/** Evidence that the control plane runs on hosts of this cluster: static pods, or nodes with the role. */
export function ownControlPlane(snapshot: Snapshot): Evidence[] {
  const { records } = snapshot;
  const pod = staticInstances(snapshot, 'kube-apiserver')[0];
  const [node] = sorted(records.node.filter(isControlPlaneNode));
  const show = (source: EvidenceSource, location: string, value: string): Evidence => ({
    source,
    confidence: 'observed',
    location,
    value,
  });
  return [
    ...(pod ? [show('pod', pod.location, 'static pod of the API server')] : []),
    ...(node ? [show('object', `node ${node.name}`, 'role control-plane')] : []),
  ];
}

/** Every distribution built on kubeadm has its marks, so any other candidate ranks first. */
function rank({ signals, strong, weak }: Scored): number {
  const kinds = new Set(
    [...strong, ...weak].map(({ location, source }) => `${source} ${location.split(' ')[0] ?? ''}`),
  ).size;
  return signals.id === 'kubeadm' ? 0 : kinds;
}

function signalsSeen(signals: DistributionSignals, snapshot: Snapshot): Scored {
  const strong: Evidence[] = [];
  const weak: Evidence[] = [];
  const adder =
    (list: Evidence[]): Add =>
    (source, location, value) =>
      list.push({ source, confidence: 'observed', location, value });
  const add = adder(strong);
  const { records } = snapshot;
  for (const { gitVersion } of records.version) {
    if (signals.version?.test(gitVersion)) add('version', 'GET /version', gitVersion);
  }
  nodeSignals(signals, snapshot, add, adder(weak));
  const group = signals.groups?.find(
    (wanted) =>
      records.discovery.some((entry) => entry.group === wanted) ||
      records.crd.some((entry) => entry.group === wanted),
  );
  if (group) adder(weak)('discovery', 'API groups', group);
  objectSignals(signals, snapshot, add);
  for (const wanted of signals.configMaps ?? []) {
    const found = records.configMap.find(({ namespace, name }) => `${namespace}/${name}` === wanted);
    if (found) add('configmap', `configmap ${wanted}`, 'present');
  }
  for (const endpoint of records.endpoint) {
    if (signals.server?.test(endpoint.host)) add('endpoint', 'API server address', endpoint.host);
  }
  for (const { issuer } of records.openid) {
    if (signals.issuer?.test(issuer)) add('endpoint', 'service account issuer', issuer);
  }
  podSignals(signals, snapshot, add, adder(weak));
  return { signals, strong, weak };
}

type Add = (source: EvidenceSource, location: string, value: string) => void;

/** The distribution's own objects, and the APIs of its own API server. */
function objectSignals(
  { objects = [], aggregated = [] }: DistributionSignals,
  { records }: Snapshot,
  add: Add,
) {
  const [own] = sorted(
    records.custom.filter(
      ({ group, kind, namespace }) => namespace === undefined && objects.includes(`${group}/${kind}`),
    ),
  );
  if (own) add('object', `${own.kind} ${own.name}`, 'present');
  const defined = new Set(records.crd.map(({ group }) => group));
  const served = records.discovery.filter(({ group }) => aggregated.includes(group) && !defined.has(group));
  if (served.length > 1)
    add(
      'discovery',
      'aggregated APIs',
      served
        .map(({ group }) => group)
        .sort()
        .join(', '),
    );
}

function podSignals(signals: DistributionSignals, snapshot: Snapshot, strong: Add, weak: Add) {
  const { pods, systemImages } = signals;
  const { records } = snapshot;
  const own = sorted(records.pod.filter(({ namespace }) => namespace === 'kube-system'));
  const bySet = (pod: PodRecord) => staticMark(signals, pod);
  const marked = own.find((pod) => bySet(pod) !== undefined && staticOrigin(pod, snapshot) !== undefined);
  if (marked) strong('pod', `pod kube-system/${marked.name}`, bySet(marked) ?? '');
  for (const pod of systemImages ? own : []) {
    const image = pod.template.containers.find((container) => systemImages?.test(container.image))?.image;
    if (image === undefined) continue;
    strong('pod', `image of pod kube-system/${pod.name}`, image);
    break;
  }
  const [named] = sorted(
    records.pod.filter((pod) => pods?.some((prefix) => hasPrefix(pod, prefix)) === true),
  );
  if (named) weak('pod', `pod ${named.namespace}/${named.name}`, 'present');
}

/** Compares `namespace/name` without building the string for every pod of a cluster. */
function hasPrefix({ namespace, name }: PodRecord, prefix: string): boolean {
  return prefix.startsWith(`${namespace}/`) && name.startsWith(prefix.slice(namespace.length + 1));
}

/** The installer's mark on a static pod: an annotation, or a specific path in a command line. */
function staticMark(
  { staticPodKeys, staticPodPaths }: DistributionSignals,
  { template }: PodRecord,
): string | undefined {
  const key = Object.keys(template.annotations).find((name) =>
    staticPodKeys?.some((prefix) => name.startsWith(prefix)),
  );
  if (key !== undefined) return 'annotations of a static pod';
  return template.containers
    .flatMap(({ command = [], args = [] }) => [...command, ...args])
    .find((word) => staticPodPaths?.test(word));
}

/** One piece of evidence per kind of signal, regardless of the number of nodes. */
function nodeSignals(signals: DistributionSignals, { records }: Snapshot, add: Add, weak: Add) {
  const { version, providerID, nodeKeys, nodeName, osImage } = signals;
  let left = { version, providerID, nodeKeys, nodeName, osImage };
  for (const node of sorted(records.node)) {
    if (left.version?.test(node.kubeletVersion ?? '')) {
      add('object', `kubelet of node ${node.name}`, node.kubeletVersion ?? '');
      left = { ...left, version: undefined };
    }
    if (left.providerID?.test(node.providerID ?? '')) {
      add('object', `providerID of node ${node.name}`, node.providerID ?? '');
      left = { ...left, providerID: undefined };
    }
    const key =
      left.nodeKeys &&
      [...Object.keys(node.labels), ...Object.keys(node.annotations)]
        .sort()
        .find((name) => left.nodeKeys?.some((prefix) => name.startsWith(prefix)));
    if (key) {
      add('object', `labels of node ${node.name}`, key);
      left = { ...left, nodeKeys: undefined };
    }
    if (left.nodeName?.test(node.name)) {
      weak('object', 'name of a node', node.name);
      left = { ...left, nodeName: undefined };
    }
    if (left.osImage?.test(node.osImage ?? '')) {
      add('object', `OS of node ${node.name}`, node.osImage ?? '');
      left = { ...left, osImage: undefined };
    }
  }
}

/** The infrastructure provider of the nodes. A cluster over several providers is named with all of them. */
export function recognizeProvider({ records, outcomes }: Snapshot): Known<string> {
  const found = new Map<string, Evidence>();
  for (const node of sorted(records.node)) {
    const match = providerSchemes.find(({ scheme }) => scheme.test(node.providerID ?? ''));
    if (match && !found.has(match.name)) {
      found.set(match.name, {
        source: 'object',
        confidence: 'observed',
        location: `providerID of node ${node.name}`,
        value: node.providerID?.split('/', 3).join('/') ?? '',
      });
    }
  }
  if (found.size > 0) return known([...found.keys()].sort().join(' and '), ...found.values());
  if (records.node.length === 0) return unknown('nodes are not observed', LIST_NODES);
  if (outcomes.get('nodes')?.status !== 'ok') return unknown('not all nodes are observed', LIST_NODES);
  return unknown('no cloud provider has marked the nodes (on-premises, or no cloud controller manager)');
}
