/** Plaintext HTTP beside TLS, as each controller serves it, and annotations that have no effect where they stand. */
import type { Attempt, Expected } from './attempt.ts';
import { BOARD, pod, service } from './dashboard-objects.ts';

const INGRESS = 'exposure/ingress-without-tls';
const ROUTE = 'exposure/route-without-tls';

const classOf = (name: string, controller: string) => `
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: { name: ${name} }
spec: { controller: ${controller} }
---`;
const ALB = classOf('alb', 'ingress.k8s.aws/alb');
const NGINX = classOf('nginx', 'k8s.io/ingress-nginx');
const GCE = classOf('gce', 'ingress.gke.io/gce');
const ingress = (
  className: string,
  annotations: string,
  { name = 'i', namespace = 'shop', tls = false, to = 'ui' } = {},
) => `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { namespace: ${namespace}, name: ${name}, annotations: {${annotations}} }
spec:
  ingressClassName: ${className}
  rules: [{ host: a.example.org, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: ${to}, port: { number: 80 } } } }] } }]${
    tls ? '\n  tls: [{ secretName: cert }]' : ''
  }
status: { loadBalancer: { ingress: [{ ip: 203.0.113.7 }] } }
---`;
const CERTIFICATE = " alb.ingress.kubernetes.io/certificate-arn: 'arn:aws:acm:x'";
const GROUP = ' alb.ingress.kubernetes.io/group.name: public';
const PORTS = ` alb.ingress.kubernetes.io/listen-ports: '[{"HTTP":80},{"HTTPS":443}]'`;
const REDIRECT = " alb.ingress.kubernetes.io/ssl-redirect: '443'";
const CANARY = " nginx.ingress.kubernetes.io/canary: 'true', nginx.ingress.kubernetes.io/canary-weight: '50'";
const LOGIN = ' nginx.ingress.kubernetes.io/auth-type: basic, nginx.ingress.kubernetes.io/auth-secret: x';
const openShift = (tls: string) => `
apiVersion: route.openshift.io/v1
kind: Route
metadata: { namespace: shop, name: r }
spec: { host: a.example.org, to: { kind: Service, name: ui }, tls: {${tls}} }
---`;
const ingressRoute = (more: string) => `
apiVersion: traefik.io/v1alpha1
kind: IngressRoute
metadata: { namespace: shop, name: r }
spec: { entryPoints: [web], routes: [{ kind: Rule, match: 'Host(\`a.example.org\`)', services: [{ name: ui, port: 80 }] }]${more} }
---`;

const gateway = `
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: example }
spec: { controllerName: example.org/gateway }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { namespace: shop, name: g }
spec: { gatewayClassName: example, listeners: [{ name: web, port: 80, protocol: HTTP }] }
---`;
const httpRoute = (parent: string, redirect = '') => `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { namespace: shop, name: r }
spec: { parentRefs: [${parent}], hostnames: [a.example.org], rules: [{ ${redirect ? `filters: [{ type: RequestRedirect, requestRedirect: ${redirect} }]` : 'backendRefs: [{ name: web, port: 80 }]'} }] }
---`;

const verdict = (check: string, value: Expected['verdict'], object?: string): Expected[] => [
  { check, verdict: value, ...(object !== undefined && { object }) },
];
const board = (severity?: Expected['severity']): Expected[] => [
  { check: BOARD, verdict: 'fail', ...(severity && { severity }) },
];
const UI = pod() + service({ ports: '{ port: 80, targetPort: 8000 }' });

const rows: readonly (readonly [name: string, why: string, objects: string, expect: Expected[]])[] = [
  [
    'a certificate of another namespace in the group of a load balancer',
    'Each Ingress of a group listens on its own ports.',
    ALB +
      ingress('alb', GROUP) +
      ingress('alb', `${GROUP},${CERTIFICATE}`, { namespace: 'bank', name: 'evil' }),
    verdict(INGRESS, 'fail', 'Ingress shop/i'),
  ],
  [
    'HTTP and HTTPS of a load balancer without a redirect',
    'HTTP is forwarded as well.',
    ALB + ingress('alb', `${CERTIFICATE},${PORTS}`),
    verdict(INGRESS, 'fail', 'Ingress shop/i'),
  ],
  [
    'look-alike: HTTP and HTTPS of a load balancer with a redirect',
    'HTTP is answered with a redirect.',
    ALB + ingress('alb', `${CERTIFICATE},${PORTS},${REDIRECT}`),
    verdict(INGRESS, 'pass'),
  ],
  [
    'look-alike: the redirect of a group of one namespace',
    'The load balancer redirects for the whole group.',
    ALB +
      ingress('alb', `${CERTIFICATE},${PORTS},${GROUP}`) +
      ingress('alb', `${CERTIFICATE},${PORTS},${GROUP},${REDIRECT}`, { name: 'other' }),
    verdict(INGRESS, 'pass'),
  ],
  [
    'other spellings of a disabled redirect',
    'ingress-nginx parses it with strconv.ParseBool.',
    NGINX + ingress('nginx', " nginx.ingress.kubernetes.io/ssl-redirect: 'f'", { tls: true }),
    verdict(INGRESS, 'fail', 'Ingress shop/i'),
  ],
  [
    'look-alike: another spelling of a forced redirect',
    'ingress-nginx parses it with strconv.ParseBool.',
    NGINX + ingress('nginx', " nginx.ingress.kubernetes.io/force-ssl-redirect: 'True'"),
    verdict(INGRESS, 'pass'),
  ],
  [
    'a redirect of another controller that is forced',
    'HAProxy does not read the annotation of ingress-nginx.',
    classOf('haproxy', 'haproxy.org/ingress-controller/haproxy') +
      ingress(
        'haproxy',
        " haproxy.org/ssl-redirect: 'false', nginx.ingress.kubernetes.io/force-ssl-redirect: 'true'",
        { tls: true },
      ),
    verdict(INGRESS, 'fail', 'Ingress shop/i'),
  ],
  [
    'the redirect of a group of AWS on an Ingress of Kong',
    'Kong does not read it.',
    classOf('kong', 'ingress-controllers.konghq.com/kong') +
      ingress('kong', `${GROUP},${REDIRECT}`, { tls: true }),
    verdict(INGRESS, 'fail', 'Ingress shop/i'),
  ],
  [
    'managed certificates of Google Cloud without a class',
    'HTTP is served as well.',
    ingress('gce', ' networking.gke.io/managed-certificates: c').replace('  ingressClassName: gce\n', ''),
    verdict(INGRESS, 'fail', 'Ingress shop/i'),
  ],
  [
    'a canary of two main Ingresses, of which one has a login',
    'The other one may be the one in effect.',
    `${NGINX}${UI}${ingress('nginx', LOGIN, { name: 'main', to: 'web' })}${ingress('nginx', '', { name: 'second', to: 'web' })}${ingress('nginx', CANARY)}`,
    board('critical'),
  ],
  [
    'TLS of Traefik',
    'Its routers take plaintext HTTP unless an entry point redirects.',
    classOf('traefik', 'traefik.io/ingress-controller') + ingress('traefik', '', { tls: true }),
    verdict(INGRESS, 'unknown', 'Ingress shop/i'),
  ],
  [
    'TLS of Kong with its default protocols',
    'HTTP is forwarded as well.',
    classOf('kong', 'ingress-controllers.konghq.com/kong') + ingress('kong', '', { tls: true }),
    verdict(INGRESS, 'fail', 'Ingress shop/i'),
  ],
  [
    'TLS of Google Cloud with HTTP',
    'allow-http is true by default.',
    GCE + ingress('gce', '', { tls: true }),
    verdict(INGRESS, 'fail', 'Ingress shop/i'),
  ],
  [
    'look-alike: a certificate of Google Cloud without HTTP',
    'Only HTTPS is served.',
    GCE +
      ingress(
        'gce',
        " ingress.gcp.kubernetes.io/pre-shared-cert: c1, kubernetes.io/ingress.allow-http: 'false'",
      ),
    verdict(INGRESS, 'pass'),
  ],
  [
    'a Route of OpenShift that allows plaintext',
    'Allow serves port 80 as well.',
    openShift('termination: edge, insecureEdgeTerminationPolicy: Allow'),
    verdict(ROUTE, 'fail', 'Route shop/r'),
  ],
  [
    'look-alike: a Route of OpenShift that redirects',
    'Plaintext is answered with a redirect.',
    openShift('termination: edge, insecureEdgeTerminationPolicy: Redirect'),
    verdict(ROUTE, 'pass'),
  ],
  [
    'a redirect of a route to another host by plaintext',
    'Without a scheme the redirect keeps that of the request.',
    gateway + httpRoute('{ kind: Gateway, name: g }', '{ hostname: b.example.org }'),
    verdict(ROUTE, 'fail', 'HTTPRoute shop/r'),
  ],
  [
    'look-alike: a redirect of a route to HTTPS',
    'Plaintext is answered with it.',
    gateway + httpRoute('{ kind: Gateway, name: g }', '{ scheme: https }'),
    verdict(ROUTE, 'pass'),
  ],
  [
    'a route of a ListenerSet',
    'Its listeners are not collected.',
    gateway + httpRoute('{ kind: ListenerSet, name: l }'),
    verdict(ROUTE, 'unknown', 'HTTPRoute shop/r'),
  ],
  [
    'an IngressRoute without TLS',
    'Its entry point may have TLS or a redirect.',
    ingressRoute(''),
    verdict(ROUTE, 'unknown', 'IngressRoute shop/r'),
  ],
  [
    'look-alike: an IngressRoute with TLS',
    'Its router takes TLS alone.',
    ingressRoute(', tls: {}'),
    verdict(ROUTE, 'pass'),
  ],
  [
    'a login of a canary',
    'A canary inherits annotations of the main Ingress, which asks for no login.',
    `${NGINX}${UI}${ingress('nginx', '', { name: 'main', to: 'web' })}${ingress('nginx', `${CANARY},${LOGIN}`)}`,
    board('critical'),
  ],
  [
    'look-alike: a canary of an Ingress with a login',
    'The login of the main Ingress applies.',
    `${NGINX}${UI}${ingress('nginx', LOGIN, { name: 'main', to: 'web' })}${ingress('nginx', CANARY)}`,
    board('high'),
  ],
  [
    'a redirect of a canary',
    'It has no effect: the requests reach the dashboard.',
    `${NGINX}${UI}${ingress('nginx', '', { name: 'main', to: 'web' })}${ingress('nginx', `${CANARY}, nginx.ingress.kubernetes.io/temporal-redirect: 'https://x.example.org'`)}`,
    board('critical'),
  ],
];

export default rows.map(([name, why, objects, expect]): Attempt => ({
  name: `plaintext/${name}`,
  player: 'tenant',
  why,
  objects,
  expect,
}));
