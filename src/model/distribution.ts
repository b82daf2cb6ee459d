import { distributionSignals, providerSchemes } from '../data/distributions.ts';
import type { DistributionSignals } from '../data/distributions.ts';
import type { Evidence, Known, Witness } from '../shared/evidence.ts';
import { known, unknown } from '../shared/evidence.ts';
import type { Snapshot } from '../snapshot/types.ts';
import type { Distribution } from './types.ts';

interface Scored {
  signals: DistributionSignals;
  evidence: Evidence[];
}

/** At most this many pieces of evidence are kept: enough to show, however many nodes agree. */
const SHOWN = 4;

/**
 * Names the distribution by several independent signals; the one with most kinds of signal wins. One signal alone is
 * enough only if nothing speaks for another. Kinds built on kubeadm win over kubeadm.
 */
export function recogniseDistribution(snapshot: Snapshot): Known<Distribution> & { managed?: boolean } {
  const scored = distributionSignals
    .map((signals) => ({ signals, evidence: signalsSeen(signals, snapshot) }))
    .filter(({ evidence }) => evidence.length > 0)
    .sort((a, b) => rank(b) - rank(a));
  const best = scored[0];
  if (!best)
    return unknown(
      'no signal of a distribution was seen',
      'list nodes',
      'get configmaps/kubeadm-config in kube-system',
    );
  const { id, name, managed } = best.signals;
  return { ...known({ id, name }, ...best.evidence.slice(0, SHOWN)), managed };
}

/** kubeadm leaves its marks in everything that is built on it, so that any other candidate goes first. */
function rank({ signals, evidence }: Scored): number {
  const kinds = new Set(evidence.map(({ source, witness }) => `${witness} ${source.split(' ')[0] ?? ''}`))
    .size;
  return signals.id === 'kubeadm' ? kinds - 1.5 : kinds;
}

function signalsSeen(signals: DistributionSignals, snapshot: Snapshot): Evidence[] {
  const seen: Evidence[] = [];
  const add = (witness: Witness, source: string, value: string) =>
    seen.push({ witness, confidence: 'observed', source, value });
  const { records } = snapshot;
  for (const { gitVersion } of records.version) {
    if (signals.version?.test(gitVersion)) add('version', 'GET /version', gitVersion);
  }
  nodeSignals(signals, snapshot, add);
  for (const group of signals.groups ?? []) {
    if (records.discovery.some((entry) => entry.group === group)) {
      add('discovery', 'API groups', group);
      break;
    }
  }
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
  for (const prefix of signals.pods ?? []) {
    const pod = records.pod.find(({ namespace, name }) => `${namespace}/${name}`.startsWith(prefix));
    if (pod) {
      add('pod', `pod ${pod.namespace}/${pod.name}`, 'present');
      break;
    }
  }
  return seen;
}

/** One piece of evidence per kind of signal, however many nodes show it. */
function nodeSignals(
  signals: DistributionSignals,
  { records }: Snapshot,
  add: (witness: Witness, source: string, value: string) => void,
) {
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
      add('object', 'name of a node', node.name);
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
