import type { CustomRecord, NetworkPolicyRecord, StringMap } from '../../snapshot/records/index.ts';
import type { PolicySection, TrafficPeer, TrafficRule } from '../../snapshot/schema/policy.ts';
import type { Snapshot } from '../../snapshot/types.ts';
import { ofPolicyKind } from '../extensions.ts';
import type { Answer, Lookup } from '../selectors.ts';
import { answerOf, both, holdAll, labelOf, namespaceLookup } from '../selectors.ts';
import { makerOf } from './stages.ts';

/** Both groups contain the same objects where Calico's own API server runs: each set is duplicated then, without effect. */
const GROUPS = ['projectcalico.org', 'crd.projectcalico.org'];

interface Sets {
  all: readonly NetworkSet[];
  /** There may be others. */
  uncollected: boolean;
}

/** A NetworkSet, or without a namespace a GlobalNetworkSet. */
interface NetworkSet {
  namespace?: string;
  nets: readonly string[];
  lookup: Lookup;
}

/**
 * The policies, with the addresses that the selectors of Calico's resolve to: a selector for senders selects network sets by their labels
 * as it selects pods (https://docs.tigera.io/calico/latest/reference/resources/networkset). Where not every set was collected, a selector
 * may match any address.
 */
export function withNetworkSets(
  snapshot: Snapshot,
  namespaceLabels: ReadonlyMap<string, StringMap>,
): NetworkPolicyRecord[] {
  const { networkPolicy: policies } = snapshot.records;
  if (!policies.some((policy) => makerOf(policy) === 'calico')) return [...policies];
  const sets = setsOf(snapshot, namespaceLabels);
  if (sets.all.length === 0 && !sets.uncollected) return [...policies];
  return policies.map((policy) => (makerOf(policy) === 'calico' ? withSets(policy, sets) : policy));
}

function setsOf(snapshot: Snapshot, namespaceLabels: ReadonlyMap<string, StringMap>): Sets {
  const lists = GROUPS.flatMap((group) =>
    ['NetworkSet', 'GlobalNetworkSet'].map((kind) => ofPolicyKind(snapshot, group, kind)),
  );
  const records = snapshot.records.custom.filter(
    ({ group, kind }) => GROUPS.includes(group) && /^(?:Global)?NetworkSet$/.test(kind),
  );
  return {
    all: records.map((record) => setOf(record, namespaceLabels)),
    uncollected: lists.some((list) => !list.known),
  };
}

function setOf(
  { kind, namespace = 'default', labels, spec }: CustomRecord,
  namespaceLabels: ReadonlyMap<string, StringMap>,
): NetworkSet {
  const nets = Array.isArray(spec['nets'])
    ? spec['nets'].filter((net): net is string => typeof net === 'string')
    : [];
  const own = kind === 'NetworkSet' ? namespace : undefined;
  return {
    ...(own !== undefined && { namespace: own }),
    nets,
    lookup: lookupOf(labels, own, own === undefined ? undefined : namespaceLabels.get(own)),
  };
}

/**
 * A set has the labels of its namespace, as a pod has; it has neither a ServiceAccount nor an orchestrator. Releases differ in whether its
 * name is a label.
 */
function lookupOf(
  labels: StringMap,
  namespace: string | undefined,
  ofNamespace: StringMap | undefined,
): Lookup {
  const around = namespace === undefined ? () => undefined : namespaceLookup(namespace, ofNamespace);
  return (key) => {
    if (key === '@namespace') return namespace;
    if (key.startsWith('@namespace/')) return around(key.slice('@namespace/'.length));
    if (key.startsWith('@')) return undefined;
    if (key === 'kubernetes.io/metadata.name') return null;
    return labelOf(labels, key);
  };
}

function withSets(policy: NetworkPolicyRecord, sets: Sets): NetworkPolicyRecord {
  if (!policy.sections) return policy;
  const ofRule = (rule: TrafficRule): TrafficRule =>
    rule.from
      ? { ...rule, from: rule.from.flatMap((peer) => [peer, ...addressesOf(peer, policy, sets)]) }
      : rule;
  const ofSection = (section: PolicySection): PolicySection => ({
    ...section,
    rules: section.rules.map(ofRule),
  });
  return {
    ...policy,
    sections: policy.sections.map(ofSection),
    ...(policy.outgoing && { outgoing: policy.outgoing.map(ofSection) }),
  };
}

/** The addresses that a peer with selectors matches in addition to pods. */
function addressesOf(
  peer: TrafficPeer,
  { namespace }: NetworkPolicyRecord,
  { all, uncollected }: Sets,
): TrafficPeer[] {
  if (peer.block !== undefined || peer.entity !== undefined) return [];
  const found = all.flatMap(({ nets, ...set }): TrafficPeer[] => {
    const answer = both(isInScope(peer, set, namespace), holdAll(peer.pods, set.lookup));
    if (answer === 'no') return [];
    const unread = answer === 'maybe' || peer.unread === true;
    return nets.map((net) => ({ block: blockOf(net), ...(unread && { unread }) }));
  });
  return uncollected ? [...found, { entity: 'all', unread: true }] : found;
}

function isInScope(
  { namespaces, globalSets }: TrafficPeer,
  { namespace, lookup }: Omit<NetworkSet, 'nets'>,
  own: string | undefined,
): Answer {
  if (namespace === undefined) return answerOf(globalSets !== undefined);
  if (globalSets === 'only') return 'no';
  if (namespaces === undefined) return answerOf(namespace === own);
  return holdAll(namespaces, (key) => {
    if (key === 'kubernetes.io/metadata.name') return namespace;
    return lookup(key.startsWith('@') ? key : `@namespace/${key}`);
  });
}

/** A single address is a block of one. */
function blockOf(net: string): string {
  if (net.includes('/')) return net;
  return `${net}/${net.includes(':') ? 128 : 32}`;
}
