/** Reach of pods by network policies, in a result. */

/** What policies allow for the Pods of one namespace. */
export interface NetworkRow {
  namespace: string;
  /** Whether the CNI plugin enforces policies; without, all traffic is allowed. */
  enforced: 'yes' | 'no' | 'unknown';
  /** Pods on the Pod network. */
  pods: number;
  /** Pods on the host network: policies do not apply to them. */
  hostNetworkPods: number;
  /** Policies that select Pods of the namespace, its own and those of the cluster. */
  policies: number;
  /** open: every Pod of the cluster or most addresses may connect to all its Pods; partly-open: to some of them. */
  ingress: NetworkState;
  /** The same for connections from its Pods to the internet or to all other namespaces. */
  egress: NetworkState;
  fromOutside: ExtentName;
  fromOtherNamespaces: ExtentName;
  toInternet: ExtentName;
  toOtherNamespaces: ExtentName;
  /** Absent if no endpoint of the API server was observed. */
  toApiServer?: ExtentName;
  /** Metadata service of the cloud provider, 169.254.169.254 and fd00:ec2::254. */
  toMetadata: ExtentName;
  /** Absent if no node address was observed. */
  toNodes?: ExtentName;
}

/** The same for one workload. */
export interface WorkloadNetwork {
  ingress: NetworkState;
  egress: NetworkState;
  /** Policies that limit its Pods, `Kind ns/name` or `Kind name`. */
  policies: readonly string[];
}

export type NetworkState = 'open' | 'partly-open' | 'restricted' | 'unknown' | 'no-pods';

/** all: on most TCP ports; some: of fewer peers, or on fewer ports. */
export type ExtentName = 'all' | 'some' | 'none' | 'unknown';

/** Connections that policies allow to or from a workload; of `get network WORKLOAD`. */
export interface NetworkDetail {
  workload: string;
  enforced: 'yes' | 'no' | 'unknown';
  /** Reason if the CNI plugin does not enforce policies, or if that is unknown. */
  note?: string;
  pods: number;
  hostNetworkPods: number;
  /** Policies that limit the direction, `Kind ns/name`. */
  ingressPolicies: readonly string[];
  egressPolicies: readonly string[];
  peers: readonly NetworkPeer[];
}

export interface NetworkPeer {
  direction: 'from' | 'to';
  /** `Deployment shop/cart`, `namespace shop (12 workloads)`, `internet` ... */
  peer: string;
  answer: 'allowed' | 'denied' | 'unknown';
  /** Allowed ports of the receiver: `all`, `80, 443, 53/UDP`, `none`. */
  ports: string;
  /** Policies of both ends that admit it; empty where no policy limits it. */
  allowedBy: readonly string[];
  /** Policies that deny the rest of it. */
  limitedBy: readonly string[];
}
