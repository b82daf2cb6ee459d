import { networkReach } from '../checks/helpers/network-reach.ts';
import type { NetworkReach } from '../checks/helpers/network-reach.ts';
import { policyName } from '../checks/helpers/policy-names.ts';
import { checkParts } from '../checks/parts.ts';
import type { CheckParts } from '../checks/define.ts';
import { buildModel } from '../model/build.ts';
import { addressOf } from '../model/policies/addresses.ts';
import { EVERY_FLOW, flowText } from '../model/policies/flows.ts';
import { METADATA_ADDRESSES } from '../model/policies/group-reach.ts';
import type { Ports } from '../model/policies/ports.ts';
import { common, united } from '../model/policies/ports.ts';
import { onPodNetwork } from '../model/policies/senders.ts';
import type { End, PodGroup, WorkloadFacts } from '../model/types.ts';
import type { NetworkDetail, NetworkPeer } from '../result/types.ts';
import type { NetworkPolicyRecord } from '../snapshot/records/index.ts';
import { loadSnapshot } from './source.ts';
import type { AppIo, SourceOptions } from './types.ts';

/** The connections of every workload with this name: `cart`, `shop/cart`, `Deployment/cart`, `deployment/shop/cart`. */
export async function networkDetails(
  source: SourceOptions,
  name: string,
  io: AppIo,
): Promise<NetworkDetail[]> {
  const model = buildModel(await loadSnapshot(source, io));
  const parts = checkParts(model);
  return parts.workloads
    .filter(
      (workload) =>
        isNamed(workload, name) &&
        (source.namespace === undefined || workload.namespace === source.namespace),
    )
    .map((one) => networkDetail(parts, one));
}

function isNamed({ kind, namespace, name }: WorkloadFacts, word: string): boolean {
  const parts = word.split('/');
  const own = parts.pop();
  if (own !== name) return false;
  return parts.every((part, index) =>
    index === parts.length - 1
      ? part === namespace || (parts.length === 1 && sameKind(part, kind))
      : sameKind(part, kind),
  );
}

function sameKind(word: string, kind: string): boolean {
  return word.toLowerCase().split('.')[0] === kind.toLowerCase();
}

/** Who may connect to a workload, and what it may connect to. Pure. */
export function networkDetail(parts: CheckParts, workload: WorkloadFacts): NetworkDetail {
  const reach = networkReach(parts);
  const { own } = reach.enforcement;
  const groups = groupsOf(reach, workload);
  const limited = groups.map((group) => reach.connections.reachOf(group));
  const names = (policies: readonly NetworkPolicyRecord[]): string[] =>
    [...new Set(policies.map(policyName))].sort();
  const peers = groups.flatMap((group) => peersOf(parts, reach, group));
  const shown = new Map(peers.map((peer) => [JSON.stringify(peer), peer]));
  const note = own.known
    ? own.value
      ? undefined
      : 'the CNI plugin does not enforce NetworkPolicies: all connections are possible'
    : `unknown whether policies are enforced: ${own.reason}`;
  return {
    workload: nameOf(workload),
    enforced: own.known ? (own.value ? 'yes' : 'no') : 'unknown',
    ...(note !== undefined && { note }),
    pods: workload.pods.filter(onPodNetwork).length,
    hostNetworkPods: workload.pods.filter((pod) => !onPodNetwork(pod)).length,
    ingressPolicies: names(limited.flatMap(({ ingressLimited }) => ingressLimited)),
    egressPolicies: names(limited.flatMap(({ egressLimited }) => egressLimited)),
    peers: [...shown.values()],
  };
}

function nameOf({ kind, namespace, name }: WorkloadFacts): string {
  return `${kind} ${namespace}/${name}`;
}

function groupsOf({ connections }: NetworkReach, { pods }: WorkloadFacts): PodGroup[] {
  return [...new Set(pods.flatMap((pod) => connections.endOf(pod)?.group ?? []))];
}

type Row = Omit<NetworkPeer, 'direction' | 'peer'>;

function peersOf(parts: CheckParts, reach: NetworkReach, group: PodGroup): NetworkPeer[] {
  return (['from', 'to'] as const).flatMap((direction) => [
    ...workloadRows(parts, reach, group, direction),
    ...outsideRows(parts, reach, group, direction),
  ]);
}

/** Workloads; those of a namespace as one row where all are alike. */
function workloadRows(
  { workloads }: CheckParts,
  reach: NetworkReach,
  group: PodGroup,
  direction: 'from' | 'to',
): NetworkPeer[] {
  const known = new Map<PodGroup, Row>();
  const namespaces = new Map<string, { name: string; row: Row }[]>();
  for (const workload of workloads)
    for (const other of groupsOf(reach, workload)) {
      const row = known.get(other) ?? between(reach, group, other, direction);
      known.set(other, row);
      const list = namespaces.get(workload.namespace) ?? [];
      list.push({ name: nameOf(workload), row });
      namespaces.set(workload.namespace, list);
    }
  return [...namespaces].sort(byName).flatMap(([namespace, rows]): NetworkPeer[] => {
    const texts = new Set(rows.map(({ row }) => JSON.stringify(row)));
    const [first] = rows;
    if (first && rows.length > 1 && texts.size === 1)
      return [{ direction, peer: `namespace ${namespace} (${rows.length} workloads)`, ...first.row }];
    return rows.map(({ name, row }) => ({ direction, peer: name, ...row }));
  });
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function between(reach: NetworkReach, group: PodGroup, other: PodGroup, direction: 'from' | 'to'): Row {
  const [sender, receiver] = direction === 'to' ? [group, other] : [other, group];
  const { connections } = reach;
  const out = over(connections.endsOf(receiver), (end) => connections.outOf(sender, end));
  const into = over(connections.endsOf(sender), (end) => connections.into(receiver, end));
  return rowOf(
    reach,
    [out, into],
    [...limits(reach, sender, 'egress'), ...limits(reach, receiver, 'ingress')],
  );
}

interface Part {
  ports: Ports;
  by: readonly NetworkPolicyRecord[];
  uncertain: boolean;
}

/** Pods of a group may differ by their addresses: a port is open when it is for one of them. */
function over(ends: readonly End[], flow: (end: End) => Part): Part {
  const flows = ends.map(flow);
  return {
    ports: flows.map(({ ports }) => ports).reduce(united),
    by: flows.flatMap(({ by }) => by),
    uncertain: flows.some(({ uncertain }) => uncertain),
  };
}

function limits(
  reach: NetworkReach,
  group: PodGroup,
  direction: 'ingress' | 'egress',
): readonly NetworkPolicyRecord[] {
  const found = reach.connections.reachOf(group);
  return direction === 'ingress' ? found.ingressLimited : found.egressLimited;
}

function rowOf(reach: NetworkReach, flows: readonly Part[], limiting: readonly NetworkPolicyRecord[]): Row {
  const ports = flows.map((flow) => flow.ports).reduce(common, EVERY_FLOW);
  const by = new Set(flows.flatMap((flow) => flow.by));
  const named = (policies: Iterable<NetworkPolicyRecord>): string[] =>
    [...new Set([...policies].map(policyName))].sort();
  const unknown =
    flows.some(({ uncertain }) => uncertain) || [...by, ...limiting].some((one) => reach.uncertain.has(one));
  return {
    answer: ports.length > 0 ? 'allowed' : unknown ? 'unknown' : 'denied',
    ports: flowText(ports),
    allowedBy: named(by),
    limitedBy: named(limiting.filter((policy) => !by.has(policy))),
  };
}

/** Ends that are no pods. Policies apply to the pods alone. */
function outsideRows(
  { nodes }: CheckParts,
  reach: NetworkReach,
  group: PodGroup,
  direction: 'from' | 'to',
): NetworkPeer[] {
  const { connections } = reach;
  const limiting = limits(reach, group, direction === 'from' ? 'ingress' : 'egress');
  const at = (peer: string, addresses: readonly string[]): NetworkPeer[] => {
    const ends = addresses.flatMap((text) => connections.endAt(text) ?? []);
    if (ends.length === 0) return [];
    const flow = over(ends, (end) =>
      direction === 'from' ? connections.into(group, end) : connections.outOf(group, end),
    );
    return [{ direction, peer, ...rowOf(reach, [flow], limiting) }];
  };
  const ofNodes = nodes
    .slice(0, MAX_NODES)
    .flatMap(({ record }) =>
      record.addresses.filter(({ type }) => type === 'InternalIP').map(({ address }) => address),
    );
  return [
    ...at(
      'nodes',
      ofNodes.filter((address) => addressOf(address) !== undefined),
    ),
    ...at(`internet (${SAMPLES.join(', ')} as samples)`, SAMPLES),
    ...(direction === 'to' ? at('cloud metadata service', METADATA_ADDRESSES) : []),
  ];
}

const MAX_NODES = 50;
/** Public addresses: the first of a common resolver, and one of the documentation range, which no rule names. */
const SAMPLES = ['8.8.8.8', '198.51.100.1'];
