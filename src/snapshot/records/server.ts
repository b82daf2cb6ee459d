import type { StringMap } from './core.ts';

/** `/flagz` of one component. */
export interface FlagzRecord {
  component: 'kube-apiserver' | 'kubelet';
  /** Node name for kubelets; absent for API servers. */
  node?: string;
  /** SHA-256 hash of the answering replica's identity lease, when `/metrics` over the same connection told it. */
  instanceHash?: string;
  /** Effective values as the server prints them, masked. */
  flags: StringMap;
}

/** Wanted metric families of one API server replica; each sample one line of labels and a value. */
export interface MetricsRecord {
  /** apiserver_id_hash, when a series carried it. */
  instanceHash?: string;
  /** Family name -> samples. A family that is absent was not exposed. Histograms: `_count`, and of a few `_bucket`. */
  families: Readonly<Record<string, readonly MetricSample[]>>;
  /** The stream ended as it should and `apiserver_request_total` was seen: absence of a family means something. */
  complete: boolean;
  /** Families that this server or somebody in between left out, by others that every server has: their absence means nothing. */
  hidden?: readonly string[];
}

export interface MetricSample {
  labels: StringMap;
  value: number;
}

/** `/readyz?verbose` and `/livez?verbose`. */
export interface HealthRecord {
  path: string;
  status: number;
  checks: readonly { name: string; ok: boolean }[];
  /** The list broke off. */
  cut?: boolean;
}

export interface VersionRecord {
  gitVersion: string;
  emulationVersion?: string;
}

/** Unauthenticated requests, one record a path. `status` 0 = no HTTP answer. */
export interface ProbeRecord {
  path: string;
  status: number;
  /** The body named `system:anonymous`. */
  namedAnonymous: boolean;
  error?: string;
}

/** How the API server's address looks from where the tool ran. */
export interface EndpointRecord {
  server: string;
  host: string;
  addresses: readonly string[];
  viaProxy: boolean;
  tls?: {
    protocol?: string;
    subject?: string;
    issuer?: string;
    subjectAltNames: readonly string[];
    notAfter?: string;
    authorized: boolean;
  };
  insecureSkipTlsVerify: boolean;
}

/** How the user comes in: kinds only, never a credential. */
export interface ClientRecord {
  /** `client certificate`, `token`, `exec aws`, `basic auth`, `service account`, `none` ..., as src/kube names them. */
  credential: string;
  /** The API server is spoken to over plain http. */
  plainHttp: boolean;
  /** Certificates are not verified, by the kubeconfig or a flag. */
  insecureSkipTlsVerify: boolean;
  /** The tool runs in a pod, with that pod's service account. */
  inCluster: boolean;
  /** Present and true: the API server knows somebody else than the one who logs in (--as). */
  impersonates?: boolean;
  /** gitVersion of the kubectl that started the tool; absent when none did or it does not say (before 1.37). */
  kubectl?: string;
}

/** Served API groups with their preferred version and resources (`plural/kind/namespaced`). */
export interface DiscoveryRecord {
  group: string;
  version: string;
  versions: readonly string[];
  resources: readonly { plural: string; kind: string; namespaced: boolean; verbs: readonly string[] }[];
}

/** Who the tool is and what it may do. */
export interface IdentityRecord {
  username?: string;
  groups?: readonly string[];
  /** Everything is allowed everywhere, by the API server's own answer (verb, group and resource `*`). */
  mayDoAnything?: boolean;
}

/** Answer of one SelfSubjectAccessReview. */
export interface RightRecord {
  verb: string;
  group?: string;
  resource?: string;
  namespace?: string;
  path?: string;
  allowed: boolean;
}

/** Issuer of `/.well-known/openid-configuration`. */
export interface OpenIdRecord {
  issuer: string;
}
