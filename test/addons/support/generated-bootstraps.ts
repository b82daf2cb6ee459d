/** Bootstraps with random parts, in both spellings, as a file and arguments that are merged over it. */
import { dump } from 'js-yaml';
import { join } from 'node:path';
import type { Given } from './real-envoy.ts';

/** Chances between 0 and 1 by a linear congruence (Numerical Recipes): the same for the same seed. */
export function chances(seed: number): () => number {
  let state = seed >>> 0;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}

type Json = Record<string, unknown>;

const certs = join(import.meta.dirname, '../../kube/certs');
const TLS = 'type.googleapis.com/envoy.extensions.transport_sockets.tls.v3';
const NET = 'type.googleapis.com/envoy.extensions.filters.network';
const HTTP = 'type.googleapis.com/envoy.extensions.filters.http';

export const certificate = {
  file: join(certs, 'server.crt'),
  key: join(certs, 'server.key'),
  ca: join(certs, 'ca.crt'),
};

/** A file, arguments, or both. */
export function generatedBootstrap(seed: number): Given {
  const chance = chances(seed);
  const next = () => chance();
  for (let i = 0; i < 5; i++) next();
  const one = <T>(...all: readonly T[]): T => all[Math.floor(next() * all.length)] as T;
  const is = (share: number) => next() < share;
  const part = (name: string) => ({
    ...(is(0.8) && {
      static_resources: {
        listeners: Array.from({ length: Math.floor(next() * 3) }, (_, i) =>
          listener(`${name}-${i}`, one, is),
        ),
        clusters: Array.from({ length: Math.floor(next() * 3) }, (_, i) => cluster(`${name}-${i}`, one, is)),
      },
    }),
    ...(is(0.3) && { layered_runtime: runtime(name, is) }),
    // Envoy loads no monitor twice.
    ...(name === 'file' && is(0.3) && { overload_manager: overload() }),
  });
  const admin = { admin: { address: { socket_address: { address: '127.0.0.1', port_value: 0 } } } };
  const written = (value: Json) => {
    const spelled = is(0.5) ? value : camel(value);
    return is(0.5) ? JSON.stringify(spelled) : dump(spelled);
  };
  const file = { ...admin, ...part('file') };
  if (is(0.3)) return { file: written(file) };
  if (is(0.3)) return { inline: written({ ...admin, ...part('inline') }) };
  const over = is(0.5) ? { admin: { address: { socket_address: { address: '127.0.0.2' } } } } : {};
  return { file: written(file), inline: written({ ...over, ...part('inline') }) };
}

type One = <T>(...all: readonly T[]) => T;
type Is = (share: number) => boolean;

function listener(name: string, one: One, is: Is): Json {
  const chain = {
    filters: [is(0.7) ? http(one, is) : tcp()],
    ...(is(0.5) && { transport_socket: downstream(one, is) }),
  };
  return {
    name,
    address: { socket_address: { address: '127.0.0.1', port_value: 0 } },
    filter_chains: [chain],
  };
}

function downstream(one: One, is: Is): Json {
  return {
    name: one('envoy.transport_sockets.tls', 'anything'),
    typed_config: {
      '@type': `${TLS}.DownstreamTlsContext`,
      common_tls_context: {
        tls_certificates: [
          { certificate_chain: { filename: certificate.file }, private_key: { filename: certificate.key } },
        ],
        ...(is(0.5) && {
          tls_params: {
            tls_minimum_protocol_version: one<string | number>(
              'TLSv1_0',
              'TLSv1_2',
              'TLSv1_3',
              2,
              'TLS_AUTO',
            ),
          },
        }),
        ...(is(0.5) && {
          validation_context: {
            trusted_ca: { filename: certificate.ca },
            ...(is(0.3) && { allow_expired_certificate: true }),
          },
        }),
      },
      ...(is(0.4) && { require_client_certificate: one(true, false) }),
    },
  };
}

/** It answers without a cluster: a proxy without one closes connections before they are encrypted. */
function tcp(): Json {
  return { name: 't', typed_config: { '@type': `${NET}.echo.v3.Echo` } };
}

function http(one: One, is: Is): Json {
  const host = {
    name: 'h',
    domains: [one('*', 'shop.example.com')],
    routes: [
      {
        match: { prefix: '/' },
        ...one<Json>({ direct_response: { status: 200 } }, { redirect: { https_redirect: true } }),
      },
    ],
  };
  return {
    name: one('envoy.filters.network.http_connection_manager', 'h'),
    typed_config: {
      '@type': `${NET}.http_connection_manager.v3.HttpConnectionManager`,
      stat_prefix: 'h',
      route_config: { name: 'r', virtual_hosts: is(0.8) ? [host] : [] },
      ...(is(0.5) && { use_remote_address: one(true, false) }),
      ...(is(0.3) && { xff_num_trusted_hops: 2 }),
      ...(is(0.5) && { normalize_path: true, merge_slashes: one(true, false) }),
      ...(is(0.4) && {
        path_with_escaped_slashes_action: one<string | number>('REJECT_REQUEST', 'UNESCAPE_AND_REDIRECT', 1),
      }),
      ...(is(0.4) && {
        common_http_protocol_options: {
          headers_with_underscores_action: one('DROP_HEADER', 'REJECT_REQUEST'),
        },
      }),
      ...(is(0.4) && { request_timeout: '10s', stream_idle_timeout: one('0s', '60s') }),
      ...(is(0.4) && { http2_protocol_options: { max_concurrent_streams: 100 } }),
      ...(is(0.4) && { access_log: [log()] }),
      http_filters: [...(is(0.4) ? [rbac(one)] : []), ...(is(0.4) ? [jwt(one)] : []), router()],
    },
  };
}

const log = (): Json => ({
  name: 'l',
  typed_config: { '@type': 'type.googleapis.com/envoy.extensions.access_loggers.stream.v3.StdoutAccessLog' },
});
const router = (): Json => ({ name: 'router', typed_config: { '@type': `${HTTP}.router.v3.Router` } });
const rbac = (one: One): Json => {
  const rules = { action: one('ALLOW', 'DENY', 'LOG'), policies: {} };
  return {
    name: 'envoy.filters.http.rbac',
    typed_config: { '@type': `${HTTP}.rbac.v3.RBAC`, ...one<Json>({ rules }, { shadow_rules: rules }, {}) },
  };
};
const jwt = (one: One): Json => ({
  name: 'j',
  typed_config: {
    '@type': `${HTTP}.jwt_authn.v3.JwtAuthentication`,
    providers: {
      a: {
        issuer: 'https://login.example.com',
        remote_jwks: { http_uri: { uri: 'https://login.example.com/', cluster: 'x', timeout: '1s' } },
      },
    },
    ...one<Json>(
      {},
      { rules: [{ match: { prefix: '/' } }] },
      { rules: [{ match: { prefix: '/' }, requires: { provider_name: 'a' } }] },
      { rules: [{ match: { prefix: '/' }, requires: { allow_missing: {} } }] },
    ),
  },
});

function cluster(name: string, one: One, is: Is): Json {
  const validation = one<Json>(
    {},
    { validation_context: {} },
    { validation_context: { trusted_ca: { filename: certificate.ca } } },
    {
      validation_context: {
        trusted_ca: { filename: certificate.ca },
        match_typed_subject_alt_names: [{ san_type: 'DNS', matcher: { exact: 'web' } }],
      },
    },
  );
  return {
    name,
    type: 'STATIC',
    load_assignment: {
      cluster_name: name,
      endpoints: [
        {
          lb_endpoints: [
            {
              endpoint: {
                address: { socket_address: { address: one('127.0.0.1', '192.0.2.1'), port_value: 9 } },
              },
            },
          ],
        },
      ],
    },
    ...(is(0.6) && {
      transport_socket: {
        name: 'tls',
        typed_config: { '@type': `${TLS}.UpstreamTlsContext`, common_tls_context: validation },
      },
    }),
  };
}

const runtime = (name: string, is: Is): Json => ({
  layers: [
    {
      name: `static-${name}`,
      static_layer: { 'envoy.reloadable_features.no_extension_lookup_by_name': is(0.5) },
    },
    // Envoy loads one admin layer at most.
    ...(name === 'file' && is(0.3) ? [{ name: 'admin', admin_layer: {} }] : []),
  ],
});

const overload = (): Json => ({
  resource_monitors: [
    {
      name: 'envoy.resource_monitors.fixed_heap',
      typed_config: {
        '@type': 'type.googleapis.com/envoy.extensions.resource_monitors.fixed_heap.v3.FixedHeapConfig',
        max_heap_size_bytes: 1_073_741_824,
      },
    },
  ],
});

/** lowerCamelCase keys of messages; those of maps stay. */
function camel(value: unknown): Json {
  return spelled(value) as Json;
}

function spelled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(spelled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) =>
      key === 'static_layer'
        ? ['staticLayer', inner]
        : [key.replace(/_([a-z\d])/g, (_, letter: string) => letter.toUpperCase()), spelled(inner)],
    ),
  );
}
