import { describe, expect, it } from '@jest/globals';
import { addonParts } from '../../src/addons/parts.ts';
import type { IstioFacts } from '../../src/addons/types.ts';
import type { EvidenceDocument } from '../support/example.ts';
import { modelOf, node, object, pod, workload } from '../model/support/cluster.ts';
import type { Manifest } from '../model/support/cluster.ts';

const mesh = (...objects: readonly Manifest[]): IstioFacts => addonParts.over(modelOf({}, ...objects)).istio;
const meshWith = (evidence: EvidenceDocument, ...objects: readonly Manifest[]): IstioFacts =>
  addonParts.over(modelOf(evidence, ...objects)).istio;

const HUB = 'mirror.example/istio';

function istiod(
  revision = 'default',
  more: { namespace?: string; image?: string; version?: string; env?: Readonly<Record<string, string>> } = {},
): Manifest {
  const { namespace = 'istio-system', image = `${HUB}/pilot:1.31.0`, version, env = {} } = more;
  return workload('Deployment', revision === 'default' ? 'istiod' : `istiod-${revision}`, image, {
    namespace,
    labels: {
      app: 'istiod',
      'istio.io/rev': revision,
      ...(version !== undefined && { 'app.kubernetes.io/version': version }),
    },
    container: {
      name: 'discovery',
      env: Object.entries(env).map(([name, value]) => ({ name, value })),
    },
  });
}

type Call = Readonly<Record<string, unknown>>;
const service = (name = 'istiod', namespace = 'istio-system'): Call => ({ service: { name, namespace } });

function injector(name: string, clientConfig: Call, labels: Readonly<Record<string, string>> = {}): Manifest {
  return object('admissionregistration.k8s.io/v1', 'MutatingWebhookConfiguration', name, {
    metadata: { labels },
    webhooks: [{ name: 'rev.namespace.sidecar-injector.istio.io', clientConfig, rules: [] }],
  });
}

const custom = (apiVersion: string, kind: string, name: string, spec: object, namespace?: string): Manifest =>
  object(apiVersion, kind, name, { spec }, namespace);

const crd = (annotations: Readonly<Record<string, string>> = {}): Manifest =>
  object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'gateways.networking.istio.io', {
    metadata: { annotations },
    spec: {
      group: 'networking.istio.io',
      names: { kind: 'Gateway', plural: 'gateways' },
      scope: 'Namespaced',
      versions: [{ name: 'v1', served: true }],
    },
  });

const agent = (name: string, image: string, namespace = 'istio-system'): Manifest =>
  workload('DaemonSet', name, `${HUB}/${image}`, {
    namespace,
    container: { name: image.startsWith('ztunnel') ? 'istio-proxy' : 'install-cni' },
  });

function gateway(
  name: string,
  more: { annotations?: object; labels?: object; args?: readonly string[] },
): Manifest {
  return object(
    'apps/v1',
    'Deployment',
    name,
    {
      spec: {
        selector: { matchLabels: { app: name } },
        template: {
          metadata: { labels: { app: name, ...more.labels }, annotations: more.annotations ?? {} },
          spec: {
            containers: [
              { name: 'istio-proxy', image: more.args ? `${HUB}/proxyv2:1.31.0` : 'auto', args: more.args },
            ],
          },
        },
      },
    },
    'edge',
  );
}

const aksNode = node('aks-pool-1', {
  labels: { 'kubernetes.azure.com/cluster': 'x' },
  providerID: 'azure:///a',
});
const managed = (value: string) => ({
  'gateway.istio.io/managed': value,
  'gateway.networking.k8s.io/gateway-name': 'web',
});

describe('installation forms', () => {
  it.each<[string, readonly Manifest[], readonly string[]]>([
    ['Helm or istioctl', [istiod(), injector('istio-sidecar-injector', service())], ['single']],
    ['several revisions', [istiod('1-30-7'), istiod('1-31-0')], ['revisions']],
    ['one revision with a name', [istiod('canary')], ['revisions']],
    [
      'revision tags',
      [
        istiod('1-31-0'),
        injector('istio-revision-tag-prod', service('istiod-1-31-0'), {
          'istio.io/tag': 'prod',
          'istio.io/rev': '1-31-0',
        }),
      ],
      ['revisions', 'tags'],
    ],
    [
      'the in-cluster operator',
      [
        istiod(),
        workload('Deployment', 'istio-operator', `${HUB}/operator:1.22.0`, { namespace: 'istio-operator' }),
      ],
      ['single', 'operator'],
    ],
    [
      'a record of istioctl',
      [istiod(), custom('install.istio.io/v1alpha1', 'IstioOperator', 'installed-state', {}, 'istio-system')],
      ['single', 'operator'],
    ],
    [
      'an external control plane',
      [injector('istio-sidecar-injector', { url: 'https://istiod.example/inject' })],
      ['external'],
    ],
    [
      'a remote cluster with an ExternalName',
      [
        injector('istio-sidecar-injector', service()),
        object(
          'v1',
          'Service',
          'istiod',
          { spec: { type: 'ExternalName', externalName: 'istiod.example' } },
          'istio-system',
        ),
      ],
      ['remote'],
    ],
    [
      'a remote cluster with addresses',
      [
        injector('istio-sidecar-injector', service()),
        object('v1', 'Service', 'istiod', { spec: { ports: [{ port: 15_012 }] } }, 'istio-system'),
      ],
      ['remote'],
    ],
    [
      'the control plane of remote clusters',
      [istiod('default', { env: { EXTERNAL_ISTIOD: 'true' } })],
      ['single', 'primary'],
    ],
    [
      'ambient mode',
      [istiod(), agent('ztunnel', 'ztunnel:1.31.0'), agent('istio-cni-node', 'install-cni:1.31.0')],
      ['single', 'ambient', 'cni'],
    ],
    [
      'istio-cni for sidecars',
      [istiod(), agent('istio-cni-node', 'install-cni:1.31.0', 'kube-system')],
      ['single', 'cni'],
    ],
    [
      'several clusters, by the network of the namespace',
      [
        istiod(),
        object('v1', 'Namespace', 'istio-system', {
          metadata: { labels: { 'topology.istio.io/network': 'n1' } },
        }),
      ],
      ['single', 'multi-cluster'],
    ],
    [
      'several clusters, by a Secret',
      [
        istiod(),
        object(
          'v1',
          'Secret',
          'istio-remote-secret-b',
          { metadata: { labels: { 'istio/multiCluster': 'true' } } },
          'istio-system',
        ),
      ],
      ['single', 'multi-cluster'],
    ],
    [
      'a classic gateway that is not injected yet',
      [istiod(), gateway('ingress', { annotations: { 'inject.istio.io/templates': 'gateway' } })],
      ['single', 'gateway'],
    ],
    [
      'a gateway of the old layout',
      [istiod(), gateway('istio-ingressgateway', { args: ['proxy', 'router'] })],
      ['single', 'gateway'],
    ],
    [
      'a gateway of the Gateway API',
      [
        istiod(),
        gateway('web-istio', { labels: managed('istio.io-gateway-controller'), args: ['proxy', 'router'] }),
      ],
      ['single', 'gateway-api'],
    ],
    [
      'a waypoint',
      [
        istiod(),
        gateway('waypoint', { labels: managed('istio.io-mesh-controller'), args: ['proxy', 'waypoint'] }),
      ],
      ['single', 'waypoint'],
    ],
    [
      'the add-on of AKS',
      [
        aksNode,
        istiod('asm-1-29', { namespace: 'aks-istio-system' }),
        injector(
          'istio-sidecar-injector-asm-1-29-aks-istio-system',
          service('istiod-asm-1-29', 'aks-istio-system'),
          { 'istio.io/rev': 'asm-1-29' },
        ),
      ],
      ['aks'],
    ],
    [
      "Google's managed control plane",
      [
        injector('istiod-asm-managed', service()),
        injector(
          'istio-sidecar-injector-asm-managed',
          { url: 'https://meshconfig.example/inject' },
          { 'istio.io/rev': 'asm-managed' },
        ),
      ],
      ['google'],
    ],
    [
      "Google's control plane in the cluster",
      [istiod('asm-1204-6', { image: 'gcr.io/gke-release/asm/pilot:1.20.4-asm.6' })],
      ['revisions', 'google'],
    ],
    [
      'OpenShift Service Mesh 2',
      [
        istiod('basic', { image: 'registry.example/openshift-service-mesh/istio-pilot-rhel9:2.6.1' }),
        custom('maistra.io/v2', 'ServiceMeshControlPlane', 'basic', { version: 'v2.6' }, 'istio-system'),
      ],
      ['revisions', 'openshift-2'],
    ],
    [
      'the Sail operator',
      [
        istiod(),
        custom('sailoperator.io/v1', 'Istio', 'default', { version: 'v1.30.3', namespace: 'istio-system' }),
      ],
      ['single', 'sail'],
    ],
    ['CRDs only', [crd()], ['crds-only']],
    ['nothing', [pod('web')], []],
  ])('%s', (_, objects, ids) => {
    expect(mesh(...objects).forms.map(({ id }) => id)).toEqual(ids);
  });

  it('knows Helm by the annotation on the CRDs, not by its label', () => {
    const names = (...objects: readonly Manifest[]) =>
      mesh(istiod(), ...objects).forms.map(({ name }) => name);
    expect(names(crd())).toEqual(['Helm or istioctl, one revision']);
    expect(names(crd({ 'meta.helm.sh/release-name': 'istio-base' }))).toEqual(['Helm, one revision']);
  });

  it('counts no control plane of a provider outside a namespace of the distribution', () => {
    const [tenant] = mesh(aksNode, istiod('asm-1-29', { namespace: 'shop' })).revisions;
    expect(tenant).toMatchObject({ name: 'asm-1-29', trusted: false });
    expect(tenant).not.toHaveProperty('managed');
  });

  it.each<[string, Manifest]>([
    [
      'an application with the template of gateways',
      pod('web', {
        annotations: { 'inject.istio.io/templates': 'gateway' },
        spec: {
          containers: [
            { name: 'app', image: 'shop/app:1' },
            { name: 'istio-proxy', image: 'auto' },
          ],
        },
      }),
    ],
    [
      'a Deployment named like a gateway',
      workload('Deployment', 'istio-ingressgateway', 'shop/proxy:1', {
        labels: { app: 'istio-ingressgateway' },
      }),
    ],
    ['a DaemonSet named ztunnel', workload('DaemonSet', 'ztunnel', 'shop/tunnel:1')],
    ['an operator of something else', workload('Deployment', 'operator', 'shop/operator:1')],
  ])('%s is none of them', (_, look) => {
    expect(mesh(istiod(), look).forms.map(({ id }) => id)).toEqual(['single']);
  });
});

describe('control planes', () => {
  it('are all listed: a look-alike hides none that an injector calls elsewhere', () => {
    const { revisions } = mesh(
      istiod('default', { namespace: 'shop' }),
      injector('istio-sidecar-injector', { url: 'https://istiod.example/inject' }),
    );
    expect(revisions.map(({ namespace, external, trusted }) => ({ namespace, external, trusted }))).toEqual([
      { namespace: 'shop', external: false, trusted: false },
      { namespace: 'istio-system', external: true, trusted: true },
    ]);
  });

  it('have the tags that refer to them', () => {
    const { revisions } = mesh(
      istiod('1-31-0'),
      injector('istio-revision-tag-prod', service('istiod-1-31-0'), {
        'istio.io/tag': 'prod',
        'istio.io/rev': '1-31-0',
      }),
    );
    expect(revisions).toMatchObject([{ name: '1-31-0', tags: ['prod'], trusted: true }]);
  });

  it.each<[string, { image: string; version?: string }, object]>([
    ['the tag', { image: `${HUB}/pilot:1.31.0-distroless`, version: '1.31.0' }, { version: '1.31.0' }],
    ['the label, of a digest', { image: `${HUB}/pilot@sha256:00`, version: '1.30.2' }, { version: '1.30.2' }],
    [
      'both, where they differ',
      { image: `${HUB}/pilot:1.31.0`, version: '1.24.1' },
      { version: '1.31.0', otherVersion: '1.24.1' },
    ],
  ])('have a version by %s', (_, given, expected) => {
    expect(mesh(istiod('default', given)).revisions).toMatchObject([expected]);
  });

  it('have none by a digest alone', () => {
    expect(mesh(istiod('default', { image: `${HUB}/pilot@sha256:00` })).revisions[0]).not.toHaveProperty(
      'version',
    );
  });
});

describe('proxies and their control plane', () => {
  const sidecar = (name: string, version: string, revision = 'default') =>
    pod(name, {
      annotations: { 'sidecar.istio.io/status': '{}', 'istio.io/rev': revision },
      spec: {
        containers: [
          { name: 'app', image: 'shop/app:1' },
          { name: 'istio-proxy', image: `${HUB}/proxyv2:${version}`, args: ['proxy', 'sidecar'] },
        ],
      },
    });
  const plane = [istiod(), injector('istio-sidecar-injector', service())];

  it('are grouped by version', () => {
    expect(
      mesh(...plane, sidecar('a', '1.31.0'), sidecar('b', '1.31.0'), sidecar('c', '1.29.4')).proxies,
    ).toMatchObject([
      { namespace: 'shop', revision: 'default', role: 'sidecar', version: '1.29.4', pods: 1, example: 'c' },
      { namespace: 'shop', revision: 'default', role: 'sidecar', version: '1.31.0', pods: 2, example: 'a' },
    ]);
  });

  it.each<[string, readonly Manifest[], readonly number[]]>([
    ['older', [...plane, sidecar('a', '1.29.4')], [2]],
    ['newer', [...plane, sidecar('a', '1.32.0')], [-1]],
    ['the same minor', [...plane, sidecar('a', '1.31.4')], []],
    ['of an unknown revision', [...plane, sidecar('a', '1.29.4', 'gone')], []],
    ['of a look-alike', [istiod('default', { namespace: 'shop' }), sidecar('a', '1.29.4')], []],
  ])('%s', (_, objects, behind) => {
    expect(mesh(...objects).skew.map((one) => one.behind)).toEqual(behind);
  });
});

it('does not know less when Secrets are refused', () => {
  const { forms } = meshWith({ 'permission-denied': ['secrets'] }, istiod());
  expect(forms.map(({ id }) => id)).toEqual(['single']);
});
