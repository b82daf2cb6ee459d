/** What the rows of the add-ons Istio and Envoy contain beside those of other add-ons. */
import type { Known } from '../shared/evidence.ts';
import type { ObjectRef } from './object-ref.ts';

/** The weakest first. */
export const MTLS_MODES = ['DISABLE', 'PERMISSIVE', 'STRICT'] as const;
export type MtlsModeName = (typeof MTLS_MODES)[number];

/** Whether all Pods of a namespace in the mesh accept connections with mutual TLS only. */
export type MtlsState = 'enforced' | 'not-enforced' | 'unknown';

/**
 * What AuthorizationPolicies decide about a request that no rule names. `none`, `allow-all`: allowed. `deny`: allowed, DENY rules exist.
 * `allow-list`: denied, ALLOW rules exist. `custom`: an external authorizer decides. `audit`: allowed, policies log only.
 */
export type AuthorizationDefault =
  'none' | 'allow-all' | 'deny' | 'allow-list' | 'deny-all' | 'custom' | 'audit';

/** The effective configuration of an Istio mesh. */
export interface IstioDetail {
  dataPlane: 'sidecar' | 'ambient' | 'both' | 'none';
  rootNamespace: Known<string>;
  /** Mode of the mesh, without policies of namespaces and workloads. */
  mtls: Known<MtlsModeName>;
  /** What proxies do with traffic to hosts that the mesh does not know. */
  egress: Known<'ALLOW_ANY' | 'REGISTRY_ONLY'>;
  controlPlanes: readonly MeshControlPlaneRow[];
  namespaces: readonly MeshNamespaceRow[];
  workloads: readonly MeshWorkloadRow[];
}

export interface MeshControlPlaneRow {
  revision: string;
  namespace: string;
  /** Absent where it runs elsewhere. */
  workload?: ObjectRef;
  version?: string;
  image?: string;
  replicas?: number;
  external: boolean;
  /** Installed by an administrator, as other objects prove. */
  trusted: boolean;
}

/** A namespace with workloads in the mesh, or whose label requests them. */
export interface MeshNamespaceRow {
  name: string;
  /** Its label requests injection, or ambient mode. */
  enrolled: boolean;
  podsInMesh?: number;
  /** Pods that no proxy of the mesh protects. */
  podsOutside?: number;
  /** Numbers that are lower bounds, because a list was incomplete. */
  atLeast?: readonly ('podsInMesh' | 'podsOutside')[];
  /** Mode of the namespace, without policies of workloads. */
  mode: Known<MtlsModeName>;
  /** Absent without workloads that it applies to: gateways have the TLS of their servers. */
  mtls?: MtlsState;
  /** Why mutual TLS is not enforced or unknown; some of them. */
  reasons: readonly string[];
  /** Numbers of workloads by the weakest mode of their ports. */
  modes: Readonly<Partial<Record<MtlsModeName | 'unknown', number>>>;
  /** The same by authorization. */
  authorization: Readonly<Partial<Record<AuthorizationDefault | 'unknown', number>>>;
}

export interface MeshWorkloadRow {
  namespace: string;
  kind: string;
  name: string;
  membership: 'sidecar' | 'ambient' | 'gateway' | 'waypoint';
  /** False: its next Pods will be in the mesh, but none is observed. */
  observed: boolean;
  /** Absent for gateways and waypoints. */
  mtls?: Known<MtlsModeName>;
  /** Ports with a mode of their own, fifty at most. */
  ports?: readonly { port: number; mode: MtlsModeName }[];
  /** Inbound traffic that bypasses its proxy. */
  bypasses?: readonly string[];
  authorization: Known<AuthorizationDefault>;
  /** AuthorizationPolicies that apply to it, `ns/name`, ten at most. */
  policies: readonly string[];
  morePolicies?: number;
  /** RequestAuthentications that apply to it, `ns/name`, ten at most. */
  requestAuthentications: readonly string[];
}
