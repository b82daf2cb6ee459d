import type { WorkloadFacts } from '../model/types.ts';
import type { Evidence, Known, UnknownReason } from '../shared/evidence.ts';

export interface AddonFacts {
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

export type { MeshEdgeFacts, MeshGateway } from './istio/gateways/types.ts';

export interface EnvoyProxyFacts {
  /** `Deployment ns/name` ... */
  workload: WorkloadFacts;
  form: string;
  version?: string;
  /** Address of its admin interface, where it is known. */
  admin: Known<{
    address: string;
    port?: number;
    loopback: boolean;
    /** The address is that of a listener that forwards to it. */
    behind?: true;
  }>;
  /** Service or host ports that lead to the admin port. */
  publishedBy: readonly string[];
}

export interface EnvoyFacts {
  /** False needs proof, as with Istio. */
  installed: Known<boolean>;
  /** Outside Istio; sidecars of a mesh are summarized by the mesh. */
  proxies: readonly EnvoyProxyFacts[];
}
