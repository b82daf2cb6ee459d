import type { Manifest } from '../../model/support/cluster.ts';
import type { ClaimInput, VolumeInput } from './objects.ts';
import { claim, pod, volume } from './objects.ts';

/** A Deployment, and what a drain of the node of its first pod leads to. */
export interface DrainCase {
  name: string;
  replicas?: number;
  /** Specs of PodDisruptionBudgets that select its pods. */
  budgets?: readonly Readonly<Record<string, unknown>>[];
  volume?: VolumeInput;
  /** By hand: the drain is refused, its pod is left without a node, or it moves. */
  expected: 'refused' | 'stranded' | 'moves';
}

export const drainCases: readonly DrainCase[] = [
  { name: 'one replica without a budget', expected: 'moves' },
  { name: 'one replica that is required', budgets: [{ minAvailable: 1 }], expected: 'refused' },
  {
    name: 'two replicas of which one is required',
    replicas: 2,
    budgets: [{ minAvailable: 1 }],
    expected: 'moves',
  },
  { name: 'no unavailable pod', replicas: 3, budgets: [{ maxUnavailable: 0 }], expected: 'refused' },
  { name: 'all pods by percent', replicas: 2, budgets: [{ minAvailable: '100%' }], expected: 'refused' },
  { name: 'half of the pods', replicas: 2, budgets: [{ maxUnavailable: '50%' }], expected: 'moves' },
  {
    name: 'two budgets of the same pods',
    replicas: 2,
    budgets: [{ maxUnavailable: 1 }, { maxUnavailable: 1 }],
    expected: 'refused',
  },
  { name: 'a volume of one node', volume: { name: 'drain-node', node: 'node-002' }, expected: 'stranded' },
  {
    name: 'a volume of a zone with two nodes',
    volume: { name: 'drain-zone', zone: 'zone-b' },
    expected: 'moves',
  },
  { name: 'a volume without node affinity', volume: { name: 'drain-any' }, expected: 'moves' },
];

const selectorOf = (namespace: string) => ({ matchLabels: { app: namespace } });

/** All objects of a case except for its budgets. */
export function objectsOfDrain(namespace: string, one: DrainCase): Manifest[] {
  const wish: ClaimInput = { name: 'data', storageClass: 'drains' };
  const claims = one.volume ? [wish] : [];
  const template = pod(namespace, 'x', claims);
  const selector = selectorOf(namespace);
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    ...(one.volume
      ? [volume(namespace, { ...one.volume, storageClass: 'drains', claim: 'data' }), claim(namespace, wish)]
      : []),
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { namespace, name: 'app' },
      spec: {
        replicas: one.replicas ?? 1,
        strategy: { type: 'Recreate' },
        selector,
        template: { metadata: { labels: selector.matchLabels }, spec: template['spec'] },
      },
    },
  ];
}

/**
 * The budgets of a case. They are created when the Pods exist: the disruption controller counts a budget again for a
 * new Pod only if it is the Pod's first one, so that the second of two would stay at zero Pods.
 */
export function budgetsOfDrain(namespace: string, one: DrainCase): Manifest[] {
  return (one.budgets ?? []).map((spec, index) => ({
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { namespace, name: `budget-${index}` },
    spec: { ...spec, selector: selectorOf(namespace) },
  }));
}
