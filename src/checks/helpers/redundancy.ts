/** Whether a workload keeps running when one of its pods, or its node, stops. */
import type { BudgetFacts, ExtensionFacts, WorkloadFacts } from '../../model/types.ts';
import { list } from '../../shared/requirement.ts';
import type { Finding } from '../define.ts';
import { observed, workloadName } from './objects.ts';

export interface RedundancyInput {
  extensions: Pick<ExtensionFacts, 'custom'>;
  budgets: readonly BudgetFacts[];
}

/** What its desired number, its autoscaler and its disruption budget guarantee. A pass requires complete lists of the latter two. */
export function redundancyOf(workload: WorkloadFacts, input: RedundancyInput): Finding {
  const { replicas } = workload;
  const place = workloadName(workload);
  const scaler = autoscalerOf(workload, input.extensions);
  const least = scaler ? scaler.least : replicas;
  if (least === undefined)
    return {
      verdict: 'unknown',
      message: 'the desired number of replicas is unknown',
      requires: [list('deployments.apps')],
    };
  const evidence = [
    scaler
      ? observed(
          `HorizontalPodAutoscaler ${workload.namespace}/${scaler.name}`,
          `minReplicas ${scaler.least}`,
        )
      : observed(place, `replicas ${replicas ?? 0}`),
  ];
  if (replicas === 0)
    return {
      verdict: 'fail',
      detail: 'none',
      message: 'replicas is 0',
      evidence: [observed(place, 'replicas 0')],
    };
  if (least < 2)
    return {
      verdict: 'fail',
      detail: 'single',
      message: scaler
        ? `minReplicas is ${least} (expected at least 2)`
        : `replicas is ${least} (expected at least 2)`,
      // An autoscaler that was not collected may have a higher minimum.
      ...(scaler ? {} : { restsOn: ['availability' as const] }),
      evidence,
    };
  const budget = input.budgets.find(({ scales }) => scales.some((one) => isSame(one.workload, workload)));
  return budget
    ? {
        verdict: 'pass',
        message: `at least ${least} replicas, with a PodDisruptionBudget`,
        evidence: [
          ...evidence,
          observed(`PodDisruptionBudget ${budget.namespace}/${budget.record.name}`, 'present'),
        ],
      }
    : {
        verdict: 'fail',
        detail: 'no budget',
        severity: 'low',
        message: `no PodDisruptionBudget selects its Pods: a node drain can evict all ${least} replicas at once`,
        restsOn: ['availability'],
        evidence,
      };
}

function isSame(one: WorkloadFacts, other: WorkloadFacts): boolean {
  return one.kind === other.kind && one.namespace === other.namespace && one.name === other.name;
}

/** minReplicas is 1 by default (autoscaling/v2). */
function autoscalerOf(
  { kind, namespace, name }: WorkloadFacts,
  { custom }: Pick<ExtensionFacts, 'custom'>,
): { name: string; least: number } | undefined {
  const found = custom.find((record) => {
    if (record.kind !== 'HorizontalPodAutoscaler' || record.namespace !== namespace) return false;
    const target = record.spec['scaleTargetRef'] as Readonly<Record<string, unknown>> | undefined;
    return target?.['kind'] === kind && target['name'] === name;
  });
  const least = found?.spec['minReplicas'];
  return found && { name: found.name, least: typeof least === 'number' ? least : 1 };
}
