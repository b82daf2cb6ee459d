import { bindingName, isClusterAdmin, subjectName } from '../../model/rbac.ts';
import type { Grant } from '../../model/types.ts';
import type { ObjectRef, Severity } from '../../result/types.ts';
import type { Evidence } from '../../shared/evidence.ts';
import { groupBy } from '../../shared/group.ts';
import type { BindingRecord, PolicyRule } from '../../snapshot/records/index.ts';
import { few, observed } from './objects.ts';

/** Grants grouped by binding: the binding is the object to delete. */
export function byBinding(grants: readonly Grant[]): Map<string, Grant[]> {
  return groupBy(grants, ({ binding }) => bindingName(binding));
}

export function bindingRef({ kind, namespace, name }: BindingRecord): ObjectRef {
  return { kind, ...(namespace && { namespace }), name };
}

/** Evidence of a binding: its subjects, and the first five rules of its role. */
export function bindingEvidence(
  binding: BindingRecord,
  grants: readonly Grant[],
  rules: readonly PolicyRule[],
): Evidence[] {
  const role = `${binding.role.kind} ${binding.role.name}`;
  return [
    ...few(grants, ({ subject }) => observed(bindingName(binding), `${role} to ${subjectName(subject)}`)),
    ...few(rules.slice(0, 5), (rule) => observed(role, ruleText(rule))),
  ];
}

const READING = new Set(['get', 'list', 'watch']);

/** Logs and states of pods are data; the other subresources give access to them. */
const INTO_PODS = /^pods\/(?!log$|status$)/;

/** Reviews of the own user are queries, although they are created. */
const QUESTIONS = new Set(['selfsubjectaccessreviews', 'selfsubjectrulesreviews', 'selfsubjectreviews']);

/** Reviews of other users change nothing, and disclose permissions. */
const REVIEWS = new Set(['tokenreviews', 'subjectaccessreviews', 'localsubjectaccessreviews']);

/** A star after the slash matches no request. */
const isReal = (name: string) => !name.endsWith('/*');

/**
 * The severity of these permissions for anonymous or all authenticated users. Writing, Secrets and access to pods and nodes are takeover;
 * other objects are disclosure; paths, reviews of the own user and single named objects are a hint.
 */
export function opennessOf(rules: readonly PolicyRule[], namespace: string | undefined): Severity {
  const objects = rules
    .map((rule) => ({ ...rule, resources: (rule.resources ?? []).filter(isReal) }))
    .filter(({ resources }) => resources.length > 0)
    .filter((rule) => !isHint(rule));
  if (objects.length === 0) return 'medium';
  const owns = objects.some(
    ({ verbs, resources }) =>
      (verbs.some((verb) => !READING.has(verb)) && !resources.every((name) => REVIEWS.has(name))) ||
      resources.some(
        (name) => name === '*' || name === 'secrets' || name === 'nodes/proxy' || INTO_PODS.test(name),
      ),
  );
  const everywhere = namespace === undefined || namespace === 'kube-system';
  if (owns) return everywhere ? 'critical' : 'high';
  return everywhere ? 'high' : 'medium';
}

function isHint({ verbs, resources = [], resourceNames = [] }: PolicyRule): boolean {
  if (resources.every((name) => QUESTIONS.has(name))) return true;
  // Requests to one Service by name: it has its own logins, and no other object is reachable.
  if (resources.every((name) => name === 'services/proxy') && resourceNames.length > 0) return true;
  // An empty name limits only requests for single objects.
  const single =
    resourceNames.length > 0 && !resourceNames.includes('') && verbs.every((verb) => READING.has(verb));
  return single && !resources.some((name) => name === '*' || name === 'secrets' || name.includes('/'));
}

/** A short summary of the rules. */
export function summaryOf(rules: readonly PolicyRule[]): string {
  if (isClusterAdmin(rules)) return 'all permissions';
  const [first, ...rest] = rules.map(ruleText);
  return first === undefined
    ? 'no permissions yet'
    : `${first}${rest.length > 0 ? ` and ${rest.length} more rules` : ''}`;
}

export function ruleText({ verbs, resources, nonResourceURLs }: PolicyRule): string {
  return `${verbs.join(',')} ${[...(resources ?? []), ...(nonResourceURLs ?? [])].join(',')}`;
}
