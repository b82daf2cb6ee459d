import { describe, expect, it } from '@jest/globals';
import { completeIn } from '../../src/checks/proof.ts';
import { allChecks } from '../../src/checks/index.generated.ts';
import { kindKey, KNOWN_KINDS } from '../../src/snapshot/kinds.ts';
import { limitTo } from '../../src/snapshot/limit.ts';
import { narrowedTo } from '../../src/snapshot/narrowed.ts';
import type { Outcome } from '../../src/snapshot/types.ts';
import { assess } from '../../src/app/assess.ts';
import { scratch, read } from '../snapshot/support/io.ts';

const partial = (more: Partial<Outcome>): Outcome => ({
  collector: 'storage',
  status: 'partial',
  count: 1,
  ...more,
});

describe('completeness of files', () => {
  it('of a namespace whose lists were given', () => {
    const outcome = partial({ namespaces: ['shop', 'web'] });
    expect([undefined, 'shop', 'web', 'other'].map((place) => completeIn(outcome, place))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(completeIn(partial({}), 'shop')).toBe(false);
    expect(
      completeIn({ collector: 'pods', status: 'unavailable', count: 0, namespaces: ['shop'] }, 'shop'),
    ).toBe(false);
  });

  it('of the kinds that a check evaluates', () => {
    const outcome = partial({
      whole: [
        { kind: 'PersistentVolume' },
        { kind: 'PersistentVolumeClaim', namespaces: ['shop', 'web'] },
        { kind: 'X', namespaces: ['web'] },
      ],
    });
    expect(narrowedTo(outcome, ['PersistentVolume']).status).toBe('ok');
    expect(narrowedTo(outcome, ['PersistentVolume', 'PersistentVolumeClaim'])).toMatchObject({
      status: 'partial',
      namespaces: ['shop', 'web'],
    });
    expect(narrowedTo(outcome, ['PersistentVolumeClaim', 'X'])).toMatchObject({ namespaces: ['web'] });
    for (const kinds of [undefined, ['PersistentVolume', 'storage.k8s.io/StorageClass']])
      expect(narrowedTo(outcome, kinds)).toBe(outcome);
    const refused: Outcome = {
      collector: 'storage',
      status: 'permission-denied',
      count: 0,
      whole: [{ kind: 'PersistentVolume' }],
    };
    expect(narrowedTo(refused, ['PersistentVolume'])).toBe(refused);
  });

  it('kinds of checks are kinds of their collectors', () => {
    const named = allChecks.flatMap(({ kinds = {} }) => Object.entries(kinds));
    expect(named.length).toBeGreaterThan(0);
    for (const [collector, kinds] of named)
      for (const kind of kinds)
        expect(KNOWN_KINDS.some((one) => one.collector === collector && kindKey(one) === kind)).toBe(true);
  });
});

describe('verdicts from files', () => {
  const answer = (
    kind: string,
    apiVersion: string,
    items: unknown[],
    metadata: object = { resourceVersion: '9' },
  ) => ({ kind: `${kind}List`, apiVersion, metadata, items });
  const pod = (namespace: string, spec: object = {}) => ({
    metadata: { name: 'p', namespace, uid: `u-${namespace}` },
    spec: { containers: [{ name: 'c', image: 'i' }], ...spec },
    status: { phase: 'Running' },
  });
  const APPS = ['Deployment', 'DaemonSet', 'StatefulSet', 'ReplicaSet'];
  async function evaluate(
    files: Record<string, unknown>,
    check: string,
    settings: { complete?: boolean; namespace?: string } = {},
  ) {
    const dir = scratch();
    try {
      for (const [name, content] of Object.entries(files)) dir.file(name, JSON.stringify(content));
      const { snapshot } = await read(
        dir.root,
        '',
        settings.complete === undefined ? {} : { complete: settings.complete },
      );
      const { verdicts } = assess(
        settings.namespace === undefined ? snapshot : limitTo(snapshot, settings.namespace),
        { only: [check] },
      );
      return verdicts.map(({ verdict, object, requires }) => ({
        verdict,
        at: object?.name,
        requires: requires?.map(({ text }) => text),
      }));
    } finally {
      dir.remove();
    }
  }
  const node = {
    metadata: { name: 'cp1', labels: { 'node-role.kubernetes.io/control-plane': '' } },
    status: { conditions: [{ type: 'Ready', status: 'True' }] },
  };

  it('one node in a complete list is a single node; in a partial list it may be one of several', async () => {
    expect(
      await evaluate({ 'n.json': answer('Node', 'v1', [node]) }, 'control-plane/single-node'),
    ).toMatchObject([{ verdict: 'fail' }]);
    const more = answer('Node', 'v1', [node], { resourceVersion: '9', continue: 'x' });
    expect(await evaluate({ 'n.json': more }, 'control-plane/single-node')).toMatchObject([
      { verdict: 'unknown' },
    ]);
    expect(await evaluate({ 'n.json': more }, 'control-plane/single-node', { complete: true })).toMatchObject(
      [{ verdict: 'unknown' }],
    );
    const two = answer('Node', 'v1', [node, { ...node, metadata: { ...node.metadata, name: 'cp2' } }]);
    expect(await evaluate({ 'n.json': two }, 'control-plane/single-node')).toMatchObject([
      { verdict: 'pass' },
    ]);
  });

  const pods = { 'p.json': answer('Pod', 'v1', [pod('shop'), pod('web')]) };
  const controllers = Object.fromEntries([
    ...APPS.map((kind) => [`${kind}.json`, answer(kind, 'apps/v1', [])]),
    ...['Job', 'CronJob'].map((kind) => [`${kind}.json`, answer(kind, 'batch/v1', [])]),
    ['rc.json', answer('ReplicationController', 'v1', [])],
  ]) as Record<string, unknown>;

  it('workload checks pass when all workloads were given', async () => {
    const check = 'workloads/host-pid';
    expect(await evaluate(pods, check)).toMatchObject([
      {
        verdict: 'unknown',
        requires: [
          'deployments, daemonsets, statefulsets, replicasets, replicationcontrollers, jobs, cronjobs in the files (kubectl get deployments,daemonsets,statefulsets,replicasets,replicationcontrollers,jobs,cronjobs -A -o yaml)',
        ],
      },
    ]);
    // An empty list does not contain the namespaces it covers.
    expect(await evaluate({ ...pods, ...controllers }, check)).toMatchObject([{ verdict: 'unknown' }]);
    expect(await evaluate({ ...pods, ...controllers }, check, { complete: true })).toMatchObject([
      { verdict: 'pass' },
    ]);
  });

  it('a check of a namespace requires the lists of that namespace only', async () => {
    const own = (kind: string, apiVersion: string, items: unknown[] = []) => {
      const path = apiVersion === 'v1' ? 'api/v1' : `apis/${apiVersion}`;
      const plural = `${kind.toLowerCase().replace(/y$/, 'ie')}s`;
      return answer(kind, apiVersion, items, {
        resourceVersion: '9',
        selfLink: `/${path}/namespaces/shop/${plural}`,
      });
    };
    const namespaces = ['default', 'shop', 'web'].map((name) => ({ metadata: { name } }));
    const files = {
      'ns.json': answer('Namespace', 'v1', namespaces),
      'p.json': own('Pod', 'v1', [pod('shop')]),
      'web.json': { apiVersion: 'v1', kind: 'Pod', ...pod('web') },
      'crd.json': answer('CustomResourceDefinition', 'apiextensions.k8s.io/v1', []),
      'np.json': own('NetworkPolicy', 'networking.k8s.io/v1'),
      ...Object.fromEntries(APPS.map((kind) => [`${kind}.json`, own(kind, 'apps/v1')])),
      ...Object.fromEntries(['Job', 'CronJob'].map((kind) => [`${kind}.json`, own(kind, 'batch/v1')])),
      'rc.json': own('ReplicationController', 'v1'),
    };
    const check = 'network/namespace-without-policy';
    const found = async (settings = {}) =>
      (await evaluate(files, check, settings)).map(({ verdict, at }) => `${verdict} ${at ?? ''}`).sort();
    expect(await found()).toEqual(expect.arrayContaining(['fail shop', 'unknown web']));
    expect(await found({ namespace: 'shop' })).toEqual(['fail shop']);
    expect(await found({ namespace: 'web' })).toEqual(['unknown web']);
  });

  it('requires --complete where a kind was given and may not be complete', async () => {
    const loose = {
      kind: 'List',
      apiVersion: 'v1',
      items: [{ apiVersion: 'v1', kind: 'Pod', ...pod('shop') }],
    };
    const [verdict] = await evaluate({ 'p.json': loose, ...controllers }, 'workloads/host-pid');
    expect(verdict?.requires).toContain('--complete, if the files contain all pods');
  });
});
