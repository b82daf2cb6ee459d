import type { NetworkPolicyRecord } from '../../snapshot/records/index.ts';

/** The admitted traffic of a namespace's pods on the pod network, by the policies that select them. */
export interface IngressFacts {
  /** Their number, without those on the host network and those that ran to completion. */
  pods: number;
  /** How many admit all senders on most TCP ports: no policy selects them, or those that do admit all. */
  open: number;
  /** All open pods are open to addresses outside the cluster, and not to every pod. */
  outsideOnly: boolean;
  /** Whether they are open depends on the existing other namespaces and pods. */
  conditional: boolean;
  /** For how many it is unknown: deciding data was not collected. */
  unclear: number;
  /** Policies that admit all senders. */
  openers: readonly NetworkPolicyRecord[];
  /** Policies over the pods that do not admit all senders. */
  limiting: readonly NetworkPolicyRecord[];
}

/** Cilium's identities of pods, by which it selects them. */
export interface CiliumIdentities {
  /** Whether this label of a pod may not be part of its identity, so that its policies ignore it. */
  leftOut: (label: string) => boolean;
}

export interface PolicyFacts {
  policies: readonly NetworkPolicyRecord[];
  /** `ignored`: policies to disregard. `cilium`: known to be the network, and the only one. */
  ingress: (
    namespace: string,
    ignored?: ReadonlySet<NetworkPolicyRecord>,
    cilium?: CiliumIdentities,
  ) => IngressFacts;
}
