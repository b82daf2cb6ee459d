import type { Attempt } from './attempt.ts';
import { BOARD, ingress, inside } from './dashboard-objects.ts';

/** Annotations of an Ingress that require a login or limit addresses, and settings that disable them. */
const NGINX = 'nginx.ingress.kubernetes.io/';
const LOGIN = `${NGINX}auth-url: 'https://a.example/auth'`;
const guarded = (...more: readonly string[]) => ingress({ annotations: [LOGIN, ...more].join(', ') });
const snippet = (name: string, text: string) => `${NGINX}${name}: ${JSON.stringify(text)}`;

const AUTH_TLS = `${NGINX}auth-tls-secret: shop/ca`;
const withTls = (text: string) =>
  text.replace(
    'ingressClassName: nginx, ',
    'ingressClassName: nginx, tls: [{ hosts: [a.example.org], secretName: x }], ',
  );
const of = (controller: string, annotations: string) =>
  ingress({ annotations }).replace('k8s.io/ingress-nginx', controller);
const ALB = 'alb.ingress.kubernetes.io/';
const alb = (...more: readonly string[]) =>
  of('ingress.k8s.aws/alb', [`${ALB}scheme: internet-facing`, ...more].join(', '));
const OIDC = `${ALB}auth-type: oidc`;
const CERTIFICATE = `${ALB}certificate-arn: 'arn:aws:acm:x'`;
const BOTH = `${ALB}listen-ports: '[{"HTTP":80},{"HTTPS":443}]'`;
const authUrl = (url: string) => ingress({ annotations: `${NGINX}auth-url: '${url}'` });

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
    'ssl-passthrough and a login',
    'The controller forwards TLS without termination, and reads no other annotation for it.',
    guarded(`${NGINX}ssl-passthrough: 'true'`),
  ),
  gone(
    'ssl-passthrough as parsed by ParseBool',
    'Go parses 1 as true.',
    guarded(`${NGINX}ssl-passthrough: '1'`),
  ),
  stays(
    'ssl-passthrough that is false',
    'TLS ends at the controller.',
    guarded(`${NGINX}ssl-passthrough: 'false'`),
  ),
  gone(
    'an auth-snippet that answers by itself',
    'It is part of the location that checks the login.',
    guarded(snippet('auth-snippet', 'return 200;')),
  ),
  gone(
    'auth_request off in quotes',
    'nginx treats a quoted word as the word.',
    guarded(snippet('configuration-snippet', 'auth_request "off";')),
  ),
  gone(
    'a separate location that forwards to the dashboard',
    'The login is one of the paths in the rules.',
    guarded(snippet('server-snippet', 'location /x/ { proxy_pass http://ui.shop.svc.cluster.local/; }')),
  ),
  gone(
    'a rewrite that bypasses the login',
    'A rewrite continues at another location, before access is checked, and that location may require no login.',
    guarded(snippet('configuration-snippet', 'if ($arg_x) { rewrite ^ /open last; }')),
  ),
  gone(
    'a directive after a comment that ends',
    'A comment ends with its line.',
    guarded(snippet('configuration-snippet', '# add_header\nsatisfy any;\nallow all;')),
  ),
  stays(
    'a snippet of headers and sizes',
    'They keep the login.',
    guarded(
      snippet(
        'configuration-snippet',
        '# as usual; allow all;\nmore_set_headers "X-Frame-Options: DENY; x";\nproxy_set_header X-A $b;\n  client_max_body_size 8m;',
      ),
    ),
  ),
  stays(
    'a snippet for the request of the login',
    'A header alone admits no request.',
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
      'They are two names for one list, of which the controller uses one.',
      ingress({
        annotations: `${NGINX}${open}-source-range: 0.0.0.0/0, ${NGINX}${narrow}-source-range: 10.0.0.0/8`,
      }),
    ),
  ),
  stays(
    'both lists narrow',
    'Either list limits access.',
    ingress({
      annotations: `${NGINX}allowlist-source-range: 192.168.0.0/16, ${NGINX}whitelist-source-range: 10.0.0.0/8`,
    }),
  ),
  gone(
    'a class that no IngressClass has',
    'No data source shows that ingress-nginx reads it.',
    ingress({ annotations: LOGIN, className: 'nope' }),
  ),
  gone(
    'no class, with a class of another controller',
    'The other controller may be the one that serves it.',
    `${ingress({ annotations: LOGIN }).replace('ingressClassName: nginx, ', '')}
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: { name: other }
spec: { controller: traefik.io/ingress-controller }
---`,
  ),
  stays(
    'no class, and ingress-nginx has the only one',
    'No other controller exists.',
    ingress({ annotations: LOGIN }).replace('ingressClassName: nginx, ', ''),
  ),
  stays('only a login', 'The controller requires it.', guarded()),
  gone(
    'a certificate of clients for an Ingress without TLS',
    'Port 80 checks no certificate, and does not redirect.',
    ingress({ annotations: AUTH_TLS }),
  ),
  gone(
    'a certificate of clients where HTTP is not redirected',
    'Port 80 forwards requests.',
    withTls(ingress({ annotations: `${AUTH_TLS}, ${NGINX}ssl-redirect: 'false'` })),
  ),
  stays('a certificate of clients', 'Port 80 redirects.', withTls(ingress({ annotations: AUTH_TLS }))),
  stays(
    'a certificate of clients with the certificate of the controller',
    'Port 80 redirects without a tls section, too.',
    ingress({ annotations: `${AUTH_TLS}, ${NGINX}force-ssl-redirect: 'true'` }),
  ),
  gone('ALB without a certificate', 'The only listener is HTTP, without the login.', alb(OIDC)),
  gone(
    'ALB with a listener of HTTP',
    'It forwards requests without the login.',
    alb(OIDC, CERTIFICATE, BOTH),
  ),
  gone(
    'ALB with two HTTP listeners only',
    'They forward requests without the login.',
    alb(OIDC, CERTIFICATE, `${ALB}listen-ports: '[{"HTTP":80},{"HTTP":8080}]'`),
  ),
  stays('ALB with a certificate', 'The only listener is HTTPS.', alb(OIDC, CERTIFICATE)),
  stays(
    'ALB that redirects HTTP',
    'The listener of HTTP only redirects.',
    alb(OIDC, CERTIFICATE, BOTH, `${ALB}ssl-redirect: '443'`),
  ),
  stays(
    'ALB with two listeners of HTTPS',
    'Both require the login.',
    alb(OIDC, `${ALB}listen-ports: '[{"HTTPS": 443}, {"HTTPS": 8443}]'`),
  ),
  gone(
    'inbound-cidrs and custom security groups',
    'The list is for the group that the controller creates.',
    alb(`${ALB}inbound-cidrs: 198.51.100.0/24`, `${ALB}security-groups: sg-1`),
  ),
  stays(
    'inbound-cidrs',
    'The group of the controller admits only them.',
    alb(`${ALB}inbound-cidrs: 198.51.100.0/24`),
  ),
  ...[
    'http://ui.shop.svc.cluster.local$request_uri',
    'http://ui.shop.svc.cluster.local/health',
    'http://ui.shop/',
    'https://auth.example/$arg_x',
    'https://$http_x_auth/verify',
    'http://${arg_h}.example/',
  ].map((url) =>
    gone(`auth-url ${url}`, 'The dashboard or the client itself decides about access.', authUrl(url)),
  ),
  ...[
    'https://$host/oauth2/auth',
    '$scheme://$http_host/oauth2/auth',
    'http://oauth2-proxy.auth.svc.cluster.local:4180/oauth2/auth',
    'https://auth.example/verify?rd=$escaped_request_uri',
  ].map((url) => stays(`auth-url ${url}`, 'Another program decides.', authUrl(url))),
  stays(
    'HAProxy with basic-auth',
    'The controller requires a password.',
    of(
      'haproxy.org/ingress-controller/haproxy',
      'haproxy.org/auth-type: basic-auth, haproxy.org/auth-secret: a',
    ),
  ),
  gone(
    'basic-auth of HAProxy without its controller',
    'The controller reads only its own annotations.',
    of('k8s.io/ingress-nginx', 'haproxy.org/auth-type: basic-auth, haproxy.org/auth-secret: a'),
  ),
  stays(
    'haproxy-ingress with a password',
    'A Secret with users is required.',
    of('haproxy-ingress.github.io/controller', 'haproxy-ingress.github.io/auth-secret: a'),
  ),
  gone(
    'auth-url of haproxy-ingress to the dashboard itself',
    'It decides about access to itself.',
    of('haproxy-ingress.github.io/controller', "haproxy-ingress.github.io/auth-url: 'svc://shop/ui:80/x'"),
  ),
  stays(
    'NGINX Ingress Controller with a password',
    'A Secret with users is required.',
    of('nginx.org/ingress-controller', 'nginx.org/basic-auth-secret: a'),
  ),
  ...(['permanent-redirect', 'temporal-redirect'] as const).flatMap((name): Attempt[] => [
    {
      ...attempt(
        `look-alike: ${name}`,
        'The controller answers with the redirect.',
        ingress({ annotations: `${NGINX}${name}: 'https://new.example.org'` }),
        'high',
      ),
      expect: [{ check: BOARD, verdict: 'pass' }],
    },
    gone(
      `${name} that Traefik may not read`,
      'Another controller forwards requests.',
      of('traefik.io/ingress-controller', `${NGINX}${name}: 'https://new.example.org'`),
    ),
  ]),
  gone(
    'a redirect without a URL',
    'ingress-nginx ignores it.',
    ingress({ annotations: `${NGINX}permanent-redirect: ''` }),
  ),
] satisfies readonly Attempt[];
