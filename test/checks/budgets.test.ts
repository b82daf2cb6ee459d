import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { object, pod, snapshotOf, workload } from '../model/support/cluster.ts';
import type { Manifest } from '../model/support/cluster.ts';
import type { EvidenceDocument } from '../support/example.ts';
import { checkOf, evaluate } from '../support/example.ts';

type Raw = Record<string, unknown>;
const CHECK = 'nodes/drain-blocked';

const web = { matchLabels: { app: 'web' } };
const budget = (
  spec: Raw,
  status?: Raw,
  more: { name?: string; metadata?: Raw; apiVersion?: string } = {},
): Manifest =>
  object(
    more.apiVersion ?? 'policy/v1',
    'PodDisruptionBudget',
    more.name ?? 'web',
    { spec: { selector: web, ...spec }, ...(status && { status }), metadata: more.metadata ?? {} },
    'shop',
  );
const computed = (
  allowed: number,
  expected: number,
  desired: number,
  healthy = expected,
  more: Raw = {},
) => ({
  disruptionsAllowed: allowed,
  expectedPods: expected,
  desiredHealthy: desired,
  currentHealthy: healthy,
  ...more,
});
const failed = { conditions: [{ type: 'DisruptionAllowed', status: 'False', reason: 'SyncFailed' }] };
const of = (kind: string) => ({ owner: { kind, name: 'web-7d' } });
/** The DaemonSet that `of` refers to. */
const agents = workload('DaemonSet', 'web-7d', 'web:1', { labels: { app: 'web' } });
const one = (name: string, more = {}) => pod(name, { labels: { app: 'web' }, ...more });
const deployment = (replicas?: number, kind: 'Deployment' | 'StatefulSet' | 'DaemonSet' = 'Deployment') => {
  const created = workload(kind, 'web', 'web:1', { labels: { app: 'web' } });
  return { ...created, spec: { ...(created['spec'] as Raw), replicas } };
};
const autoscaler = (minReplicas?: number) =>
  object(
    'autoscaling/v2',
    'HorizontalPodAutoscaler',
    'web',
    {
      spec: { scaleTargetRef: { kind: 'Deployment', name: 'web' }, minReplicas, maxReplicas: 9 },
    },
    'shop',
  );

function verdict(objects: readonly Manifest[], evidence: EvidenceDocument = {}): string {
  const found = evaluate(checkOf(CHECK), snapshotOf(evidence, ...objects));
  const fail = found.find((each) => each.verdict === 'fail');
  return fail
    ? `fail ${fail.severity}`
    : (found
        .map((each) => each.verdict)
        .sort()
        .at(-1) ?? '');
}

describe('a PodDisruptionBudget with a status', () => {
  it.each<[string, string, readonly Manifest[]]>([
    [
      'allows one disruption',
      'pass',
      [budget({ maxUnavailable: 1 }, computed(1, 3, 2)), one('a', of('ReplicaSet'))],
    ],
    ['requires the only pod', 'fail medium', [budget({ minAvailable: 1 }, computed(0, 1, 1))]],
    ['allows no disruption', 'fail medium', [budget({ maxUnavailable: 0 }, computed(0, 3, 3))]],
    [
      'requires a percentage that amounts to all pods',
      'fail medium',
      [budget({ minAvailable: '90%' }, computed(0, 3, 3))],
    ],
    ['is one pod short', 'fail low', [budget({ minAvailable: 2 }, computed(0, 3, 2, 2))]],
    ['has no healthy pods', 'fail low', [budget({ minAvailable: 2 }, computed(0, 3, 2, 0))]],
    [
      'has no healthy pods and allows their eviction',
      'pass',
      [budget({ minAvailable: 2, unhealthyPodEvictionPolicy: 'AlwaysAllow' }, computed(0, 3, 2, 0))],
    ],
    [
      'has some healthy pods and allows eviction of the unhealthy ones only',
      'fail low',
      [budget({ minAvailable: 2, unhealthyPodEvictionPolicy: 'AlwaysAllow' }, computed(0, 3, 2, 2))],
    ],
    [
      'cannot be computed',
      'fail medium',
      [budget({ maxUnavailable: 1 }, computed(0, 0, 0, 0, failed)), one('a')],
    ],
    [
      'can no longer be computed',
      'fail medium',
      [budget({ maxUnavailable: 1 }, computed(0, 2, 1, 0, failed))],
    ],
    [
      'could not be computed and now selects no pods',
      'pass',
      [budget({ maxUnavailable: 1 }, computed(0, 0, 0, 0, failed))],
    ],
    [
      'has expectedPods 0 for pods without a controller',
      'fail medium',
      [budget({ maxUnavailable: 1 }, computed(0, 0, 0)), one('a')],
    ],
    [
      'sets neither minAvailable nor maxUnavailable, so expectedPods is 0',
      'fail medium',
      [budget({}, computed(0, 0, 0)), one('a', of('ReplicaSet'))],
    ],
    ['selects no pods', 'pass', [budget({ minAvailable: 1 }, computed(0, 0, 1, 0))]],
    [
      'selects completed pods',
      'pass',
      [budget({ minAvailable: 1 }, computed(0, 0, 1, 0)), one('a', { phase: 'Succeeded' })],
    ],
    [
      'selects a DaemonSet, which drain ignores',
      'pass',
      [budget({ minAvailable: 1 }, computed(0, 1, 1)), one('a', of('DaemonSet')), agents],
    ],
    [
      'selects a DaemonSet and cannot be computed',
      'pass',
      [budget({ maxUnavailable: 1 }, computed(0, 0, 0, 0, failed)), one('a', of('DaemonSet')), agents],
    ],
    [
      'selects a DaemonSet and other pods',
      'fail medium',
      [budget({ minAvailable: 2 }, computed(0, 2, 2)), one('a', of('DaemonSet')), one('b', of('ReplicaSet'))],
    ],
    [
      'was changed to allow no disruption since then',
      'fail medium',
      [
        budget({ maxUnavailable: 0 }, computed(1, 3, 2, 3, { observedGeneration: 1 }), {
          metadata: { generation: 2 },
        }),
      ],
    ],
    [
      'was changed and is not recomputed yet',
      'fail low',
      [
        budget({ maxUnavailable: 2 }, computed(1, 3, 2, 3, { observedGeneration: 1 }), {
          metadata: { generation: 2 },
        }),
      ],
    ],
    [
      'was computed after the change',
      'pass',
      [
        budget({ maxUnavailable: 1 }, computed(1, 3, 2, 3, { observedGeneration: 2 }), {
          metadata: { generation: 2 },
        }),
      ],
    ],
    [
      'has a label of CloudNativePG',
      'fail medium',
      [
        budget({ minAvailable: 1 }, computed(0, 1, 1), { metadata: { labels: { 'cnpg.io/cluster': 'db' } } }),
        one('a'),
      ],
    ],
    [
      'has a label of CloudNativePG and names a cluster that does not exist',
      'fail medium',
      [
        budget({ minAvailable: 1 }, computed(0, 1, 1), { metadata: { labels: { 'cnpg.io/cluster': 'db' } } }),
        one('a', { owner: { kind: 'Cluster', name: 'db' } }),
      ],
    ],
  ])('%s: %s', (_, expected, objects) => {
    expect(verdict(objects)).toBe(expected);
  });

  it('with no selected pods or DaemonSet pods only is unknown when pods cannot be listed', () => {
    expect(
      verdict([budget({ minAvailable: 1 }, computed(0, 0, 1, 0))], { 'permission-denied': ['pods'] }),
    ).toBe('unknown');
    expect(verdict([budget({ minAvailable: 1 }, computed(0, 1, 1))], { 'permission-denied': ['pods'] })).toBe(
      'unknown',
    );
    expect(
      verdict([budget({ maxUnavailable: 1 }, computed(1, 3, 2))], { 'permission-denied': ['pods'] }),
    ).toBe('pass');
  });
});

describe('two PodDisruptionBudgets', () => {
  const other = (selector: unknown, more = {}) =>
    budget({ maxUnavailable: 1, selector }, computed(1, 3, 2), { name: 'other', ...more });
  const first = budget({ maxUnavailable: 1 }, computed(1, 3, 2));
  const pods = [one('a', of('ReplicaSet')), pod('b', { labels: { app: 'db' }, ...of('ReplicaSet') })];

  it.each<[string, string, readonly Manifest[]]>([
    ['select one pod', 'fail medium', [...pods, other({ matchLabels: { app: 'web' } })]],
    ['one of which selects all pods', 'fail medium', [...pods, other({})]],
    [
      'one of which has an empty selector, which selects no pods in v1beta1',
      'pass',
      [...pods, other({}, { apiVersion: 'policy/v1beta1' })],
    ],
    ['one of which has no selector', 'pass', [...pods, other(undefined)]],
    [
      'with a set-based selector',
      'fail medium',
      [...pods, other({ matchExpressions: [{ key: 'app', operator: 'In', values: ['web', 'db'] }] })],
    ],
    [
      'with a negated selector',
      'fail medium',
      [...pods, other({ matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['db'] }] })],
    ],
    ['select different pods', 'pass', [...pods, other({ matchLabels: { app: 'db' } })]],
    ['select a pending pod', 'pass', [one('a', { ...of('ReplicaSet'), phase: 'Pending' }), other({})]],
    ['select a pod of a DaemonSet', 'pass', [one('a', of('DaemonSet')), agents, other({})]],
    ['select one Deployment', 'fail medium', [deployment(3), other({})]],
  ])('%s: %s', (_, expected, objects) => {
    expect(verdict([first, ...objects])).toBe(expected);
  });

  it('whose overlap is unknown', () => {
    expect(verdict([first, other({ matchLabels: { app: 'db' } })], { 'permission-denied': ['pods'] })).toBe(
      'unknown',
    );
  });

  it('are reported once, however many pods they share', () => {
    const found = evaluate(
      checkOf(CHECK),
      snapshotOf({}, first, other({}), ...pods, one('c', of('ReplicaSet'))),
    );
    expect(found.filter((each) => each.verdict === 'fail')).toHaveLength(1);
  });
});

describe('a PodDisruptionBudget without a status', () => {
  it.each<[string, string, readonly Manifest[]]>([
    ['equals the replicas', 'fail medium', [budget({ minAvailable: 1 }), deployment(1)]],
    ['equals the default number of replicas', 'fail medium', [budget({ minAvailable: 1 }), deployment()]],
    [
      'equals the replicas of a StatefulSet',
      'fail medium',
      [budget({ minAvailable: 2 }), deployment(2, 'StatefulSet')],
    ],
    ['is less than the replicas', 'pass', [budget({ minAvailable: 1 }), deployment(2)]],
    [
      'is a percentage that is rounded up to all replicas',
      'fail medium',
      [budget({ minAvailable: '51%' }), deployment(2)],
    ],
    ['is a percentage', 'pass', [budget({ minAvailable: '50%' }), deployment(2)]],
    [
      'allows a percentage that is rounded up to one',
      'pass',
      [budget({ maxUnavailable: '1%' }), deployment(2)],
    ],
    ['allows one disruption', 'pass', [budget({ maxUnavailable: 1 }), deployment(1)]],
    ['allows no disruption', 'fail medium', [budget({ maxUnavailable: '0%' }), deployment(3)]],
    ['selects a Deployment without replicas', 'pass', [budget({ minAvailable: 1 }), deployment(0)]],
    [
      'selects two Deployments',
      'pass',
      [
        budget({ minAvailable: 1 }),
        deployment(1),
        { ...deployment(1), metadata: { name: 'web-2', namespace: 'shop' } },
      ],
    ],
    ['selects a DaemonSet', 'pass', [budget({ minAvailable: 1 }), deployment(1, 'DaemonSet')]],
    [
      'selects another Deployment',
      'unknown',
      [budget({ minAvailable: 1, selector: { matchLabels: { app: 'x' } } }), deployment(1)],
    ],
    [
      'selects pods without a controller, by a number',
      'fail medium',
      [budget({ minAvailable: 1 }), one('a')],
    ],
    [
      'selects pods without a controller, by a number lower than their count',
      'pass',
      [budget({ minAvailable: 1 }), one('a'), one('b')],
    ],
    [
      'selects pods without a controller, which count as 0 expected pods',
      'fail medium',
      [budget({ maxUnavailable: 1 }), one('a'), one('b')],
    ],
    [
      'selects pods of a controller that was not collected',
      'unknown',
      [budget({ maxUnavailable: 1 }), one('a', of('Rollout'))],
    ],
    ['sets neither minAvailable nor maxUnavailable', 'fail medium', [budget({}), deployment(3)]],
    [
      'equals minReplicas of an autoscaler',
      'fail low',
      [budget({ minAvailable: 2 }), deployment(5), autoscaler(2)],
    ],
    [
      'equals the default minReplicas of an autoscaler',
      'fail low',
      [budget({ minAvailable: 1 }), deployment(5), autoscaler()],
    ],
    [
      'is less than minReplicas of an autoscaler',
      'pass',
      [budget({ minAvailable: 1 }), deployment(1), autoscaler(3)],
    ],
    [
      'selects a Deployment without replicas, whatever the autoscaler sets',
      'pass',
      [budget({ minAvailable: 1 }), deployment(0), autoscaler(3)],
    ],
  ])('%s: %s', (_, expected, objects) => {
    expect(verdict(objects)).toBe(expected);
  });

  it('is evaluated as the disruption controller computes it', () => {
    const amount = fc.oneof(
      fc.nat(6),
      fc.nat(110).map((percent) => `${percent}%`),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          amount.map((maxUnavailable) => ({ maxUnavailable })),
          amount.map((minAvailable) => ({ minAvailable })),
        ),
        fc.integer({ min: 1, max: 6 }),
        (spec: { maxUnavailable?: number | string; minAvailable?: number | string }, replicas) => {
          const scaledUp = (value: number | string) =>
            typeof value === 'number' ? value : Math.ceil((Number.parseInt(value, 10) * replicas) / 100);
          const desired =
            spec.maxUnavailable === undefined
              ? scaledUp(spec.minAvailable ?? 0)
              : Math.max(0, replicas - scaledUp(spec.maxUnavailable));
          const expected = replicas - desired > 0 ? 'pass' : 'fail medium';
          expect(verdict([budget(spec), deployment(replicas)])).toBe(expected);
          const status = computed(Math.max(0, replicas - desired), replicas, desired);
          expect(verdict([budget(spec, status), deployment(replicas)])).toBe(expected);
        },
      ),
      { numRuns: 200 },
    );
  });
});
