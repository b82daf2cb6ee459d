import type { NodeRecord, PodRecord, StringMap } from '../../snapshot/records/index.ts';
import type { TrafficPeer } from '../../snapshot/records/index.ts';
import type { Answer } from '../selectors.ts';
import { answerOf, holdAll, labelOf } from '../selectors.ts';
import type { PodFacts } from '../types/workloads.ts';
import type { Address, Family } from './addresses.ts';
import { addressOf, firstOf, inBlock, isLarge } from './addresses.ts';
import type { LeftOut, Party } from './party.ts';
import { partyOf, picks } from './party.ts';

/**
 * A sender, or a receiver of outgoing traffic: a pod, with its address where that is known, or an address outside the pod network. `node`:
 * the labels of the node that has the address.
 */
export type Sender =
  | { party: Party; address?: Address; node?: undefined }
  | { party?: undefined; address: Address; node?: StringMap };

/** Equal pods, and their addresses. */
export interface SenderGroup {
  party: Party;
  addresses: readonly Address[];
}

/** What a set of rules admits, with one assumption about unknowns. */
export interface Admission {
  /** Pods of future namespaces. */
  later: boolean;
  /** Namespaces that are not admitted as a whole; two at most, and none where it does not matter. */
  unnamed: readonly string[];
  /** Namespaces with a pod that is refused; two at most. */
  refused: readonly string[];
  /** Most addresses of a family. */
  addresses: boolean;
}

export type BlockMeaning = 'pods' | 'perhaps pods' | 'outside';

/** All possible senders to a pod. */
export interface Senders {
  /** Labels of every collected Namespace. */
  namespaceLabels: ReadonlyMap<string, StringMap>;
  /** Pods on the pod network, by namespace. */
  groups: ReadonlyMap<string, readonly SenderGroup[]>;
  /** A pod without labels in a future namespace, one for each known part of the pod network. */
  later: readonly Sender[];
  /** Addresses of pods, by family. */
  addresses: Readonly<Record<Family, readonly Address[]>>;
  /** Address families of pods and nodes; empty = none is known. */
  families: ReadonlySet<Family>;
  /** The list of namespaces is complete. */
  allNamespaces: boolean;
  /** What a block of addresses matches: pods as well, or only addresses outside the cluster, as in Cilium. */
  blocks: BlockMeaning;
  leftOut?: LeftOut;
  /** Cached results for sets of rules. */
  admissions: Map<string, Admission>;
}

/** An invalid name for a namespace. */
const LATER = '(a new namespace)';
/** The maximum number of evaluated parts of the pod network: nodes of one cluster share one range. */
const MAX_PARTS = 32;

/** Policies do not apply to pods on the host network, and no selector matches them as senders. */
export function onPodNetwork({ template }: PodRecord): boolean {
  return template.hostNetwork !== true;
}

export function sendersOf(
  pods: PodFacts,
  nodes: readonly NodeRecord[],
  known: Pick<Senders, 'namespaceLabels' | 'allNamespaces' | 'blocks' | 'leftOut'>,
): Senders {
  const { namespaceLabels, leftOut } = known;
  const groups = new Map<string, readonly SenderGroup[]>();
  const addresses: Record<Family, Address[]> = { 4: [], 6: [] };
  for (const [namespace, list] of pods.byNamespace) {
    const alike = grouped(list.filter(onPodNetwork), namespaceLabels.get(namespace), leftOut);
    for (const group of alike) for (const address of group.addresses) addresses[address.family].push(address);
    groups.set(namespace, alike);
  }
  const party: Party = { namespace: LATER, namespaceLabels: {}, labels: {}, serviceAccount: 'default' };
  const parts = [...new Set(nodes.flatMap(({ podCIDRs = [] }) => podCIDRs))]
    .sort()
    .flatMap((range) => firstOf(range) ?? []);
  const step = Math.max(1, Math.ceil(parts.length / MAX_PARTS));
  const tried = parts.filter((_, index) => index % step === 0);
  return {
    ...known,
    groups,
    later: tried.length > 0 ? tried.map((address) => ({ party, address })) : [{ party }],
    addresses: { 4: sampled(addresses[4]), 6: sampled(addresses[6]) },
    families: familiesOf(addresses, nodes),
    admissions: new Map(),
  };
}

function familiesOf(
  addresses: Readonly<Record<Family, readonly Address[]>>,
  nodes: readonly NodeRecord[],
): Set<Family> {
  const ofNodes = nodes.flatMap((node) => [
    ...(node.podCIDRs ?? []).flatMap((range) => firstOf(range) ?? []),
    ...node.addresses.flatMap(({ address }) => addressOf(address) ?? []),
  ]);
  return new Set(
    [...addresses[4].slice(0, 1), ...addresses[6].slice(0, 1), ...ofNodes].map(({ family }) => family),
  );
}

/** How many addresses of pods are compared with blocks that admit more than half of all. */
const MAX_ADDRESSES = 4_000;

function sampled(addresses: readonly Address[]): readonly Address[] {
  const step = Math.ceil(addresses.length / MAX_ADDRESSES);
  return addresses.filter((_, index) => index % step === 0);
}

/** Pods of one namespace that share a template and an owner's kind are one group. */
function grouped(
  pods: readonly PodRecord[],
  namespaceLabels: StringMap | undefined,
  leftOut: LeftOut | undefined,
): SenderGroup[] {
  const groups = new Map<unknown, Map<boolean, { party: Party; addresses: Address[] }>>();
  const all: SenderGroup[] = [];
  for (const pod of pods) {
    const party = partyOf(pod, namespaceLabels, leftOut);
    const alike = groups.get(pod.template) ?? new Map<boolean, { party: Party; addresses: Address[] }>();
    groups.set(pod.template, alike);
    let group = alike.get(party.numbered === true);
    if (!group) {
      group = { party, addresses: [] };
      alike.set(party.numbered === true, group);
      all.push(group);
    }
    const address = addressOf(pod.podIP);
    if (address) group.addresses.push(address);
  }
  return all;
}

/**
 * Whether this peer is the sender. `own`: the namespace that a peer without a namespace selector means; undefined = another one than the
 * sender's.
 */
export function isPeer(peer: TrafficPeer, sender: Sender, senders: Senders, own?: string): Answer {
  const answer = matches(peer, sender, senders, own);
  return answer === 'yes' && peer.unread === true ? 'maybe' : answer;
}

function matches(peer: TrafficPeer, sender: Sender, senders: Senders, own: string | undefined): Answer {
  const { party, node } = sender;
  if (peer.entity !== undefined) return answerOf(isOf(peer.entity, sender));
  if (peer.block !== undefined) return byAddress(peer, sender, senders);
  if (peer.nodes !== undefined) return node ? holdAll(peer.nodes, (key) => labelOf(node, key)) : 'no';
  if (peer.globalSets === 'only') return 'no';
  if (party !== undefined) return picks(peer, party, own);
  // An address is no pod; uncollected fields of the peer may be addresses.
  return peer.unread === true && peer.pods === undefined ? 'maybe' : 'no';
}

function isOf(entity: NonNullable<TrafficPeer['entity']>, { party, node }: Sender): boolean {
  const isPod = party !== undefined;
  const isNode = node !== undefined;
  return { all: true, cluster: isPod || isNode, world: !isPod && !isNode, nodes: isNode }[entity];
}

function byAddress(peer: TrafficPeer, { party, address, node }: Sender, senders: Senders): Answer {
  if (party === undefined && node === undefined) return inBlock(peer, address);
  if (peer.outside === true || senders.blocks === 'outside') return 'no';
  const answer = address ? inBlock(peer, address) : byLikelyAddress(peer, senders);
  return answer !== 'no' && senders.blocks === 'perhaps pods' ? 'maybe' : answer;
}

/** A pod with an unknown address: like the others, where the block is large enough to include pods at all. */
function byLikelyAddress(peer: TrafficPeer, { addresses }: Senders): Answer {
  if (!isLarge(peer)) return 'no';
  const known = [...addresses[4].slice(0, 500), ...addresses[6].slice(0, 500)];
  if (known.length === 0) return 'maybe';
  return known.every((address) => inBlock(peer, address) === 'yes') ? 'yes' : 'no';
}
