import type { Attempt } from './attempt.ts';
import { BOARD, gateway, httpRoute, inside, service, web } from './dashboard-objects.ts';
import { customObject } from './custom-object.ts';

/** The status of a route by parent, and the effect of parents and backends. */
const refused = (parent: string, more = '') =>
  `{ parentRef: { ${parent} }, controllerName: x, conditions: [{ type: Accepted, status: 'False', reason: NoMatchingListenerHostname${more} }] }`;

const leads = (name: string, why: string, objects: string): Attempt => ({
  name: `route-status/${name}`,
  player: 'tenant',
  why,
  objects: inside + objects,
  expect: [{ check: BOARD, verdict: 'fail', severity: 'critical' }],
});
const leadsNot = (name: string, why: string, objects: string): Attempt => ({
  name: `route-status/look-alike: ${name}`,
  player: 'administrator',
  why,
  objects: inside + objects,
  expect: [{ check: BOARD, verdict: 'pass' }],
});

const istioGateway = service({ name: 'gw-istio', app: 'gw', ip: '10.96.7.33', ports: '{ port: 80 }' });
const inCluster = gateway({
  className: 'istio',
  address: 'gw-istio.shop.svc.cluster.local',
  type: 'Hostname',
});
const proxyProtocolRoute = (apiVersion: string, kind: string, spec: string, more = '') =>
  customObject({ apiVersion, kind, namespace: 'shop', name: 'r', spec, more });

export default [
  leads(
    'one listener refuses, the status does not contain the other one',
    'An entry of the status is about one parentRef, section included.',
    gateway() +
      httpRoute({
        parents: '{ name: a, sectionName: h1 }, { name: a, sectionName: h2 }',
        status: refused('name: a, sectionName: h1'),
      }),
  ),
  leads(
    'one port refuses, the status does not contain the other one',
    'An entry of the status is about one parentRef, port included.',
    gateway() +
      httpRoute({
        parents: '{ name: a, port: 80 }, { name: a, port: 443 }',
        status: refused('name: a, port: 80'),
      }),
  ),
  leads(
    'it was refused in an older generation',
    'The status of an older generation is no evidence about this one.',
    gateway() + httpRoute({ generation: 5, status: refused('name: a', ', observedGeneration: 1') }),
  ),
  {
    ...leads(
      'a Contour HTTPProxy was invalid in an older generation',
      'currentStatus belongs to the generation that its conditions name.',
      proxyProtocolRoute(
        'projectcontour.io/v1',
        'HTTPProxy',
        '{ virtualhost: { fqdn: a.example.org }, routes: [{ services: [{ name: ui, port: 80 }] }] }',
        "status: { currentStatus: invalid, conditions: [{ type: Valid, status: 'False', observedGeneration: 1 }], loadBalancer: { ingress: [{ ip: 203.0.113.9 }] } }",
      ).replace('name: r', 'name: r, generation: 2'),
    ),
    expect: [{ check: BOARD, verdict: 'fail', severity: 'high' }],
  },
  leadsNot(
    'every one of its parents refuses',
    'Each entry is about one of them, and of this generation.',
    gateway() +
      httpRoute({
        generation: 5,
        parents: '{ name: a, sectionName: h1 }, { name: a, sectionName: h2 }',
        status: ['h1', 'h2']
          .map((name) => refused(`name: a, sectionName: ${name}`, ', observedGeneration: 5'))
          .join(', '),
      }),
  ),
  leadsNot(
    'its only parent refuses, with group and kind written out',
    'The defaults may be written.',
    gateway() +
      httpRoute({
        status: refused('group: gateway.networking.k8s.io, kind: Gateway, namespace: shop, name: a'),
      }),
  ),
  leads(
    'the filter ExternalAuth uses the dashboard for each request',
    'It receives every request, with its path, and its response is returned if it refuses.',
    web +
      gateway() +
      httpRoute({
        rules:
          '{ filters: [{ type: ExternalAuth, externalAuth: { protocol: HTTP, backendRef: { name: ui, port: 80 }, http: {} } }], backendRefs: [{ name: web2, port: 80 }] }',
      }),
  ),
  leads(
    'a backend with weight 0 and a mirror to it',
    'A mirror has no weight.',
    web +
      gateway() +
      httpRoute({
        rules:
          '{ filters: [{ type: RequestMirror, requestMirror: { backendRef: { name: ui, port: 80 } } }], backendRefs: [{ name: ui, port: 80, weight: 0 }, { name: web2, port: 80 }] }',
      }),
  ),
  leadsNot(
    'a backend with weight 0',
    'According to the API it gets no traffic.',
    web +
      gateway() +
      httpRoute({ rules: '{ backendRefs: [{ name: ui, port: 80, weight: 0 }, { name: web2, port: 80 }] }' }),
  ),
  leadsNot(
    'a Gateway whose only address is a Service of type ClusterIP',
    'Istio and others create such Gateways for use inside the cluster; the Service was collected.',
    inCluster + istioGateway + httpRoute(),
  ),
  leads(
    'a Gateway inside the cluster, with an Ingress to its Service',
    'The Ingress leads to the Gateway, the Gateway to the dashboard.',
    inCluster +
      istioGateway +
      httpRoute() +
      customObject({
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        namespace: 'shop',
        name: 'i',
        spec: '{ rules: [{ http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: gw-istio, port: { number: 80 } } } }] } }] }',
        more: 'status: { loadBalancer: { ingress: [{ ip: 203.0.113.9 }] } }',
      }),
  ),
  {
    ...leads(
      'a Gateway whose address is the name of a load balancer of the cluster',
      'The Service is exposed to the outside.',
      inCluster +
        istioGateway
          .replace('type: ClusterIP', 'type: LoadBalancer')
          .replace('ingress: []', 'ingress: [{ ip: 203.0.113.9 }]') +
        httpRoute(),
    ),
  },
  {
    ...leads(
      'a Gateway whose address is the name of a Service that was not collected',
      'No data source limits it to the cluster.',
      inCluster + httpRoute(),
    ),
    expect: [{ check: BOARD, verdict: ['fail', 'unknown'] }],
  },
  leadsNot(
    'a waypoint',
    'A waypoint is a proxy inside the mesh.',
    gateway({
      className: 'istio-waypoint',
      address: '',
      listeners: '{ name: mesh, port: 15008, protocol: HBONE }',
    }) + httpRoute(),
  ),
  leadsNot(
    'a ServiceEntry as its parent',
    'Such a route is for traffic inside the mesh.',
    httpRoute({ parents: '{ group: networking.istio.io, kind: ServiceEntry, name: e }' }),
  ),
  leads(
    'a waypoint and a Gateway',
    'The Gateway still leads there.',
    gateway() +
      gateway({ name: 'wp', className: 'istio-waypoint', address: '' }) +
      httpRoute({ parents: '{ name: wp }, { name: a }' }),
  ),
] satisfies readonly Attempt[];
