import type { Attempt } from './attempt.ts';
import { BOARD, ingress, inside } from './dashboard-objects.ts';

/** Annotations of an Ingress that ask for a login or limit addresses, and what takes that away again. */
const NGINX = 'nginx.ingress.kubernetes.io/';
const LOGIN = `${NGINX}auth-url: 'https://a.example/auth'`;
const guarded = (...more: readonly string[]) => ingress({ annotations: [LOGIN, ...more].join(', ') });
const snippet = (name: string, text: string) => `${NGINX}${name}: ${JSON.stringify(text)}`;

const attempt = (name: string, why: string, objects: string, severity: 'critical' | 'high'): Attempt => ({
  name: `ingress-logins/${name}`,
  player: 'tenant',
  why,
  objects: inside + objects,
  expect: [{ check: BOARD, verdict: 'fail', severity }],
});
const gone = (name: string, why: string, objects: string) => attempt(name, why, objects, 'critical');
const stays = (name: string, why: string, objects: string) =>
  attempt(`look-alike: ${name}`, why, objects, 'high');

export default [
  gone(
    'ssl-passthrough beside a login',
    'The controller hands TLS on unread, and reads no other annotation for it.',
    guarded(`${NGINX}ssl-passthrough: 'true'`),
  ),
  gone(
    'ssl-passthrough as ParseBool takes it',
    'Go takes 1 for true.',
    guarded(`${NGINX}ssl-passthrough: '1'`),
  ),
  stays(
    'ssl-passthrough that says false',
    'TLS ends at the controller.',
    guarded(`${NGINX}ssl-passthrough: 'false'`),
  ),
  gone(
    'an auth-snippet that answers by itself',
    'It stands in the place that is asked for the login.',
    guarded(snippet('auth-snippet', 'return 200;')),
  ),
  gone(
    'auth_request off in quotes',
    'nginx takes a word in quotes for the word.',
    guarded(snippet('configuration-snippet', 'auth_request "off";')),
  ),
  gone(
    'a place of its own that hands on to the dashboard',
    'The login is one of the places in the rules.',
    guarded(snippet('server-snippet', 'location /x/ { proxy_pass http://ui.shop.svc.cluster.local/; }')),
  ),
  gone(
    'a rewrite round the login',
    'A rewrite goes on at another place, before access is checked, and that place may ask for none.',
    guarded(snippet('configuration-snippet', 'if ($arg_x) { rewrite ^ /open last; }')),
  ),
  gone(
    'a directive behind a comment that ends',
    'A comment ends with its line.',
    guarded(snippet('configuration-snippet', '# add_header\nsatisfy any;\nallow all;')),
  ),
  stays(
    'a snippet of headers and sizes',
    'They leave the login where it is.',
    guarded(
      snippet(
        'configuration-snippet',
        '# as usual; allow all;\nmore_set_headers "X-Frame-Options: DENY; x";\nproxy_set_header X-A $b;\n  client_max_body_size 8m;',
      ),
    ),
  ),
  stays(
    'a snippet for the request of the login',
    'A header alone lets nobody in.',
    guarded(snippet('auth-snippet', 'proxy_set_header Foo-Header 42;')),
  ),
  ...(
    [
      ['allowlist', 'whitelist'],
      ['whitelist', 'allowlist'],
    ] as const
  ).map(([open, narrow]) =>
    gone(
      `${open}-source-range open, ${narrow}-source-range narrow`,
      'They are two names for one list, of which the controller takes one.',
      ingress({
        annotations: `${NGINX}${open}-source-range: 0.0.0.0/0, ${NGINX}${narrow}-source-range: 10.0.0.0/8`,
      }),
    ),
  ),
  stays(
    'both lists narrow',
    'Whichever it takes, it limits.',
    ingress({
      annotations: `${NGINX}allowlist-source-range: 192.168.0.0/16, ${NGINX}whitelist-source-range: 10.0.0.0/8`,
    }),
  ),
  gone(
    'a class that no IngressClass has',
    'Nothing says that ingress-nginx reads it.',
    ingress({ annotations: LOGIN, className: 'nope' }),
  ),
  gone(
    'no class, beside a class of another controller',
    'Whoever takes it may be the other one.',
    `${ingress({ annotations: LOGIN }).replace('ingressClassName: nginx, ', '')}
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: { name: other }
spec: { controller: traefik.io/ingress-controller }
---`,
  ),
  stays(
    'no class, and ingress-nginx has the only one',
    'Nobody else is there to take it.',
    ingress({ annotations: LOGIN }).replace('ingressClassName: nginx, ', ''),
  ),
  stays('a login alone', 'The controller asks for it.', guarded()),
] satisfies readonly Attempt[];
