import { describe, expect, it } from '@jest/globals';
import { affinityOsOf } from '../../../src/snapshot/project/affinity.ts';
import { record } from '../support/project.ts';

const object = (
  apiVersion: string,
  kind: string,
  name: string,
  { metadata = {}, ...rest }: { metadata?: object; [field: string]: unknown },
) => ({ apiVersion, kind, metadata: { name, namespace: 'ns', ...metadata }, ...rest });

const template = { spec: { containers: [{ name: 'c', image: 'i' }] } };
const podOf = (spec: object, metadata: object = {}) =>
  record('pod', object('v1', 'Pod', 'p', { metadata, spec }));

describe('owners', () => {
  const ownerOf = (reference: object) =>
    record('pod', object('v1', 'Pod', 'p', { metadata: { ownerReferences: [reference] }, spec: {} })).owner;

  it.each([
    [
      { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'r', uid: 'u' },
      { kind: 'ReplicaSet', name: 'r', uid: 'u' },
    ],
    [
      { apiVersion: 'v1', kind: 'Node', name: 'n' },
      { kind: 'Node', name: 'n' },
    ],
    [
      { apiVersion: 'batch.volcano.sh/v1alpha1', kind: 'Job', name: 'j', uid: 'u' },
      { kind: 'Job', name: 'j', uid: 'u', group: 'batch.volcano.sh' },
    ],
    [
      { apiVersion: 'apps.openshift.io/v1', kind: 'DeploymentConfig', name: 'd', uid: 'u' },
      { kind: 'DeploymentConfig', name: 'd', uid: 'u' },
    ],
    [
      { apiVersion: 7, kind: 'X', name: 'x', uid: ['u'] },
      { kind: 'X', name: 'x' },
    ],
  ])('%j', (reference, owner) => {
    expect(ownerOf(reference)).toEqual(owner);
  });
});

describe('containers of a pod', () => {
  it('ephemeral ones are kept like others, except for their interactive command', () => {
    const { template: kept } = podOf({
      containers: [{ name: 'a', image: 'a' }],
      ephemeralContainers: [
        {
          name: 'd',
          image: 'registry.k8s.io/kube-apiserver:v1.37.2',
          command: ['kube-apiserver', '--profiling'],
          targetContainerName: 'a',
          securityContext: { privileged: true },
          volumeMounts: [{ name: 'h', mountPath: '/h' }],
        },
      ],
    });
    expect(kept.containers).toEqual([
      { name: 'a', image: 'a' },
      {
        name: 'd',
        image: 'registry.k8s.io/kube-apiserver:v1.37.2',
        role: 'ephemeral',
        privileged: true,
        mounts: [{ volume: 'h', path: '/h' }],
      },
    ]);
  });

  it('block devices are mounts', () => {
    const { template: kept } = podOf({
      containers: [{ name: 'a', image: 'a', volumeDevices: [{ name: 'd', devicePath: '/dev/xvda' }] }],
    });
    expect(kept.containers[0]?.mounts).toEqual([{ volume: 'd', path: '/dev/xvda', device: true }]);
  });

  it('one without name and image is a container if any other field is set', () => {
    const { template: kept } = podOf({ containers: [{ securityContext: { privileged: true } }, {}, null] });
    expect(kept.containers).toEqual([{ name: '', image: '', privileged: true }]);
  });

  it('the last of many volumes is not lost, and the excess is reported', () => {
    const volumes = Array.from({ length: 20_000 }, (_, index) => ({ name: `v${index}`, emptyDir: {} }));
    const whole = podOf({ containers: [], volumes: [...volumes, { name: 'h', hostPath: { path: '/' } }] });
    expect(whole.template.volumes.at(-1)).toEqual({ name: 'h', type: 'hostPath', target: '/' });
    expect(whole.template).not.toHaveProperty('cut');
    const mounts = Array.from({ length: 50_001 }, () => ({ name: 'v0', mountPath: '/v' }));
    expect(podOf({ containers: [{ name: 'c', image: 'i', volumeMounts: mounts }] }).template.cut).toBe(true);
  });

  it.each([
    [{ runAsGroup: 0 }, true],
    [{ seLinuxOptions: { type: 'spc_t' } }, true],
    [{ windowsOptions: { runAsUserName: 'x' } }, true],
    [{ procMount: 'Default' }, true],
    [{ windowsOptions: {} }, undefined],
    [{ seLinuxOptions: null }, undefined],
    [{}, undefined],
  ])('security context %j sets a limit without its own field: %s', (securityContext, expected) => {
    const { template: kept } = podOf({
      securityContext,
      containers: [{ name: 'c', image: 'i', securityContext }],
    });
    expect([kept.otherLimits, kept.containers[0]?.otherLimits]).toEqual([expected, expected]);
  });

  it('the path of the node counts where a file has two sources for a volume', () => {
    const { template: kept } = podOf({
      containers: [],
      volumes: [
        { name: 'a', unknown: {}, hostPath: { path: '/etc' } },
        { name: 'b', emptyDir: {}, hostPath: { path: '/etc' } },
      ],
    });
    expect(kept.volumes.map(({ type }) => type)).toEqual(['hostPath', 'hostPath']);
  });
});

describe('the operating system that required node affinity allows', () => {
  const required = (...nodeSelectorTerms: object[]) => ({
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } },
  });
  const os = (operator: string, ...values: string[]) => ({
    matchExpressions: [{ key: 'kubernetes.io/os', operator, values }],
  });
  const pool = { matchExpressions: [{ key: 'pool', operator: 'In', values: ['a'] }] };
  const here = { matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n1'] }] };
  it.each([
    [required(os('In', 'windows')), ['windows']],
    [required(os('In', 'windows', 'linux')), undefined],
    [required(os('NotIn', 'linux')), ['windows']],
    [required(os('In', 'windows'), pool), undefined],
    [required(os('In', 'windows'), {}), ['windows']],
    [required({ ...os('In', 'windows'), ...here }), ['windows']],
    [required(here), undefined],
    [
      required({ matchExpressions: [...os('In', 'windows').matchExpressions, ...pool.matchExpressions] }),
      ['windows'],
    ],
    [required(os('In', 'windows'), os('In', 'linux')), undefined],
    [required(os('In', 'plan9')), []],
    [required(os('DoesNotExist')), []],
    [required(os('Exists')), undefined],
    [
      required({ matchExpressions: [{ key: 'beta.kubernetes.io/os', operator: 'In', values: ['windows'] }] }),
      ['windows'],
    ],
    [
      {
        nodeAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [{ preference: os('In', 'windows') }],
        },
      },
      undefined,
    ],
    [required(), undefined],
    ['windows', undefined],
  ])('%j: %j', (affinity, expected) => {
    expect(affinityOsOf(affinity as never)).toEqual(expected);
  });
});

describe('controllers', () => {
  const workload = (kind: string, rest: object, api = 'apps/v1') =>
    record('workload', object(api, kind, 'w', { metadata: { uid: 'u', generation: 4 }, ...rest }));

  it.each([
    ['observed, and all pods are updated', { observedGeneration: 4, replicas: 3, updatedReplicas: 3 }, 3],
    ['not observed yet', { observedGeneration: 3, replicas: 3, updatedReplicas: 3 }, undefined],
    ['an old pod remains', { observedGeneration: 4, replicas: 3, updatedReplicas: 2 }, undefined],
    ['no status', undefined, undefined],
    ['no replicas', { observedGeneration: 4 }, undefined],
  ])('pods of the current template: %s', (_, status, expected) => {
    const rest = { spec: { replicas: 3, template }, ...(status && { status }) };
    expect(workload('Deployment', rest).updatedReplicas).toBe(expected);
  });

  it('of a DaemonSet they are counted by nodes', () => {
    const status = { observedGeneration: 4, currentNumberScheduled: 5, updatedNumberScheduled: 5 };
    expect(workload('DaemonSet', { spec: { template }, status })).toMatchObject({
      uid: 'u',
      updatedReplicas: 5,
    });
  });

  it.each([
    ['ReplicationController', 'v1'],
    ['DeploymentConfig', 'apps.openshift.io/v1'],
    ['DeploymentConfig', 'v1'],
  ])('%s of %s', (kind, api) => {
    expect(workload(kind, { spec: { replicas: 2, template } }, api)).toMatchObject({
      kind,
      replicas: 2,
      template: { containers: [{ name: 'c', image: 'i' }] },
    });
  });

  it('finished Jobs are marked', () => {
    const job = (type: string, status: string) =>
      workload('Job', { spec: { template }, status: { conditions: [{ type, status }] } }, 'batch/v1')
        .finished;
    expect([
      job('Complete', 'True'),
      job('Failed', 'True'),
      job('Complete', 'False'),
      job('Suspended', 'True'),
    ]).toEqual([true, true, undefined, undefined]);
  });

  it("a copy of an owner's template is stored separately", () => {
    const owned = object('batch/v1', 'Job', 'j', {
      metadata: {
        ownerReferences: [{ apiVersion: 'batch/v1', kind: 'CronJob', name: 'c', uid: 'u', controller: true }],
      },
      spec: { template },
    });
    const job = record('workload', owned);
    expect(job).not.toHaveProperty('template');
    expect(job.copiedTemplate).toMatchObject({ containers: [{ name: 'c' }] });
  });

  it('StatefulSets contain the names of their claims', () => {
    const volumeClaimTemplates = [{ metadata: { name: 'data' } }, { metadata: {} }];
    expect(workload('StatefulSet', { spec: { template, volumeClaimTemplates } }).claimTemplates).toEqual([
      'data',
    ]);
  });
});

describe('volumes', () => {
  it('keep their claim', () => {
    const volume = object('v1', 'PersistentVolume', 'pv', {
      spec: { other: {}, local: { path: '/x' }, claimRef: { namespace: 'shop', name: 'data', uid: 'u' } },
    });
    expect(record('persistentVolume', volume)).toMatchObject({
      type: 'local',
      target: '/x',
      claim: 'shop/data',
      claimUid: 'u',
    });
    const claim = object('v1', 'PersistentVolumeClaim', 'data', {
      metadata: { uid: 'u' },
      spec: { volumeName: 'pv' },
    });
    expect(record('persistentVolumeClaim', claim)).toMatchObject({ uid: 'u', volume: 'pv' });
  });
});
