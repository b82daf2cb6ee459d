import type { NodeFacts, WorkloadFacts } from '../../model/types.ts';

type Taint = NodeFacts['record']['taints'][number];
type Toleration = NonNullable<WorkloadFacts['template']['tolerations']>[number];

/** Does this toleration name the taint? One that tolerates everything (no key) names nothing. */
export function namesTaint({ key, operator, value, effect }: Toleration, taint: Taint): boolean {
  if (key !== taint.key) return false;
  if (effect && effect !== taint.effect) return false;
  if (operator === 'Exists') return true;
  if (operator === 'Gt' || operator === 'Lt') return compares(operator, value, taint.value);
  return (value ?? '') === (taint.value ?? '');
}

/** Numbers as Go's ParseInt takes them, without a plus sign and zeros in front; what is none tolerates nothing. */
const INTEGER = /^(?:0|-?[1-9]\d{0,18})$/;

/** The taint's value is greater, or less, than that of the toleration (k8s.io/api core/v1 toleration.go, since 1.35). */
function compares(operator: 'Gt' | 'Lt', value = '', tainted = ''): boolean {
  if (!INTEGER.test(value) || !INTEGER.test(tainted)) return false;
  return operator === 'Gt' ? BigInt(tainted) > BigInt(value) : BigInt(tainted) < BigInt(value);
}

/**
 * May the pods of a workload be put on this node, as far as taints and nodeSelector go? Affinities are not known. Undefined where it hangs on whether
 * the node is ready, which it does not tell.
 */
export function mayRunOn(workload: WorkloadFacts, node: NodeFacts): boolean | undefined {
  if (!fits(workload, node)) return false;
  return node.record.conditions.some(({ type }) => type === 'Ready') ? node.ready : undefined;
}

function fits({ templates }: WorkloadFacts, { record }: NodeFacts): boolean {
  // Admission adds to what the controller's template says.
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
