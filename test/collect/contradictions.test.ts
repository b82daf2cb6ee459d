import { describe, expect, it } from '@jest/globals';
import { contradictions } from '../../src/collect/contradictions/index.ts';
import type { ListedKind } from '../../src/snapshot/index.ts';
import { createProjector, createSnapshotBuilder, eachRecord } from '../../src/snapshot/index.ts';
import type { CollectorId, OutcomeStatus } from '../../src/snapshot/types.ts';

interface Reported {
  objects?: readonly object[];
  metrics?: Readonly<Record<string, readonly { labels: Record<string, string>; value: number }[]>>;
  lists?: readonly Partial<ListedKind>[];
  minor?: number;
  namespace?: string;
  status?: (id: CollectorId) => OutcomeStatus;
}

/** `collector: reason` of every contradiction, when all lists are complete. */
function found({
  objects = [],
  metrics,
  lists = [],
  minor = 37,
  namespace,
  status = () => 'ok',
}: Reported): string[] {
  const builder = createSnapshotBuilder();
  const projector = createProjector();
  for (const object of objects) {
    const projected = projector.project(object);
    if (projected) eachRecord(projected, ({ kind, record }) => builder.add(kind, record));
  }
  builder.add('version', { gitVersion: `v1.${minor}.0` });
  for (const group of ['', 'apps'])
    builder.add('discovery', { group, version: 'v1', versions: ['v1'], resources: [] });
  if (metrics) builder.add('metrics', { families: metrics, complete: true });
  const reading = {
    records: <K extends 'pod'>(kind: K) => builder.records(kind),
    outcome: (id: CollectorId) => ({ collector: id, status: status(id), count: 1 }),
    lists: lists.map((list) => ({
      collector: 'platform' as const,
      group: '',
      plural: 'things',
      count: 0,
      ...list,
    })),
    namespace,
  };
  return contradictions(reading as never).map(({ collector, reason }) => `${collector}: ${reason}`);
}

const object = (kind: string, name: string, more: object = {}, namespace?: string, apiVersion = 'v1') => ({
  apiVersion,
  kind,
  metadata: { name, ...(namespace !== undefined && { namespace }) },
  ...more,
});
const node = (name: string) =>
  object('Node', name, { status: { conditions: [{ type: 'Ready', status: 'True' }] } });
const running = (name: string, on: string, namespace = 'shop') =>
  object('Pod', name, { spec: { nodeName: on, containers: [] }, status: { phase: 'Running' } }, namespace);
const lease = (name: string, renewTime: string, namespace = 'kube-node-lease', labels = {}) => ({
  ...object('Lease', name, { spec: { renewTime } }, namespace, 'coordination.k8s.io/v1'),
  metadata: { name, namespace, labels },
});
const SERVER = lease('apiserver-x', '2026-11-24T00:00:00Z', 'kube-system', {
  'apiserver.kubernetes.io/identity': 'kube-apiserver',
});
const namespaceOf = (name: string) => object('Namespace', name);
/** Part of every reading, so that only the tested rule reports a contradiction. */
const sound = [SERVER, namespaceOf('shop'), namespaceOf('kube-system')];
const about = (collector: CollectorId, reported: Reported): string[] =>
  found({ ...reported, objects: [...sound, ...(reported.objects ?? [])] }).filter((line) =>
    line.startsWith(`${collector}: `),
  );

describe('nodes', () => {
  it('of running pods are in the list', () => {
    expect(about('nodes', { objects: [node('a'), running('p', 'b')] })[0]).toContain('the list lacks b');
    expect(about('nodes', { objects: [node('a'), running('p', 'a')] })).toEqual([]);
  });

  it('may appear or disappear while a long list is read', () => {
    const many = Array.from({ length: 100 }, (_, i) => node(`n${i}`));
    expect(about('nodes', { objects: [...many, running('p', 'new')] })).toEqual([]);
    expect(
      about('nodes', { objects: [...many, ...['x', 'y', 'z'].map((name) => running(name, name))] }),
    ).toHaveLength(1);
  });

  it('are not implied by a pending pod', () => {
    const waiting = object(
      'Pod',
      'p',
      { spec: { nodeName: 'b', containers: [] }, status: { phase: 'Pending' } },
      'shop',
    );
    expect(about('nodes', { objects: [node('a'), waiting] })).toEqual([]);
  });

  it('with a renewed lease are in the list, those with an expired lease are not', () => {
    expect(about('nodes', { objects: [node('a'), lease('b', '2026-11-24T00:00:00Z')] })).toHaveLength(1);
    expect(about('nodes', { objects: [node('a'), lease('b', '2026-11-23T23:00:00Z')] })).toEqual([]);
  });
});

describe('pods', () => {
  it('run on ready nodes, and controllers count them', () => {
    expect(about('pods', { objects: [node('a')] })[0]).toContain('despite 1 ready node');
    const deployment = object('Deployment', 'web', { status: { readyReplicas: 3 } }, 'shop', 'apps/v1');
    expect(about('pods', { objects: [deployment] })[0]).toContain('controllers count 3 ready ones');
    expect(about('pods', {})).toEqual([]);
  });

  it('of one namespace may be none', () => {
    expect(about('pods', { objects: [node('a')], namespace: 'shop' })).toEqual([]);
  });
});

describe('references to other objects', () => {
  it('namespaces of objects; ConfigMaps of an unlisted namespace may exist', () => {
    const reported = { objects: [object('Service', 'web', {}, 'hidden')] };
    expect(about('namespaces', reported)[0]).toContain('the list lacks hidden');
    expect(about('configmaps', reported)).toHaveLength(1);
  });

  it('controllers of running pods', () => {
    const owned = {
      ...running('p', 'a'),
      metadata: {
        name: 'p',
        namespace: 'shop',
        ownerReferences: [{ kind: 'DaemonSet', name: 'd', uid: 'u', controller: true }],
      },
    };
    expect(about('workloads', { objects: [node('a'), owned] })[0]).toContain('DaemonSets: the list is empty');
    const daemonSet = object('DaemonSet', 'other', {}, 'shop', 'apps/v1');
    expect(about('workloads', { objects: [node('a'), owned, daemonSet] })).toEqual([]);
  });

  it('volumes of claims', () => {
    const claim = object(
      'PersistentVolumeClaim',
      'c',
      { spec: { volumeName: 'v' }, status: { phase: 'Bound' } },
      'shop',
    );
    expect(about('storage', { objects: [claim] })[0]).toContain('1 claim is bound');
    expect(
      about('storage', { objects: [claim, object('PersistentVolume', 'v', { spec: { nfs: {} } })] }),
    ).toEqual([]);
  });
});

describe('the API server about itself', () => {
  const slice = (...addresses: string[]) => ({
    ...object(
      'EndpointSlice',
      'kubernetes',
      { addressType: 'IPv4', endpoints: addresses.map((one) => ({ addresses: [one] })) },
      'default',
      'discovery.k8s.io/v1',
    ),
    metadata: {
      name: 'kubernetes',
      namespace: 'default',
      labels: { 'kubernetes.io/service-name': 'kubernetes' },
    },
  });

  it('renews a lease from 1.26 on', () => {
    expect(found({}).filter((line) => line.startsWith('leases'))).toHaveLength(1);
    expect(found({ minor: 25 }).filter((line) => line.startsWith('leases'))).toEqual([]);
  });

  it('has an address for each lease', () => {
    expect(about('leases', { objects: [slice('10.0.0.1', '10.0.0.2')] })[0]).toContain('2 endpoints');
    expect(about('leases', { objects: [slice('10.0.0.1')] })).toEqual([]);
  });

  it('has an endpoint for its Service', () => {
    const service = object('Service', 'kubernetes', {}, 'default');
    expect(about('endpointslices', { objects: [service] })).toHaveLength(1);
    expect(about('endpointslices', { objects: [service, slice('10.0.0.1')] })).toEqual([]);
  });

  it.each([
    ['apiserver_resource_objects', { group: 'apps', resource: 'deployments' }],
    ['apiserver_storage_objects', { resource: 'deployments.apps' }],
  ])('counts its objects in %s', (family, labels) => {
    const of = (count: number, value: number) =>
      about('workloads', {
        metrics: { [family]: [{ labels, value }] },
        lists: [{ collector: 'workloads', group: 'apps', plural: 'deployments', count }],
      });
    expect(of(0, 1)[0]).toContain('the list has 0, and the API server counts 1');
    expect(of(4, 10)).toHaveLength(1);
    // Counted once a minute: objects are created and deleted meanwhile.
    expect(of(6, 10)).toEqual([]);
    expect(of(10, 0)).toEqual([]);
    expect(of(0, -1)).toEqual([]);
  });

  it('that reports two always-present kinds as empty is not trusted about empty lists', () => {
    const lists = [
      { plural: 'namespaces', hollow: true as const },
      { plural: 'services', hollow: true as const },
      { collector: 'webhooks' as const, plural: 'webhooks' },
      { collector: 'rbac' as const, plural: 'roles', count: 3 },
    ];
    expect(about('webhooks', { lists })).toHaveLength(1);
    expect(about('rbac', { lists })).toEqual([]);
    expect(about('webhooks', { lists: lists.slice(1) })).toEqual([]);
  });
});

describe('served kinds', () => {
  const crd = object(
    'CustomResourceDefinition',
    'peerauthentications.security.istio.io',
    { spec: { group: 'security.istio.io', names: {} } },
    undefined,
    'apiextensions.k8s.io/v1',
  );

  it('discovery contains the defined kinds, as far as a collector requests them', () => {
    expect(about('discovery', { objects: [crd] })[0]).toContain('does not name security.istio.io');
    expect(about('istio', { objects: [crd] })).toHaveLength(1);
    const other = object(
      'CustomResourceDefinition',
      'widgets.example.com',
      { spec: { group: 'example.com', names: {} } },
      undefined,
      'apiextensions.k8s.io/v1',
    );
    expect(about('discovery', { objects: [other] })).toEqual([]);
  });

  it('also where discovery reports that some groups did not respond', () => {
    const status = (id: CollectorId) => (id === 'discovery' ? ('partial' as const) : ('ok' as const));
    expect(about('istio', { objects: [crd], status })).toHaveLength(1);
  });
});
