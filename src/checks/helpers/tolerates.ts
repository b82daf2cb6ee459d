import type { NodeFacts, WorkloadFacts } from '../../model/types.ts';

type Taint = NodeFacts['record']['taints'][number];
type Toleration = NonNullable<WorkloadFacts['template']['tolerations']>[number];

/** Whether this toleration names the taint. One that tolerates everything (no key) names none. */
export function namesTaint({ key, operator, value, effect }: Toleration, taint: Taint): boolean {
  if (key !== taint.key) return false;
  if (effect && effect !== taint.effect) return false;
  if (operator === 'Exists') return true;
  if (operator === 'Gt' || operator === 'Lt') return compares(operator, value, taint.value);
  return (value ?? '') === (taint.value ?? '');
}

/** Integers that Go's ParseInt accepts, without a plus sign and leading zeros; any other value tolerates nothing. */
const INTEGER = /^(?:0|-?[1-9]\d{0,18})$/;

/** The taint's value is greater, or less, than that of the toleration (k8s.io/api core/v1 toleration.go, since 1.35). */
function compares(operator: 'Gt' | 'Lt', value = '', tainted = ''): boolean {
  if (!INTEGER.test(value) || !INTEGER.test(tainted)) return false;
  return operator === 'Gt' ? BigInt(tainted) > BigInt(value) : BigInt(tainted) < BigInt(value);
}

/**
 * Whether the pods of a workload may run on this node, by taints and nodeSelector. Affinities are not collected. Undefined where it depends
 * on the readiness of the node, which is unknown.
 */
export function mayRunOn(workload: WorkloadFacts, node: NodeFacts): boolean | undefined {
  if (!fits(workload, node)) return false;
  return node.record.conditions.some(({ type }) => type === 'Ready') ? node.ready : undefined;
}

function fits({ templates }: WorkloadFacts, { record }: NodeFacts): boolean {
  // Admission extends the controller's template.
  const facts = templates.find(({ pods }) => pods.length > 0) ?? templates[0];
  if (!facts || record.unschedulable) return false;
  const selected = Object.entries(facts.nodeSelector).every(([key, value]) => record.labels[key] === value);
  return (
    selected &&
    record.taints.every((taint) => taint.effect === 'PreferNoSchedule' || tolerated(facts.template, taint))
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
