import { labels } from './core.ts';
import { flag, list, map, number, object, oneOf, optional, text } from './shape.ts';
import type { Infer } from './shape.ts';

/** `/flagz` of one component. */
export type FlagzRecord = Infer<typeof flagz>;

export const flagz = object({
  component: oneOf('kube-apiserver', 'kubelet'),
  /** Node name for kubelets; absent for API servers. */
  node: optional(text),
  /** SHA-256 hash of the answering replica's identity lease, when `/metrics` over the same connection told it. */
  instanceHash: optional(text),
  /** Effective values as the server prints them, masked. */
  flags: labels,
});

const metricSample = object({ labels, value: number });

export type MetricSample = Infer<typeof metricSample>;

/** Wanted metric families of one API server replica; each sample one line of labels and a value. */
export type MetricsRecord = Infer<typeof metrics>;

export const metrics = object({
  /** apiserver_id_hash, when a series carried it. */
  instanceHash: optional(text),
  /** Family name -> samples. A family that is absent was not exposed. Histograms: `_count`, and of a few `_bucket`. */
  families: map(list(object({ labels, value: number }))),
  /** The stream ended as it should and `apiserver_request_total` was seen: absence of a family means something. */
  complete: flag,
  /** Families that this server or somebody in between left out, by others that every server has: their absence means nothing. */
  hidden: optional(list(text)),
});

/** `/readyz?verbose` and `/livez?verbose`. */
export type HealthRecord = Infer<typeof health>;

export const health = object({
  path: text,
  status: number,
  checks: list(object({ name: text, ok: flag })),
  /** The list broke off. */
  cut: optional(flag),
});

export type VersionRecord = Infer<typeof version>;

export const version = object({
  gitVersion: text,
  emulationVersion: optional(text),
});

/** Unauthenticated requests, one record a path. `status` 0 = no HTTP answer. */
export type ProbeRecord = Infer<typeof probe>;

export const probe = object({
  path: text,
  status: number,
  /** The body named `system:anonymous`. */
  namedAnonymous: flag,
  error: optional(text),
});

/** How the API server's address looks from where the tool ran. */
export type EndpointRecord = Infer<typeof endpoint>;

export const endpoint = object({
  server: text,
  host: text,
  addresses: list(text),
  viaProxy: flag,
  tls: optional(
    object({
      protocol: optional(text),
      subject: optional(text),
      issuer: optional(text),
      subjectAltNames: list(text),
      notAfter: optional(text),
      authorized: flag,
    }),
  ),
  insecureSkipTlsVerify: flag,
});

/** How the user comes in: kinds only, never a credential. */
export type ClientRecord = Infer<typeof client>;

export const client = object({
  /** `client certificate`, `token`, `exec aws`, `basic auth`, `service account`, `none` ..., as src/kube names them. */
  credential: text,
  /** The API server is spoken to over plain http. */
  plainHttp: flag,
  /** Certificates are not verified, by the kubeconfig or a flag. */
  insecureSkipTlsVerify: flag,
  /** The tool runs in a pod, with that pod's service account. */
  inCluster: flag,
  /** Present and true: the API server knows somebody else than the one who logs in (--as). */
  impersonates: optional(flag),
  /** gitVersion of the kubectl that started the tool; absent when none did or it does not say (before 1.37). */
  kubectl: optional(text),
});

/** Served API groups with their preferred version and resources (`plural/kind/namespaced`). */
export type DiscoveryRecord = Infer<typeof discovery>;

export const discovery = object({
  group: text,
  version: text,
  versions: list(text),
  resources: list(
    object({
      plural: text,
      kind: text,
      namespaced: flag,
      verbs: list(text),
    }),
  ),
});

/** Who the tool is and what it may do. */
export type IdentityRecord = Infer<typeof identity>;

export const identity = object({
  username: optional(text),
  groups: optional(list(text)),
  /** Everything is allowed everywhere, by the API server's own answer (verb, group and resource `*`). */
  mayDoAnything: optional(flag),
});

/** Answer of one SelfSubjectAccessReview. */
export type RightRecord = Infer<typeof right>;

export const right = object({
  verb: text,
  group: optional(text),
  resource: optional(text),
  namespace: optional(text),
  path: optional(text),
  allowed: flag,
});

/** Issuer of `/.well-known/openid-configuration`. */
export type OpenIdRecord = Infer<typeof openid>;

export const openid = object({ issuer: text });
