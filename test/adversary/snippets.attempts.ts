import type { Attempt, Expected } from './attempt.ts';
import { customObject } from './custom-object.ts';
import { BOARD, ingress, inside, pod, service } from './dashboard-objects.ts';

/** Snippets in the language of a proxy that forward requests to a dashboard that no rule names. */
const HANDS_ON = "'location /x/ { proxy_pass http://ui.shop.svc; }'";
const HEADERS = "'add_header X-A b;'";
const web = service({ name: 'other', ip: '10.96.7.11' });

const virtualServer = (more: string, routes = '') =>
  customObject({
    apiVersion: 'k8s.nginx.org/v1',
    kind: 'VirtualServer',
    namespace: 'shop',
    name: 'v',
    spec: `{ host: a.example.org, upstreams: [{ name: o, service: other, port: 80 }], routes: [{ path: /, action: { pass: o }${routes} }]${more} }`,
  });
const filter = (text: string) =>
  customObject({
    apiVersion: 'gateway.nginx.org/v1alpha1',
    kind: 'SnippetsFilter',
    namespace: 'shop',
    name: 'f',
    spec: `{ snippets: [{ context: http.server.location, value: ${text} }] }`,
  });
const transport = (text: string) =>
  customObject({
    apiVersion: 'k8s.nginx.org/v1',
    kind: 'TransportServer',
    namespace: 'shop',
    name: 't',
    spec: `{ upstreams: [{ name: o, service: other, port: 80 }], action: { pass: o }, streamSnippets: ${text} }`,
  });

const NGINX_ARGS = 'args: [/nginx-ingress-controller, --configmap=$(POD_NAMESPACE)/settings]';
const controller = (text: string) =>
  pod({
    name: 'nginx',
    image: 'registry.k8s.io/ingress-nginx/controller:v1.13.0',
    container: NGINX_ARGS,
    ip: '10.244.1.88',
  }) +
  service({ name: 'nginx', type: 'LoadBalancer', ip: '10.96.7.12', ports: '{ port: 80 }' }) +
  `
apiVersion: v1
kind: ConfigMap
metadata: { namespace: shop, name: settings }
data: { use-gzip: 'true', http-snippet: ${text} }
---`;

const haproxy = (annotation: string, of = 'haproxy.org/ingress-controller/haproxy') =>
  ingress({ annotations: annotation, to: 'other' }).replace('k8s.io/ingress-nginx', of);
const BACKEND = 'haproxy.org/backend-config-snippet';

const rows: readonly (readonly [string, string, Expected['verdict'], Expected['severity']?])[] = [
  ['location-snippets of a VirtualServer', virtualServer('', `, location-snippets: ${HANDS_ON}`), 'unknown'],
  ['server-snippets of a VirtualServer', virtualServer(`, server-snippets: ${HANDS_ON}`), 'unknown'],
  ['look-alike: headers of a VirtualServer', virtualServer(`, server-snippets: ${HEADERS}`), 'pass'],
  ['streamSnippets of a TransportServer', transport(HANDS_ON), 'unknown'],
  ['a SnippetsFilter', filter(HANDS_ON), 'unknown'],
  ['look-alike: a SnippetsFilter of headers', filter(HEADERS), 'pass'],
  ['the ConfigMap of ingress-nginx', controller(HANDS_ON), 'unknown'],
  ['look-alike: headers in the ConfigMap of ingress-nginx', controller(HEADERS), 'pass'],
  ['backend-config-snippet of HAProxy', haproxy(`${BACKEND}: 'server x ui.shop.svc:80'`), 'unknown'],
  [
    'config-backend of haproxy-ingress',
    haproxy(
      "haproxy-ingress.github.io/config-backend: 'use-server x if TRUE'",
      'haproxy-ingress.github.io/controller',
    ),
    'unknown',
  ],
  ['look-alike: a backend-config-snippet of times', haproxy(`${BACKEND}: 'timeout server 5s'`), 'pass'],
  [
    'look-alike: a backend-config-snippet that ingress-nginx does not read',
    haproxy(`${BACKEND}: 'server x ui.shop.svc:80'`, 'k8s.io/ingress-nginx'),
    'pass',
  ],
  ...(
    [
      ['http-request auth unless { path /x }', 'critical'],
      ['acl all always_true', 'critical'],
      ['http-request set-header X-A b', 'high'],
    ] as const
  ).map(
    ([text, severity]) =>
      [
        `${text} and a password of HAProxy`,
        haproxy(`haproxy.org/auth-type: basic-auth, ${BACKEND}: '${text}'`).replace(
          'name: other',
          'name: ui',
        ),
        'fail',
        severity,
      ] as const,
  ),
];

export default rows.map(([name, objects, verdict, severity]): Attempt => ({
  name: `snippets/${name}`,
  player: 'tenant',
  why: 'Of such a snippet the snapshot stores whether it forwards requests, and whether it may admit requests without the login.',
  objects: inside + web + objects,
  expect: [{ check: BOARD, verdict, ...(severity && { severity }) }],
}));
