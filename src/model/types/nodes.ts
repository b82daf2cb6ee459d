import type { NodePath } from '../../data/node-paths.ts';
import type { UnknownReason } from '../../shared/evidence.ts';
import type { KubeletRecord, NodeRecord } from '../../snapshot/records/index.ts';

export interface NodeFacts {
  record: NodeRecord;
  name: string;
  /** `control-plane`, `etcd`, `worker` and other role labels; `worker` without such a label. */
  roles: readonly string[];
  controlPlane: boolean;
  ready: boolean;
  zone?: string;
  region?: string;
  /** Minor version of the kubelet. */
  minor?: number;
  internalIPs: readonly string[];
  externalIPs: readonly string[];
  /** Conditions that are bad: an unhealthy known type, or Ready that is not True. */
  problems: readonly string[];
  /**
   * Seconds from its lease's last renewal to the newest renewal of the cluster; Infinity = never renewed; absent when leases were
   * not collected.
   */
  leaseSeconds?: number;
  pods: number;
  /** The maximum number of pods of the kubelet; absent when the node does not report it. */
  podLimit?: number;
  pool: string;
  /** The pool has a name of its own (a label of the cloud or the installer), not one derived from common properties of its nodes. */
  namedPool: boolean;
  /** `containerd://2.1.5` in its parts. */
  runtime?: RuntimeFacts;
  /** Not a host with a kubelet of its own: virtual kubelets, one node per pod on Fargate. */
  virtual: boolean;
  /** A fake node of vCluster: its name is that of a node of the hosting cluster, and all else is generated. */
  invented: boolean;
}

export interface RuntimeFacts {
  /** `containerd`, `cri-o`, `docker` ... */
  name: string;
  /** As the node reports it, with the suffix of its vendor. */
  version: string;
}

/** A kubelet as it reported itself through the node proxy. */
export interface KubeletFacts {
  node: string;
  /** Effective setting by dotted path, with the names of KubeletConfiguration; `` = not set, which is the zero value of its type. */
  setting: (path: string) => string;
  /** Flag of its command line; undefined where flags were not reported. */
  flag: (name: string) => string | undefined;
  record: KubeletRecord;
}

/** What kubelets report; only with `--kubelet`. */
export interface KubeletsFacts {
  /** Those that reported their configuration, by name of their node. */
  reported: readonly KubeletFacts[];
  /** Number of hosts whose kubelet did not report it; Infinity where the number of hosts is unknown. */
  unobserved: number;
  /** Why, and what is required to decide it. */
  whyUnknown: UnknownReason;
}

/** Locations on nodes that lead to the node or to its keys, in addition to the usual ones of data/node-paths.ts. */
export interface NodeLayout {
  /** Operating systems, as nodes report them. */
  systems: readonly string[];
  /** Further rows of the table. */
  paths: readonly NodePath[];
  /** Further directories of kubelets. */
  kubelets: readonly string[];
}
