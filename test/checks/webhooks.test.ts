import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { essentialRequests } from '../../src/data/cluster-essentials.ts';
import type { EssentialRequest } from '../../src/data/cluster-essentials.ts';
import { apiServerLease, modelOf, node, object, pod, snapshotOf } from '../model/support/cluster.ts';
import type { Manifest } from '../model/support/cluster.ts';
import type { EvidenceDocument } from '../support/example.ts';
import { checkOf, evaluate } from '../support/example.ts';

type Raw = Record<string, unknown>;

const LOCK = 'api-server/webhook-fail-closed-system';
const EMPTY = 'api-server/webhook-without-endpoint';
const OUTSIDE = 'api-server/webhook-outside-cluster';
const UNAVAILABLE = 'api-server/aggregated-api-unavailable';

const rule = (resources: string[], more: Raw = {}) => ({
  apiGroups: [''],
  apiVersions: ['v1'],
  operations: ['*'],
  resources,
  ...more,
});
const hook = (more: Raw = {}) => ({
  name: 'guard.example.org',
  failurePolicy: 'Fail',
  sideEffects: 'None',
  admissionReviewVersions: ['v1'],
  clientConfig: { service: { namespace: 'guard', name: 'guard' } },
  rules: [rule(['pods'])],
  ...more,
});
const configuration = (more: Raw = {}, apiVersion = 'admissionregistration.k8s.io/v1'): Manifest =>
  object(apiVersion, 'ValidatingWebhookConfiguration', 'guard', { webhooks: [hook(more)] });
const by = (...rules: Raw[]): Manifest => configuration({ rules });
const without = (key: string, operator: string, ...values: string[]) => ({
  matchExpressions: [{ key, operator, ...(values.length > 0 && { values }) }],
});
const NAME = 'kubernetes.io/metadata.name';

const served = [
  object('v1', 'Service', 'guard', { spec: { selector: { app: 'guard' }, ports: [{ port: 443 }] } }, 'guard'),
  pod('guard-1', { namespace: 'guard', labels: { app: 'guard' } }),
  object('v1', 'Service', 'kubernetes', { spec: { ports: [{ port: 443 }] } }, 'default'),
];
const namespaces = ['kube-system', 'kube-node-lease', 'guard', 'shop'].map((name) =>
  object('v1', 'Namespace', name),
);
const dns = pod('dns', { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } });

/** The worst verdict of a check, with the severity of a fail: `fail high`. */
function verdict(
  id: string,
  objects: readonly Manifest[],
  evidence: EvidenceDocument = { version: 'v1.36.0' },
): string {
  const found = evaluate(checkOf(id), snapshotOf(evidence, ...objects));
  const fail = found.find((one) => one.verdict === 'fail');
  return fail
    ? `fail ${fail.severity}`
    : (found
        .map((one) => one.verdict)
        .sort()
        .at(-1) ?? '');
}

describe('a webhook that fails closed', () => {
  it.each<[string, string, readonly Manifest[]]>([
    ['on pods', 'fail high', [by(rule(['pods']))]],
    ['on all resources', 'fail high', [by(rule(['*/*'], { apiGroups: ['*'], apiVersions: ['*'] }))]],
    ['on pods, without CREATE', 'fail low', [by(rule(['pods'], { operations: ['UPDATE'] }))]],
    ['on deleting pods', 'fail low', [by(rule(['pods'], { operations: ['DELETE'] }))]],
    ['on connecting to pods', 'pass', [by(rule(['pods'], { operations: ['CONNECT'] }))]],
    ['on exec', 'pass', [by(rule(['pods/exec', 'pods/attach', 'pods/eviction']))]],
    ['on bindings', 'fail high', [by(rule(['pods/binding']))]],
    ['on the status of pods', 'fail high', [by(rule(['pods/status']))]],
    ['on pods and their subresources', 'fail high', [by(rule(['pods/*'], { operations: ['UPDATE'] }))]],
    ['on any status', 'fail high', [by(rule(['*/status']))]],
    ['on any scale', 'pass', [by(rule(['*/scale'], { apiGroups: ['*'] }))]],
    ['on tokens', 'fail high', [by(rule(['serviceaccounts/token']))]],
    ['on service accounts', 'pass', [by(rule(['serviceaccounts']))]],
    ['on nodes', 'fail medium', [by(rule(['nodes']))]],
    ['on changes of nodes', 'fail low', [by(rule(['nodes'], { operations: ['UPDATE'] }))]],
    ['on the status of nodes', 'fail medium', [by(rule(['nodes/status']))]],
    ['on leases', 'fail high', [by(rule(['leases'], { apiGroups: ['coordination.k8s.io'] }))]],
    [
      'on leases of another version',
      'pass',
      [by(rule(['leases'], { apiGroups: ['coordination.k8s.io'], apiVersions: ['v1beta1'] }))],
    ],
    ['on EndpointSlices', 'fail low', [by(rule(['endpointslices'], { apiGroups: ['discovery.k8s.io'] }))]],
    [
      'on CertificateSigningRequests',
      'fail low',
      [by(rule(['certificatesigningrequests'], { apiGroups: ['certificates.k8s.io'] }))],
    ],
    ['on token reviews', 'fail low', [by(rule(['tokenreviews'], { apiGroups: ['authentication.k8s.io'] }))]],
    ['on events', 'pass', [by(rule(['events']), rule(['events'], { apiGroups: ['events.k8s.io'] }))]],
    [
      'on resources that are exempt from webhooks',
      'pass',
      [by(rule(['validatingwebhookconfigurations'], { apiGroups: ['admissionregistration.k8s.io'] }))],
    ],
    [
      'on Services, Secrets, ConfigMaps and Deployments',
      'pass',
      [by(rule(['services', 'secrets', 'configmaps']), rule(['deployments'], { apiGroups: ['apps'] }))],
    ],
    ['on pods of another group', 'pass', [by(rule(['pods'], { apiGroups: ['metrics.k8s.io'] }))]],
    ['on pods of a version that does not exist', 'pass', [by(rule(['pods'], { apiVersions: ['v2'] }))]],
    ['on pods, scope Cluster', 'pass', [by(rule(['pods'], { scope: 'Cluster' }))]],
    [
      'on leases, scope Cluster',
      'pass',
      [by(rule(['leases'], { apiGroups: ['coordination.k8s.io'], scope: 'Cluster' }))],
    ],
    [
      'on all resources, scope Cluster',
      'fail medium',
      [by(rule(['*'], { apiGroups: ['*'], apiVersions: ['*'], scope: 'Cluster' }))],
    ],
    ['on nodes, scope Namespaced', 'pass', [by(rule(['nodes', 'nodes/status'], { scope: 'Namespaced' }))]],
    ['on pods, scope Namespaced', 'fail high', [by(rule(['pods'], { scope: 'Namespaced' }))]],
    ['by two rules', 'fail high', [by(rule(['nodes'], { scope: 'Namespaced' }), rule(['pods']))]],
    ['not: failurePolicy is Ignore', 'pass', [configuration({ failurePolicy: 'Ignore' })]],
    ['by default', 'fail high', [configuration({ failurePolicy: undefined })]],
    [
      'not, by the default of v1beta1',
      'pass',
      [configuration({ failurePolicy: undefined }, 'admissionregistration.k8s.io/v1beta1')],
    ],
    ['in v1beta1', 'fail high', [configuration({}, 'admissionregistration.k8s.io/v1beta1')]],
    [
      'outside kube-system',
      'pass',
      [configuration({ namespaceSelector: without(NAME, 'NotIn', 'kube-system') })],
    ],
    [
      'outside its own namespace',
      'fail medium',
      [configuration({ namespaceSelector: without(NAME, 'NotIn', 'guard') })],
    ],
    [
      'by an opt-in namespace label',
      'pass',
      [configuration({ namespaceSelector: { matchLabels: { guard: 'on' } } })],
    ],
    [
      'on nodes, whatever its namespaceSelector',
      'fail medium',
      [configuration({ namespaceSelector: { matchLabels: { guard: 'on' } }, rules: [rule(['nodes'])] })],
    ],
    [
      'on node leases, but not in kube-system',
      'fail high',
      [
        configuration({
          namespaceSelector: without(NAME, 'NotIn', 'kube-system'),
          rules: [rule(['*'], { apiGroups: ['*'], apiVersions: ['*'] })],
        }),
      ],
    ],
    [
      'by an opt-in object label',
      'pass',
      [configuration({ objectSelector: { matchLabels: { check: 'on' } } })],
    ],
    [
      'by an opt-out object label',
      'fail high',
      [configuration({ objectSelector: without('skip', 'DoesNotExist') })],
    ],
    [
      'on the pods of DNS',
      'fail high',
      [configuration({ objectSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } })],
    ],
    [
      'on bindings, which have no labels',
      'pass',
      [
        configuration({
          objectSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
          rules: [rule(['pods/binding'])],
        }),
      ],
    ],
    [
      'on nodes with a label that they have',
      'fail medium',
      [
        node('n1', { labels: { pool: 'a' } }),
        configuration({ objectSelector: { matchLabels: { pool: 'a' } }, rules: [rule(['nodes'])] }),
      ],
    ],
    ['by conditions', 'unknown', [configuration({ matchConditions: [{ name: 'x', expression: 'true' }] })]],
    [
      'at an external URL',
      'fail medium',
      [configuration({ clientConfig: { url: 'https://guard.example.org/' } })],
    ],
    [
      'at the URL of a Service',
      'fail high',
      [configuration({ clientConfig: { url: 'https://guard.guard.svc/' } })],
    ],
    [
      'on the host of the API server',
      'fail low',
      [
        node('n1', {
          labels: { 'node-role.kubernetes.io/control-plane': '' },
          annotations: { 'kubeadm.alpha.kubernetes.io/cri-socket': 'x' },
        }),
        configuration({ clientConfig: { url: 'https://127.0.0.1:8443/' } }),
      ],
    ],
  ])('%s: %s', (_, expected, objects) => {
    expect(verdict(LOCK, [...namespaces, ...served, dns, ...objects])).toBe(expected);
  });

  it('on reviews applies to releases before 1.37 only', () => {
    const reviews = by(rule(['tokenreviews'], { apiGroups: ['authentication.k8s.io'] }));
    expect(verdict(LOCK, [reviews, ...served], { version: 'v1.37.1' })).toBe('pass');
    expect(verdict(LOCK, [reviews, ...served], {})).toBe('unknown');
  });

  it('on the host of the API server is provider-managed on a managed control plane', () => {
    const eks = node('ip-10-0-0-1', {
      providerID: 'aws:///eu-west-1a/i-1',
      kubelet: 'v1.36.1-eks-1',
      labels: { 'eks.amazonaws.com/nodegroup': 'a' },
    });
    const own = configuration({ clientConfig: { url: 'https://127.0.0.1:8443/' } });
    expect(verdict(LOCK, [own, eks, ...served], { version: 'v1.36.1-eks-1' })).toBe('pass');
    expect(verdict(LOCK, [own, ...served], {})).toBe('unknown');
  });

  it('labels that were not collected lead to unknown, never to a pass', () => {
    const optIn = configuration({ namespaceSelector: { matchLabels: { guard: 'on' } } });
    expect(verdict(LOCK, [optIn], { 'permission-denied': ['namespaces'] })).toBe('unknown');
    const dnsOnly = configuration({ objectSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } });
    expect(verdict(LOCK, [dnsOnly], { 'permission-denied': ['pods'] })).toBe('unknown');
    expect(verdict(LOCK, [dnsOnly])).toBe('pass');
  });

  it.each<[string, string, readonly Manifest[]]>([
    [
      'its Service lacks the port',
      'fail critical',
      [configuration({ clientConfig: { service: { namespace: 'guard', name: 'guard', port: 8443 } } })],
    ],
    [
      'and its rules match updates only',
      'fail medium',
      [
        configuration({
          clientConfig: { service: { namespace: 'guard', name: 'guard', port: 8443 } },
          rules: [rule(['pods'], { operations: ['UPDATE'] })],
        }),
      ],
    ],
    [
      'and its rules match nodes',
      'fail high',
      [
        configuration({
          clientConfig: { service: { namespace: 'guard', name: 'guard', port: 8443 } },
          rules: [rule(['nodes'])],
        }),
      ],
    ],
  ])('does not answer: %s: %s', (_, expected, objects) => {
    expect(verdict(LOCK, [...namespaces, ...served, ...objects])).toBe(expected);
  });

  it('does not answer: there is no Service: fail critical', () => {
    const other = object('v1', 'Service', 'x', { spec: { ports: [{ port: 1 }] } }, 'shop');
    expect(verdict(LOCK, [...namespaces, ...served.slice(2), other, configuration()])).toBe('fail critical');
  });

  it('is called according to the rules of the API server', () => {
    const names = [
      ...new Set(
        essentialRequests.flatMap(({ resource, subresource }) => [resource, subresource ?? 'scale']),
      ),
    ];
    const part = fc.constantFrom('*', ...names);
    const resource = fc.oneof(
      part,
      fc.tuple(part, part).map((both) => both.join('/')),
    );
    const generated = fc.record({
      apiGroups: fc.array(fc.constantFrom('*', '', 'coordination.k8s.io', 'authentication.k8s.io'), {
        minLength: 1,
        maxLength: 2,
      }),
      apiVersions: fc.array(fc.constantFrom('*', 'v1', 'v2'), { minLength: 1, maxLength: 2 }),
      operations: fc.array(fc.constantFrom('*', 'CREATE', 'UPDATE', 'DELETE', 'CONNECT'), {
        minLength: 1,
        maxLength: 2,
      }),
      resources: fc.array(resource, { minLength: 1, maxLength: 2 }),
      scope: fc.constantFrom('*', 'Cluster', 'Namespaced', undefined),
    });
    fc.assert(
      fc.property(fc.array(generated, { minLength: 1, maxLength: 2 }), (rules) => {
        const model = modelOf({ version: 'v1.36.0' }, by(...rules));
        const [webhook] = model.extensions.webhooks[0]?.webhooks ?? [];
        for (const request of essentialRequests)
          expect(webhook && model.webhooks.requested(webhook, request)).toBe(
            rules.some((one) => naive(one, request)) ? 'yes' : 'no',
          );
      }),
      { numRuns: 300 },
    );
  });
});

/** Reimplements the comparisons of k8s.io/apiserver for one rule. */
function naive(
  one: {
    apiGroups: string[];
    apiVersions: string[];
    operations: string[];
    resources: string[];
    scope: string | undefined;
  },
  request: EssentialRequest,
): boolean {
  const has = (list: string[], value: string): boolean => list.includes('*') || list.includes(value);
  const namespaced = request.namespace !== undefined;
  if (one.scope === 'Cluster' && namespaced) return false;
  if (one.scope === 'Namespaced' && !namespaced) return false;
  if (!has(one.apiGroups, request.group) || !has(one.apiVersions, 'v1')) return false;
  if (!request.operations.some((operation) => has(one.operations, operation))) return false;
  return one.resources.some((text) => {
    const [name = '', own = ''] = text.split('/');
    return ['*', request.resource].includes(name) && ['*', request.subresource ?? ''].includes(own);
  });
}

const service = (spec: Raw, name = 'guard') => object('v1', 'Service', name, { spec }, 'guard');
const ready = pod('guard-1', { namespace: 'guard', labels: { app: 'guard' } });
const requesting = (client: Raw) => configuration({ clientConfig: client, failurePolicy: 'Ignore' });
const atPort = (port?: number) =>
  requesting({ service: { namespace: 'guard', name: 'guard', ...(port !== undefined && { port }) } });
const selected = { selector: { app: 'guard' } };
const slice = (addresses: string[]) =>
  object(
    'discovery.k8s.io/v1',
    'EndpointSlice',
    'guard-1',
    {
      metadata: { labels: { 'kubernetes.io/service-name': 'guard' } },
      addressType: 'IPv4',
      endpoints: addresses.map((address) => ({ addresses: [address] })),
      ports: [{ port: 8443 }],
    },
    'guard',
  );

describe('the backend of a webhook', () => {
  it.each<[string, string, readonly Manifest[]]>([
    ['a ready pod', 'pass', [atPort(), service({ ...selected, ports: [{ port: 443 }] }), ready]],
    [
      'a port that the Service does not have',
      'fail low',
      [atPort(8443), service({ ...selected, ports: [{ port: 443 }] }), ready],
    ],
    [
      '443 where the Service has another port',
      'fail low',
      [atPort(), service({ ...selected, ports: [{ port: 8443 }] }), ready],
    ],
    [
      'a port that the Service has',
      'pass',
      [atPort(8443), service({ ...selected, ports: [{ port: 80 }, { port: 8443 }] }), ready],
    ],
    [
      'a port of UDP',
      'fail low',
      [atPort(), service({ ...selected, ports: [{ port: 443, protocol: 'UDP' }] }), ready],
    ],
    [
      'a named target port that no pod has',
      'fail low',
      [atPort(), service({ ...selected, ports: [{ port: 443, targetPort: 'https' }] }), ready],
    ],
    [
      'a named target port that a pod has',
      'pass',
      [
        atPort(),
        service({ ...selected, ports: [{ port: 443, targetPort: 'https' }] }),
        pod('guard-1', {
          namespace: 'guard',
          labels: { app: 'guard' },
          ports: [{ name: 'https', containerPort: 8443 }],
        }),
      ],
    ],
    ['no Service', 'fail low', [atPort()]],
    ['no pods', 'fail low', [atPort(), service({ ...selected, ports: [{ port: 443 }] })]],
    [
      'a completed pod',
      'fail low',
      [
        atPort(),
        service({ ...selected, ports: [{ port: 443 }] }),
        pod('guard-1', { namespace: 'guard', labels: { app: 'guard' }, phase: 'Succeeded' }),
      ],
    ],
    [
      'a pod without a status',
      'unknown',
      [atPort(), service({ ...selected, ports: [{ port: 443 }] }), { ...ready, status: undefined }],
    ],
    [
      'manually created endpoints',
      'pass',
      [atPort(), service({ ports: [{ port: 443 }] }), slice(['192.0.2.7'])],
    ],
    [
      'manually created endpoints that do not exist',
      'unknown',
      [atPort(), service({ ports: [{ port: 443 }] }), slice([])],
    ],
    [
      'manually created endpoints on another port',
      'fail low',
      [atPort(8443), service({ ports: [{ port: 443 }] }), slice(['192.0.2.7'])],
    ],
    [
      'a headless Service',
      'fail low',
      [atPort(), service({ ...selected, clusterIP: 'None', ports: [{ port: 443 }] }), ready],
    ],
    [
      'the API server itself',
      'pass',
      [requesting({ service: { namespace: 'default', name: 'kubernetes', path: '/apis/x' } })],
    ],
    [
      'the Service in a URL',
      'pass',
      [
        requesting({ url: 'https://guard.guard.svc:8443/x' }),
        service({ ...selected, ports: [{ port: 8443 }] }),
        ready,
      ],
    ],
    [
      'the Service in a URL, at a port that it lacks',
      'fail low',
      [
        requesting({ url: 'https://guard.guard.svc.cluster.local/x' }),
        service({ ...selected, ports: [{ port: 8443 }] }),
        ready,
      ],
    ],
    ['a Service in a URL that does not exist', 'fail low', [requesting({ url: 'https://x.shop.svc/' })]],
    [
      'the Service with the IP address of a URL',
      'fail low',
      [
        requesting({ url: 'https://10.96.7.7:8443/' }),
        service({ ...selected, clusterIP: '10.96.7.7', ports: [{ port: 443 }] }),
        ready,
      ],
    ],
    ['an external host name', 'pass', [requesting({ url: 'https://guard.example.org/' })]],
    [
      'the name of another Service',
      'fail low',
      [
        atPort(),
        service({ type: 'ExternalName', externalName: 'real.guard.svc.cluster.local' }),
        service({ ...selected, ports: [{ port: 8443 }] }, 'real'),
        ready,
      ],
    ],
  ])('%s: %s', (_, expected, objects) => {
    const evidence = { version: 'v1.36.0', flags: { 'enable-aggregator-routing': 'false' } };
    const lease = apiServerLease('apiserver-1', 'cp-1');
    expect(verdict(EMPTY, [lease, ...objects], evidence)).toBe(expected);
  });

  it('a headless Service is unknown unless the flag is observed, and its pods respond where it is set', () => {
    const objects = [atPort(), service({ ...selected, clusterIP: 'None', ports: [{ port: 443 }] }), ready];
    expect(verdict(EMPTY, objects, {})).toBe('unknown');
    const flags = { 'enable-aggregator-routing': 'true' };
    expect(verdict(EMPTY, objects, { flags })).toBe('unknown');
    expect(verdict(EMPTY, [...objects, apiServerLease('apiserver-1', 'cp-1')], { flags })).toBe('pass');
  });

  it('objects that were not collected are not reported as missing', () => {
    const objects = [atPort(), service({ ...selected, ports: [{ port: 443 }] })];
    for (const evidence of [{ 'permission-denied': ['pods'] }, { partial: ['pods'] }] as const)
      expect(verdict(EMPTY, objects, evidence)).toBe('unknown');
    expect(verdict(EMPTY, [atPort()], { partial: ['services'] })).toBe('unknown');
  });

  it('a host outside the cluster is external, also through a Service', () => {
    const external = service({ type: 'ExternalName', externalName: 'guard.example.org' });
    expect(verdict(OUTSIDE, [atPort(), external])).toBe('fail low');
    expect(verdict(OUTSIDE, [atPort()], { 'permission-denied': ['services'] })).toBe('unknown');
    expect(verdict(OUTSIDE, [requesting({ url: 'https://192.0.2.9/' })])).toBe('fail low');
    expect(
      verdict(OUTSIDE, [
        requesting({ url: 'https://10.96.7.7/' }),
        service({ ...selected, clusterIP: '10.96.7.7', ports: [{ port: 443 }] }),
        ready,
      ]),
    ).toBe('pass');
    expect(verdict(OUTSIDE, [requesting({ url: 'https://localhost:8443/' })])).toBe('pass');
  });

  it('an APIService without a condition is evaluated in the same way', () => {
    const api = (port?: number) =>
      object('apiregistration.k8s.io/v1', 'APIService', 'v1.x.example.org', {
        spec: {
          group: 'x.example.org',
          version: 'v1',
          service: { namespace: 'guard', name: 'guard', ...(port && { port }) },
        },
      });
    const own = service({ ...selected, ports: [{ port: 443 }] });
    expect(verdict(UNAVAILABLE, [api(8443), own, ready])).toBe('fail medium');
    expect(verdict(UNAVAILABLE, [api(), own, ready])).toBe('unknown');
    expect(verdict(UNAVAILABLE, [api()])).toBe('fail medium');
    expect(verdict(UNAVAILABLE, [api()], { partial: ['services'] })).toBe('unknown');
  });
});
