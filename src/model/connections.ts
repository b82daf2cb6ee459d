import type { NetworkPolicyRecord, NodeRecord, PodRecord } from '../snapshot/records/index.ts';
import type { Snapshot } from '../snapshot/types.ts';
import { addressKey, addressOf } from './policies/addresses.ts';
import { flowOf } from './policies/flows.ts';
import { GroupFlows } from './policies/group-flows.ts';
import { endsOfNodes, GroupReaches } from './policies/group-reach.ts';
import { addressTexts, PodGroups } from './policies/pod-groups.ts';
import { onPodNetwork, sendersOf } from './policies/senders.ts';
import type {
  CiliumIdentities,
  ConnectionFacts,
  Connections,
  Decision,
  End,
  Flow,
  PodFacts,
  PodGroup,
  PolicyFacts,
} from './types.ts';

/**
 * Which connections policies allow, between pods, nodes and addresses. Whether the network enforces policies at all is a question of its
 * own.
 */
export function buildConnections(
  snapshot: Snapshot,
  pods: PodFacts,
  { policies }: Pick<PolicyFacts, 'policies'>,
): ConnectionFacts {
  const known: {
    ignored?: ReadonlySet<NetworkPolicyRecord>;
    cilium?: CiliumIdentities;
    found: Connections;
  }[] = [];
  return {
    of: (ignored = NONE, cilium) => {
      const same = known.find(
        (one) => one.cilium?.leftOut === cilium?.leftOut && areSame(one.ignored ?? NONE, ignored),
      );
      if (same) return same.found;
      const own = ignored.size === 0 ? policies : policies.filter((policy) => !ignored.has(policy));
      const found = new PodConnections(snapshot, pods, own, cilium);
      known.push({ ignored, ...(cilium && { cilium }), found });
      return found;
    },
  };
}

const NONE: ReadonlySet<NetworkPolicyRecord> = new Set();

function areSame(a: ReadonlySet<NetworkPolicyRecord>, b: ReadonlySet<NetworkPolicyRecord>): boolean {
  return a.size === b.size && [...a].every((policy) => b.has(policy));
}

const ALLOWED: Decision = { answer: 'allowed', by: [] };

/** How many addresses of equal pods are compared with blocks of addresses. */
const MAX_TRIED = 4;

class PodConnections implements Connections {
  readonly groups: readonly PodGroup[];
  private readonly podGroups: PodGroups;
  private readonly flows: GroupFlows;
  private readonly reaches: GroupReaches;
  private readonly nodes: ReadonlyMap<string, NodeRecord>;
  private readonly ends = new Map<PodGroup, readonly End[]>();
  private byAddress: ReadonlyMap<string, End> | undefined;
  private readonly pods: PodFacts;

  constructor(
    snapshot: Snapshot,
    pods: PodFacts,
    policies: readonly NetworkPolicyRecord[],
    cilium: CiliumIdentities | undefined,
  ) {
    const { records, outcomes } = snapshot;
    const namespaceLabels = new Map(records.namespace.map(({ name, labels }) => [name, labels]));
    const mayBeCilium = [...records.discovery, ...records.crd].some(({ group }) => group === 'cilium.io');
    const leftOut = cilium?.leftOut;
    const senders = sendersOf(pods, records.node, {
      namespaceLabels,
      allNamespaces: outcomes.get('namespaces')?.status === 'ok',
      blocks: cilium ? 'outside' : mayBeCilium ? 'perhaps pods' : 'pods',
      ...(leftOut && { leftOut }),
    });
    this.pods = pods;
    this.podGroups = new PodGroups(namespaceLabels, leftOut);
    for (const pod of pods.all) if (onPodNetwork(pod)) this.podGroups.add(pod);
    this.groups = this.podGroups.all;
    this.nodes = new Map(records.node.map((node) => [node.name, node]));
    this.flows = new GroupFlows(policies, senders);
    this.reaches = new GroupReaches({
      flows: this.flows,
      senders,
      groups: this.groups,
      endsOf: (group, byAddress) => this.endsOf(group).slice(0, byAddress ? MAX_TRIED : 1),
      nodes: records.node,
      apiServer: records.endpointSlice
        .filter(({ namespace, service }) => namespace === 'default' && service === 'kubernetes')
        .flatMap(({ addresses, ports }) =>
          addresses.flatMap((address) =>
            ports.flatMap(({ port }) => (port === undefined ? [] : [{ address, port }])),
          ),
        ),
    });
  }

  readonly endOf = (pod: PodRecord, text?: string): End | undefined => {
    const group = this.podGroups.of(pod);
    const nodeName = pod.node;
    const address = addressOf(text ?? pod.podIP);
    if (group)
      return {
        party: group.party,
        group,
        pod,
        ...(address && { address }),
        ...(nodeName !== undefined && { nodeName }),
      };
    const node = this.nodes.get(nodeName ?? '');
    const host = address ?? addressOf(pod.hostIP) ?? (node && endsOfNodes([node])[0]?.address);
    return host && { address: host, node: node?.labels ?? {}, ...(nodeName !== undefined && { nodeName }) };
  };

  readonly endAt = (text: string): End | undefined => {
    const address = addressOf(text);
    if (!address) return undefined;
    this.byAddress ??= this.index();
    return this.byAddress.get(addressKey(address)) ?? { address };
  };

  /** A pod can neither be separated from itself nor from the node that it runs on. */
  readonly decide: Connections['decide'] = (from, to, protocol, port) => {
    const same = from.pod !== undefined && from.pod === to.pod;
    const ownNode =
      from.nodeName !== undefined &&
      from.nodeName === to.nodeName &&
      (from.node !== undefined || to.node !== undefined);
    if (same || ownNode) return { egress: ALLOWED, ingress: ALLOWED };
    const flow = flowOf(protocol, port);
    return {
      egress: from.group ? this.flows.decide(from.group, 'egress', to, flow) : ALLOWED,
      ingress: to.group ? this.flows.decide(to.group, 'ingress', from, flow) : ALLOWED,
    };
  };

  readonly into: Connections['into'] = (group, from) => this.flow(group, 'ingress', from);

  readonly outOf: Connections['outOf'] = (group, to) => this.flow(group, 'egress', to);

  readonly reachOf: Connections['reachOf'] = (group) => this.reaches.of(group);

  readonly endsOf = (group: PodGroup): readonly End[] => {
    const known = this.ends.get(group);
    if (known) return known;
    const { party, addresses } = group;
    const step = Math.max(1, Math.ceil(addresses.length / MAX_TRIED));
    const tried = addresses.filter((_, index) => index % step === 0);
    const ends: End[] =
      tried.length === 0 ? [{ party, group }] : tried.map((address) => ({ party, group, address }));
    this.ends.set(group, ends);
    return ends;
  };

  private flow(group: PodGroup, direction: 'ingress' | 'egress', end: End): Flow {
    const { least, most, by } = this.flows.bounds(group, direction, end);
    return { ports: least, by: [...by], uncertain: JSON.stringify(least) !== JSON.stringify(most) };
  }

  private index(): ReadonlyMap<string, End> {
    const found = new Map<string, End>();
    for (const end of endsOfNodes([...this.nodes.values()])) found.set(addressKey(end.address), end);
    for (const pod of this.pods.all)
      if (onPodNetwork(pod))
        for (const text of addressTexts(pod)) {
          const end = this.endOf(pod, text);
          if (end?.address) found.set(addressKey(end.address), end);
        }
    return found;
  }
}
