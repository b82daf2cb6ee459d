import { describe, expect, it } from '@jest/globals';
import { addonParts } from '../../src/addons/parts.ts';
import type { EvidenceDocument } from '../support/example.ts';
import { modelOf, object, pod, workload } from '../model/support/cluster.ts';
import type { Manifest } from '../model/support/cluster.ts';

const envoyWith = (evidence: EvidenceDocument, ...objects: readonly Manifest[]) =>
  addonParts.over(modelOf(evidence, ...objects)).envoy;
const envoy = (...objects: readonly Manifest[]) => envoyWith({}, ...objects);
const IMAGE = 'docker.io/envoyproxy/envoy:v1.39.5';

const bootstrap = (address: string, port = 9901) =>
  JSON.stringify({
    admin: { address: { socket_address: { address, port_value: port } } },
    static_resources: { listeners: [], clusters: [] },
  });
const config = (text: string, namespace = 'edge') =>
  object('v1', 'ConfigMap', 'envoy', { data: { 'envoy.yaml': text } }, namespace);
const mounts = { volumes: [{ name: 'config', configMap: { name: 'envoy' } }] };
const volumeMounts = [{ name: 'config', mountPath: '/etc/envoy' }];
const own = (more: { container?: object; spec?: object; namespace?: string } = {}) =>
  workload('Deployment', 'envoy', IMAGE, {
    namespace: more.namespace ?? 'edge',
    container: { volumeMounts, ...more.container },
    spec: { ...mounts, ...more.spec },
  });

describe('forms', () => {
  it.each<[string, string, Manifest]>([
    ['a standalone Envoy', 'standalone', own()],
    [
      'Envoy Gateway',
      'Envoy Gateway',
      workload('Deployment', 'envoy-shop-eg-1', 'docker.io/envoyproxy/envoy:distroless-v1.39.5', {
        namespace: 'envoy-gateway-system',
        labels: { 'app.kubernetes.io/managed-by': 'envoy-gateway' },
      }),
    ],
    [
      'Contour',
      'Contour',
      workload('DaemonSet', 'envoy', IMAGE, {
        namespace: 'projectcontour',
        spec: {
          initContainers: [{ name: 'envoy-initconfig', image: 'ghcr.io/projectcontour/contour:v1.33.7' }],
        },
      }),
    ],
    [
      'Cilium',
      'Cilium',
      workload('DaemonSet', 'cilium-envoy', 'quay.io/cilium/cilium-envoy:v1.39.5-1700000000-abc', {
        namespace: 'kube-system',
        labels: { 'k8s-app': 'cilium-envoy' },
      }),
    ],
  ])('%s', (_, form, object) => {
    expect(envoy(object).proxies).toMatchObject([{ form, version: '1.39.5' }]);
  });

  it.each<[string, Manifest]>([
    [
      "a sidecar of Istio, which is the mesh's",
      pod('web', {
        annotations: { 'sidecar.istio.io/status': '{}' },
        spec: {
          containers: [
            { name: 'app', image: 'x:1' },
            { name: 'istio-proxy', image: 'docker.io/istio/proxyv2:1.31.0' },
          ],
        },
      }),
    ],
    [
      'an Istio sidecar with a custom image',
      pod('web', { spec: { containers: [{ name: 'istio-proxy', image: 'mirror.example/envoy:1.31.0' }] } }),
    ],
    [
      'ztunnel',
      workload('DaemonSet', 'ztunnel', 'docker.io/istio/ztunnel:1.31.0', {
        container: { name: 'istio-proxy' },
      }),
    ],
    [
      'an image that only contains the name',
      workload('Deployment', 'x', 'registry.example/envoy-exporter:1'),
    ],
    [
      'the controller of Envoy Gateway',
      workload('Deployment', 'envoy-gateway', 'docker.io/envoyproxy/gateway:v1.9.2'),
    ],
    ['a workload with only the same name', workload('Deployment', 'envoy', 'registry.example/shop/app:1')],
  ])('%s is not detected', (_, object) => {
    expect(envoy(object)).toMatchObject({ installed: { known: true, value: false }, proxies: [] });
  });

  it('is not reported as absent where pods cannot be read', () => {
    expect(envoyWith({ 'permission-denied': ['pods'] }).installed.known).toBe(false);
  });

  it('is one add-on with all its forms', () => {
    const contour = workload('DaemonSet', 'envoy', IMAGE, {
      namespace: 'projectcontour',
      spec: { initContainers: [{ name: 'envoy-initconfig', image: 'x/contour:1' }] },
    });
    const addon = addonParts.over(modelOf({}, own(), contour)).addons.find(({ id }) => id === 'envoy');
    expect(addon).toMatchObject({
      form: 'Contour, standalone',
      namespaces: ['edge', 'projectcontour'],
      version: '1.39.5',
    });
  });
});

describe('the admin interface', () => {
  it.each<[string, string, object]>([
    ['on every address', bootstrap('0.0.0.0'), { address: '0.0.0.0', port: 9901, loopback: false }],
    ['on every address, IPv6', bootstrap('::'), { address: '::', port: 9901, loopback: false }],
    ['on loopback', bootstrap('127.0.0.1'), { address: '127.0.0.1', port: 9901, loopback: true }],
    ['on another address of loopback', bootstrap('127.0.0.2'), { address: '127.0.0.2', loopback: true }],
    ['on loopback, IPv6', bootstrap('::1'), { loopback: true }],
    [
      'on a socket file',
      JSON.stringify({ admin: { address: { pipe: { path: '/var/run/admin.sock' } } } }),
      { loopback: true },
    ],
    ['nowhere', JSON.stringify({ static_resources: { listeners: [] } }), { address: 'none', loopback: true }],
    [
      'in the text format of protobuf',
      JSON.stringify({ admin: { address: { socketAddress: { address: '0.0.0.0', portValue: 19000 } } } }),
      { port: 19000, loopback: false },
    ],
  ])('in a ConfigMap, %s', (_, text, value) => {
    expect(envoy(own(), config(text)).proxies).toMatchObject([{ admin: { known: true, value } }]);
  });

  it('in an argument, as Envoy Gateway sets it', () => {
    const proxy = workload('Deployment', 'envoy-shop-eg-1', IMAGE, {
      labels: { 'app.kubernetes.io/managed-by': 'envoy-gateway' },
      container: { args: ['--service-cluster', 'shop/eg', '--config-yaml', bootstrap('127.0.0.1', 19000)] },
    });
    expect(envoy(proxy).proxies).toMatchObject([
      { form: 'Envoy Gateway', admin: { known: true, value: { port: 19000, loopback: true } } },
    ]);
  });

  it.each<[string, readonly Manifest[]]>([
    [
      'generated by Contour',
      [
        workload('DaemonSet', 'envoy', IMAGE, {
          spec: { initContainers: [{ name: 'envoy-initconfig', image: 'x/contour:1' }] },
        }),
      ],
    ],
    ['the ConfigMap is in another namespace', [own(), config(bootstrap('0.0.0.0'), 'other')]],
    [
      'the ConfigMap is not mounted',
      [workload('Deployment', 'envoy', IMAGE, { namespace: 'edge' }), config(bootstrap('0.0.0.0'))],
    ],
  ])('is unknown when %s', (_, objects) => {
    expect(envoy(...objects).proxies).toMatchObject([{ admin: { known: false } }]);
  });
});

describe('objects that expose the admin interface', () => {
  const live = (ports: readonly object[] = [], spec: object = {}) =>
    pod('envoy-1-a', {
      namespace: 'edge',
      labels: { app: 'envoy', 'pod-template-hash': '1' },
      owner: { kind: 'ReplicaSet', name: 'envoy-1' },
      node: 'n-1',
      spec: { ...mounts, ...spec, containers: [{ name: 'envoy', image: IMAGE, ports, volumeMounts }] },
    });
  const service = (type: string, ports: readonly object[]) =>
    object('v1', 'Service', 'front', { spec: { type, selector: { app: 'envoy' }, ports } }, 'edge');
  const opened = (...objects: readonly Manifest[]) =>
    envoy(config(bootstrap('0.0.0.0')), ...objects).proxies.map(({ publishedBy }) => publishedBy);

  it.each<[string, readonly Manifest[], readonly string[]]>([
    [
      'a Service by the number of the port',
      [live(), service('LoadBalancer', [{ port: 80, targetPort: 9901 }])],
      ['Service edge/front (LoadBalancer)'],
    ],
    [
      'a Service without a target port',
      [live(), service('ClusterIP', [{ port: 9901 }])],
      ['Service edge/front (ClusterIP)'],
    ],
    [
      'a Service by the name of the port',
      [
        live([{ name: 'admin', containerPort: 9901 }]),
        service('NodePort', [{ port: 80, targetPort: 'admin' }]),
      ],
      ['Service edge/front (NodePort)'],
    ],
    ['a host port', [live([{ containerPort: 9901, hostPort: 19901 }])], ['host port 19901']],
    [
      'a Service for another port',
      [
        live([{ name: 'http', containerPort: 8080 }]),
        service('LoadBalancer', [{ port: 9901, targetPort: 8080 }]),
      ],
      [],
    ],
    ['nobody', [live()], []],
  ])('%s', (_, objects, expected) => {
    expect(opened(...objects)).toEqual([expected]);
  });
});
