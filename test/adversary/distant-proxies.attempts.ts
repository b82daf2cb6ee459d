import type { Attempt, Expected } from './attempt.ts';
import { BOARD, inside, pod, service } from './dashboard-objects.ts';

/** Proxies on the internet in another namespace than the dashboard: Services can be called from any namespace. */
const proxy = (image: string, container = '') =>
  (
    pod({ name: 'px', image, container, ip: '10.244.1.79' }) +
    service({ name: 'px', type: 'LoadBalancer', ip: '10.96.7.9', ports: '{ port: 80, targetPort: 8080 }' })
  ).replaceAll('namespace: shop', 'namespace: bank');
const args = (...words: readonly string[]) => `args: [${words.map((word) => `'${word}'`).join(', ')}]`;
const OAUTH = 'quay.io/oauth2-proxy/oauth2-proxy:v7.12.0';
const UPSTREAM = '--upstream=http://ui.shop.svc.cluster.local:80';

type Row = readonly [string, string, string, Expected['verdict'], Expected['severity']?];

const rows: readonly Row[] = [
  ['oauth2-proxy', 'It requires a login.', proxy(OAUTH, args(UPSTREAM)), 'fail', 'high'],
  [
    'oauth2-proxy that skips the login on every path',
    'An excluded path requires no login.',
    proxy(OAUTH, args(UPSTREAM, '--skip-auth-regex=.*')),
    'fail',
    'critical',
  ],
  [
    'oauth2-proxy set by variables',
    'Each flag has a variable with the prefix OAUTH2_PROXY_.',
    proxy(
      OAUTH,
      "env: [{ name: OAUTH2_PROXY_UPSTREAMS, value: 'http://ui.shop' }, { name: OAUTH2_PROXY_SKIP_AUTH_ROUTES, value: '.*' }]",
    ),
    'fail',
    'critical',
  ],
  [
    'oauth2-proxy that trusts every address',
    'Trusted addresses need no login.',
    proxy(OAUTH, args(UPSTREAM, '--trusted-ip=0.0.0.0/0')),
    'fail',
    'critical',
  ],
  [
    'oauth2-proxy that skips preflight requests',
    'Such a request has no content and gets none.',
    proxy(OAUTH, args(UPSTREAM, '--skip-auth-preflight=true')),
    'fail',
    'high',
  ],
  [
    'oauth2-proxy whose file lists its upstreams',
    'The file is not read.',
    proxy(OAUTH, args('--config=/etc/oauth2_proxy/oauth2_proxy.cfg')),
    'unknown',
  ],
  [
    'look-alike: oauth2-proxy to another Service',
    'Its command line names all of its targets.',
    proxy(OAUTH, args('--upstream=http://web.shop')),
    'pass',
  ],
  [
    'look-alike: oauth2-proxy that only reports whether a user is logged in',
    'It has no upstream.',
    proxy(OAUTH, args('--upstream=static://202')),
    'pass',
  ],
  [
    'caddy on its command line',
    'It forwards requests without a login.',
    proxy('caddy:2.9', "command: [caddy], args: [reverse-proxy, --from, ':8080', --to, 'ui.shop.svc:80']"),
    'fail',
    'critical',
  ],
  [
    'look-alike: caddy to another Service',
    'Its command line names all of its targets.',
    proxy('caddy:2.9', "command: [caddy, reverse-proxy, --to, 'web.shop:80']"),
    'pass',
  ],
  ...['nginx:1.29', 'haproxy:3.1', 'caddy:2.9', 'envoyproxy/envoy:v1.36.0', 'httpd:2.4'].map((image): Row => [
    image,
    'Its upstreams are in its configuration, which is not read.',
    proxy(image),
    'unknown',
  ]),
  [
    'look-alike: nginx that is not reachable from outside',
    'There is no entry point.',
    proxy('nginx:1.29').replace('type: LoadBalancer', 'type: ClusterIP'),
    'pass',
  ],
];

export default rows.map(([name, why, objects, verdict, severity]): Attempt => ({
  name: `distant-proxies/${name}`,
  player: 'administrator',
  why,
  objects: inside + objects,
  expect: [{ check: BOARD, verdict, ...(severity && { severity }) }],
}));
