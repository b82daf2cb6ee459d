import type { Attempt, Expected } from './attempt.ts';
import { mesh } from './istio.ts';

/** EnvoyFilters that keep the proxies from enforcing policies, and those that do not. */
const LABELLED = mesh({}).replace('name: w, annotations', 'name: w, labels: { app: w }, annotations');
const policy = (kind: string, spec: string, name = 'p') => `---
apiVersion: security.istio.io/v1
kind: ${kind}
metadata: { namespace: shop, name: ${name} }
spec: ${spec}
`;
const filter = (patches: object | readonly object[], spec: object = {}, namespace = 'shop') => `---
apiVersion: networking.istio.io/v1alpha3
kind: EnvoyFilter
metadata: { namespace: ${namespace}, name: f }
spec: ${JSON.stringify({ ...spec, configPatches: [patches].flat() })}
`;
const patch = (applyTo: string, operation: string, match: object = {}, value?: object) => ({
  applyTo,
  match,
  patch: { operation, ...(value && { value }) },
});
const MANAGER = 'envoy.filters.network.http_connection_manager';
const inbound = (name?: string, subFilter?: string, context: string | undefined = 'SIDECAR_INBOUND') => ({
  context,
  listener: {
    filterChain: {
      filter: { ...(name && { name }), ...(subFilter && { subFilter: { name: subFilter } }) },
    },
  },
});
const http = (operation: string, name?: string, value?: object) =>
  patch('HTTP_FILTER', operation, inbound(MANAGER, name), value);
const RBAC = 'envoy.filters.http.rbac';
const REMOVED = http('REMOVE', RBAC);

const ALLOWED = policy(
  'AuthorizationPolicy',
  "{ rules: [{ from: [{ source: { principals: ['cluster.local/ns/a/sa/a'] } }] }] }",
);
const TOKENS =
  policy('RequestAuthentication', "{ jwtRules: [{ issuer: 'https://id.example' }] }") +
  policy(
    'AuthorizationPolicy',
    "{ action: DENY, rules: [{ from: [{ source: { notRequestPrincipals: ['*'] } }] }] }",
    'q',
  );
const EXCEPT = policy(
  'AuthorizationPolicy',
  '{ action: DENY, rules: [{ from: [{ source: { namespaces: [dev] } }] }] }',
  'r',
);
const DENY = 'istio/default-deny-missing';
const ALL = 'istio/authorization-allows-all';
const JWT = 'istio/jwt-not-required';
const BYPASS = 'istio/identity-rule-bypass';
const overridden = (applyTo: string, value: object) =>
  patch(applyTo, 'MERGE', { context: 'SIDECAR_INBOUND' }, value);
const OFF = { [RBAC]: { '@type': 'type.googleapis.com/envoy.extensions.filters.http.rbac.v3.RBACPerRoute' } };
const TCP = {
  name: 'x',
  typed_config: { '@type': 'type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy' },
};

const patches: readonly (readonly [name: string, patch: object, verdict: Expected['verdict']])[] = [
  ['removes the HTTP filter of policies', REMOVED, 'unknown'],
  ['removes the filter of tokens', http('REMOVE', 'envoy.filters.http.jwt_authn'), 'unknown'],
  ['replaces the HTTP filter of policies', http('REPLACE', RBAC, { name: 'x' }), 'unknown'],
  ['merges into the HTTP filter of policies', http('MERGE', RBAC, { name: RBAC }), 'unknown'],
  ['removes every HTTP filter', http('REMOVE'), 'unknown'],
  ['removes the filter of an external authorizer', http('REMOVE', 'envoy.filters.http.ext_authz'), 'unknown'],
  [
    'removes the network filter of policies',
    patch('NETWORK_FILTER', 'REMOVE', inbound('envoy.filters.network.rbac')),
    'unknown',
  ],
  ['removes every network filter', patch('NETWORK_FILTER', 'REMOVE'), 'unknown'],
  ['replaces the connection manager', patch('NETWORK_FILTER', 'REPLACE', inbound(MANAGER)), 'unknown'],
  ['ends the chain before the policies', patch('NETWORK_FILTER', 'INSERT_FIRST', inbound(), TCP), 'unknown'],
  ['adds a filter chain', patch('FILTER_CHAIN', 'ADD', { context: 'SIDECAR_INBOUND' }), 'unknown'],
  ['turns the filter off for a route', overridden('HTTP_ROUTE', { typed_per_filter_config: OFF }), 'unknown'],
  [
    'turns the filter off for a host',
    overridden('VIRTUAL_HOST', { routes: [{ typedPerFilterConfig: OFF }] }),
    'unknown',
  ],
  ['is for any context', patch('HTTP_FILTER', 'REMOVE', inbound(MANAGER, RBAC, 'ANY')), 'unknown'],
  [
    'is for outbound traffic',
    patch('HTTP_FILTER', 'REMOVE', inbound(MANAGER, RBAC, 'SIDECAR_OUTBOUND')),
    'pass',
  ],
  ['is for gateways', patch('HTTP_FILTER', 'REMOVE', inbound(MANAGER, RBAC, 'GATEWAY')), 'pass'],
  ['removes another filter', http('REMOVE', 'envoy.filters.http.fault'), 'pass'],
  [
    'inserts a filter before the policies',
    http('INSERT_BEFORE', RBAC, { name: 'envoy.filters.http.lua' }),
    'pass',
  ],
  [
    'merges into the connection manager',
    patch('NETWORK_FILTER', 'MERGE', inbound(MANAGER), { name: MANAGER }),
    'pass',
  ],
  [
    'limits connections',
    patch('NETWORK_FILTER', 'INSERT_FIRST', inbound(), { name: 'envoy.filters.network.connection_limit' }),
    'pass',
  ],
  ['changes a route only', overridden('HTTP_ROUTE', { route: { timeout: '5s' } }), 'pass'],
  ['changes a cluster', patch('CLUSTER', 'MERGE', { context: 'SIDECAR_INBOUND' }), 'pass'],
];

const scopes: readonly (readonly [name: string, objects: string, verdict: Expected['verdict']])[] = [
  ['of the labels', filter(REMOVED, { workloadSelector: { labels: { app: 'w' } } }), 'unknown'],
  ['of other labels', filter(REMOVED, { workloadSelector: { labels: { app: 'x' } } }), 'pass'],
  ['of another namespace', filter(REMOVED, {}, 'bank'), 'pass'],
  ['of the root namespace', filter(REMOVED, {}, 'istio-system'), 'unknown'],
  [
    'of a Gateway',
    filter(REMOVED, { targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'w' }] }),
    'pass',
  ],
];

const checks: readonly (readonly [check: string, objects: string])[] = [
  [DENY, ALLOWED],
  [ALL, ALLOWED],
  [JWT, TOKENS],
  [BYPASS, EXCEPT],
];

/** A second ALLOW rule: whether everybody meets it, with the verdicts of allows-all, default-deny-missing and jwt-not-required. */
const rules: readonly (readonly [
  rule: string,
  verdicts: readonly [Expected['verdict'], Expected['verdict'], Expected['verdict']],
])[] = [
  ["{ when: [{ key: 'request.headers[user-agent]', values: ['*'] }] }", ['fail', 'fail', 'fail']],
  ["{ when: [{ key: 'request.headers[x-skip]', notValues: ['1'] }] }", ['fail', 'fail', 'fail']],
  [
    '{ to: [{ operation: { methods: [GET, POST, PUT, DELETE, PATCH, HEAD, OPTIONS] } }] }',
    ['fail', 'fail', 'fail'],
  ],
  ["{ from: [{ source: { principals: ['cluster.local/*'] } }] }", ['fail', 'pass', 'pass']],
  ["{ when: [{ key: source.principal, values: ['*'] }] }", ['fail', 'pass', 'pass']],
  ['{ to: [{ operation: { methods: [GET, HEAD, OPTIONS] } }] }', ['pass', 'pass', 'pass']],
  ["{ when: [{ key: 'request.headers[x-api-key]', values: [k-42] }] }", ['pass', 'pass', 'pass']],
  ["{ when: [{ key: 'request.headers[x-forwarded-for]', values: ['*'] }] }", ['fail', 'fail', 'fail']],
  [
    "{ when: [{ key: 'request.headers[x-forwarded-client-cert]', values: ['*'] }] }",
    ['pass', 'pass', 'pass'],
  ],
  ["{ from: [{ source: { principals: ['cluster.local/ns/a/*'] } }] }", ['pass', 'pass', 'pass']],
];

const attempts: readonly Attempt[] = [
  ...patches.map(([name, one, verdict]): Attempt => ({
    name: `istio-enforcement/an EnvoyFilter ${name}`,
    player: 'administrator',
    why: 'What istiod generates from policies is in effect only where no patch removes or changes it.',
    objects: `${LABELLED}${ALLOWED}${filter(one)}`,
    expect: [{ check: DENY, verdict }],
  })),
  ...scopes.map(([name, objects, verdict]): Attempt => ({
    name: `istio-enforcement/an EnvoyFilter ${name}`,
    player: 'administrator',
    why: 'An EnvoyFilter applies to the workloads that it selects in its namespace, or in all of them from the root namespace.',
    objects: `${LABELLED}${ALLOWED}${objects}`,
    expect: [{ check: DENY, verdict }],
  })),
  ...checks.flatMap(([check, objects]): Attempt[] => [
    {
      name: `istio-enforcement/${check} without an EnvoyFilter`,
      player: 'administrator',
      why: 'The policies are enforced.',
      objects: `${LABELLED}${objects}`,
      expect: [{ check, verdict: 'pass' }],
    },
    {
      name: `istio-enforcement/${check} with an EnvoyFilter`,
      player: 'administrator',
      why: 'The filter that enforces the policies is removed.',
      objects: `${LABELLED}${objects}${filter(REMOVED)}`,
      expect: [{ check, verdict: 'unknown', object: 'EnvoyFilter shop/f' }],
    },
    {
      name: `istio-enforcement/${check} with hidden EnvoyFilters`,
      player: 'network',
      why: 'What was not read may remove the filter.',
      objects: `${LABELLED}${objects}${filter(REMOVED)}`,
      answers: { '/apis/networking.istio.io/v1alpha3/envoyfilters': 403 },
      expect: [{ check, verdict: 'unknown' }],
    },
  ]),
  ...rules.map(([rule, verdicts]): Attempt => ({
    name: `istio-enforcement/an ALLOW rule ${rule} next to tokens`,
    player: 'administrator',
    why: 'A rule limits something only where a client cannot meet it as it likes.',
    objects: `${LABELLED}${policy('RequestAuthentication', "{ jwtRules: [{ issuer: 'https://id.example' }] }")}${policy('AuthorizationPolicy', `{ rules: [{ from: [{ source: { requestPrincipals: ['*'] } }] }, ${rule}] }`)}`,
    expect: [ALL, DENY, JWT].map((check, index) => ({ check, verdict: verdicts[index] ?? 'pass' })),
  })),
  {
    name: 'istio-enforcement/a DENY rule for the presence of a header',
    player: 'administrator',
    why: 'A client leaves the header out and is not denied.',
    objects: `${LABELLED}${policy('AuthorizationPolicy', "{ action: DENY, rules: [{ when: [{ key: 'request.headers[user-agent]', values: ['*'] }] }] }")}`,
    expect: [{ check: DENY, verdict: 'fail' }],
  },
  {
    name: 'istio-enforcement/an EnvoyFilter of a workload without policies',
    player: 'tenant',
    why: 'A workload that accepts every request is open with any filter.',
    objects: `${LABELLED}${filter(REMOVED)}`,
    expect: [{ check: DENY, verdict: 'fail' }],
  },
];
export default attempts;
