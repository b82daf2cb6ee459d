import { describe, expect, it } from '@jest/globals';
import { addonParts } from '../../src/addons/parts.ts';
import type { EvidenceDocument } from '../support/example.ts';
import { modelOf, object, pod, workload } from '../model/support/cluster.ts';
import type { Manifest } from '../model/support/cluster.ts';

const mesh = (...objects: readonly Manifest[]) => meshWith({}, ...objects);
const meshWith = (evidence: EvidenceDocument, ...objects: readonly Manifest[]) =>
  addonParts.over(modelOf(evidence, ...objects)).istio;

const istiod = (revision?: string, more: { namespace?: string; image?: string } = {}) =>
  workload(
    'Deployment',
    revision ? `istiod-${revision}` : 'istiod',
    more.image ?? 'registry.istio.io/release/pilot:1.31.0',
    {
      namespace: more.namespace ?? 'istio-system',
      labels: { app: 'istiod', 'istio.io/rev': revision ?? 'default' },
    },
  );
const ztunnel = workload('DaemonSet', 'ztunnel', 'registry.istio.io/release/ztunnel:1.31.0-distroless', {
  namespace: 'istio-system',
  container: { name: 'istio-proxy' },
});
const namespace = (name: string, labels: Record<string, string> = {}) =>
  object('v1', 'Namespace', name, { metadata: { labels } });
const proxy = { name: 'istio-proxy', image: 'registry.istio.io/release/proxyv2:1.31.0' };
const app = { name: 'app', image: 'registry.example/shop/app:1' };
const STATUS = { 'sidecar.istio.io/status': '{"revision":"default"}' };
const injected = pod('web', { annotations: STATUS, spec: { containers: [app, proxy] } });
const native = pod('web', {
  annotations: STATUS,
  spec: { initContainers: [{ ...proxy, restartPolicy: 'Always' }], containers: [app] },
});
const captured = pod('web', { annotations: { 'ambient.istio.io/redirection': 'enabled' } });
const injector = (name: string, clientConfig: object, labels: Record<string, string> = {}) =>
  object('admissionregistration.k8s.io/v1', 'MutatingWebhookConfiguration', name, {
    metadata: { labels },
    webhooks: [
      {
        name: 'rev.namespace.sidecar-injector.istio.io',
        clientConfig,
        rules: [],
        sideEffects: 'None',
        admissionReviewVersions: ['v1'],
      },
    ],
  });
const crd = object(
  'apiextensions.k8s.io/v1',
  'CustomResourceDefinition',
  'peerauthentications.security.istio.io',
  {
    spec: {
      group: 'security.istio.io',
      names: { kind: 'PeerAuthentication', plural: 'peerauthentications' },
      scope: 'Namespaced',
      versions: [{ name: 'v1', served: true }],
    },
  },
);

describe('mesh detection', () => {
  it.each<[string, EvidenceDocument, readonly Manifest[], boolean | undefined]>([
    ['a control plane', {}, [istiod()], true],
    [
      'an injector of an external control plane',
      {},
      [injector('istio-sidecar-injector', { url: 'https://istiod.example/inject' })],
      true,
    ],
    ['definitions only', {}, [crd], true],
    ['nothing', {}, [pod('web')], false],
    ['nothing, where pods cannot be read', { 'permission-denied': ['pods'] }, [], undefined],
    ['nothing, where the APIs cannot be read', { 'collection-failed': ['discovery'] }, [], undefined],
    [
      'an image named pilot that is not a control plane',
      {},
      [workload('Deployment', 'pilot', 'registry.example/shop/pilot:1')],
      false,
    ],
    [
      'a label with only a similar name',
      {},
      [workload('Deployment', 'istiod', 'registry.example/shop/app:1', { labels: { app: 'istiod' } })],
      false,
    ],
    ['a namespace with only the same name', {}, [namespace('istio-system')], false],
  ])('%s', (_, evidence, objects, there) => {
    const { installed } = meshWith(evidence, ...objects);
    expect(installed.known ? installed.value : undefined).toBe(there);
  });

  it('reports definitions without a control plane as such', () => {
    const [addon] = addonParts.over(modelOf({}, crd)).addons;
    expect(addon).toMatchObject({
      id: 'istio',
      form: 'CRDs only',
      notes: [expect.stringContaining('no control plane found')],
    });
  });
});

describe('revisions', () => {
  it('are the running control planes, by label', () => {
    expect(
      mesh(istiod('1-30-7', { image: 'mirror.example/istio/pilot:1.30.7-distroless' }), istiod('1-31-0'))
        .revisions,
    ).toEqual([
      {
        name: '1-30-7',
        namespace: 'istio-system',
        workload: { kind: 'Deployment', namespace: 'istio-system', name: 'istiod-1-30-7' },
        image: 'mirror.example/istio/pilot:1.30.7-distroless',
        version: '1.30.7',
        replicas: 1,
        external: false,
        trusted: false,
        tags: [],
      },
      {
        name: '1-31-0',
        namespace: 'istio-system',
        workload: { kind: 'Deployment', namespace: 'istio-system', name: 'istiod-1-31-0' },
        image: 'registry.istio.io/release/pilot:1.31.0',
        version: '1.31.0',
        replicas: 1,
        external: false,
        trusted: false,
        tags: [],
      },
    ]);
  });

  it('are external where the injector webhook uses a URL', () => {
    const { revisions } = mesh(
      injector(
        'istio-sidecar-injector-asm-managed',
        { url: 'https://istiod.example/inject' },
        { 'istio.io/rev': 'asm-managed' },
      ),
    );
    expect(revisions).toMatchObject([{ name: 'asm-managed', external: true }]);
  });

  it('are not external where the injector webhook uses a Service', () => {
    expect(
      mesh(injector('istio-sidecar-injector', { service: { name: 'istiod', namespace: 'istio-system' } }))
        .revisions,
    ).toEqual([]);
  });
});

describe('workloads in the mesh', () => {
  it.each<[string, readonly Manifest[], string, number]>([
    ['sidecars', [istiod(), injected], 'sidecar', 1],
    ['sidecars that are restartable init containers', [istiod(), native], 'sidecar', 1],
    ['pods that ambient mode has captured', [istiod(), ztunnel, captured], 'ambient', 1],
    [
      'both',
      [istiod(), ztunnel, captured, pod('old', { annotations: STATUS, spec: { containers: [app, proxy] } })],
      'both',
      2,
    ],
    [
      'a container with only the same name',
      [istiod(), pod('web', { spec: { containers: [app, proxy] } })],
      'none',
      0,
    ],
    ['an annotation without the container', [istiod(), pod('web', { annotations: STATUS })], 'none', 0],
    [
      'a pending capture',
      [istiod(), ztunnel, pod('web', { annotations: { 'ambient.istio.io/redirection': 'pending' } })],
      'ambient',
      0,
    ],
    ['nothing', [istiod(), pod('web')], 'none', 0],
  ])('%s', (_, objects, dataPlane, podsInMesh) => {
    const facts = mesh(namespace('shop', { 'istio-injection': 'enabled' }), ...objects);
    expect(facts.dataPlane).toBe(dataPlane);
    expect(facts.namespaces.find(({ name }) => name === 'shop')?.podsInMesh).toBe(podsInMesh);
  });

  it.each<[string, Record<string, string>, boolean]>([
    ['enabled', { 'istio-injection': 'enabled' }, true],
    ['by revision', { 'istio.io/rev': '1-31-0' }, true],
    ['ambient', { 'istio.io/dataplane-mode': 'ambient' }, true],
    ['disabled', { 'istio-injection': 'disabled' }, false],
    [
      'disabled, which no revision overrides',
      { 'istio-injection': 'disabled', 'istio.io/rev': '1-31-0' },
      false,
    ],
    ['not requested', {}, false],
  ])('injection labels: %s', (_, labels, requested) => {
    const listed = mesh(istiod(), namespace('shop', labels)).namespaces.map(({ name }) => name);
    expect(listed).toEqual(requested ? ['shop'] : []);
  });
});

const policy = (name: string, where: string, spec: object, created?: string) =>
  object(
    'security.istio.io/v1',
    'PeerAuthentication',
    name,
    { metadata: { ...(created && { creationTimestamp: created }) }, spec },
    where,
  );
const mode = (value: string) => ({ mtls: { mode: value } });
const select = { selector: { matchLabels: { app: 'web' } } };
const shop = namespace('shop', { 'istio-injection': 'enabled' });

/** mTLS mode of the mesh and of namespace shop. */
function modes(...objects: readonly Manifest[]): (string | undefined)[] {
  const { meshMtls, namespaces } = mesh(istiod(), shop, ...objects);
  return [meshMtls, namespaces.find(({ name }) => name === 'shop')?.mtls].map((answer) =>
    answer?.known ? answer.value : undefined,
  );
}

describe('mTLS', () => {
  it.each<[string, readonly Manifest[], readonly string[]]>([
    ['no configuration', [], ['PERMISSIVE', 'PERMISSIVE']],
    ['strict mesh', [policy('default', 'istio-system', mode('STRICT'))], ['STRICT', 'STRICT']],
    [
      'strict mesh, weaker namespace',
      [policy('default', 'istio-system', mode('STRICT')), policy('default', 'shop', mode('DISABLE'))],
      ['STRICT', 'DISABLE'],
    ],
    ['strict namespace only', [policy('default', 'shop', mode('STRICT'))], ['PERMISSIVE', 'STRICT']],
    [
      'UNSET inherits',
      [policy('default', 'istio-system', mode('STRICT')), policy('default', 'shop', mode('UNSET'))],
      ['STRICT', 'STRICT'],
    ],
    [
      'unset inherits',
      [policy('default', 'istio-system', mode('STRICT')), policy('default', 'shop', {})],
      ['STRICT', 'STRICT'],
    ],
    [
      'a selector in the root namespace is ignored',
      [policy('web', 'istio-system', { ...select, ...mode('STRICT') })],
      ['PERMISSIVE', 'PERMISSIVE'],
    ],
    [
      'an empty selector selects no workload',
      [policy('all', 'istio-system', { selector: { matchLabels: {} }, ...mode('STRICT') })],
      ['STRICT', 'STRICT'],
    ],
    [
      'the oldest of several',
      [
        policy('a', 'istio-system', mode('PERMISSIVE'), '2026-02-01T00:00:00Z'),
        policy('b', 'istio-system', mode('STRICT'), '2026-01-01T00:00:00Z'),
      ],
      ['STRICT', 'STRICT'],
    ],
    [
      'of the same age, the first by name',
      [
        policy('b', 'istio-system', mode('PERMISSIVE'), '2026-01-01T00:00:00Z'),
        policy('a', 'istio-system', mode('STRICT'), '2026-01-01T00:00:00Z'),
      ],
      ['STRICT', 'STRICT'],
    ],
    [
      'another namespace has no effect',
      [policy('default', 'other', mode('STRICT'))],
      ['PERMISSIVE', 'PERMISSIVE'],
    ],
  ])('%s', (_, objects, expected) => {
    expect(modes(...objects)).toEqual(expected);
    expect(modes(...[...objects].reverse())).toEqual(expected);
  });

  it('follows the root namespace of the mesh configuration', () => {
    const config = object(
      'v1',
      'ConfigMap',
      'istio',
      { data: { mesh: 'accessLogFile: ""\nrootNamespace: mesh-root\n' } },
      'istio-system',
    );
    const facts = mesh(istiod(), config, shop, policy('default', 'mesh-root', mode('STRICT')));
    expect(facts.rootNamespace).toMatchObject({ value: 'mesh-root' });
    expect(facts.meshMtls).toMatchObject({
      known: true,
      value: 'STRICT',
      evidence: [{ location: 'PeerAuthentication mesh-root/default' }],
    });
    expect(mesh(istiod(), config, policy('default', 'istio-system', mode('STRICT'))).meshMtls).toMatchObject({
      value: 'PERMISSIVE',
    });
  });

  it("follows Istio's own default where the configuration does not set it", () => {
    const facts = mesh(istiod('asm-1-30', { namespace: 'aks-istio-system' }));
    expect(facts.rootNamespace).toMatchObject({ value: 'istio-system' });
    expect(facts.rootAssumed).toBe(true);
  });

  it('follows the control plane of the injector webhook, whatever other workloads are named istiod', () => {
    const calls = (service: string, where: string) =>
      injector(`istio-sidecar-injector-${service}`, { service: { name: service, namespace: where } });
    const config = (name: string, where: string, root: string) =>
      object('v1', 'ConfigMap', name, { data: { mesh: `rootNamespace: ${root}\n` } }, where);
    const facts = mesh(
      istiod(undefined, { namespace: 'aaa' }),
      config('istio', 'aaa', 'aaa'),
      calls('istiod-1-29', 'meshes'),
      config('istio-1-29', 'meshes', 'mesh-root'),
    );
    expect(facts.rootNamespace).toMatchObject({ value: 'mesh-root' });
    expect(facts.rootAssumed).toBe(false);
  });

  it('is unknown where policies cannot be read', () => {
    const { meshMtls } = meshWith({ 'permission-denied': ['istio'] }, istiod());
    expect(meshMtls).toMatchObject({
      known: false,
      requires: [{ text: 'list peerauthentications.security.istio.io' }],
    });
  });

  it('the default is marked as a default', () => {
    expect(mesh(istiod()).meshMtls).toMatchObject({ known: true, evidence: [{ confidence: 'default' }] });
  });
});

describe('exceptions for workloads and ports', () => {
  const picked = pod('web', { namespace: 'shop', labels: { app: 'web' } });
  const strict = policy('default', 'istio-system', mode('STRICT'));
  it.each<[string, object, readonly string[]]>([
    ['a weaker workload', { ...select, ...mode('PERMISSIVE') }, ['PERMISSIVE']],
    ['a switched-off workload', { ...select, ...mode('DISABLE') }, ['DISABLE']],
    ['a workload as strict as the rest', { ...select, ...mode('STRICT') }, []],
    [
      'a port of a strict workload',
      { ...select, ...mode('STRICT'), portLevelMtls: { '8080': { mode: 'DISABLE' } } },
      ['DISABLE 8080'],
    ],
    [
      'a port, with the mode of the workload inherited',
      { ...select, portLevelMtls: { '8080': { mode: 'PERMISSIVE' } } },
      ['PERMISSIVE 8080'],
    ],
    ['a port that inherits', { ...select, portLevelMtls: { '8080': { mode: 'UNSET' } } }, []],
    [
      'a port stricter than its workload',
      { ...select, ...mode('PERMISSIVE'), portLevelMtls: { '8080': { mode: 'STRICT' } } },
      ['PERMISSIVE'],
    ],
    ['ports without a selector have no effect', { portLevelMtls: { '8080': { mode: 'DISABLE' } } }, []],
  ])('%s', (_, spec, expected) => {
    const { exceptions } = mesh(istiod(), shop, picked, strict, policy('web', 'shop', spec));
    expect(exceptions.map(({ mode: weak, port }) => [weak, port].filter(Boolean).join(' '))).toEqual(
      expected,
    );
  });

  it('apply to their own namespace', () => {
    const { exceptions } = mesh(
      istiod(),
      shop,
      strict,
      policy('default', 'shop', mode('PERMISSIVE')),
      policy('web', 'shop', { ...select, ...mode('PERMISSIVE') }),
    );
    expect(exceptions).toEqual([]);
  });

  it('in the root namespace have no effect', () => {
    expect(
      mesh(istiod(), strict, policy('web', 'istio-system', { ...select, ...mode('DISABLE') })).exceptions,
    ).toEqual([]);
  });
});
