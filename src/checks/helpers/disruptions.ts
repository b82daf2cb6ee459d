import { LIST_NODES } from '../../model/requirements.ts';
import { RUN_LIVE, list } from '../../shared/requirement.ts';
import type { BudgetFacts } from '../../model/types.ts';
import type { Evidence, UnknownReason } from '../../shared/evidence.ts';
import { groupByEach } from '../../shared/group.ts';
import { observed, workloadName } from './objects.ts';
import type { Requirement } from '../../shared/requirement.ts';

/**
 * Whether a PodDisruptionBudget allows evictions, by the rules of Kubernetes 1.37 (https://github.com/kubernetes/kubernetes:
 * pkg/controller/disruption and pkg/registry/core/pod/storage/eviction.go).
 */
export type Allowance = { evidence: readonly Evidence[] } &
  /** It allows an eviction, or covers no pod that a drain evicts. */
  (
    | { state: 'open' }
    /** `never` = as long as nothing changes; `now` = at this moment; `least` = at the minimum replicas of an autoscaler. */
    | { state: 'never'; reason: string; /** Pods that a drain evicts were observed. */ seen: boolean }
    | { state: 'now' | 'least'; reason: string }
    | ({ state: 'unknown' } & UnknownReason)
  );

/** `neighbors`: its namespace contains other budgets. */
export function allowanceOf(budget: BudgetFacts, neighbors: boolean): Allowance {
  const { pods, notEvicted, uncertain, podsSeen } = budget;
  if (budget.picksNothing) return { state: 'open', evidence: [] };
  if (uncertain.length > 0) return eitherWay(budget, neighbors);
  if (pods.length === 0 && notEvicted.length > 0 && podsSeen) return { state: 'open', evidence: [] };
  if (podsSeen && onlyPendingPods(budget)) return { state: 'open', evidence: [] };
  const status = statusOf(budget);
  const allowance = status ? byStatus(budget, status) : bySpec(budget);
  if (allowance.state === 'open' && neighbors && !podsSeen)
    return unknown('unknown whether another PodDisruptionBudget selects its Pods: Pod list incomplete', [
      list('pods'),
    ]);
  return allowance;
}

/** If the result is the same whether or not a drain evicts the doubtful pods, that result; else unknown. */
function eitherWay(budget: BudgetFacts, neighbors: boolean): Allowance {
  const { pods, notEvicted, uncertain } = budget;
  const evicted = allowanceOf({ ...budget, pods: [...pods, ...uncertain], uncertain: [] }, neighbors);
  const left = allowanceOf(
    { ...budget, notEvicted: [...notEvicted, ...uncertain], uncertain: [] },
    neighbors,
  );
  if (evicted.state === left.state && !(neighbors && evicted.state === 'open')) return evicted;
  return unknown(
    `unknown whether a drain evicts ${podsText(uncertain.length)} of this PodDisruptionBudget: not observed whether the owner DaemonSet exists, or whether a kubelet runs them as static Pods`,
    [list('daemonsets.apps', undefined, { as: 'daemonsets' }), LIST_NODES],
  );
}

/**
 * Pods that have ended, and pods that wait for a node, are evicted regardless of budgets, although the controller counts them. Where a
 * controller creates more pods, those will run.
 */
function onlyPendingPods({ pods, ended, scales }: BudgetFacts): boolean {
  return (
    pods.length + ended > 0 &&
    pods.every(({ phase }) => phase === 'Pending') &&
    scales.every(({ replicas }) => replicas === 0)
  );
}

interface Status {
  allowed: number;
  expected: number;
  desired?: number;
  healthy?: number;
  syncFailed: boolean;
  /** The budget was changed since. */
  stale: boolean;
}

function numberAt(record: unknown, field: string): number | undefined {
  const value =
    typeof record === 'object' && record !== null ? (record as Record<string, unknown>)[field] : undefined;
  return typeof value === 'number' ? value : undefined;
}

function statusOf({ record }: BudgetFacts): Status | undefined {
  const { status, spec } = record;
  const allowed = numberAt(status, 'disruptionsAllowed');
  const expected = numberAt(status, 'expectedPods');
  if (allowed === undefined || expected === undefined) return undefined;
  const desired = numberAt(status, 'desiredHealthy');
  const healthy = numberAt(status, 'currentHealthy');
  const conditions = Array.isArray(status?.['conditions'])
    ? (status['conditions'] as Record<string, unknown>[])
    : [];
  const generation = numberAt(spec['metadata'], 'generation');
  const observedGeneration = numberAt(status, 'observedGeneration');
  return {
    allowed,
    expected,
    ...(desired !== undefined && { desired }),
    ...(healthy !== undefined && { healthy }),
    syncFailed: conditions.some(
      ({ type, reason }) => type === 'DisruptionAllowed' && reason === 'SyncFailed',
    ),
    stale: generation !== undefined && observedGeneration !== undefined && observedGeneration < generation,
  };
}

function byStatus(budget: BudgetFacts, status: Status): Allowance {
  const { pods, podsSeen, record } = budget;
  const { allowed, expected, desired, healthy } = status;
  const seen = pods.length > 0;
  const never = (reason: string): Allowance => ({ state: 'never', reason, seen, evidence: [] });
  if (status.stale) return stale(budget);
  if (status.syncFailed && (seen || expected > 0))
    return never('DisruptionAllowed is False (SyncFailed): 0 disruptions allowed until it can be computed');
  if (allowed > 0) return atMinimum(budget);
  if (expected === 0) {
    if (seen)
      return never(`expectedPods is 0, but it selects ${podsText(pods.length)}: 0 disruptions allowed`);
    if (podsSeen) return { state: 'open', evidence: [] };
    return unknown('unknown whether it selects any Pod: Pod list incomplete', [list('pods')]);
  }
  if (requiresAllPods(record.spec, expected) || (desired !== undefined && desired >= expected))
    return never(
      `allows 0 disruptions (${expected === 1 ? 'the only Pod is' : `all ${expected} Pods are`} required): nodes with these Pods cannot be drained`,
    );
  if (healthy === 0 && record.spec['unhealthyPodEvictionPolicy'] === 'AlwaysAllow')
    return { state: 'open', evidence: [] };
  return {
    state: 'now',
    reason: `currently allows 0 disruptions: ${healthy ?? '?'} of ${expected} Pods are healthy`,
    evidence: [],
  };
}

/** It allows an eviction now; after the autoscaler has scaled down to its minimum, it may not. */
function atMinimum(budget: BudgetFacts): Allowance {
  const least = bySpec(budget);
  return least.state === 'least' ? least : { state: 'open', evidence: [] };
}

/** A status of an earlier generation is meaningless; until it is recomputed, every eviction is refused. */
function stale(budget: BudgetFacts): Allowance {
  const allowance = bySpec(budget);
  if (allowance.state === 'never' || allowance.state === 'least') return allowance;
  return {
    state: 'now',
    reason: 'status is outdated after a change: 0 disruptions allowed until it is recomputed',
    evidence: [],
  };
}

/** By its own numbers and those of its controllers. */
function bySpec(budget: BudgetFacts): Allowance {
  const { record, pods, scales, unclear } = budget;
  const seen = pods.length > 0;
  const evidence = scales
    .slice(0, 5)
    .map(({ workload, replicas, most, autoscaler }) =>
      observed(
        workloadName(workload),
        replicas === undefined
          ? 'replicas unknown'
          : `${autoscaler === undefined ? 'replicas' : `${autoscaler}: minimum replicas`} ${replicas}${most === undefined ? '' : `, maximum ${most}`}`,
      ),
    );
  const expected = expectedOf(budget);
  if (expected === 'none') return { state: 'open', evidence };
  if (!seen && scales.length === 0 && budget.daemons > 0) return overDaemons(budget);
  if (isZero(record.spec['maxUnavailable']) || record.spec['minAvailable'] === '100%')
    return { state: 'never', reason: 'allows 0 disruptions for any number of replicas', seen, evidence };
  if (expected === undefined || unclear)
    return unknown('status is not set: number of selected Pods is unknown', [RUN_LIVE], evidence);
  if (!requiresAllPods(record.spec, expected)) return { state: 'open', evidence };
  // A controller that cannot create more of them is no solution.
  const most = expectedOf({
    ...budget,
    scales: scales.map((scale) => (scale.most === undefined ? scale : { ...scale, replicas: scale.most })),
  });
  const autoscaled =
    scales.some(({ autoscaler, most: limit }) => autoscaler !== undefined && limit === undefined) ||
    (typeof most === 'number' && !requiresAllPods(record.spec, most));
  const reason = `allows 0 disruptions (${expected === 1 ? 'the only Pod is required' : expected === 0 ? (autoscaled ? 'no Pods expected' : 'Pods without a controller') : `all ${expected} Pods are required`})`;
  return autoscaled
    ? { state: 'least', reason: `${reason} at the autoscaler minimum`, evidence }
    : { state: 'never', reason: `${reason}: nodes with these Pods cannot be drained`, seen, evidence };
}

/** Among the observed controllers, only DaemonSets create pods that it covers: no obstacle, if no others exist. */
function overDaemons({ controllersSeen, podsSeen }: BudgetFacts): Allowance {
  return controllersSeen && podsSeen
    ? { state: 'open', evidence: [] }
    : unknown('only DaemonSet Pods are selected, but the Pod or controller list is incomplete', [
        list('pods'),
      ]);
}

/**
 * The number of pods that the disruption controller expects: an integer minAvailable is compared with the existing pods, anything else with
 * the replicas of their controllers. `none`: it covers nothing; undefined: not known.
 */
function expectedOf({ record, pods, scales }: BudgetFacts): number | 'none' | undefined {
  const bare = pods.filter(({ owner }) => owner === undefined).length;
  if (scales.length === 0 && pods.length === 0) return undefined;
  const replicas = scales.map((scale) => scale.replicas);
  if (replicas.some((count) => count === undefined)) return undefined;
  const sum = replicas.reduce<number>((total, count) => total + (count ?? 0), 0);
  if (sum + pods.length === 0) return 'none';
  // Pods of a controller that was not observed.
  if (scales.length === 0 && bare < pods.length) return undefined;
  return typeof record.spec['minAvailable'] === 'number' ? sum + bare : sum;
}

/** Whether every pod must stay even when all are healthy. Percentages are rounded up. */
function requiresAllPods(spec: Readonly<Record<string, unknown>>, expected: number): boolean {
  const { maxUnavailable, minAvailable } = spec;
  // No disruption is allowed where no pod is expected.
  if (expected === 0) return true;
  if (maxUnavailable !== undefined) return (scaled(maxUnavailable, expected) ?? 1) <= 0;
  if (minAvailable !== undefined) return (scaled(minAvailable, expected) ?? 0) >= expected;
  // With neither field, no number is expected.
  return true;
}

function scaled(value: unknown, expected: number): number | undefined {
  if (typeof value === 'number') return value;
  const percent = /^(\d+)%$/.exec(String(value))?.[1];
  if (percent !== undefined) return Math.ceil((Number(percent) * expected) / 100);
  return /^\d+$/.test(String(value)) ? Number(value) : undefined;
}

function isZero(value: unknown): boolean {
  return value === 0 || value === '0' || value === '0%';
}

function podsText(count: number): string {
  return count === 1 ? 'one Pod' : `${count} Pods`;
}

function unknown(
  reason: string,
  requires: readonly Requirement[],
  evidence: readonly Evidence[] = [],
): Allowance {
  return { state: 'unknown', reason, requires, evidence };
}

/** Pods, or controllers whose pods do not exist yet, that several budgets cover; one entry for each set of budgets. */
export function sharedPods(
  budgets: readonly BudgetFacts[],
): { over: readonly BudgetFacts[]; pods: readonly string[] }[] {
  const clear = budgets.filter(({ unclear }) => !unclear);
  const byThing = groupByEach<string, { budget: BudgetFacts; thing: string }>(
    clear.flatMap((budget) => selectedObjects(budget).map((thing) => ({ budget, thing }))),
    ({ budget, thing }) => [`${budget.namespace}/${thing}`],
  );
  const sets = new Map<string, { over: readonly BudgetFacts[]; pods: string[] }>();
  for (const entries of byThing.values()) {
    const over = entries.map(({ budget }) => budget);
    if (over.length < 2) continue;
    const key = over.map(({ namespace, record }) => `${namespace}/${record.name}`).join(' ');
    const set = sets.get(key) ?? { over, pods: [] };
    set.pods.push(entries[0]?.thing ?? '');
    sets.set(key, set);
  }
  return [...sets.values()].map(({ over, pods }) => ({ over, pods: pods.sort() }));
}

/** A pod that waits for a node is evicted regardless of budgets. */
function selectedObjects({ pods, scales }: BudgetFacts): string[] {
  const named = pods.filter(({ phase }) => phase !== 'Pending').map(({ name }) => name);
  if (named.length > 0) return named;
  return scales
    .filter(({ replicas, workload }) => (replicas ?? 0) > 0 && workload.pods.length === 0)
    .map(({ workload }) => `${workload.kind} ${workload.name}`);
}
