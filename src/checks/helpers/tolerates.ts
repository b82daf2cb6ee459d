import type { NodeFacts, WorkloadFacts } from '../../model/types.ts';

type Taint = NodeFacts['record']['taints'][number];
type Toleration = NonNullable<WorkloadFacts['template']['tolerations']>[number];

/** Does this toleration name the taint? One that tolerates everything (no key) names nothing. */
export function namesTaint({ key, operator, value, effect }: Toleration, taint: Taint): boolean {
  if (key !== taint.key) return false;
  if (effect && effect !== taint.effect) return false;
  return operator === 'Exists' || (value ?? '') === (taint.value ?? '');
}

/** May the pods of a workload be put on this node, as far as taints and nodeSelector go? Affinities are not known. */
export function mayRunOn({ template }: WorkloadFacts, { record, ready }: NodeFacts): boolean {
  if (!ready || record.unschedulable) return false;
  const selected = Object.entries(template.nodeSelector ?? {}).every(
    ([key, value]) => record.labels[key] === value,
  );
  return (
    selected &&
    record.taints.every((taint) => taint.effect === 'PreferNoSchedule' || tolerated(template, taint))
  );
}

function tolerated({ tolerations = [] }: WorkloadFacts['template'], taint: Taint): boolean {
  return tolerations.some(
    (toleration) =>
      namesTaint(toleration, taint) ||
      (!toleration.key &&
        toleration.operator === 'Exists' &&
        (!toleration.effect || toleration.effect === taint.effect)),
  );
}
