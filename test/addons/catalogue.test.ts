import { describe, expect, it } from '@jest/globals';
import { addonSignals } from '../../src/addons/catalogue.ts';
import { addonParts } from '../../src/addons/parts.ts';
import { nodeNeeds } from '../../src/data/node-needs.ts';
import type { AddonFacts } from '../../src/addons/types.ts';
import { modelOf, object, pod, workload } from '../model/support/cluster.ts';
import type { Manifest } from '../model/support/cluster.ts';

const found = (...objects: readonly Manifest[]): readonly AddonFacts[] =>
  addonParts.over(modelOf({}, ...objects)).addons;
const ids = (...objects: readonly Manifest[]) => found(...objects).map(({ id }) => id);
const deploy = (image: string, namespace = 'shop') => workload('Deployment', 'x', image, { namespace });
const crd = (group: string) =>
  object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', `things.${group}`, {
    spec: {
      group,
      names: { kind: 'Thing', plural: 'things' },
      scope: 'Namespaced',
      versions: [{ name: 'v1', served: true }],
    },
  });

it('includes every add-on that requires access to its node', () => {
  const known = new Set([...addonSignals.map(({ id }) => id), 'istio', 'envoy']);
  expect([...nodeNeeds.keys()].filter((id) => !known.has(id))).toEqual([]);
});

describe('add-ons detected by their running images', () => {
  it.each([
    ['quay.io/calico/node:v3.33.1', 'calico', '3.33.1'],
    ['quay.io/cilium/cilium:v1.20.0@sha256:0f', 'cilium', '1.20.0'],
    ['docker.io/flannel/flannel:v0.27.0', 'flannel', '0.27.0'],
    ['registry.k8s.io/coredns/coredns:v1.14.6', 'coredns', '1.14.6'],
    ['rancher/hardened-coredns:v1.14.2-build20260901', 'coredns', '1.14.2'],
    ['registry.k8s.io/ingress-nginx/controller:v1.15.1', 'ingress-nginx', '1.15.1'],
    ['docker.io/library/traefik:3.7', 'traefik', '3.7'],
    ['quay.io/jetstack/cert-manager-controller:v1.21.0', 'cert-manager', '1.21.0'],
    ['quay.io/argoproj/argocd:v3.6.1', 'argo-cd', '3.6.1'],
    ['mirror.corp.example:5000/quay/argoproj/argocd:v3.6.1', 'argo-cd', '3.6.1'],
    ['localhost:5000/kyverno/kyverno:v1.19.0', 'kyverno', '1.19.0'],
    ['ghcr.io/kedacore/keda:2.20.0', 'keda', '2.20.0'],
    ['kubernetesui/dashboard:v2.7.0', 'kubernetes-dashboard', '2.7.0'],
    ['grafana/grafana:latest', 'grafana', undefined],
    ['grafana/grafana@sha256:0f', 'grafana', undefined],
  ])('%s is %s', (image, id, version) => {
    const [addon, ...others] = found(deploy(image, 'platform'));
    expect(others).toEqual([]);
    expect(addon).toMatchObject({
      id,
      namespaces: ['platform'],
      evidence: [{ source: 'object', location: 'Deployment platform/x' }],
    });
    expect(addon?.version).toBe(version);
  });

  it.each(addonSignals)('$id by each of its images, mirrored', ({ id, images }) => {
    for (const image of images) {
      const mirrored = /^[^/]*[.:]/.test(image) ? image : `mirror.example/${image}`;
      expect({ image, ids: ids(deploy(`${mirrored}:v1.2.3`, 'platform')) }).toEqual({ image, ids: [id] });
    }
  });

  it('are one add-on with the versions of all components', () => {
    const [addon, ...others] = found(
      workload('DaemonSet', 'node', 'calico/node:v3.33.1', { namespace: 'calico-system' }),
      workload('Deployment', 'kube-controllers', 'calico/kube-controllers:v3.32.0', {
        namespace: 'kube-system',
      }),
    );
    expect(others).toEqual([]);
    expect(addon).toMatchObject({
      id: 'calico',
      version: '3.32.0, 3.33.1',
      namespaces: ['calico-system', 'kube-system'],
    });
  });
});

describe('look-alikes', () => {
  it.each<[string, readonly Manifest[]]>([
    ['an image that only contains a name', [deploy('registry.example/traefik-whoami:1')]],
    ['an image whose folder has the name', [deploy('registry.example/grafana/tempo-tools:1')]],
    ['a controller of another product', [deploy('registry.example/shop/controller:1')]],
    ['a tag or a registry with the name', [deploy('traefik.example:5000/shop/app:grafana')]],
    ['a name with the suffix of another', [deploy('registry.example/my-traefik:1')]],
    [
      'a namespace with only the same name',
      [object('v1', 'Namespace', 'argocd'), deploy('registry.example/shop/app:1', 'argocd')],
    ],
    [
      'a workload with only the same name',
      [workload('Deployment', 'argocd-server', 'registry.example/shop/app:1')],
    ],
    [
      'labels',
      [
        workload('Deployment', 'x', 'registry.example/shop/app:1', {
          labels: { 'app.kubernetes.io/name': 'traefik' },
        }),
      ],
    ],
    [
      'an init container, which has ended when the workload runs',
      [
        workload('Deployment', 'x', 'registry.example/shop/app:1', {
          spec: { initContainers: [{ name: 'wait', image: 'hashicorp/vault:1.21' }] },
        }),
      ],
    ],
    ['a finished pod', [pod('x', { image: 'grafana/grafana:12', phase: 'Succeeded' })]],
    ['an API group with only the same suffix', [crd('not-cert-manager.io')]],
  ])('%s', (_, objects) => {
    expect(ids(...objects)).toEqual([]);
  });

  it.each([
    ['the agent of Vault', 'vault-agent', 'hashicorp/vault:1.21.0'],
    ['the proxy of Linkerd', 'linkerd-proxy', 'cr.l5d.io/linkerd/proxy:edge-26.8.1'],
    ['the sidecar of Dapr', 'daprd', 'docker.io/daprio/daprd:1.16.0'],
  ])('%s in an application namespace is not an add-on', (_, name, image) => {
    const app = workload('Deployment', 'web', 'registry.example/shop/app:1', {
      spec: {
        containers: [
          { name: 'web', image: 'registry.example/shop/app:1' },
          { name, image },
        ],
      },
    });
    expect(ids(app)).toEqual([]);
  });

  it('distinguishes the two products called NGINX ingress', () => {
    expect(ids(deploy('nginx/nginx-ingress:5.2'))).toEqual(['nginx-ingress']);
    expect(ids(deploy('registry.k8s.io/ingress-nginx/controller:v1.15.1'))).toEqual(['ingress-nginx']);
  });
});

describe('definitions without a controller', () => {
  it('are reported as leftovers', () => {
    expect(found(crd('cert-manager.io'))).toMatchObject([
      {
        id: 'cert-manager',
        form: 'CRDs only',
        workloads: [],
        notes: [expect.stringContaining('no controller found')],
      },
    ]);
  });

  it('are no leftover where pods cannot be read', () => {
    const [addon] = addonParts.over(
      modelOf({ 'permission-denied': ['pods'] }, crd('cert-manager.io')),
    ).addons;
    expect(addon?.notes).toEqual([expect.stringContaining('where Pods are not observed')]);
  });

  it('are not reported if the controller runs', () => {
    expect(
      found(crd('cert-manager.io'), deploy('quay.io/jetstack/cert-manager-controller:v1.21.0')),
    ).toMatchObject([{ id: 'cert-manager', notes: [] }]);
  });
});
