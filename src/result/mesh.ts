/** What the rows of the add-ons Istio and Envoy contain beside those of other add-ons. */
import type { Known } from '../shared/evidence.ts';
import type { ObjectRef } from './object-ref.ts';

/** The weakest first. */
export const MTLS_MODES = ['DISABLE', 'PERMISSIVE', 'STRICT'] as const;
export type MtlsModeName = (typeof MTLS_MODES)[number];

/**
 * Whether all Pods of a namespace in the mesh accept connections with mutual TLS only. `pods-outside`: they do, and other Pods of the
 * namespace are outside the mesh.
 */
export type MtlsState = 'enforced' | 'pods-outside' | 'not-enforced' | 'unknown';

/**
 * What AuthorizationPolicies decide about a request that no rule names. `none`, `allow-all`: allowed. `deny`: allowed, DENY rules exist.
 * `allow-list`: denied, ALLOW rules exist. `custom`: an external authorizer decides. `audit`: allowed, policies log only.
 */
export type AuthorizationDefault =
  'none' | 'allow-all' | 'deny' | 'allow-list' | 'deny-all' | 'custom' | 'audit';

/** The effective configuration of an Istio mesh. */
export interface IstioDetail {
  /** How it is installed, by looks. */
  forms: readonly string[];
  dataPlane: 'sidecar' | 'ambient' | 'both' | 'none';
  rootNamespace: Known<string>;
  /** Mode of the mesh, without policies of namespaces and workloads. */
  mtls: Known<MtlsModeName>;
  /** What proxies do with traffic to hosts that the mesh does not know. */
  egress: Known<'ALLOW_ANY' | 'REGISTRY_ONLY'>;
  /** Sidecar objects that set another one. */
  egressOverrides: readonly MeshEgressRow[];
  controlPlanes: readonly MeshControlPlaneRow[];
  proxies: readonly MeshProxyRow[];
  namespaces: readonly MeshNamespaceRow[];
  workloads: readonly MeshWorkloadRow[];
  /** Unknown where not all gateways were collected. */
  gatewayCount: Known<number>;
  gateways: readonly MeshGatewayRow[];
}

/** A Sidecar with an outbound mode of its own. */
export interface MeshEgressRow {
  namespace: string;
  name: string;
  mode: 'ALLOW_ANY' | 'REGISTRY_ONLY';
  scope: 'mesh' | 'namespace' | 'workload';
}

/** A Gateway of Istio's API or of the Gateway API. */
export interface MeshGatewayRow {
  namespace: string;
  name: string;
  api: 'networking.istio.io' | 'gateway.networking.k8s.io';
  reach: 'public' | 'internal' | 'unknown';
  /** That run its configuration, `ns/name`, fifty at most. */
  workloads: readonly string[];
  servers: readonly MeshServerRow[];
  /** `Kind ns/name`, fifty at most. */
  routes: readonly string[];
  moreRoutes?: number;
}

export interface MeshServerRow {
  name?: string;
  port?: number;
  protocol?: string;
  /**
   * Where TLS of clients ends: `plain` HTTP and `tcp` have none, `redirect` answers HTTP with a redirect; `tls` and `mutual` end at the gateway,
   * `passthrough` behind it, `auto-passthrough` at any Service that the client names; `mesh` accepts proxies of the mesh only.
   */
  tls: 'plain' | 'tcp' | 'redirect' | 'tls' | 'mutual' | 'passthrough' | 'auto-passthrough' | 'mesh';
  minTls?: string;
  /** With the namespace whose routes can bind to them, fifty at most. */
  hosts: readonly string[];
  moreHosts?: number;
  /** Those of the Gateway that bind to it, `Kind ns/name`, fifty at most. */
  routes: readonly string[];
  moreRoutes?: number;
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
  /** Names that namespaces can use instead of the revision's. */
  tags: readonly string[];
  /** The provider that operates it. */
  managed?: string;
  /** Installed by an administrator, as other objects prove. */
  trusted: boolean;
}

/** Proxies and node agents of one revision and version. */
export interface MeshProxyRow {
  revision: string;
  role: 'sidecar' | 'gateway' | 'waypoint' | 'ztunnel' | 'istio-cni';
  /** Absent where the tag of its image is no version. */
  version?: string;
  pods: number;
  /** Fifty at most. */
  namespaces: readonly string[];
  /** Where the versions differ: that of the control plane, and how many minors the proxy is older (negative: newer). */
  skew?: { control: string; behind: number };
}

/** A namespace with workloads in the mesh, or whose label requests them. */
export interface MeshNamespaceRow {
  name: string;
  /** Its label requests injection, or ambient mode. */
  enrolled: boolean;
  /** Also those of gateways and waypoints. */
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
