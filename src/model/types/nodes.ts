import type { NodePath } from '../../data/node-paths.ts';
import type { UnknownReason } from '../../shared/evidence.ts';
import type { KubeletRecord, NodeRecord } from '../../snapshot/records/index.ts';

export interface NodeFacts {
  record: NodeRecord;
  name: string;
  /** `control-plane`, `etcd`, `worker` and other role labels; `worker` when nothing else is said. */
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
  /** How long before the newest renewal of the cluster its lease was renewed; Infinity = never; absent when leases were not seen. */
  leaseSeconds?: number;
  pods: number;
  /** How many pods the kubelet takes; absent when the node does not tell. */
  podLimit?: number;
  pool: string;
  /** The pool has a name of its own (a label of the cloud or the installer), not one made up of what its nodes have in common. */
  namedPool: boolean;
  /** `containerd://2.1.5` in its parts. */
  runtime?: RuntimeFacts;
  /** No machine with a kubelet of its own: virtual kubelets, one node a pod on Fargate. */
  virtual: boolean;
  /** Made up by vCluster: its name is that of a node of the hosting cluster, and nothing else of it is told by anybody. */
  invented: boolean;
}

export interface RuntimeFacts {
  /** `containerd`, `cri-o`, `docker` ... */
  name: string;
  /** As the node tells it, with the suffix of its vendor. */
  version: string;
}

/** A kubelet as it told about itself through the node proxy. */
export interface KubeletFacts {
  /** Name of its node. */
  node: string;
  /** Effective setting by dotted path, as KubeletConfiguration names it; `` = not set, which is the zero value of its type. */
  setting: (path: string) => string;
  /** Flag of its command line; undefined where flags were not told. */
  flag: (name: string) => string | undefined;
  record: KubeletRecord;
}

/** What kubelets tell; only with `--kubelet`. */
export interface KubeletsFacts {
  /** Those that told their configuration, by name of their node. */
  reported: readonly KubeletFacts[];
  /** Machines whose kubelet did not tell it; Infinity where nobody knows how many there are. */
  silent: number;
  /** Why, and what is required to know it. */
  whyUnknown: UnknownReason;
}

/** Where nodes keep what leads to the node or to its keys, beside the usual places of data/node-paths.ts. */
export interface NodeLayout {
  /** Operating systems, as nodes report them. */
  systems: readonly string[];
  /** Further rows of the table. */
  paths: readonly NodePath[];
  /** Further directories of kubelets. */
  kubelets: readonly string[];
}
