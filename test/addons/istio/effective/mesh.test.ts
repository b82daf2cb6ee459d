import { describe, expect, it } from '@jest/globals';
import { addonParts } from '../../../../src/addons/parts.ts';
import type { EvidenceDocument } from '../../../support/example.ts';
import type { Manifest } from '../../../model/support/cluster.ts';
import { modelOf, object, pod, workload } from '../../../model/support/cluster.ts';

const meshWith = (evidence: EvidenceDocument, ...objects: readonly Manifest[]) =>
  addonParts.over(modelOf(evidence, ...objects)).mesh;
const istiod = (name = 'istiod', revision = 'default') =>
  workload('Deployment', name, 'registry.istio.io/release/pilot:1.31.0', {
    namespace: 'istio-system',
    labels: { app: 'istiod', 'istio.io/rev': revision },
  });
const injector = (revision = 'default') =>
  object(
    'admissionregistration.k8s.io/v1',
    'MutatingWebhookConfiguration',
    revision === 'default' ? 'istio-sidecar-injector' : `istio-sidecar-injector-${revision}`,
    {
      metadata: { labels: { 'istio.io/rev': revision } },
      webhooks: [
        {
          name: 'w.sidecar-injector.istio.io',
          clientConfig: {
            service: {
              namespace: 'istio-system',
              name: revision === 'default' ? 'istiod' : `istiod-${revision}`,
            },
          },
          namespaceSelector: { matchLabels: { 'istio.io/rev': revision } },
          rules: [],
          sideEffects: 'None',
          admissionReviewVersions: ['v1'],
        },
      ],
    },
  );
const settings = (mesh: string, name = 'istio') =>
  object('v1', 'ConfigMap', name, { metadata: { namespace: 'istio-system' }, data: { mesh } });
const member = (name: string, namespace: string) =>
  pod(name, {
    namespace,
    labels: { app: name },
    annotations: { 'sidecar.istio.io/status': '{}' },
    spec: {
      containers: [
        { name: 'app', image: 'x/y:1', ports: [{ name: 'web', containerPort: 8080 }] },
        { name: 'istio-proxy', image: 'registry.istio.io/release/proxyv2:1.31.0' },
      ],
    },
  });
const policy = (kind: string, namespace: string, name: string, spec: object) =>
  object('security.istio.io/v1', kind, name, { metadata: { namespace }, spec });
const service = (namespace: string, ports: readonly object[]) =>
  object('v1', 'Service', 'web', { metadata: { namespace }, spec: { selector: { app: 'web' }, ports } });
const BASE = [istiod(), injector(), member('web', 'shop'), member('web', 'other')];

describe('settings of the mesh', () => {
  it.each<[string, readonly Manifest[], boolean]>([
    ['read', [settings('enableAutoMtls: false')], true],
    ['that are no YAML', [settings('enableAutoMtls: [')], false],
    ['with a value that protobuf rejects', [settings('enableAutoMtls: maybe')], false],
    [
      'of two revisions, equal',
      [
        istiod('istiod-canary', 'canary'),
        injector('canary'),
        settings('enableAutoMtls: false'),
        settings('enableAutoMtls: false', 'istio-canary'),
      ],
      true,
    ],
    [
      'of two revisions, different',
      [
        istiod('istiod-canary', 'canary'),
        injector('canary'),
        settings('enableAutoMtls: false'),
        settings('enableAutoMtls: true', 'istio-canary'),
      ],
      false,
    ],
  ])('%s', (_, objects, isKnown) => {
    expect(meshWith({}, ...BASE, ...objects).settings.known).toBe(isKnown);
  });
});

describe('members', () => {
  it('are unknown where a policy that may apply to them is invalid, and others are not', () => {
    const { members } = meshWith({}, ...BASE, policy('AuthorizationPolicy', 'shop', 'p', { action: 'X' }));
    expect(
      members.map(({ selected, authorization, mtls }) => [
        selected.namespace,
        authorization.known,
        mtls.known,
      ]),
    ).toEqual([
      ['other', true, true],
      ['shop', false, true],
    ]);
  });

  it('are all unknown where it is in the root namespace', () => {
    const { members } = meshWith(
      {},
      ...BASE,
      policy('PeerAuthentication', 'istio-system', 'p', { mtls: { mode: 'X' } }),
    );
    expect(members.map(({ mtls }) => mtls.known)).toEqual([false, false]);
  });

  it('keep their certain policies where the lists are incomplete', () => {
    const mesh = meshWith(
      { 'collection-failed': ['istio'] },
      ...BASE,
      policy('AuthorizationPolicy', 'shop', 'p', { selector: { matchLabels: { app: 'web' } } }),
    );
    const [found] = mesh.read.authorizationPolicies;
    expect(found && mesh.selectedBy(found).map(({ selected }) => selected.namespace)).toEqual(['shop']);
    expect(mesh.authorizationPolicies.known).toBe(false);
    expect(mesh.members.every(({ authorization }) => !authorization.known)).toBe(true);
  });

  it('do not include the control plane', () => {
    expect(meshWith({}, ...BASE).members.map(({ workload: { name } }) => name)).toEqual(['web', 'web']);
  });
});

describe('ports of a member', () => {
  it.each<[object, string]>([
    [{ name: 'http-a', port: 80, targetPort: 8080 }, '80>8080 http'],
    [{ name: 'http', port: 80, targetPort: 'web' }, '80>8080 http'],
    [{ name: 'grpc-web', port: 80 }, '80>80 http'],
    [{ name: 'a', port: 80, appProtocol: 'kubernetes.io/h2c' }, '80>80 http'],
    [{ name: 'http', port: 80, appProtocol: 'tcp' }, '80>80 tcp'],
    [{ name: 'tcp-db', port: 80 }, '80>80 tcp'],
    [{ name: 'https', port: 443 }, '443>443 tcp'],
    [{ name: 'db', port: 3306 }, '3306>3306 tcp'],
    [{ name: 'a', port: 80 }, '80>80 detected'],
    [{ name: 'dns', port: 53, protocol: 'UDP' }, ''],
    [{ name: 'http', port: 80, targetPort: 'other' }, ''],
  ])('%j', (port, expected) => {
    const mesh = meshWith({}, ...BASE, service('shop', [port]));
    const shop = mesh.members.find(({ selected }) => selected.namespace === 'shop');
    const found = shop ? mesh.portsOf(shop) : [];
    expect(
      found.map(({ number, servicePort, protocol }) => `${servicePort}>${number} ${protocol}`).join(),
    ).toBe(expected);
  });
});
