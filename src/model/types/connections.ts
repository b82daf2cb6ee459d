import type { NetworkPolicyRecord, PodRecord } from '../../snapshot/records/index.ts';
import type { NamedPort, Protocol } from '../policies/flows.ts';
import type { Party } from '../policies/party.ts';
import type { Ports } from '../policies/ports.ts';
import type { Address } from '../policies/addresses.ts';
import type { CiliumIdentities } from './policies.ts';
import type { Sender } from '../policies/senders.ts';

/** Whether policies allow a connection in one direction; `by` no policy where none decides. */
export interface Decision {
  answer: 'allowed' | 'denied' | 'unknown';
  by: readonly NetworkPolicyRecord[];
}

/** Pods of one namespace that are equal to every policy, except those by addresses. */
export interface PodGroup {
  namespace: string;
  party: Party;
  named: readonly NamedPort[];
  /** They have more named ports than are known. */
  cut?: boolean;
  pods: readonly PodRecord[];
  addresses: readonly Address[];
}

/** One end of a connection: a pod, a node, or an address outside the cluster. */
export type End = Sender & {
  /** Policies apply to this end: it is a pod on the pod network. */
  group?: PodGroup;
  /** Distinguishes pods of a group. */
  pod?: PodRecord;
  /** The node that the pod runs on, or that has the address. */
  nodeName?: string;
};

/** `all`: every member of a class on most TCP ports; `some`: fewer of them, or fewer ports. */
export type Extent = 'all' | 'some' | 'none' | 'unknown';

export interface Reach {
  extent: Extent;
  /** Policies that admit a part of it. */
  by: readonly NetworkPolicyRecord[];
}

/** Who may connect to the pods of a group, and what they may connect to. */
export interface GroupReach {
  /** Policies that limit the direction. */
  ingressLimited: readonly NetworkPolicyRecord[];
  egressLimited: readonly NetworkPolicyRecord[];
  /** From addresses outside the cluster, as they arrive at the pods. */
  fromOutside: Reach;
  fromOtherNamespaces: Reach;
  fromOwnNamespace: Reach;
  toInternet: Reach;
  toOtherNamespaces: Reach;
  toOwnNamespace: Reach;
  /** Absent where no endpoint of it is known. */
  toApiServer?: Reach;
  /** Metadata services of cloud providers. */
  toMetadata: Reach;
  /** Nodes other than that of the pod; absent where no address of a node is known. */
  toNodes?: Reach;
  /** Port 53 of any pod or address: what names are resolved with. */
  toDns: Reach;
}

/** Ports that one end may reach at another, in one direction. */
export interface Flow {
  ports: Ports;
  by: readonly NetworkPolicyRecord[];
  /** Further ports may be admitted, or not. */
  uncertain: boolean;
}

export interface Connections {
  groups: readonly PodGroup[];
  /** The end of a pod; of its node where it is on the host network. Undefined where no address of that is known. */
  endOf: (pod: PodRecord, address?: string) => End | undefined;
  /** The end of an address: of a pod, of a node or outside the cluster; undefined when it is no address. */
  endAt: (address: string) => End | undefined;
  /** Whether the connection is allowed, by the policies of each end. */
  decide: (from: End, to: End, protocol: Protocol, port: number) => { egress: Decision; ingress: Decision };
  /** Ports of the group that the end may reach, by policies for incoming traffic. */
  into: (group: PodGroup, from: End) => Flow;
  /** Ports of the end that the group may reach, by policies for outgoing traffic. */
  outOf: (group: PodGroup, to: End) => Flow;
  /** An end for each tried address of a group. */
  endsOf: (group: PodGroup) => readonly End[];
  reachOf: (group: PodGroup) => GroupReach;
}

export interface ConnectionFacts {
  /** `ignored`: policies to disregard. `cilium`: known to be the network, and the only one. */
  of: (ignored?: ReadonlySet<NetworkPolicyRecord>, cilium?: CiliumIdentities) => Connections;
}
