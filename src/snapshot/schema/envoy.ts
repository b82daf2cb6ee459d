import { flag, list, number, object, oneOf, optional, text } from './shape.ts';
import type { Infer } from './shape.ts';

/** The kept facts of an Envoy bootstrap found in a ConfigMap or in arguments, never its text. */
export type EnvoyBootstrapRecord = Infer<typeof envoyBootstrap>;

/** An HTTP connection manager. A field is absent where the bootstrap does not set it: Envoy's default applies. */
const http = object({
  accessLog: optional(flag),
  useRemoteAddress: optional(flag),
  trustedHops: optional(number),
  normalizePath: optional(flag),
  mergeSlashes: optional(flag),
  /** `path_with_escaped_slashes_action`. */
  escapedSlashes: optional(text),
  /** `headers_with_underscores_action`. */
  underscores: optional(text),
  /** Time limits that are set and not zero: `stream_idle_timeout`, `request_timeout`, `request_headers_timeout`. */
  timeouts: optional(list(text)),
  /** `max_concurrent_streams` of HTTP/2. */
  maxStreams: optional(number),
  /** A virtual host for every domain routes to a cluster. */
  anyHost: optional(flag),
  /** Every route redirects or is answered by Envoy itself. */
  noUpstream: optional(flag),
  /** Every virtual host redirects plaintext requests to https (`require_tls: ALL`). */
  requiresTls: optional(flag),
  /** A route redirects and keeps the scheme of the request. */
  redirectsToHttp: optional(flag),
  /** Its routes come from another source (RDS). */
  routesElsewhere: optional(flag),
  /** Filters that decide about requests, with what weakens them. */
  guards: optional(
    list(
      object({
        filter: oneOf('rbac', 'ext_authz', 'ext_proc', 'jwt_authn', 'basic_auth', 'oauth2'),
        /** `failure_mode_allow`, `shadow_rules only`, `no rules`, `allow_missing` ... */
        weak: optional(text),
        /** Why it is not known for which requests it decides. */
        unclear: optional(text),
      }),
    ),
  ),
});

const listener = object({
  name: optional(text),
  address: text,
  port: optional(number),
  /** Every filter chain. */
  tls: flag,
  /** The lowest `tls_minimum_protocol_version` of its chains. */
  minTls: optional(text),
  /** Client certificates: required and verified, verified if there is one, or required without a CA. */
  clients: optional(oneOf('required', 'optional', 'unverified')),
  /** `allow_expired_certificate`. */
  allowsExpired: optional(flag),
  /** `limit` of the listener: `connection_limit` filter, or the runtime key of the listener. */
  limited: optional(flag),
  http: optional(list(http)),
});

const cluster = object({
  name: text,
  tls: optional(flag),
  /** Of the certificate of the endpoint: nothing, its CA, or its CA and name. */
  verifies: optional(oneOf('nothing', 'chain', 'name')),
  /** Envoy presents a certificate of its own. */
  ownCertificate: optional(flag),
  /** It serves configuration (xDS). */
  xds: optional(flag),
  /** All of its endpoints are on the loopback interface or Unix sockets. */
  local: optional(flag),
});

export const envoyBootstrap = object({
  namespace: text,
  /** `ConfigMap/name/key` or `Pod/name/container/args`. */
  source: text,
  /** The text has the name of a bootstrap and is not valid YAML or JSON: nothing else of it is known. */
  unparsed: optional(flag),
  admin: optional(
    object({
      address: text,
      port: optional(number),
      pipe: optional(flag),
    }),
  ),
  /** xDS clusters over the network without TLS. */
  plaintextXds: optional(list(text)),
  listeners: list(listener),
  clusters: optional(list(cluster)),
  /** Listeners or clusters come from a file or a server. */
  elsewhere: optional(list(oneOf('listeners', 'clusters'))),
  /** Those of them that forward to more of the admin interface than statistics and readiness. */
  adminBehind: optional(
    list(
      object({
        address: text,
        port: optional(number),
      }),
    ),
  ),
  /** Why others may forward to it, too. */
  adminUncollected: optional(text),
  hasOverloadManager: flag,
  /** Its resource monitors: `fixed_heap`, `global_downstream_max_connections` ... */
  monitors: optional(list(text)),
  /** Features and limits that static runtime layers set, as `key=value`; the last layer with a key counts. */
  runtime: optional(list(text)),
  /** `admin_layer`: the admin interface changes runtime values. */
  adminLayer: optional(flag),
});
