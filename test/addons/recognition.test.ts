import { describe, expect, it } from '@jest/globals';
import { addonSignals } from '../../src/addons/catalogue.ts';
import { addonParts } from '../../src/addons/parts.ts';
import type { AddonFacts } from '../../src/addons/types.ts';
import { modelOf, object, workload } from '../model/support/cluster.ts';
import type { Manifest } from '../model/support/cluster.ts';

const found = (...objects: readonly Manifest[]): readonly AddonFacts[] =>
  addonParts.over(modelOf({}, ...objects)).addons;

const crd = (group: string, more: Readonly<Record<string, unknown>> = {}, plural = 'things') =>
  object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', `${plural}.${group}`, {
    metadata: { name: `${plural}.${group}`, ...more },
    spec: {
      group,
      names: { kind: 'Thing', plural },
      scope: 'Namespaced',
      versions: [{ name: 'v1', served: true }],
    },
  });
const renamed = (
  name: string,
  labels: Readonly<Record<string, string>>,
  image = 'registry.example/a/b:v1.2.3',
) => workload('Deployment', name, image, { namespace: 'tools', labels });
const webhook = (name: string, clientConfig: Readonly<Record<string, unknown>>) =>
  object('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', name, {
    webhooks: [{ name: 'w.example.com', clientConfig, rules: [], sideEffects: 'None' }],
  });
const service = (name: string, selector: Readonly<Record<string, string>>, type = 'ClusterIP') =>
  object('v1', 'Service', name, {
    metadata: { name, namespace: 'tools' },
    spec: { type, selector, ports: [{ port: 443 }] },
  });
const N = 'app.kubernetes.io/name';

it.each(addonSignals.filter(({ definitions }) => !definitions))(
  '$id has two independent signals',
  ({ images, names = [], groups = [], crds = [], calls, drivers = [], controllers = [] }) => {
    const kinds = [images, names, [...groups, ...crds], calls ? [calls] : [], drivers, controllers];
    expect(kinds.filter(({ length }) => length > 0).length).toBeGreaterThanOrEqual(2);
  },
);

it('includes more than a hundred add-ons, each once', () => {
  const ids = addonSignals.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeGreaterThan(100);
});

describe('a renamed image', () => {
  it('is recognized by its name and its label, also with the name of a Helm release', () => {
    expect(found(renamed('prod-argocd-server', { [N]: 'argocd-server' }))).toMatchObject([
      { id: 'argo-cd', version: '1.2.3', trusted: [] },
    ]);
  });

  it('is recognized by its label and a CRD', () => {
    expect(found(crd('cert-manager.io'), renamed('issuer', { app: 'cert-manager' }))).toMatchObject([
      { id: 'cert-manager', workloads: [{ name: 'issuer' }] },
    ]);
  });

  it('is recognized by the webhook that calls it', () => {
    expect(
      found(
        webhook('gatekeeper-validating-webhook-configuration', {
          service: { namespace: 'tools', name: 'hooks' },
        }),
        service('hooks', { [N]: 'x' }),
        renamed('x', { [N]: 'x' }),
      ),
    ).toMatchObject([{ id: 'gatekeeper', workloads: [{ name: 'x' }] }]);
  });

  it('is not recognized by its label and a label of the same name', () => {
    expect(found(renamed('shop', { [N]: 'argocd-server', app: 'argocd-server' }))).toEqual([]);
  });

  it('is not recognized where its image is that of another add-on', () => {
    expect(
      found(renamed('argocd-server', { [N]: 'argocd-server' }, 'grafana/grafana:12.0.0')).map(({ id }) => id),
    ).toEqual(['grafana']);
  });
});

describe('the version', () => {
  const image = 'quay.io/jetstack/cert-manager-controller@sha256:0f';
  it.each<[string, Readonly<Record<string, string>>, string, string]>([
    [
      'the label',
      { 'app.kubernetes.io/version': 'v1.21.2', 'helm.sh/chart': 'cert-manager-1.0.0' },
      '1.21.2',
      'label',
    ],
    ['the chart', { 'helm.sh/chart': 'cert-manager-v1.21.2' }, '1.21.2', 'chart'],
  ])('is that of %s where the image has none', (_, labels, version, source) => {
    expect(found(renamed('cert-manager', labels, image))).toMatchObject([
      { version, versions: [{ version, source }] },
    ]);
  });

  it('is that of the definitions where nothing else exists', () => {
    const annotations = { 'gateway.networking.k8s.io/bundle-version': 'v1.6.3' };
    expect(found(crd('gateway.networking.k8s.io', { annotations }))).toMatchObject([
      {
        id: 'gateway-api',
        state: { known: true, value: 'installed' },
        form: 'CRDs only',
        version: '1.6.3',
        versions: [{ source: 'definition' }],
        notes: ['an API that other add-ons implement'],
      },
    ]);
  });

  it('is that of the product, not of an image with a version of its own', () => {
    expect(
      found(
        renamed('rook-ceph-operator', {}, 'rook/ceph:v1.18.0'),
        renamed('rook-ceph-osd-0', {}, 'quay.io/ceph/ceph:v19.2.3'),
      ),
    ).toMatchObject([{ id: 'rook-ceph', version: '1.18.0', workloads: [{}, {}] }]);
  });
});

describe('the state', () => {
  const controller = (status?: Readonly<Record<string, unknown>>): Manifest => ({
    ...workload('Deployment', 'cert-manager', 'quay.io/jetstack/cert-manager-controller:v1.21.2', {
      namespace: 'cert-manager',
    }),
    ...(status && { status }),
  });
  const stateOf = (...objects: readonly Manifest[]) => found(...objects)[0]?.state;

  it('is running with a ready pod, down without one, and unknown without a status', () => {
    expect(stateOf(controller({ readyReplicas: 1, replicas: 1 }))).toMatchObject({ value: 'running' });
    expect(stateOf(controller({ replicas: 1 }))).toMatchObject({ value: 'down' });
    expect(stateOf(controller())).toMatchObject({ known: false });
  });

  it('is running for a CronJob', () => {
    const image = 'registry.k8s.io/descheduler/descheduler:v0.36.0';
    const job = object('batch/v1', 'CronJob', 'descheduler', {
      metadata: { name: 'descheduler', namespace: 'kube-system' },
      spec: {
        schedule: '*/2 * * * *',
        jobTemplate: { spec: { template: { spec: { containers: [{ name: 'd', image }] } } } },
      },
    });
    expect(found(job)).toMatchObject([{ id: 'descheduler', version: '0.36.0', state: { value: 'running' } }]);
  });

  it('is leftover, missing or external without a workload', () => {
    const inside = { service: { namespace: 'gone', name: 'gone' } };
    expect(stateOf(crd('kyverno.io'))).toMatchObject({ value: 'leftover' });
    expect(stateOf(webhook('kyverno-policy-validating-webhook-cfg', inside))).toMatchObject({
      value: 'controller-missing',
    });
    expect(
      stateOf(webhook('kyverno-policy-validating-webhook-cfg', { url: 'https://hooks.example.com/x' })),
    ).toMatchObject({ value: 'external' });
  });

  it('is unknown for an add-on that a provider can host', () => {
    expect(stateOf(crd('karpenter.sh'))).toMatchObject({ known: false });
  });

  it('is no leftover while the operator that creates its workloads is installed', () => {
    expect(
      found(
        crd('crd.projectcalico.org'),
        workload('Deployment', 'tigera-operator', 'quay.io/tigera/operator:v1.40.0', {
          namespace: 'tigera-operator',
        }),
      ).map(({ id }) => id),
    ).toEqual(['tigera-operator']);
  });
});

describe('an add-on that the catalogue does not contain', () => {
  const account = { kind: 'ServiceAccount', namespace: 'tools', name: 'acme' };
  const role = (...rules: readonly unknown[]) => [
    object('rbac.authorization.k8s.io/v1', 'ClusterRole', 'acme', { rules }),
    object('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', 'acme', {
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'acme' },
      subjects: [account],
    }),
  ];
  const status = { apiGroups: ['acme.example.com'], resources: ['things/status'], verbs: ['update'] };
  const controller = workload('Deployment', 'acme', 'registry.example/acme/controller:v2.1.0', {
    namespace: 'tools',
    labels: { app: 'acme' },
    spec: { serviceAccountName: 'acme' },
  });

  it('is listed with its permissions and exposure', () => {
    const secrets = { apiGroups: [''], resources: ['secrets'], verbs: ['get', 'list'] };
    const addons = found(
      crd('acme.example.com'),
      ...role(status, secrets),
      controller,
      service('acme', { app: 'acme' }, 'LoadBalancer'),
    );
    expect(addons).toMatchObject([
      {
        id: 'unrecognized:tools/acme',
        category: 'unrecognized',
        version: '2.1.0',
        trusted: [],
        notes: [
          'writes the status of acme.example.com',
          expect.stringContaining('Secrets'),
          expect.stringContaining('tools/acme'),
        ],
      },
    ]);
  });

  it('is listed by the webhook that calls it', () => {
    const addons = found(
      webhook('acme', { service: { namespace: 'tools', name: 'acme' } }),
      service('acme', { app: 'acme' }),
      controller,
    );
    expect(addons).toMatchObject([{ id: 'unrecognized:tools/acme', notes: ['called by acme'] }]);
  });

  it('is not listed for writing the objects, as their users do', () => {
    const users = { apiGroups: ['acme.example.com'], resources: ['things'], verbs: ['create', 'update'] };
    expect(found(crd('acme.example.com'), ...role(users), controller)).toEqual([]);
  });
});
