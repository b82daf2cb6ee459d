import type { Attempt } from './attempt.ts';
import { BOARD, ingress, inside } from './dashboard-objects.ts';

/** Annotations of an Ingress that ask for a login or limit addresses, and what takes that away again. */
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
  gone(
    'a certificate of clients for an Ingress without TLS',
    'On port 80 nobody shows a certificate, and nothing redirects.',
    ingress({ annotations: AUTH_TLS }),
  ),
  gone(
    'a certificate of clients where HTTP is not redirected',
    'Port 80 hands on.',
    withTls(ingress({ annotations: `${AUTH_TLS}, ${NGINX}ssl-redirect: 'false'` })),
  ),
  stays('a certificate of clients', 'Port 80 redirects.', withTls(ingress({ annotations: AUTH_TLS }))),
  stays(
    'a certificate of clients with the certificate of the controller',
    'Port 80 redirects without a tls section, too.',
    ingress({ annotations: `${AUTH_TLS}, ${NGINX}force-ssl-redirect: 'true'` }),
  ),
  gone('ALB without a certificate', 'The only listener is HTTP, without the login.', alb(OIDC)),
  gone('ALB with a listener of HTTP', 'It hands on without the login.', alb(OIDC, CERTIFICATE, BOTH)),
  gone(
    'ALB with two listeners of HTTP alone',
    'They hand on without the login.',
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
    'Both ask for the login.',
    alb(OIDC, `${ALB}listen-ports: '[{"HTTPS": 443}, {"HTTPS": 8443}]'`),
  ),
  gone(
    'inbound-cidrs beside security groups of its own',
    'The list is for the group that the controller makes.',
    alb(`${ALB}inbound-cidrs: 198.51.100.0/24`, `${ALB}security-groups: sg-1`),
  ),
  stays(
    'inbound-cidrs',
    'The group of the controller admits them alone.',
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
    gone(`auth-url ${url}`, 'The dashboard, or whoever comes, answers whether to let in.', authUrl(url)),
  ),
  ...[
    'https://$host/oauth2/auth',
    '$scheme://$http_host/oauth2/auth',
    'http://oauth2-proxy.auth.svc.cluster.local:4180/oauth2/auth',
    'https://auth.example/verify?rd=$escaped_request_uri',
  ].map((url) => stays(`auth-url ${url}`, 'Another program answers.', authUrl(url))),
  stays(
    'HAProxy with basic-auth',
    'The controller asks for a password.',
    of(
      'haproxy.org/ingress-controller/haproxy',
      'haproxy.org/auth-type: basic-auth, haproxy.org/auth-secret: a',
    ),
  ),
  gone(
    'basic-auth of HAProxy read by nobody',
    'The controller reads annotations of its own alone.',
    of('k8s.io/ingress-nginx', 'haproxy.org/auth-type: basic-auth, haproxy.org/auth-secret: a'),
  ),
  stays(
    'haproxy-ingress with a password',
    'A Secret with users is asked for.',
    of('haproxy-ingress.github.io/controller', 'haproxy-ingress.github.io/auth-secret: a'),
  ),
  gone(
    'auth-url of haproxy-ingress to the dashboard itself',
    'It answers whether to let in to itself.',
    of('haproxy-ingress.github.io/controller', "haproxy-ingress.github.io/auth-url: 'svc://shop/ui:80/x'"),
  ),
  stays(
    'NGINX Ingress Controller with a password',
    'A Secret with users is asked for.',
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
      'Another controller hands on.',
      of('traefik.io/ingress-controller', `${NGINX}${name}: 'https://new.example.org'`),
    ),
  ]),
  gone(
    'a redirect without a URL',
    'ingress-nginx leaves it out.',
    ingress({ annotations: `${NGINX}permanent-redirect: ''` }),
  ),
] satisfies readonly Attempt[];
