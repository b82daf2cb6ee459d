import { describe, expect, it } from '@jest/globals';
import { checkParts } from '../../src/checks/parts.ts';
import { buildModel } from '../../src/model/build.ts';
import { overlap } from '../../src/addons/istio/gateways/servers.ts';
import { fullHost, hostNames, scopes } from '../../src/addons/istio/gateways/registry.ts';
import type { MeshEdgeFacts } from '../../src/addons/types.ts';
import { exampleSnapshot } from '../support/example.ts';

function edgeOf(text: string): MeshEdgeFacts {
  return checkParts(buildModel(exampleSnapshot(text))).meshEdge;
}

const GATEWAY = (spec: string, namespace = 'shop') => `
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { namespace: ${namespace}, name: web }
spec: { selector: { istio: edge }, ${spec} }
---`;

const POD = (namespace: string) => `
apiVersion: v1
kind: Pod
metadata: { namespace: ${namespace}, name: edge, labels: { istio: edge } }
spec: { containers: [{ name: istio-proxy, image: proxyv2 }] }
---`;

const ISTIOD = (env: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: { namespace: istio-system, name: istiod, labels: { app: istiod } }
spec:
  selector: { matchLabels: { app: istiod } }
  template:
    metadata: { labels: { app: istiod } }
    spec: { containers: [{ name: discovery, image: 'docker.io/istio/pilot:1.31.0', args: [discovery], env: [${env}] }] }
---`;

describe('servers of gateways', () => {
  it.each([
    ['{ port: { number: 80, protocol: HTTP }, hosts: [a] }', 'plain'],
    ['{ port: { number: 80, protocol: HTTP2 }, hosts: [a], tls: { httpsRedirect: true } }', 'redirect'],
    ['{ port: { number: 443, protocol: HTTPS }, hosts: [a], tls: { mode: SIMPLE } }', 'tls'],
    ['{ port: { number: 443, protocol: HTTPS }, hosts: [a], tls: { mode: OPTIONAL_MUTUAL } }', 'tls'],
    ['{ port: { number: 443, protocol: HTTPS }, hosts: [a], tls: { mode: MUTUAL } }', 'mutual'],
    ['{ port: { number: 443, protocol: TLS }, hosts: [a], tls: { mode: PASSTHROUGH } }', 'passthrough'],
    // The first value of the enum.
    ['{ port: { number: 443, protocol: TLS }, hosts: [a], tls: {} }', 'passthrough'],
    [
      '{ port: { number: 15443, protocol: TLS }, hosts: [a], tls: { mode: AUTO_PASSTHROUGH } }',
      'auto-passthrough',
    ],
    ['{ port: { number: 443, protocol: TLS }, hosts: [a], tls: { mode: ISTIO_MUTUAL } }', 'mesh'],
    ['{ port: { number: 5432, protocol: TCP }, hosts: [a] }', 'tcp'],
    ['{ port: { number: 5432, protocol: TCP }, hosts: [a], tls: { mode: SIMPLE } }', 'tls'],
  ])('%s ends as %s', (server, end) => {
    const [gateway] = edgeOf(GATEWAY(`servers: [${server}]`)).gateways;
    expect(gateway?.servers.map((one) => one.end)).toEqual([end]);
  });

  it.each([
    ['{ name: l, port: 80, protocol: HTTP }', 'plain'],
    ['{ name: l, port: 443, protocol: HTTPS, tls: { certificateRefs: [{ name: c }] } }', 'tls'],
    ['{ name: l, port: 443, protocol: TLS, tls: { mode: Passthrough } }', 'passthrough'],
    [
      '{ name: l, port: 443, protocol: HTTPS, tls: { options: { gateway.istio.io/tls-terminate-mode: MUTUAL } } }',
      'mutual',
    ],
    [
      '{ name: l, port: 15443, protocol: TLS, tls: { options: { gateway.istio.io/listener-protocol: auto-passthrough } } }',
      'auto-passthrough',
    ],
    ['{ name: l, port: 15008, protocol: HBONE }', 'mesh'],
    ['{ name: l, port: 53, protocol: UDP }', 'tcp'],
  ])('listener %s ends as %s', (listener, end) => {
    const [gateway] = edgeOf(`
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { namespace: shop, name: web }
spec: { gatewayClassName: istio, listeners: [${listener}] }
`).gateways;
    expect(gateway?.servers.map((one) => one.end)).toEqual([end]);
  });

  it('leaves out gateways of other controllers, and takes classes that name a controller of Istio', () => {
    const gateway = (name: string) => `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { namespace: shop, name: ${name} }
spec: { gatewayClassName: ${name}, listeners: [] }
---`;
    const { gateways } = edgeOf(`${gateway('cilium')}${gateway('own')}
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: own }
spec: { controllerName: istio.io/gateway-controller }
`);
    expect(gateways.map(({ record }) => record.name)).toEqual(['own']);
  });
});

describe('workloads of gateways', () => {
  it('are those of all namespaces, unless istiod limits them', () => {
    const server = 'servers: [{ port: { number: 80, protocol: HTTP }, hosts: [a] }]';
    const text = `${GATEWAY(server)}${POD('edge')}${POD('shop')}`;
    const names = (edge: MeshEdgeFacts) => edge.gateways[0]?.workloads.map(({ namespace }) => namespace);
    expect(names(edgeOf(text))).toEqual(['edge', 'shop']);
    const scoped = `{ name: PILOT_SCOPE_GATEWAY_TO_NAMESPACE, value: 'true' }`;
    expect(names(edgeOf(`${ISTIOD(scoped)}${text}`))).toEqual(['shop']);
  });

  it('have the reach of their Service, and the VirtualServices that name the Gateway', () => {
    const { gateways, gatewayOf } = edgeOf(`${GATEWAY('servers: []')}${POD('edge')}
apiVersion: v1
kind: Service
metadata: { namespace: edge, name: edge }
spec: { type: LoadBalancer, selector: { istio: edge }, ports: [{ port: 443 }] }
status: { loadBalancer: { ingress: [{ ip: 203.0.113.9 }] } }
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { namespace: other, name: r }
spec: { hosts: [a], gateways: [shop/web, mesh] }
`);
    expect(gateways.map(({ reach, services, routes }) => [reach, services.length, routes.length])).toEqual([
      ['public', 1, 1],
    ]);
    expect(gatewayOf('shop/web')).toBe(gateways[0]);
    expect(gatewayOf('other/web')).toBeUndefined();
  });
});

describe('hosts', () => {
  it.each([
    ['*', 'a.b', true],
    ['*.b.c', 'a.b.c', true],
    ['*.b.c', 'b.c', false],
    ['*.b.c', '*.c', true],
    ['*.b.c', '*.d.c', false],
    ['a.b', 'a.c', false],
  ])('%s and %s overlap: %s', (a, b, answer) => {
    expect([overlap(a, b), overlap(b, a)]).toEqual([answer, answer]);
  });

  it('are completed by the namespace, without the domain of the cluster', () => {
    expect(fullHost('Web', 'shop')).toBe('web.shop.svc');
    expect(fullHost('web.shop.svc.corp.example.', 'other')).toBe('web.shop.svc');
    expect(fullHost('web.shop.svc', 'other')).toBe('web.shop.svc');
    expect(fullHost('api.example.com', 'shop')).toBe('api.example.com');
    expect(hostNames('a.b.c')).toEqual(['a.b.c', '*.b.c', '*.c', '*']);
    expect(hostNames('*.b.c')).toEqual(['*.b.c', '*.c', '*']);
    expect([...scopes([], 'shop')]).toEqual(['*']);
    expect([...scopes(['.', 'other'], 'shop')]).toEqual(['shop', 'other']);
  });

  it('are found where they are exported to', () => {
    const { registry } = edgeOf(`
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { namespace: shop, name: a }
spec: { hosts: ['*.example.org'], exportTo: [other], ports: [{ number: 443, name: t, protocol: TLS }] }
---
apiVersion: v1
kind: Service
metadata: { namespace: shop, name: web, annotations: { networking.istio.io/exportTo: '.' } }
spec: { ports: [{ port: 80 }] }
`);
    expect(registry.find('api.example.org', 'other')?.ports).toEqual([443]);
    expect(registry.find('api.example.org', 'shop')).toBeUndefined();
    expect(registry.find('api.example.org', 'shop', ['other'])).toBeDefined();
    expect(registry.find('web', 'shop')?.service?.record.name).toBe('web');
    expect(registry.find('web.shop.svc.cluster.local', 'other')).toBeUndefined();
  });
});

describe('outbound traffic', () => {
  const mesh = (config: string) => `${ISTIOD('')}
apiVersion: v1
kind: ConfigMap
metadata: { namespace: istio-system, name: istio }
data: { mesh: '${config}' }
---
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: { name: istio-sidecar-injector }
webhooks: [{ name: a.sidecar-injector.istio.io, clientConfig: { service: { namespace: istio-system, name: istiod } } }]
---`;
  const sidecar = (namespace: string, spec: string) => `
apiVersion: networking.istio.io/v1
kind: Sidecar
metadata: { namespace: ${namespace}, name: default }
spec: ${spec}
---`;

  it.each([
    ['outboundTrafficPolicy: { mode: REGISTRY_ONLY }', 'REGISTRY_ONLY'],
    ['outbound_traffic_policy: { mode: 0 }', 'REGISTRY_ONLY'],
    ['outboundTrafficPolicy: { mode: ALLOW_ANY }', 'ALLOW_ANY'],
    ['', 'ALLOW_ANY'],
  ])('of a mesh with %s is %s', (config, mode) => {
    expect(edgeOf(mesh(config)).outbound.mesh).toMatchObject({ known: true, value: mode });
  });

  it('is unknown where the configuration cannot be read', () => {
    expect(edgeOf(mesh('outboundTrafficPolicy: 7')).outbound.mesh.known).toBe(false);
    expect(edgeOf('').outbound.mesh.known).toBe(false);
  });

  it('is overridden by Sidecars with a policy, by their scope', () => {
    const { overrides } = edgeOf(
      `${mesh('')}${sidecar('istio-system', '{ outboundTrafficPolicy: {} }')}${sidecar('shop', '{ outboundTrafficPolicy: { mode: ALLOW_ANY } }')}${sidecar('web', '{ workloadSelector: { labels: { app: a } }, outboundTrafficPolicy: { mode: REGISTRY_ONLY } }')}${sidecar('none', '{}')}`,
    ).outbound;
    expect(overrides.map(({ scope, mode, record }) => [record.namespace, scope, mode])).toEqual([
      ['istio-system', 'mesh', 'REGISTRY_ONLY'],
      ['shop', 'namespace', 'ALLOW_ANY'],
      ['web', 'workload', 'REGISTRY_ONLY'],
    ]);
  });
});

describe('routes of servers', () => {
  const boundTo = (text: string) =>
    edgeOf(text).gateways.flatMap(({ servers }) =>
      servers.map(({ routes }) => routes.map(({ name }) => name).sort()),
    );

  it('bind to the listener that they name, or to all with a host in common', () => {
    const route = (name: string, section: string, hosts = '') => `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { namespace: shop, name: ${name} }
spec: { parentRefs: [{ name: web${section} }], ${hosts} rules: [{ backendRefs: [{ name: web, port: 80 }] }] }
`;
    expect(
      boundTo(`
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { namespace: shop, name: web }
spec:
  gatewayClassName: istio
  listeners:
    - { name: http, port: 80, protocol: HTTP }
    - { name: https, port: 443, protocol: HTTPS, hostname: '*.example.com' }
${route('named', ', sectionName: https')}${route('all', '')}${route('other', '', 'hostnames: [shop.example.org],')}${route('bare', '', 'hostnames: [example.com],')}${route('wide', ', sectionName: https', "hostnames: ['*.shop.example.com'],")}`),
    ).toEqual([
      ['all', 'bare', 'other'],
      ['all', 'named', 'wide'],
    ]);
  });

  it('bind to servers of their hosts and namespace', () => {
    const virtual = (namespace: string, name: string, host: string) => `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { namespace: ${namespace}, name: ${name} }
spec: { hosts: ['${host}'], gateways: [shop/web], http: [{ route: [{ destination: { host: web } }] }] }
---`;
    const servers = `servers: [
      { port: { number: 80, protocol: HTTP }, hosts: ['./*.example.com'] },
      { port: { number: 443, protocol: HTTPS }, hosts: [api.example.com, '*.example.org'], tls: { mode: SIMPLE } },
    ]`;
    expect(
      boundTo(
        `${GATEWAY(servers)}${virtual('shop', 'own', 'API.example.com')}${virtual('team', 'foreign', 'api.example.com')}${virtual('team', 'any', '*')}${virtual('team', 'wide', '*.org')}`,
      ),
    ).toEqual([['own'], ['any', 'foreign', 'own', 'wide']]);
  });
});
