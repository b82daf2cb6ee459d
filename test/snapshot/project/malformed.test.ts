import { describe, expect, it } from '@jest/globals';
import { recordShapes } from '../../../src/snapshot/records/index.ts';
import { object, project, record } from '../support/project.ts';

describe('malformed objects', () => {
  const kinds = [
    ['v1', 'Pod'],
    ['v1', 'Node'],
    ['v1', 'Namespace'],
    ['v1', 'Service'],
    ['v1', 'ServiceAccount'],
    ['v1', 'Secret'],
    ['v1', 'ConfigMap'],
    ['v1', 'PersistentVolume'],
    ['v1', 'PersistentVolumeClaim'],
    ['apps/v1', 'Deployment'],
    ['batch/v1', 'CronJob'],
    ['discovery.k8s.io/v1', 'EndpointSlice'],
    ['coordination.k8s.io/v1', 'Lease'],
    ['networking.k8s.io/v1', 'Ingress'],
    ['networking.k8s.io/v1', 'NetworkPolicy'],
    ['cilium.io/v2', 'CiliumNetworkPolicy'],
    ['projectcalico.org/v3', 'NetworkPolicy'],
    ['gateway.networking.k8s.io/v1', 'Gateway'],
    ['gateway.networking.k8s.io/v1', 'HTTPRoute'],
    ['networking.istio.io/v1', 'Gateway'],
    ['networking.istio.io/v1', 'VirtualService'],
    ['route.openshift.io/v1', 'Route'],
    ['projectcontour.io/v1', 'HTTPProxy'],
    ['traefik.io/v1alpha1', 'IngressRoute'],
    ['rbac.authorization.k8s.io/v1', 'ClusterRole'],
    ['rbac.authorization.k8s.io/v1', 'RoleBinding'],
    ['storage.k8s.io/v1', 'StorageClass'],
    ['storage.k8s.io/v1', 'CSIDriver'],
    ['apiextensions.k8s.io/v1', 'CustomResourceDefinition'],
    ['apiregistration.k8s.io/v1', 'APIService'],
    ['admissionregistration.k8s.io/v1', 'MutatingWebhookConfiguration'],
    ['security.istio.io/v1', 'AuthorizationPolicy'],
    ['velero.io/v1', 'Schedule'],
  ] as const;
  const odd: unknown[] = [
    null,
    0,
    -1.5,
    'text',
    true,
    [],
    [null, 1, 'x', [], {}],
    {},
    { a: null },
    { 0: [] },
    [[[]]],
    Number.NaN,
  ];

  it.each(kinds)('%s %s: wrong types never throw and never reach a record', (apiVersion, kind) => {
    const fields = [
      'spec',
      'status',
      'data',
      'rules',
      'subjects',
      'roleRef',
      'webhooks',
      'endpoints',
      'ports',
      'parameters',
      'provisioner',
      'addressType',
    ];
    const inner = [
      'containers',
      'initContainers',
      'volumes',
      'template',
      'jobTemplate',
      'ports',
      'selector',
      'rules',
      'tls',
      'listeners',
      'servers',
      'conditions',
      'taints',
      'addresses',
      'nodeInfo',
      'capacity',
      'podSelector',
      'endpointSelector',
      'names',
      'versions',
      'service',
      'http',
      'routes',
      'to',
      'tolerations',
      'csi',
      'claimRef',
      'nodeAffinity',
      'loadBalancer',
      'template',
      'replicas',
    ];
    for (const value of odd) {
      const raw: Record<string, unknown> = {
        apiVersion,
        kind,
        metadata: {
          name: 'x',
          namespace: value,
          labels: value,
          annotations: value,
          ownerReferences: value,
          uid: value,
          creationTimestamp: value,
        },
      };
      for (const field of fields) raw[field] = value;
      for (const shape of [
        raw,
        {
          ...raw,
          spec: Object.fromEntries(inner.map((key) => [key, value])),
          status: Object.fromEntries(inner.map((key) => [key, value])),
        },
      ]) {
        const projected = project(shape);
        if (projected !== undefined) {
          const copy: unknown = JSON.parse(JSON.stringify(projected.record));
          expect(recordShapes[projected.kind].read(copy, '')).toEqual(copy);
        }
      }
    }
  });

  it('without a name, or not an object at all, are rejected', () => {
    for (const raw of [
      null,
      undefined,
      1,
      'x',
      [],
      {},
      { apiVersion: 'v1', kind: 'Pod' },
      { apiVersion: 'v1', kind: 'Pod', metadata: { name: '' } },
      { apiVersion: 1, kind: 'Pod', metadata: { name: 'x' } },
    ]) {
      expect(project(raw)).toBeUndefined();
    }
  });

  it('cannot reach a prototype', () => {
    const raw: unknown = JSON.parse(
      '{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"x","labels":{"__proto__":"polluted","constructor":"c","a":"b"},"annotations":{"__proto__":{"istio.io/x":"y"}}}}',
    );
    const namespace = record('namespace', raw);
    expect(namespace.labels).toEqual({ a: 'b' });
    expect(Object.getPrototypeOf(namespace.labels)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('cannot inject terminal escapes, invisible characters or endless names', () => {
    expect(record('namespace', object('v1', 'Namespace', 'y'.repeat(5_000), {}, null)).name).toHaveLength(
      512,
    );
    const { name, labels } = record('namespace', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: '\u001b[31mred\u001b[0m\u202Eevil\r\nx\u0007',
        labels: { 'a\u001b]0;title\u0007b': '\u009b31mz' },
      },
    });
    // The remaining name is no name of another object.
    expect(name).toMatch(/^redevil x \([0-9a-f]{8}\)$/);
    expect(labels).toEqual({ ab: 'z' });
    const hidden = ['\u00ad', '\u034f', '\u115f', '\u180e', '\u200b', '\u3164', '\ufffa', '\u{e0041}'];
    const sly = object('v1', 'Namespace', `a${hidden.join('')}b\ud800`, {}, null);
    expect(record('namespace', sly).name).toMatch(/^ab\ufffd \([0-9a-f]{8}\)$/);
  });

  it('may have the name of a built-in JavaScript property', () => {
    const image = 'evil/x/constructor:1';
    const { template } = record(
      'pod',
      object('v1', 'Pod', 'constructor', { containers: [{ name: '__proto__', image }] }),
    );
    expect(template).toBeDefined();
  });
});
