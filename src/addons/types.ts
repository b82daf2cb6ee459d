import type { WorkloadFacts } from '../model/types.ts';
import type { Evidence, Known } from '../shared/evidence.ts';

/** A recognised add-on as it was found. */
export interface AddonFacts {
  id: string;
  name: string;
  category: string;
  version?: string;
  namespaces: readonly string[];
  form?: string;
  /** Controllers and agents that belong to it. */
  workloads: readonly WorkloadFacts[];
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
    version?: string;
    replicas?: number;
    external: boolean;
  }[];
  dataPlane: 'sidecar' | 'ambient' | 'both' | 'none';
  rootNamespace: string;
  /** Effective mTLS mode of the mesh, with the PeerAuthentication (or its absence) that says so. */
  meshMtls: Known<MtlsMode>;
  /** Namespaces with a mode of their own, or where pods are in the mesh. */
  namespaces: readonly {
    name: string;
    injection: boolean;
    podsInMesh: number;
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
}

export interface EnvoyProxyFacts {
  /** `Deployment ns/name` ... */
  workload: WorkloadFacts;
  form: string;
  version?: string;
  /** Where its admin interface listens, as far as it can be told. */
  admin: Known<{ address: string; port?: number; loopback: boolean }>;
  /** Service or host ports that lead to the admin port. */
  publishedBy: readonly string[];
}

export interface EnvoyFacts {
  /** False needs proof, as with Istio. */
  installed: Known<boolean>;
  /** Outside Istio; sidecars of a mesh are summarised by the mesh. */
  proxies: readonly EnvoyProxyFacts[];
}

export interface AddonParts {
  readonly addons: readonly AddonFacts[];
  readonly istio: IstioFacts;
  readonly envoy: EnvoyFacts;
}
