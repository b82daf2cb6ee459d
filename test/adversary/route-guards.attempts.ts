import type { Attempt } from './attempt.ts';
import { customObject } from './custom-object.ts';
import { BOARD, gateway, httpRoute, ingress, inside } from './dashboard-objects.ts';

/** Logins that objects of Traefik and Kong put in front of a dashboard, and look-alikes. */
const custom = (apiVersion: string, kind: string, name: string, spec: string, namespace = 'shop') =>
  customObject({ apiVersion, kind, namespace, name, spec });
const middleware = (spec: string, name = 'auth') => custom('traefik.io/v1alpha1', 'Middleware', name, spec);
const PASSWORDS = '{ basicAuth: { secret: users } }';
const asks = (address: string) => `{ forwardAuth: { address: '${address}' } }`;
const AUTHELIA = asks('http://authelia.auth.svc.cluster.local/api/authz/forward-auth');

const route = (...middlewares: readonly string[]) =>
  custom(
    'traefik.io/v1alpha1',
    'IngressRoute',
    'r',
    `{ entryPoints: [websecure], routes: [${(middlewares.length > 0 ? middlewares : ['']).map((one) => `{ match: 'Host(\`a\`)', kind: Rule, services: [{ name: ui, port: 80 }], middlewares: [${one}] }`).join(', ')}] }`,
  );
const AUTH = '{ name: auth }';
const traefik = (text: string, controller = 'traefik.io/ingress-controller') =>
  ingress({ annotations: `traefik.ingress.kubernetes.io/router.middlewares: '${text}'` }).replace(
    'k8s.io/ingress-nginx',
    controller,
  );

const plugin = (fields: string, kind = 'KongPlugin') => `
apiVersion: configuration.konghq.com/v1
kind: ${kind}
metadata: { name: auth${kind === 'KongPlugin' ? ', namespace: shop' : ''} }
${fields}
---`;
const kong = (names: string, controller = 'ingress-controllers.konghq.com/kong') =>
  ingress({ annotations: `konghq.com/plugins: '${names}'` }).replace('k8s.io/ingress-nginx', controller);
const filtered = (kind: string) =>
  gateway() +
  httpRoute({
    rules: `{ backendRefs: [{ name: ui, port: 80 }], filters: [{ type: ExtensionRef, extensionRef: { group: traefik.io, kind: ${kind}, name: auth } }] }`,
  });

/** A route of Traefik has unknown reach here, which lowers the severity by one level. */
const rows: readonly (readonly [string, string, 'critical' | 'high' | 'medium'])[] = [
  ['an IngressRoute with passwords', middleware(PASSWORDS) + route(AUTH), 'medium'],
  ['an IngressRoute with the login of another program', middleware(AUTHELIA) + route(AUTH), 'medium'],
  [
    'an IngressRoute with a chain',
    middleware(PASSWORDS, 'pw') + middleware('{ chain: { middlewares: [{ name: pw }] } }') + route(AUTH),
    'medium',
  ],
  [
    'an IngressRoute with a list of addresses',
    middleware('{ ipAllowList: { sourceRange: [198.51.100.0/24] } }') + route(AUTH),
    'medium',
  ],
  [
    'an IngressRoute with a list of all addresses',
    middleware('{ ipAllowList: { sourceRange: [0.0.0.0/0] } }') + route(AUTH),
    'high',
  ],
  ['an IngressRoute without a login', middleware(PASSWORDS) + route(), 'high'],
  ['an IngressRoute of which one rule has no login', middleware(PASSWORDS) + route(AUTH, ''), 'high'],
  ['an IngressRoute with a Middleware that does not exist', route(AUTH), 'high'],
  [
    'an IngressRoute with a Middleware of another namespace',
    middleware(PASSWORDS) + route('{ name: auth, namespace: bank }'),
    'high',
  ],
  [
    'an IngressRoute with a Middleware that strips',
    middleware('{ stripPrefix: { prefixes: [/x] } }') + route(AUTH),
    'high',
  ],
  [
    'an IngressRoute with the dashboard itself as its login',
    middleware(asks('http://ui.shop.svc/health')) + route(AUTH),
    'high',
  ],
  [
    'an IngressRoute with the dashboard itself as its login, by its short name',
    middleware(asks('http://ui/health')) + route(AUTH),
    'high',
  ],
  ['chains in a loop', middleware('{ chain: { middlewares: [{ name: auth }] } }') + route(AUTH), 'high'],
  [
    'an Ingress of Traefik with passwords',
    middleware(PASSWORDS) + traefik('shop-strip@kubernetescrd, shop-auth@kubernetescrd'),
    'high',
  ],
  [
    'an Ingress of Traefik with a Middleware that does not exist',
    traefik('shop-auth@kubernetescrd'),
    'critical',
  ],
  ['an Ingress of Traefik with the name of a file', middleware(PASSWORDS) + traefik('auth@file'), 'critical'],
  [
    'an Ingress of ingress-nginx with a Middleware',
    middleware(PASSWORDS) + traefik('shop-auth@kubernetescrd', 'k8s.io/ingress-nginx'),
    'critical',
  ],
  ['an Ingress of Kong with a plugin', plugin('plugin: basic-auth') + kong('cors, auth'), 'high'],
  [
    'an Ingress of Kong with a plugin of the cluster',
    plugin('plugin: openid-connect', 'KongClusterPlugin') + kong('auth'),
    'high',
  ],
  [
    'an Ingress of Kong with a plugin that limits addresses',
    plugin('plugin: ip-restriction\nconfig: { allow: [198.51.100.0/24] }') + kong('auth'),
    'high',
  ],
  [
    'an Ingress of Kong with a disabled plugin',
    plugin('plugin: basic-auth\ndisabled: true') + kong('auth'),
    'critical',
  ],
  [
    'an Ingress of Kong with a plugin that allows anonymous access',
    plugin('plugin: key-auth\nconfig: { anonymous: guest }') + kong('auth'),
    'critical',
  ],
  [
    'an Ingress of Kong with a plugin that limits rates',
    plugin('plugin: rate-limiting') + kong('auth'),
    'critical',
  ],
  ['an Ingress of Kong with a plugin that does not exist', kong('auth'), 'critical'],
  [
    'an Ingress of ingress-nginx with a plugin',
    plugin('plugin: basic-auth') + kong('auth', 'k8s.io/ingress-nginx'),
    'critical',
  ],
  ['a HTTPRoute with a Middleware', middleware(PASSWORDS) + filtered('Middleware'), 'high'],
  [
    'a HTTPRoute with a filter of another kind',
    middleware(PASSWORDS) + filtered('AuthenticationFilter'),
    'critical',
  ],
];

export default rows.map(([name, objects, severity]): Attempt => ({
  name: `route-guards/${name}`,
  player: 'tenant',
  why: 'A login counts if the object that a rule names exists and requires one, and every rule names such an object.',
  objects: inside + objects,
  expect: [{ check: BOARD, verdict: 'fail', severity }],
}));
