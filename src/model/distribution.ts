import { distributionSignals, providerSchemes } from '../data/distributions.ts';
import type { DistributionSignals } from '../data/distributions.ts';
import type { Evidence, Known, Witness } from '../shared/evidence.ts';
import { known, unknown } from '../shared/evidence.ts';
import type { Snapshot } from '../snapshot/types.ts';
import { isStatic, staticInstances } from './control-plane/pods.ts';
import { isControlPlaneNode } from './nodes.ts';
import type { Distribution } from './types.ts';

interface Scored {
  signals: DistributionSignals;
  /** What nothing else shows. */
  strong: Evidence[];
  /** Names of machines and of pods, which others may bear: they only add weight. */
  weak: Evidence[];
}

/** At most this many pieces of evidence are kept: enough to show, however many nodes agree. */
const SHOWN = 4;

/**
 * Names the distribution by several independent signals; the one with most kinds of signal wins. Names of machines and
 * pods alone name nothing. Kinds built on kubeadm win over kubeadm. A managed offering shows no control plane: where one
 * is seen, its marks are those of a look-alike (EKS Distro has the version of EKS).
 */
export function recogniseDistribution(snapshot: Snapshot): Known<Distribution> & { managed?: boolean } {
  const candidates = distributionSignals
    .map((signals) => signalsSeen(signals, snapshot))
    .filter(({ strong }) => strong.length > 0);
  const own = ownControlPlane(snapshot).length > 0;
  const best = candidates
    .filter(({ signals }) => !(signals.managed && own))
    .sort((a, b) => rank(b) - rank(a))[0];
  if (best) {
    const { id, name, managed } = best.signals;
    return { ...known({ id, name }, ...[...best.strong, ...best.weak].slice(0, SHOWN)), managed };
  }
  const alike = candidates[0];
  return unknown(
    alike
      ? `it has marks of ${alike.signals.name}, but runs its own control plane`
      : 'no signal of a distribution was seen',
    'list nodes',
    'get configmaps/kubeadm-config in kube-system',
  );
}

/** What shows that the control plane runs on machines of this cluster: static pods, or nodes with the role. */
export function ownControlPlane({ records }: Snapshot): Evidence[] {
  const pod = staticInstances(records.pod, 'kube-apiserver')[0];
  const node = records.node.find(isControlPlaneNode);
  const show = (witness: Witness, source: string, value: string): Evidence => ({
    witness,
    confidence: 'observed',
    source,
    value,
  });
  return [
    ...(pod ? [show('pod', pod.source, 'static pod of the API server')] : []),
    ...(node ? [show('object', `node ${node.name}`, 'role control-plane')] : []),
  ];
}

/** kubeadm leaves its marks in everything that is built on it, so that any other candidate goes first. */
function rank({ signals, strong, weak }: Scored): number {
  const kinds = new Set(
    [...strong, ...weak].map(({ source, witness }) => `${witness} ${source.split(' ')[0] ?? ''}`),
  ).size;
  return signals.id === 'kubeadm' ? 0 : kinds;
}

function signalsSeen(signals: DistributionSignals, snapshot: Snapshot): Scored {
  const strong: Evidence[] = [];
  const weak: Evidence[] = [];
  const adder =
    (list: Evidence[]): Add =>
    (witness, source, value) =>
      list.push({ witness, confidence: 'observed', source, value });
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
  if (group) adder(signals.managed ? weak : strong)('discovery', 'API groups', group);
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

type Add = (witness: Witness, source: string, value: string) => void;

function podSignals(
  { pods, staticPodKeys }: DistributionSignals,
  { records }: Snapshot,
  strong: Add,
  weak: Add,
) {
  const marked =
    staticPodKeys &&
    records.pod.find(
      (pod) =>
        pod.namespace === 'kube-system' &&
        isStatic(pod) &&
        Object.keys(pod.template.annotations).some((key) =>
          staticPodKeys.some((prefix) => key.startsWith(prefix)),
        ),
    );
  if (marked) strong('pod', `pod ${marked.namespace}/${marked.name}`, 'annotations of a static pod');
  const named =
    pods &&
    records.pod.find(({ namespace, name }) =>
      pods.some((prefix) => `${namespace}/${name}`.startsWith(prefix)),
    );
  if (named) weak('pod', `pod ${named.namespace}/${named.name}`, 'present');
}

/** One piece of evidence per kind of signal, however many nodes show it. */
function nodeSignals(signals: DistributionSignals, { records }: Snapshot, add: Add, weak: Add) {
  const { version, providerID, nodeKeys, nodeName, osImage } = signals;
  let left = { version, providerID, nodeKeys, nodeName, osImage };
  for (const node of records.node) {
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

/** Where the machines are. A cluster over several providers is named with all of them. */
export function recogniseProvider({ records, outcomes }: Snapshot): Known<string> {
  const found = new Map<string, Evidence>();
  for (const node of records.node) {
    const match = providerSchemes.find(({ scheme }) => scheme.test(node.providerID ?? ''));
    if (match && !found.has(match.name)) {
      found.set(match.name, {
        witness: 'object',
        confidence: 'observed',
        source: `providerID of node ${node.name}`,
        value: node.providerID?.split('/', 3).join('/') ?? '',
      });
    }
  }
  if (found.size > 0) return known([...found.keys()].sort().join(' and '), ...found.values());
  if (records.node.length === 0) return unknown('nodes were not seen', 'list nodes');
  if (outcomes.get('nodes')?.status !== 'ok') return unknown('not all nodes were seen', 'list nodes');
  return unknown('no cloud provider has marked the nodes (on-premises, or no cloud controller manager)');
}
