import { describe, expect, it } from '@jest/globals';
import { buildModel } from '../../src/model/build.ts';
import { reversed } from '../support/example.ts';
import { modelOf, object, pod, snapshotOf, staticPod, workload } from './support/cluster.ts';
import type { Manifest } from './support/cluster.ts';

const IMAGE = 'registry.example/app:1';
const batch = (kind: string, name: string, more: Record<string, unknown> = {}) => {
  const template = {
    metadata: { labels: { app: name } },
    spec: { containers: [{ name: 'app', image: IMAGE }] },
  };
  const spec =
    kind === 'CronJob' ? { schedule: '*/5 * * * *', jobTemplate: { spec: { template } } } : { template };
  return object('batch/v1', kind, name, { spec, ...more }, 'shop');
};
const ownedBy = (kind: string, name: string) => ({
  metadata: { ownerReferences: [{ apiVersion: 'x/v1', kind, name, controller: true }] },
});
const replicaSet = (name: string, more: Record<string, unknown> = {}) =>
  object(
    'apps/v1',
    'ReplicaSet',
    name,
    { spec: { replicas: 1, template: { spec: { containers: [{ name: 'app', image: IMAGE }] } } }, ...more },
    'shop',
  );
const of = (name: string, kind: string, owner: string, hash?: string) =>
  pod(name, { owner: { kind, name: owner }, ...(hash && { labels: { 'pod-template-hash': hash } }) });

describe('workloads of pods', () => {
  it.each<[string, readonly Manifest[], readonly string[]]>([
    [
      'a ReplicaSet of a Deployment',
      [
        workload('Deployment', 'web', IMAGE),
        replicaSet('web-6f7d', ownedBy('Deployment', 'web')),
        of('web-6f7d-a', 'ReplicaSet', 'web-6f7d', '6f7d'),
      ],
      ['Deployment web: web-6f7d-a'],
    ],
    [
      'the ReplicaSets of a rollout',
      [
        workload('Deployment', 'web', IMAGE),
        of('web-1-a', 'ReplicaSet', 'web-1', '1'),
        of('web-2-a', 'ReplicaSet', 'web-2', '2'),
      ],
      ['Deployment web: web-1-a, web-2-a'],
    ],
    [
      'a Deployment without list permission is derived from its pods',
      [of('web-6f7d-a', 'ReplicaSet', 'web-6f7d', '6f7d')],
      ['Deployment web: web-6f7d-a'],
    ],
    [
      'a standalone ReplicaSet',
      [replicaSet('cache'), of('cache-a', 'ReplicaSet', 'cache')],
      ['ReplicaSet cache: cache-a'],
    ],
    [
      'a ReplicaSet whose name only looks like a hash',
      [of('cache-6f7d-a', 'ReplicaSet', 'cache-6f7d')],
      ['ReplicaSet cache-6f7d: cache-6f7d-a'],
    ],
    [
      'a ReplicaSet of another controller',
      [replicaSet('r-1', ownedBy('Rollout', 'r')), of('r-1-a', 'ReplicaSet', 'r-1')],
      ['ReplicaSet r-1: r-1-a'],
    ],
    [
      'a Job of a CronJob',
      [
        batch('CronJob', 'backup'),
        batch('Job', 'backup-29401', ownedBy('CronJob', 'backup')),
        of('backup-29401-a', 'Job', 'backup-29401'),
      ],
      ['CronJob backup: backup-29401-a'],
    ],
    [
      'a standalone Job, with a number like that of a CronJob',
      [batch('Job', 'migrate-3'), of('migrate-3-a', 'Job', 'migrate-3')],
      ['Job migrate-3: migrate-3-a'],
    ],
    [
      'DaemonSet and StatefulSet',
      [
        workload('DaemonSet', 'agent', IMAGE),
        workload('StatefulSet', 'db', IMAGE),
        of('agent-a', 'DaemonSet', 'agent'),
        of('db-0', 'StatefulSet', 'db'),
      ],
      ['DaemonSet agent: agent-a', 'StatefulSet db: db-0'],
    ],
    ['a controller of an unknown kind', [of('wf-a', 'Workflow', 'wf')], ['Workflow wf: wf-a']],
    ['a pod without a controller', [pod('debug')], ['Pod debug: debug']],
    [
      'finished pods are omitted, their controller is not',
      [
        batch('Job', 'done'),
        pod('done-a', { owner: { kind: 'Job', name: 'done' }, phase: 'Succeeded' }),
        pod('gone', { phase: 'Failed' }),
      ],
      ['Job done: '],
    ],
    ['a controller without pods', [workload('Deployment', 'web', IMAGE)], ['Deployment web: ']],
  ])('%s', (_, objects, expected) => {
    const shown = modelOf({}, ...objects).workloads.map(
      ({ kind, name, pods }) => `${kind} ${name}: ${pods.map((item) => item.name).join(', ')}`,
    );
    expect(shown).toEqual(expected);
  });

  it('a CronJob of another namespace is not an owner', () => {
    const elsewhere = object(
      'batch/v1',
      'CronJob',
      'backup',
      {
        spec: {
          schedule: '@daily',
          jobTemplate: { spec: { template: { spec: { containers: [{ name: 'a', image: IMAGE }] } } } },
        },
      },
      'other',
    );
    const model = modelOf({}, elsewhere, of('backup-29401-a', 'Job', 'backup-29401'));
    expect(model.workloads.map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`)).toEqual([
      'CronJob other/backup',
      'Job shop/backup-29401',
    ]);
  });
});

describe('properties of workloads', () => {
  it('static pods are marked, other pods with a Node owner by name only are pods', () => {
    const model = modelOf({}, staticPod('etcd', 'cp-1', []), pod('plain', { namespace: 'kube-system' }));
    expect(model.workloads.map(({ kind, name, mirror }) => [kind, name, mirror])).toEqual([
      ['Pod', 'etcd-cp-1', true],
      ['Pod', 'plain', false],
    ]);
  });

  it('counts desired and ready replicas', () => {
    const web = { ...workload('Deployment', 'web', IMAGE), status: { readyReplicas: 0, replicas: 1 } };
    const model = modelOf({}, web, of('lone-a', 'StatefulSet', 'lone'));
    expect(model.workloads.map(({ name, replicas, ready }) => [name, replicas, ready])).toEqual([
      ['web', 1, 0],
      ['lone', undefined, 1],
    ]);
  });

  it('the live pod contains more than the template: injected by admission', () => {
    const injected = pod('web-1-a', {
      owner: { kind: 'ReplicaSet', name: 'web-1' },
      labels: { 'pod-template-hash': '1' },
      spec: {
        containers: [
          { name: 'app', image: IMAGE },
          { name: 'istio-proxy', image: 'docker.io/istio/proxyv2:1.31.0' },
        ],
      },
    });
    const model = modelOf({}, workload('Deployment', 'web', IMAGE), injected);
    expect(model.workloads[0]?.template.containers.map(({ name }) => name)).toEqual(['app', 'istio-proxy']);
  });

  it('does not depend on the order of arrival, even during a rollout', () => {
    const version = (name: string, hash: string, image: string) =>
      pod(name, {
        owner: { kind: 'ReplicaSet', name: `web-${hash}` },
        labels: { 'pod-template-hash': hash },
        image,
      });
    const snapshot = snapshotOf(
      {},
      version('web-1-a', '1', 'registry.example/app:1'),
      version('web-2-b', '2', 'registry.example/app:2'),
      workload('Deployment', 'web', IMAGE),
    );
    expect(buildModel(reversed(snapshot)).workloads).toEqual(buildModel(snapshot).workloads);
  });

  it('schedules of CronJobs', () => {
    expect(modelOf({}, batch('CronJob', 'backup')).workloads).toMatchObject([
      { kind: 'CronJob', schedule: '*/5 * * * *' },
    ]);
  });
});
