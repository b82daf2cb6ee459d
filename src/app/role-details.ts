import { privilegesOf } from '../model/privileges.ts';
import { bindingName } from '../model/rbac.ts';
import type { Grant, RbacFacts } from '../model/types.ts';
import type { RoleDetail, RoleRule, RoleSubject } from '../result/role.ts';
import type { BindingRecord, PolicyRule, RoleRecord } from '../snapshot/records/index.ts';

export interface RoleQuery {
  /** In lower case: `clusterrole`, `rolebinding`. */
  kind: string;
  /** `ops`, `shop/ops`; absent = all. */
  name?: string;
  /** Limits namespaced ones. */
  namespace?: string | undefined;
}

/** Roles and bindings, in the order of the data. `complete`: all of the cluster were collected. Pure. */
export function roleDetails(rbac: RbacFacts, complete: boolean, query: RoleQuery): RoleDetail[] {
  const { kind, name, namespace } = query;
  const isWanted = (one: RoleRecord | BindingRecord) =>
    one.kind.toLowerCase() === kind &&
    (name === undefined || one.name === name || `${one.namespace ?? ''}/${one.name}` === name) &&
    (namespace === undefined || one.namespace === undefined || one.namespace === namespace);
  return [
    ...rbac.roles.filter(isWanted).map((role) => ofRole(role, rbac)),
    ...rbac.bindings.filter(isWanted).map((binding) => ofBinding(binding, rbac, complete)),
  ];
}

function ofRole(role: RoleRecord, { grants }: RbacFacts): RoleDetail {
  const { kind, namespace, name, rules } = role;
  return {
    kind,
    ...(namespace !== undefined && { namespace }),
    name,
    ...(isUnfilled(role) && { unknownRules: UNFILLED }),
    rules: rules.map(ruleOf),
    privileges: privilegesIn(rules, namespace),
    subjects: grants.filter((grant) => grant.role === role).map(subjectOf),
  };
}

function ofBinding(binding: BindingRecord, { grants, roles }: RbacFacts, complete: boolean): RoleDetail {
  const { kind, namespace, name, role } = binding;
  const bound = roles.find(
    (one) =>
      one.kind === role.kind &&
      one.name === role.name &&
      (one.kind === 'ClusterRole' || one.namespace === namespace),
  );
  const own = grants.filter((grant) => grant.binding === binding);
  const missing = complete
    ? 'the role does not exist: the binding grants nothing'
    : 'the role was not collected';
  const unknownRules = bound === undefined ? missing : isUnfilled(bound) ? UNFILLED : undefined;
  return {
    kind,
    ...(namespace !== undefined && { namespace }),
    name,
    role: `${role.kind} ${role.name}`,
    ...(unknownRules !== undefined && { unknownRules }),
    rules: (bound?.rules ?? []).map(ruleOf),
    // A RoleBinding grants nothing on objects of the cluster.
    privileges: privilegesIn(own[0]?.rules ?? bound?.rules ?? [], namespace),
    subjects: own.map(subjectOf),
  };
}

/** The controller fills an aggregated role; in a manifest it has no rules yet. */
function isUnfilled({ aggregated, rules }: RoleRecord): boolean {
  return aggregated === true && rules.length === 0;
}

const UNFILLED = 'aggregated from other ClusterRoles; the rules are not in the data';

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
      apiGroups.map((group) => (group === '' ? resource : inGroup(resource, group))),
    ),
    urls: nonResourceURLs ?? [],
    names: resourceNames ?? [],
    verbs,
  };
}

/** `deployments.apps/status`: kubectl writes the group before the subresource. */
function inGroup(resource: string, group: string): string {
  const [name = '', ...subresource] = resource.split('/');
  return [`${name}.${group}`, ...subresource].join('/');
}
