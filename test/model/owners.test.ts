import { describe, expect, it } from '@jest/globals';
import type { CollectorId, OutcomeStatus } from '../../src/snapshot/types.ts';
import { modelOf, object } from './support/cluster.ts';
import type { Manifest } from './support/cluster.ts';

const IMAGE = 'registry.example/app:1';

interface Reference {
  kind: string;
  name: string;
  uid?: string;
  apiVersion?: string;
}

const references = (owner?: Reference) =>
  owner && { ownerReferences: [{ apiVersion: 'apps/v1', controller: true, ...owner }] };

const pod = (name: string, owner?: Reference, more: { hash?: string; namespace?: string } = {}): Manifest =>
  object(
    'v1',
    'Pod',
    name,
    {
      metadata: {
        uid: `uid-of-${name}`,
        ...references(owner),
        ...(more.hash && { labels: { 'pod-template-hash': more.hash } }),
      },
      spec: { containers: [{ name: 'app', image: IMAGE }] },
      status: { phase: 'Running' },
    },
    more.namespace ?? 'shop',
  );

const controller = (
  kind: string,
  name: string,
  uid: string | undefined,
  more: {
    owner?: Reference;
    replicas?: number;
    apiVersion?: string;
    namespace?: string;
    bare?: boolean;
    status?: object;
  } = {},
): Manifest => {
  const template = { metadata: {}, spec: { containers: [{ name: 'app', image: IMAGE }] } };
  return object(
    more.apiVersion ?? (kind.endsWith('Job') ? 'batch/v1' : 'apps/v1'),
    kind,
    name,
    {
      metadata: { ...(uid && { uid }), ...references(more.owner) },
      // Live ReplicaSets are read as metadata.
      ...(!more.bare && {
        spec: {
          ...(more.replicas !== undefined && { replicas: more.replicas }),
          ...(kind === 'CronJob'
            ? { schedule: '@daily', jobTemplate: { spec: { template } } }
            : { template }),
        },
      }),
      ...(more.status && { status: more.status }),
    },
    more.namespace ?? 'shop',
  );
};

const DEPLOYMENT = controller('Deployment', 'web', 'd1');
const REPLICA_SET = controller('ReplicaSet', 'web-1', 'r1', {
  owner: { kind: 'Deployment', name: 'web', uid: 'd1' },
  bare: true,
});

function shown(status: OutcomeStatus, ...objects: readonly Manifest[]): string[] {
  const evidence = status === 'ok' ? {} : { [status]: ['workloads' satisfies CollectorId] };
  return modelOf(evidence, ...objects).workloads.map(
    ({ kind, namespace, name, pods }) =>
      `${kind} ${namespace}/${name}: ${pods.map((one) => one.name).join(', ')}`,
  );
}

describe('an owner is the object with that uid', () => {
  it.each<[string, readonly Manifest[], readonly string[]]>([
    [
      'a pod of the ReplicaSet of a Deployment, whatever its labels',
      [DEPLOYMENT, REPLICA_SET, pod('web-1-a', { kind: 'ReplicaSet', name: 'web-1', uid: 'r1' })],
      ['Deployment shop/web: web-1-a'],
    ],
    [
      'a ReplicaSet whose name suggests another Deployment',
      [
        DEPLOYMENT,
        controller('ReplicaSet', 'api-1', 'r1', {
          owner: { kind: 'Deployment', name: 'web', uid: 'd1' },
          bare: true,
        }),
        pod('p', { kind: 'ReplicaSet', name: 'api-1', uid: 'r1' }, { hash: '1' }),
      ],
      ['Deployment shop/web: p'],
    ],
    [
      'a pod owned by the Deployment directly',
      [DEPLOYMENT, REPLICA_SET, pod('z', { kind: 'Deployment', name: 'web', uid: 'd1' })],
      ['Deployment shop/web: z'],
    ],
    [
      'a pod with a matching name and another uid is separate',
      [DEPLOYMENT, REPLICA_SET, pod('z', { kind: 'ReplicaSet', name: 'web-1', uid: 'r0' }, { hash: '1' })],
      ['Deployment shop/web: ', 'Pod shop/z: z'],
    ],
    [
      'a pod with a matching uid and another kind or name is separate',
      [
        DEPLOYMENT,
        REPLICA_SET,
        pod('y', { kind: 'DaemonSet', name: 'web', uid: 'd1' }),
        pod('z', { kind: 'Deployment', name: 'api', uid: 'd1' }),
      ],
      ['Deployment shop/web: ', 'Pod shop/y: y', 'Pod shop/z: z'],
    ],
    [
      'an owner in another namespace is ignored',
      [DEPLOYMENT, pod('z', { kind: 'Deployment', name: 'web', uid: 'd1' }, { namespace: 'bank' })],
      ['Pod bank/z: z', 'Deployment shop/web: '],
    ],
    [
      'a DaemonSet that does not exist',
      [pod('z', { kind: 'DaemonSet', name: 'agent', uid: 'u' })],
      ['Pod shop/z: z'],
    ],
    ['a node', [pod('z', { kind: 'Node', name: 'n1', uid: 'u', apiVersion: 'v1' })], ['Pod shop/z: z']],
    [
      'two StatefulSets with one name: the old one is deleted, or a file contains both',
      [
        controller('StatefulSet', 'db', 's2'),
        controller('StatefulSet', 'db', 's1'),
        pod('db-0', { kind: 'StatefulSet', name: 'db', uid: 's1' }),
        pod('db-1', { kind: 'StatefulSet', name: 'db', uid: 's2' }),
      ],
      ['StatefulSet shop/db: db-0', 'StatefulSet shop/db: db-1'],
    ],
    [
      'a Job belongs to its CronJob by uid, not by its number',
      [
        controller('CronJob', 'backup', 'c1'),
        controller('Job', 'manual', 'j1', {
          owner: { kind: 'CronJob', name: 'backup', uid: 'c1', apiVersion: 'batch/v1' },
        }),
        controller('Job', 'backup-29401', 'j2'),
        pod('manual-a', { kind: 'Job', name: 'manual', uid: 'j1', apiVersion: 'batch/v1' }),
        pod('backup-29401-a', { kind: 'Job', name: 'backup-29401', uid: 'j2', apiVersion: 'batch/v1' }),
      ],
      ['CronJob shop/backup: manual-a', 'Job shop/backup-29401: backup-29401-a'],
    ],
    [
      'a ReplicationController of a DeploymentConfig, and a standalone one',
      [
        controller('DeploymentConfig', 'app', 'dc1', { apiVersion: 'apps.openshift.io/v1' }),
        controller('ReplicationController', 'app-2', 'rc2', {
          apiVersion: 'v1',
          owner: { kind: 'DeploymentConfig', name: 'app', uid: 'dc1', apiVersion: 'apps.openshift.io/v1' },
        }),
        controller('ReplicationController', 'app-1', 'rc1', {
          apiVersion: 'v1',
          replicas: 0,
          owner: { kind: 'DeploymentConfig', name: 'app', uid: 'dc1', apiVersion: 'apps.openshift.io/v1' },
        }),
        controller('ReplicationController', 'old', 'rc9', { apiVersion: 'v1' }),
        pod('app-2-x', { kind: 'ReplicationController', name: 'app-2', uid: 'rc2', apiVersion: 'v1' }),
        pod('old-x', { kind: 'ReplicationController', name: 'old', uid: 'rc9', apiVersion: 'v1' }),
      ],
      ['DeploymentConfig shop/app: app-2-x', 'ReplicationController shop/old: old-x'],
    ],
    [
      'pods of a controller that is not listed are grouped by its uid',
      [
        pod('a', { kind: 'Cluster', name: 'pg', uid: 'k1', apiVersion: 'postgresql.cnpg.io/v1' }),
        pod('b', { kind: 'Cluster', name: 'pg', uid: 'k1', apiVersion: 'postgresql.cnpg.io/v1' }),
        pod('c', { kind: 'Cluster', name: 'pg', uid: 'k2', apiVersion: 'postgresql.cnpg.io/v1' }),
      ],
      ['Cluster shop/pg: a, b', 'Cluster shop/pg: c'],
    ],
    [
      'a known kind of another API group is a controller that is not listed',
      [
        controller('StatefulSet', 'db', 's1'),
        pod('a', { kind: 'StatefulSet', name: 'db', uid: 'k1', apiVersion: 'apps.kruise.io/v1beta1' }),
        pod('b', { kind: 'StatefulSet', name: 'db', uid: 'k1', apiVersion: 'apps.kruise.io/v1beta1' }),
      ],
      ['StatefulSet shop/db: a, b', 'StatefulSet shop/db: '],
    ],
    [
      'the ReplicaSet of a Rollout is reported as the Rollout',
      [
        controller('ReplicaSet', 'web-1', 'r1', {
          owner: { kind: 'Rollout', name: 'web', uid: 'x', apiVersion: 'argoproj.io/v1alpha1' },
          bare: true,
        }),
        pod('a', { kind: 'ReplicaSet', name: 'web-1', uid: 'r1' }, { hash: '1' }),
      ],
      ['ReplicaSet shop/web-1: a'],
    ],
  ])('%s', (_, objects, expected) => {
    expect(shown('ok', ...objects)).toEqual(expected);
    expect(shown('ok', ...objects.toReversed())).toEqual(expected);
  });
});

describe('pods are grouped by name if lists are incomplete or uids are missing', () => {
  it.each<[string, OutcomeStatus, readonly Manifest[], readonly string[]]>([
    [
      'permission denied for ReplicaSets: the hash in the name',
      'partial',
      [
        DEPLOYMENT,
        pod('a', { kind: 'ReplicaSet', name: 'web-1', uid: 'r1' }, { hash: '1' }),
        pod('b', { kind: 'ReplicaSet', name: 'web-2', uid: 'r2' }, { hash: '2' }),
      ],
      ['Deployment shop/web: a, b'],
    ],
    [
      'no controllers were collected',
      'permission-denied',
      [
        pod('a', { kind: 'ReplicaSet', name: 'web-1', uid: 'r1' }, { hash: '1' }),
        pod('b', { kind: 'DaemonSet', name: 'agent', uid: 'x' }),
        pod('c', { kind: 'DaemonSet', name: 'agent', uid: 'x' }),
      ],
      ['DaemonSet shop/agent: b, c', 'Deployment shop/web: a'],
    ],
    [
      'files without uids',
      'ok',
      [
        controller('Deployment', 'web', undefined),
        controller('ReplicaSet', 'web-1', undefined, { owner: { kind: 'Deployment', name: 'web' } }),
        pod('a', { kind: 'ReplicaSet', name: 'web-1' }),
      ],
      ['Deployment shop/web: a'],
    ],
    [
      'a manifest without uid and pods of the live cluster',
      'ok',
      [
        controller('StatefulSet', 'db', undefined),
        pod('db-0', { kind: 'StatefulSet', name: 'db', uid: 's1' }),
      ],
      ['StatefulSet shop/db: db-0'],
    ],
  ])('%s', (_, status, objects, expected) => {
    expect(shown(status, ...objects)).toEqual(expected);
  });
});

describe('controllers created by other controllers', () => {
  const names = (...objects: readonly Manifest[]) => shown('ok', ...objects);

  it('scaled-down or completed ones are history, others are a part of their owner', () => {
    const owner = { kind: 'CronJob', name: 'backup', uid: 'c1', apiVersion: 'batch/v1' };
    const done = { conditions: [{ type: 'Complete', status: 'True' }] };
    const model = modelOf(
      {},
      controller('CronJob', 'backup', 'c1'),
      controller('Job', 'backup-1', 'j1', { owner, status: done }),
      controller('Job', 'backup-2', 'j2', { owner }),
    );
    expect(model.workloads.map(({ kind, templates }) => [kind, templates.length])).toEqual([['CronJob', 2]]);
  });

  it('a ReplicaSet in a file without its Deployment is evaluated by its own template', () => {
    const owner = { kind: 'Deployment', name: 'gone', uid: 'd0' };
    expect(names(controller('ReplicaSet', 'gone-1', 'r1', { owner, replicas: 2 }))).toEqual([
      'ReplicaSet shop/gone-1: ',
    ]);
    expect(names(controller('ReplicaSet', 'gone-1', 'r1', { owner, replicas: 0 }))).toEqual([]);
  });

  it('one whose Deployment was not given has its name', () => {
    const owner = { kind: 'Deployment', name: 'web', uid: 'd1' };
    expect(shown('partial', controller('ReplicaSet', 'web-1', 'r1', { owner, replicas: 2 }))).toEqual([
      'Deployment shop/web: ',
    ]);
  });
});
