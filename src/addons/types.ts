import type { WorkloadFacts } from '../model/types.ts';
import type { Evidence, Known, UnknownReason } from '../shared/evidence.ts';
import type { CustomRecord } from '../snapshot/records/index.ts';

/**
 * `running`: at least one pod is ready, or a CronJob starts them. `down`: workloads without a ready pod. `leftover`: CRDs without a
 * controller. `controller-missing`: a webhook or an APIService refers to a controller that does not exist. `external`: its controller runs
 * outside the cluster.
 */
export type AddonState = 'running' | 'down' | 'leftover' | 'controller-missing' | 'external';

/** A version, and what it was read from, best first. */
export interface AddonVersion {
  version: string;
  source: 'image' | 'label' | 'chart' | 'definition';
}

/** A recognized add-on, before the facts that follow from its workloads. */
export interface RecognizedAddon {
  id: string;
  name: string;
  category: string;
  version?: string;
  namespaces: readonly string[];
  form?: string;
  /** Workloads that look like its controllers and agents, of any origin. */
  workloads: readonly WorkloadFacts[];
  /** Those that an administrator installed: only these excuse or satisfy anything (src/model/trust.ts). */
  trusted: readonly WorkloadFacts[];
  /** Those whose origin is unknown, with the reason and what is required to decide it. */
  uncertain: readonly ({ workload: WorkloadFacts } & UnknownReason)[];
  evidence: readonly Evidence[];
  notes: readonly string[];
  /** Absent = from its workloads. */
  state?: Known<AddonState>;
  /** Absent = those of the images. */
  versions?: readonly AddonVersion[];
}

export interface AddonFacts extends RecognizedAddon {
  /** Unknown where pods were not collected, and in manifests, which have no status. */
  state: Known<AddonState>;
  versions: readonly AddonVersion[];
  /** Of its workloads, sorted. */
  images: readonly string[];
  /** Desired and ready pods of all its workloads; absent where one of them does not report it. */
  replicas?: number;
  ready?: number;
}

/** The objects of a custom kind. */
export interface KindObjects {
  /** Those that were collected. */
  all: readonly CustomRecord[];
  /** Why there may be others; absent: there are none. */
  gap?: UnknownReason;
}

/** Custom resources of add-ons. */
export interface AddonObjects {
  /** By `group/Kind`. */
  of: (kind: string) => KindObjects;
  /** Every kind of an API group. */
  ofGroup: (group: string) => KindObjects;
}

export type MtlsMode = 'STRICT' | 'PERMISSIVE' | 'DISABLE';

export interface IstioFacts {
  /** False needs proof: CRDs, webhooks and pods were all readable and none is Istio's. */
  installed: Known<boolean>;
  revisions: readonly {
    name: string;
    namespace: string;
    /** The control plane; absent where it runs elsewhere. */
    workload?: { kind: string; namespace: string; name: string };
    /** Of its container. */
    image?: string;
    version?: string;
    replicas?: number;
    external: boolean;
    /** Installed by an administrator; any other can fail a check for itself, and has no other effect. */
    trusted: boolean;
  }[];
  dataPlane: 'sidecar' | 'ambient' | 'both' | 'none';
  /** The namespace whose policies apply to the whole mesh. */
  rootNamespace: Known<string>;
  /** Recognized by names alone: enough for a fail, not for a pass. */
  rootAssumed: boolean;
  /** Effective mTLS mode of the mesh, with the PeerAuthentication (or its absence) as evidence. */
  meshMtls: Known<MtlsMode>;
  /** Namespaces with a mode of their own, or where pods are in the mesh. */
  namespaces: readonly {
    name: string;
    injection: boolean;
    podsInMesh: number;
    /** There are pods in the mesh, and all of them by ambient mode. */
    ambientOnly: boolean;
    pods: number;
    mtls: Known<MtlsMode>;
  }[];
  /** Workload-level exceptions: policies whose mode, or whose ports, are weaker than that of their namespace. */
  exceptions: readonly {
    namespace: string;
    policy: string;
    mode: MtlsMode;
    port?: string;
    evidence: Evidence;
  }[];
  /** Workloads whose inbound traffic, or some ports of it, bypasses their sidecar. */
  bypasses: readonly { workload: WorkloadFacts; ports?: string; interfaces?: string; evidence: Evidence }[];
  /** Traffic that mesh-wide settings exclude from sidecars: these ports, or without `ports` all except a few. */
  keptOut: Known<readonly { ports?: string; evidence: Evidence }[]>;
  /** EnvoyFilters that may disable mutual TLS for inbound traffic of sidecars. */
  patches: readonly { namespace: string; name: string; evidence: Evidence }[];
}

export type * from './envoy/types.ts';
