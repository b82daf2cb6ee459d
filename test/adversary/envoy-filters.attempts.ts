import type { Attempt, Expected } from './attempt.ts';
import { pod, service } from './dashboard-objects.ts';

/** Filters of Envoy that are present and decide about nothing, or about a part of the requests. */
const JWT = 'envoy/jwt-optional';
const OPEN = 'envoy/authorization-fails-open';
const TLS = 'envoy/listener-without-tls';

const typed = (type: string, fields: object) => ({
  '@type': `type.googleapis.com/envoy.x.v3.${type}`,
  ...fields,
});
const jwt = (fields: object, more: object = {}) => ({
  name: 'envoy.filters.http.jwt_authn',
  typed_config: typed('JwtAuthentication', fields),
  ...more,
});
const authz = (fields: object) => ({
  name: 'envoy.filters.http.ext_authz',
  typed_config: typed('ExtAuthz', fields),
});
const rule = (prefix: string, requires?: object) => ({ match: { prefix }, ...(requires && { requires }) });
const P = { provider_name: 'p' };
const ROUTE = { match: { prefix: '/' }, route: { cluster: 'c' } };
const off = (filter: string) => ({
  ...ROUTE,
  typed_per_filter_config: { [filter]: typed('PerRoute', { disabled: true }) },
});

const envoy = (filters: readonly object[], routes: readonly object[] = [ROUTE], host: object = {}) => {
  const manager = typed('HttpConnectionManager', {
    route_config: { virtual_hosts: [{ name: 'v', domains: ['*'], routes, ...host }] },
    http_filters: filters,
  });
  const text = JSON.stringify({
    static_resources: {
      listeners: [
        {
          address: { socket_address: { address: '0.0.0.0', port_value: 8000 } },
          filter_chains: [{ filters: [{ name: 'h', typed_config: manager }] }],
        },
      ],
    },
  });
  return (
    pod({
      name: 'envoy',
      image: 'envoyproxy/envoy:v1.39.6',
      container: `args: ${JSON.stringify(['--config-yaml', text])}`,
    }) + service({ name: 'envoy', type: 'LoadBalancer' })
  );
};

const rows: readonly (readonly [
  name: string,
  objects: string,
  check: string,
  verdict: Expected['verdict'],
])[] = [
  [
    'a token or none',
    envoy([jwt({ rules: [rule('/', { requires_any: { requirements: [P, { allow_missing: {} }] } })] })]),
    JWT,
    'fail',
  ],
  [
    'an empty requirement before the one that counts',
    envoy([jwt({ rules: [rule('/'), rule('/', P)] })]),
    JWT,
    'fail',
  ],
  ['a rule for a part of the paths', envoy([jwt({ rules: [rule('/api', P)] })]), JWT, 'unknown'],
  [
    'a rule for all paths that are routed',
    envoy([jwt({ rules: [rule('/api', P)] })], [{ match: { prefix: '/api/v1' }, route: { cluster: 'c' } }]),
    JWT,
    'pass',
  ],
  [
    'a required token but for one path',
    envoy([jwt({ rules: [rule('/healthz'), rule('/', P)] })]),
    JWT,
    'pass',
  ],
  ['a filter that is disabled', envoy([jwt({ rules: [rule('/', P)] }, { disabled: true })]), JWT, 'unknown'],
  [
    'a filter that the only route disables',
    envoy([jwt({ rules: [rule('/', P)] })], [off('envoy.filters.http.jwt_authn')]),
    JWT,
    'fail',
  ],
  [
    'a filter whose configuration is discovered',
    envoy([
      {
        name: 'envoy.filters.http.jwt_authn',
        config_discovery: { config_source: { ads: {} }, type_urls: ['x/envoy.JwtAuthentication'] },
      },
    ]),
    JWT,
    'unknown',
  ],
  [
    'an authorization that fails open inside a matcher',
    envoy([
      {
        name: 'm',
        typed_config: typed('ExtensionWithMatcher', {
          extension_config: authz({ failure_mode_allow: true }),
        }),
      },
    ]),
    OPEN,
    'fail',
  ],
  [
    'an authorization for no request',
    envoy([authz({ filter_enabled: { default_value: { numerator: 0 } } })]),
    OPEN,
    'fail',
  ],
  [
    'an authorization that the only route disables',
    envoy([authz({})], [off('envoy.filters.http.ext_authz')]),
    OPEN,
    'fail',
  ],
  [
    'an authorization of every request',
    envoy([authz({ filter_enabled: { default_value: { numerator: 100 } } })]),
    OPEN,
    'pass',
  ],
  ['a virtual host that requires TLS', envoy([], [ROUTE], { require_tls: 'ALL' }), TLS, 'pass'],
  [
    'a redirect to https',
    envoy([], [{ match: { prefix: '/' }, redirect: { https_redirect: true } }]),
    TLS,
    'pass',
  ],
  [
    'a redirect that keeps http',
    envoy([], [{ match: { prefix: '/' }, redirect: { host_redirect: 'b.example' } }]),
    TLS,
    'fail',
  ],
];

export default rows.map(([name, objects, check, verdict]): Attempt => ({
  name: `envoy-filters/${name}`,
  player: 'administrator',
  why: 'A filter protects the requests that it decides about, and a redirect protects those that it sends to https.',
  objects,
  expect: [{ check, verdict, object: 'Pod shop/envoy' }],
}));
