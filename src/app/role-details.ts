import { privilegesOf } from '../model/privileges.ts';
import { bindingName } from '../model/rbac.ts';
import type { Grant, RbacFacts } from '../model/types.ts';
import type { RoleDetail, RoleRule, RoleSubject } from '../result/role.ts';
import type { BindingRecord, PolicyRule, RoleRecord } from '../snapshot/records/index.ts';

/** Every role and binding of these kinds (`clusterrole`, lower case) and this name; `namespace` limits namespaced ones. Pure. */
export function roleDetails(
  rbac: RbacFacts,
  wanted: { kind: string; name: string; namespace?: string | undefined },
): RoleDetail[] {
  const isWanted = (one: RoleRecord | BindingRecord) =>
    one.kind.toLowerCase() === wanted.kind &&
    (one.name === wanted.name || `${one.namespace ?? ''}/${one.name}` === wanted.name) &&
    (wanted.namespace === undefined || one.namespace === undefined || one.namespace === wanted.namespace);
  return [
    ...rbac.roles.filter(isWanted).map((role) => ofRole(role, rbac)),
    ...rbac.bindings.filter(isWanted).map((binding) => ofBinding(binding, rbac)),
  ];
}

function ofRole(role: RoleRecord, { grants }: RbacFacts): RoleDetail {
  const { kind, namespace, name, rules } = role;
  return {
    kind,
    ...(namespace !== undefined && { namespace }),
    name,
    rules: rules.map(ruleOf),
    privileges: privilegesIn(rules, namespace),
    subjects: grants.filter((grant) => grant.role === role).map(subjectOf),
  };
}

function ofBinding(binding: BindingRecord, { grants, roles }: RbacFacts): RoleDetail {
  const { kind, namespace, name, role } = binding;
  const bound = roles.find(
    (one) =>
      one.kind === role.kind &&
      one.name === role.name &&
      (one.kind === 'ClusterRole' || one.namespace === namespace),
  );
  const rules = bound?.rules ?? [];
  const own = grants.filter((grant) => grant.binding === binding);
  return {
    kind,
    ...(namespace !== undefined && { namespace }),
    name,
    role: `${role.kind} ${role.name}`,
    ...(bound === undefined && { noRules: 'the role does not exist or was not collected' }),
    rules: rules.map(ruleOf),
    // A RoleBinding grants nothing on objects of the cluster.
    privileges: privilegesIn(own[0]?.rules ?? rules, namespace),
    subjects: own.map(subjectOf),
  };
}

function privilegesIn(rules: readonly PolicyRule[], namespace: string | undefined): string[] {
  return privilegesOf(rules).map((name) => (namespace === undefined ? name : `${name} in ${namespace}`));
}

function subjectOf({ subject, binding, namespace, builtIn }: Grant): RoleSubject {
  return {
    kind: subject.kind,
    ...(subject.namespace !== undefined && { namespace: subject.namespace }),
    name: subject.name,
    binding: bindingName(binding),
    ...(namespace !== undefined && { within: namespace }),
    builtIn,
  };
}

/** Resources with their groups, as `kubectl describe` names them. */
function ruleOf({
  apiGroups = [''],
  resources = [],
  resourceNames,
  nonResourceURLs,
  verbs,
}: PolicyRule): RoleRule {
  return {
    resources: resources.flatMap((resource) =>
      apiGroups.map((group) => (group === '' ? resource : `${resource}.${group}`)),
    ),
    urls: nonResourceURLs ?? [],
    names: resourceNames ?? [],
    verbs,
  };
}
