import { describe, expect, it } from '@jest/globals';
import { isCrossed, merged } from '../../src/addons/envoy/bootstraps.ts';
import { addonParts } from '../../src/addons/parts.ts';
import { bootstrapFromText } from '../../src/snapshot/project/envoy.ts';
import type { EnvoyBootstrapRecord } from '../../src/snapshot/records/index.ts';
import { modelOf, object, workload } from '../model/support/cluster.ts';
import type { Manifest } from '../model/support/cluster.ts';

const record = (bootstrap: object): EnvoyBootstrapRecord => {
  const found = bootstrapFromText(JSON.stringify(bootstrap), 'edge', 'ConfigMap/envoy/envoy.yaml');
  if (!found) throw new Error('not recognized');
  return found;
};
const address = (host: string, port?: number) => ({
  address: { socket_address: { address: host, ...(port !== undefined && { port_value: port }) } },
});
const listener = (name: string) => ({ name, ...address('0.0.0.0', 8080) });

describe('arguments over a file (the real Envoy: envoy.mesh.test.ts)', () => {
  it('have their address of the admin interface, and the port of the file', () => {
    const both = merged([
      record({ admin: address('0.0.0.0', 9901) }),
      record({ admin: address('127.0.0.1') }),
    ]);
    expect(both?.admin).toEqual({ address: '127.0.0.1', port: 9901 });
  });

  it('have the listeners of both, and the limits of either', () => {
    const file = record({ static_resources: { listeners: [listener('a')] } });
    const inline = record({
      static_resources: { listeners: [listener('b')] },
      overload_manager: { resource_monitors: [{ name: 'envoy.resource_monitors.fixed_heap' }] },
    });
    expect(merged([file, inline])).toMatchObject({
      listeners: [{ name: 'a' }, { name: 'b' }],
      monitors: ['fixed_heap'],
    });
  });

  it('have the last value of a runtime key', () => {
    const layer = (value: boolean) =>
      record({
        layered_runtime: { layers: [{ name: 'x', static_layer: { 'envoy.reloadable_features.f': value } }] },
      });
    expect(merged([layer(false), layer(true)])?.runtime).toEqual(['envoy.reloadable_features.f=true']);
  });

  it('may connect the listeners of one with the admin interface of the other', () => {
    const file = record({ static_resources: { listeners: [listener('a')] } });
    expect(isCrossed([file, record({ admin: address('127.0.0.1', 9901) })])).toBe(true);
    expect(isCrossed([file])).toBe(false);
  });
});

describe('an xDS server of a Google gRPC client', () => {
  const server = (more: object) =>
    record({
      dynamic_resources: {
        ads_config: { grpc_services: [{ google_grpc: { target_uri: 'control.edge:18000', ...more } }] },
      },
    }).clusters;

  it.each<[string, object, object]>([
    ['without credentials', {}, { xds: true }],
    ['with TLS', { channel_credentials: { ssl_credentials: {} } }, { xds: true, tls: true }],
    ['on the host', { channel_credentials: { local_credentials: {} } }, { xds: true, local: true }],
  ])('%s', (_, more, facts) => {
    expect(server(more)).toEqual([{ name: 'control.edge:18000', ...facts }]);
  });
});

describe('a ConfigMap that is no bootstrap', () => {
  it.each<[string, object]>([
    ["Envoy Gateway's admin server", { admin: { address: { host: '127.0.0.1', port: 19000 } } }],
    ['an account', { admin: { user: 'admin', password: 'x' } }],
    ['a list', { admin: { address: 'street 1' } }],
  ])('%s', (_, text) => {
    expect(bootstrapFromText(JSON.stringify(text), 'x', 'x')).toBeUndefined();
  });
});

const envoyOf = (...objects: readonly Manifest[]) => addonParts.over(modelOf({}, ...objects)).envoy;

describe('forms', () => {
  it.each<[string, string, Manifest]>([
    [
      'Kourier',
      'Kourier',
      workload('Deployment', '3scale-kourier-gateway', 'docker.io/envoyproxy/envoy:v1.37.11'),
    ],
    ['Gloo', 'Gloo', workload('Deployment', 'gateway-proxy', 'quay.io/solo-io/gloo-envoy-wrapper:1.20.4')],
    [
      'kgateway',
      'kgateway',
      workload('Deployment', 'http', 'cr.kgateway.dev/kgateway-dev/envoy-wrapper:v2.4.0'),
    ],
    [
      'an image of another name, by its command',
      'standalone',
      workload('Deployment', 'edge', 'registry.example/edge-proxy:7', {
        container: { command: ['envoy'], args: ['-c', '/etc/envoy/envoy.yaml'] },
      }),
    ],
  ])('%s', (_, form, proxy) => {
    expect(envoyOf(proxy).proxies).toMatchObject([{ form }]);
  });

  it('of a wrapper have no version of Envoy in the tag', () => {
    const [proxy] = envoyOf(
      workload('Deployment', 'gateway-proxy', 'quay.io/solo-io/gloo-envoy-wrapper:1.20.4'),
    ).proxies;
    expect(proxy?.version).toBeUndefined();
  });

  it.each<[string, string, string]>([
    ['Consul', 'Consul', 'docker.io/hashicorp/consul-dataplane:1.9.0'],
    ['Kuma', 'Kuma', 'docker.io/kumahq/kuma-dp:2.14.0'],
    ['App Mesh', 'App Mesh', 'public.ecr.aws/appmesh/aws-appmesh-envoy:v1.29.12.1-prod'],
    ['Emissary', 'Emissary', 'docker.io/emissaryingress/emissary:4.1.0'],
  ])('%s generates bootstraps in its container', (_, form, image) => {
    const { proxies, sidecars } = envoyOf(workload('Deployment', 'x', image));
    expect(proxies).toEqual([]);
    expect(sidecars).toMatchObject([{ form, workloads: [{ name: 'x' }] }]);
  });

  it('with controllers of their own', () => {
    const { controllers } = envoyOf(
      workload('Deployment', 'envoy-gateway', 'docker.io/envoyproxy/gateway:v1.9.2'),
      workload('Deployment', 'contour', 'ghcr.io/projectcontour/contour:v1.33.7', {
        namespace: 'projectcontour',
      }),
    );
    expect(controllers).toMatchObject([
      { form: 'Contour', version: '1.33.7' },
      { form: 'Envoy Gateway', version: '1.9.2', trusted: false },
    ]);
  });
});

describe('listeners of Gateways', () => {
  const gatewayClass = object('gateway.networking.k8s.io/v1', 'GatewayClass', 'eg', {
    spec: { controllerName: 'gateway.envoyproxy.io/gatewayclass-controller' },
  });
  const gateway = object(
    'gateway.networking.k8s.io/v1',
    'Gateway',
    'eg',
    {
      spec: {
        gatewayClassName: 'eg',
        listeners: [
          { name: 'http', port: 80, protocol: 'HTTP' },
          { name: 'https', port: 443, protocol: 'HTTPS', tls: { certificateRefs: [{ name: 'x' }] } },
        ],
      },
    },
    'shop',
  );
  const route = (name: string, parent: object, rule: object) =>
    object(
      'gateway.networking.k8s.io/v1',
      'HTTPRoute',
      name,
      { spec: { parentRefs: [{ name: 'eg', ...parent }], rules: [rule] } },
      'shop',
    );
  const redirect = { filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https' } }] };
  const forward = { backendRefs: [{ name: 'web', port: 80 }] };

  it('have the routes of their section, and those of every section', () => {
    const { listeners } = envoyOf(
      gatewayClass,
      gateway,
      route('redirect', { sectionName: 'http' }, redirect),
      route('web', { sectionName: 'https' }, forward),
      route('both', {}, forward),
    );
    expect(listeners).toMatchObject([
      {
        name: 'http',
        tls: 'none',
        from: 'Same',
        routes: [
          { name: 'HTTPRoute shop/both', redirects: false },
          { name: 'HTTPRoute shop/redirect', redirects: true },
        ],
      },
      {
        name: 'https',
        tls: 'Terminate',
        routes: [
          { name: 'HTTPRoute shop/both', redirects: false },
          { name: 'HTTPRoute shop/web', redirects: false },
        ],
      },
    ]);
  });

  it('of another controller are not listed', () => {
    const other = object('gateway.networking.k8s.io/v1', 'GatewayClass', 'eg', {
      spec: { controllerName: 'example.com/controller' },
    });
    expect(envoyOf(other, gateway).listeners).toEqual([]);
  });
});
