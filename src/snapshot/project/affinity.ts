/** Operating systems of the nodes that a pod's required node affinity allows. */
import type { V1Affinity, V1NodeSelectorRequirement, V1NodeSelectorTerm } from '@kubernetes/client-node';
import { arr, obj, str, strings } from './raw.ts';
import type { Field, Fields } from './untrusted.ts';

/** The systems that Kubernetes supports (`spec.os.name`, core/v1 PodOS). */
const SYSTEMS = ['linux', 'windows'];

/** The label that kubelets set on their node, and its name before 1.14, which they still set. */
export const OS_LABELS: readonly string[] = ['kubernetes.io/os', 'beta.kubernetes.io/os'];

/**
 * The operating systems that nodes may have, sorted; undefined when the affinity does not limit them. Terms are alternatives,
 * the expressions of a term all have to match, and a term without any matches no node (core/v1 NodeSelectorTerm). Names of
 * nodes (`matchFields`, which DaemonSets write into every pod) are not kept.
 */
export function affinityOsOf(affinity: Field<V1Affinity> | undefined): string[] | undefined {
  if (affinity === undefined) return undefined;
  const node = obj(obj(affinity).nodeAffinity);
  const required = obj(node.requiredDuringSchedulingIgnoredDuringExecution);
  const terms = arr(required.nodeSelectorTerms)
    .map((term) => obj(term))
    .filter(isTerm);
  if (terms.length === 0) return undefined;
  const left = new Set(terms.flatMap(systemsOf));
  return SYSTEMS.every((system) => left.has(system)) ? undefined : [...left].sort();
}

function isTerm(term: Fields<V1NodeSelectorTerm>): boolean {
  return arr(term.matchExpressions).length > 0 || arr(term.matchFields).length > 0;
}

function systemsOf(term: Fields<V1NodeSelectorTerm>): string[] {
  const expressions = arr(term.matchExpressions).map((item) => obj(item));
  const about = expressions.filter((item) => OS_LABELS.includes(str(item.key, 320) ?? ''));
  return SYSTEMS.filter((system) => about.every((item) => admits(item, system)));
}

function admits(expression: Fields<V1NodeSelectorRequirement>, system: string): boolean {
  const values = strings(expression.values);
  switch (expression.operator) {
    case 'In':
      return values.includes(system);
    case 'NotIn':
      return !values.includes(system);
    case 'DoesNotExist':
      return false;
    default:
      return true;
  }
}
