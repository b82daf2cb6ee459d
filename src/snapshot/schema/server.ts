import type * as server from '../records/server.ts';
import { labels } from './core.ts';
import { flag, list, map, number, object, oneOf, optional, text } from './shape.ts';

type Item<T> = T extends readonly (infer U)[] ? U : never;

export const flagz = object<server.FlagzRecord>({
  component: oneOf('kube-apiserver', 'kubelet'),
  node: optional(text),
  instanceHash: optional(text),
  flags: labels,
});

export const metrics = object<server.MetricsRecord>({
  instanceHash: optional(text),
  families: map(list(object<server.MetricSample>({ labels, value: number }))),
  complete: flag,
  hidden: optional(list(text)),
});

export const health = object<server.HealthRecord>({
  path: text,
  status: number,
  checks: list(object<Item<server.HealthRecord['checks']>>({ name: text, ok: flag })),
  cut: optional(flag),
});

export const version = object<server.VersionRecord>({
  gitVersion: text,
  emulationVersion: optional(text),
});

export const probe = object<server.ProbeRecord>({
  path: text,
  status: number,
  namedAnonymous: flag,
  error: optional(text),
});

export const endpoint = object<server.EndpointRecord>({
  server: text,
  host: text,
  addresses: list(text),
  viaProxy: flag,
  tls: optional(
    object<NonNullable<server.EndpointRecord['tls']>>({
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

export const client = object<server.ClientRecord>({
  credential: text,
  plainHttp: flag,
  insecureSkipTlsVerify: flag,
  inCluster: flag,
  impersonates: optional(flag),
  kubectl: optional(text),
});

export const discovery = object<server.DiscoveryRecord>({
  group: text,
  version: text,
  versions: list(text),
  resources: list(
    object<Item<server.DiscoveryRecord['resources']>>({
      plural: text,
      kind: text,
      namespaced: flag,
      verbs: list(text),
    }),
  ),
});

export const identity = object<server.IdentityRecord>({
  username: optional(text),
  groups: optional(list(text)),
  mayDoAnything: optional(flag),
});

export const right = object<server.RightRecord>({
  verb: text,
  group: optional(text),
  resource: optional(text),
  namespace: optional(text),
  path: optional(text),
  allowed: flag,
});

export const openid = object<server.OpenIdRecord>({ issuer: text });
