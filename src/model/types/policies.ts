import type { NetworkPolicyRecord } from '../../snapshot/records/index.ts';

/** What reaches the pods of a namespace that are on the pod network, by the policies that pick them. */
export interface IngressFacts {
  /** How many there are; those on the host network and those that ran to completion do not count. */
  pods: number;
  /** How many everybody reaches on most TCP ports: no policy picks them, or those that do let everybody in. */
  open: number;
  /** Of all that are open: it is to addresses outside the cluster, and not to every pod. */
  outsideOnly: boolean;
  /** That they are open depends on which other namespaces and pods there are. */
  conditional: boolean;
  /** Of how many it is not known: something that decides was not read. */
  unclear: number;
  /** Policies that let everybody in. */
  openers: readonly NetworkPolicyRecord[];
  /** Policies over the pods that not everybody reaches. */
  limiting: readonly NetworkPolicyRecord[];
}

/** What Cilium makes of pods, which it selects by identity. */
export interface CiliumIdentities {
  /** May this label of a pod be none of its identity? Its policies do not see it then. */
  leftOut: (label: string) => boolean;
}

export interface PolicyFacts {
  policies: readonly NetworkPolicyRecord[];
  /** `ignored`: as if there were none of these. `cilium`: known to be the network, and the only one. */
  ingress: (
    namespace: string,
    ignored?: ReadonlySet<NetworkPolicyRecord>,
    cilium?: CiliumIdentities,
  ) => IngressFacts;
}
