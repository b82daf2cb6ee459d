import type { WorkloadFacts } from '../model/types.ts';
import type { Evidence, Known, UnknownReason } from '../shared/evidence.ts';

/** A recognised add-on as it was found. */
export interface AddonFacts {
  id: string;
  name: string;
  category: string;
  version?: string;
  namespaces: readonly string[];
  form?: string;
  /** What looks like its controllers and agents, whoever put them there. */
  workloads: readonly WorkloadFacts[];
  /** Those that an administrator put there: only these excuse or satisfy anything (src/model/trust.ts). */
  trusted: readonly WorkloadFacts[];
  /** Those of which that cannot be told; why, and what is required to know it. */
  doubtful: readonly ({ workload: WorkloadFacts } & UnknownReason)[];
  evidence: readonly Evidence[];
  notes: readonly string[];
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
    /** An administrator put it there; another one proves a fault of its own and nothing else. */
    trusted: boolean;
  }[];
  dataPlane: 'sidecar' | 'ambient' | 'both' | 'none';
  /** Whose policies count for the whole mesh. */
  rootNamespace: Known<string>;
  /** Nothing but names says so: enough for a fault, not for a pass. */
  rootAssumed: boolean;
  /** Effective mTLS mode of the mesh, with the PeerAuthentication (or its absence) that says so. */
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
  /** Workload-level exceptions: policies whose mode, or whose ports, are weaker than their surroundings. */
  exceptions: readonly {
    namespace: string;
    policy: string;
    mode: MtlsMode;
    port?: string;
    evidence: Evidence;
  }[];
  /** Workloads with a sidecar that leave its inbound traffic, or some ports of it, outside of the proxy. */
  bypasses: readonly { workload: WorkloadFacts; ports?: string; interfaces?: string; evidence: Evidence }[];
  /** What settings of the whole mesh keep out of sidecars: these ports, or without them all but a few. */
  keptOut: Known<readonly { ports?: string; evidence: Evidence }[]>;
  /** EnvoyFilters that may take mutual TLS away from what sidecars receive. */
  patches: readonly { namespace: string; name: string; evidence: Evidence }[];
}

export interface EnvoyProxyFacts {
  /** `Deployment ns/name` ... */
  workload: WorkloadFacts;
  form: string;
  version?: string;
  /** Where its admin interface listens, as far as it can be told. */
  admin: Known<{
    address: string;
    port?: number;
    loopback: boolean;
    /** The address is that of a listener, which passes on to it. */
    behind?: true;
  }>;
  /** Service or host ports that lead to the admin port. */
  publishedBy: readonly string[];
}

export interface EnvoyFacts {
  /** False needs proof, as with Istio. */
  installed: Known<boolean>;
  /** Outside Istio; sidecars of a mesh are summarised by the mesh. */
  proxies: readonly EnvoyProxyFacts[];
}
