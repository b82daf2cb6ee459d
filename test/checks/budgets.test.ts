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
/** The DaemonSet that `of` names. */
const agents = workload('DaemonSet', 'web-7d', 'web:1', { labels: { app: 'web' } });
const one = (name: string, more = {}) => pod(name, { labels: { app: 'web' }, ...more });
const deployment = (replicas?: number, kind: 'Deployment' | 'StatefulSet' | 'DaemonSet' = 'Deployment') => {
  const made = workload(kind, 'web', 'web:1', { labels: { app: 'web' } });
  return { ...made, spec: { ...(made['spec'] as Raw), replicas } };
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

describe('a budget with a status', () => {
  it.each<[string, string, readonly Manifest[]]>([
    ['lets one go', 'pass', [budget({ maxUnavailable: 1 }, computed(1, 3, 2)), one('a', of('ReplicaSet'))]],
    ['wants the only pod', 'fail medium', [budget({ minAvailable: 1 }, computed(0, 1, 1))]],
    ['wants none to be away', 'fail medium', [budget({ maxUnavailable: 0 }, computed(0, 3, 3))]],
    ['wants a percentage that is all', 'fail medium', [budget({ minAvailable: '90%' }, computed(0, 3, 3))]],
    ['has one pod too few now', 'fail low', [budget({ minAvailable: 2 }, computed(0, 3, 2, 2))]],
    ['has no healthy pod now', 'fail low', [budget({ minAvailable: 2 }, computed(0, 3, 2, 0))]],
    [
      'has no healthy pod, and lets those go',
      'pass',
      [budget({ minAvailable: 2, unhealthyPodEvictionPolicy: 'AlwaysAllow' }, computed(0, 3, 2, 0))],
    ],
    [
      'has some healthy pods, and lets only the others go',
      'fail low',
      [budget({ minAvailable: 2, unhealthyPodEvictionPolicy: 'AlwaysAllow' }, computed(0, 3, 2, 2))],
    ],
    [
      'cannot be computed',
      'fail medium',
      [budget({ maxUnavailable: 1 }, computed(0, 0, 0, 0, failed)), one('a')],
    ],
    [
      'cannot be computed any more',
      'fail medium',
      [budget({ maxUnavailable: 1 }, computed(0, 2, 1, 0, failed))],
    ],
    [
      'could not be computed, and covers nothing now',
      'pass',
      [budget({ maxUnavailable: 1 }, computed(0, 0, 0, 0, failed))],
    ],
    [
      'expects nothing of pods without a controller',
      'fail medium',
      [budget({ maxUnavailable: 1 }, computed(0, 0, 0)), one('a')],
    ],
    [
      'has no number, and so expects nothing',
      'fail medium',
      [budget({}, computed(0, 0, 0)), one('a', of('ReplicaSet'))],
    ],
    ['covers nothing', 'pass', [budget({ minAvailable: 1 }, computed(0, 0, 1, 0))]],
    [
      'covers pods that ran to completion',
      'pass',
      [budget({ minAvailable: 1 }, computed(0, 0, 1, 0)), one('a', { phase: 'Succeeded' })],
    ],
    [
      'covers a DaemonSet, which stays',
      'pass',
      [budget({ minAvailable: 1 }, computed(0, 1, 1)), one('a', of('DaemonSet')), agents],
    ],
    [
      'covers a DaemonSet, and cannot be computed',
      'pass',
      [budget({ maxUnavailable: 1 }, computed(0, 0, 0, 0, failed)), one('a', of('DaemonSet')), agents],
    ],
    [
      'covers a DaemonSet and more',
      'fail medium',
      [budget({ minAvailable: 2 }, computed(0, 2, 2)), one('a', of('DaemonSet')), one('b', of('ReplicaSet'))],
    ],
    [
      'was changed to none since',
      'fail medium',
      [
        budget({ maxUnavailable: 0 }, computed(1, 3, 2, 3, { observedGeneration: 1 }), {
          metadata: { generation: 2 },
        }),
      ],
    ],
    [
      'was changed, and is not computed anew',
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
      'bears a label of CloudNativePG',
      'fail medium',
      [
        budget({ minAvailable: 1 }, computed(0, 1, 1), { metadata: { labels: { 'cnpg.io/cluster': 'db' } } }),
        one('a'),
      ],
    ],
    [
      'bears a label of CloudNativePG, and names a cluster that is not there',
      'fail medium',
      [
        budget({ minAvailable: 1 }, computed(0, 1, 1), { metadata: { labels: { 'cnpg.io/cluster': 'db' } } }),
        one('a', { owner: { kind: 'Cluster', name: 'db' } }),
      ],
    ],
  ])('%s: %s', (_, expected, objects) => {
    expect(verdict(objects)).toBe(expected);
  });

  it('that covers nothing, or only what stays, is not known when pods are hidden', () => {
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

describe('two budgets', () => {
  const other = (selector: unknown, more = {}) =>
    budget({ maxUnavailable: 1, selector }, computed(1, 3, 2), { name: 'other', ...more });
  const first = budget({ maxUnavailable: 1 }, computed(1, 3, 2));
  const pods = [one('a', of('ReplicaSet')), pod('b', { labels: { app: 'db' }, ...of('ReplicaSet') })];

  it.each<[string, string, readonly Manifest[]]>([
    ['over one pod', 'fail medium', [...pods, other({ matchLabels: { app: 'web' } })]],
    ['of which one is for all', 'fail medium', [...pods, other({})]],
    [
      'of which one was for all, and means none in v1beta1',
      'pass',
      [...pods, other({}, { apiVersion: 'policy/v1beta1' })],
    ],
    ['of which one has no selector', 'pass', [...pods, other(undefined)]],
    [
      'by a set',
      'fail medium',
      [...pods, other({ matchExpressions: [{ key: 'app', operator: 'In', values: ['web', 'db'] }] })],
    ],
    [
      'by what is not so',
      'fail medium',
      [...pods, other({ matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['db'] }] })],
    ],
    ['side by side', 'pass', [...pods, other({ matchLabels: { app: 'db' } })]],
    [
      'over a pod that waits for a node',
      'pass',
      [one('a', { ...of('ReplicaSet'), phase: 'Pending' }), other({})],
    ],
    ['over a pod that stays on its node', 'pass', [one('a', of('DaemonSet')), agents, other({})]],
    ['over one Deployment', 'fail medium', [deployment(3), other({})]],
  ])('%s: %s', (_, expected, objects) => {
    expect(verdict([first, ...objects])).toBe(expected);
  });

  it('of which it is not known whether they meet', () => {
    expect(verdict([first, other({ matchLabels: { app: 'db' } })], { 'permission-denied': ['pods'] })).toBe(
      'unknown',
    );
  });

  it('are told once, however many pods they share', () => {
    const found = evaluate(
      checkOf(CHECK),
      snapshotOf({}, first, other({}), ...pods, one('c', of('ReplicaSet'))),
    );
    expect(found.filter((each) => each.verdict === 'fail')).toHaveLength(1);
  });
});

describe('a budget without a status', () => {
  it.each<[string, string, readonly Manifest[]]>([
    ['equals the replicas', 'fail medium', [budget({ minAvailable: 1 }), deployment(1)]],
    [
      'equals the replicas that are meant by default',
      'fail medium',
      [budget({ minAvailable: 1 }), deployment()],
    ],
    [
      'equals the replicas of a StatefulSet',
      'fail medium',
      [budget({ minAvailable: 2 }), deployment(2, 'StatefulSet')],
    ],
    ['is less than the replicas', 'pass', [budget({ minAvailable: 1 }), deployment(2)]],
    [
      'is a percentage that is rounded up to all',
      'fail medium',
      [budget({ minAvailable: '51%' }), deployment(2)],
    ],
    ['is a percentage', 'pass', [budget({ minAvailable: '50%' }), deployment(2)]],
    [
      'allows a percentage that is rounded up to one',
      'pass',
      [budget({ maxUnavailable: '1%' }), deployment(2)],
    ],
    ['allows one', 'pass', [budget({ maxUnavailable: 1 }), deployment(1)]],
    ['allows none', 'fail medium', [budget({ maxUnavailable: '0%' }), deployment(3)]],
    ['is for nothing', 'pass', [budget({ minAvailable: 1 }), deployment(0)]],
    [
      'is for two Deployments',
      'pass',
      [
        budget({ minAvailable: 1 }),
        deployment(1),
        { ...deployment(1), metadata: { name: 'web-2', namespace: 'shop' } },
      ],
    ],
    ['is for a DaemonSet', 'pass', [budget({ minAvailable: 1 }), deployment(1, 'DaemonSet')]],
    [
      'is for another Deployment',
      'unknown',
      [budget({ minAvailable: 1, selector: { matchLabels: { app: 'x' } } }), deployment(1)],
    ],
    ['is for pods without a controller, by a number', 'fail medium', [budget({ minAvailable: 1 }), one('a')]],
    [
      'is for pods without a controller, by a number less than theirs',
      'pass',
      [budget({ minAvailable: 1 }), one('a'), one('b')],
    ],
    [
      'is for pods without a controller, which count as none',
      'fail medium',
      [budget({ maxUnavailable: 1 }), one('a'), one('b')],
    ],
    [
      'is for pods of a controller that was not seen',
      'unknown',
      [budget({ maxUnavailable: 1 }), one('a', of('Rollout'))],
    ],
    ['has neither number', 'fail medium', [budget({}), deployment(3)]],
    [
      'equals the least of an autoscaler',
      'fail low',
      [budget({ minAvailable: 2 }), deployment(5), autoscaler(2)],
    ],
    [
      'equals the least that an autoscaler has by default',
      'fail low',
      [budget({ minAvailable: 1 }), deployment(5), autoscaler()],
    ],
    [
      'is less than the least of an autoscaler',
      'pass',
      [budget({ minAvailable: 1 }), deployment(1), autoscaler(3)],
    ],
    [
      'is for nothing, whatever the autoscaler says',
      'pass',
      [budget({ minAvailable: 1 }), deployment(0), autoscaler(3)],
    ],
  ])('%s: %s', (_, expected, objects) => {
    expect(verdict(objects)).toBe(expected);
  });

  it('is judged as the disruption controller computes it', () => {
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
