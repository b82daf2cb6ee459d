import type { ClusterModel } from '../../model/parts.ts';
import { privilegesOfAll } from '../../model/privileges.ts';
import { bindingName, bySubject } from '../../model/rbac.ts';
import type { Grant } from '../../model/types.ts';
import type { IdentityRow } from '../../result/types.ts';
import { compareText } from '../../result/sort.ts';
import type { PolicyRule } from '../../snapshot/records/index.ts';
import { impactsOf } from '../../checks/helpers/escalation-paths.ts';
import { isAdminEquivalent } from '../../checks/helpers/subject-impact.ts';
import { completeIn } from '../../checks/proof.ts';
import { counted } from './partial-counts.ts';

/** RBAC subjects, most privileged first; the rank counts cluster-wide grants, permissions in a namespace are listed with it. */
export function identityRows(model: ClusterModel): IdentityRow[] {
  const running = new Map<string, number>();
  for (const { namespace, template } of model.pods.all) {
    const name = `ServiceAccount ${namespace}/${template.serviceAccount ?? 'default'}`;
    running.set(name, (running.get(name) ?? 0) + 1);
  }
  return [...bySubject(model.rbac.grants)]
    .map(([subject, grants]) => identity(subject, grants, model, running.get(subject) ?? 0))
    .sort((a, b) => rank(a) - rank(b) || compareText(a.subject, b.subject));
}

function identity(subject: string, grants: readonly Grant[], model: ClusterModel, pods: number): IdentityRow {
  const first = grants[0];
  const allRoles = model.outcome('rbac').status === 'ok';
  const places = [...new Set(grants.flatMap(({ namespace }) => namespace ?? []))].sort();
  const privilegesIn = (namespace: string | undefined) =>
    privilegesOfAll(
      grants.filter((grant) => grant.namespace === namespace).map((grant) => rulesOf(grant, allRoles) ?? []),
    );
  const uncollected = grants
    .filter((grant) => rulesOf(grant, allRoles) === undefined)
    .map(({ binding: { role, namespace } }) =>
      role.kind === 'Role' ? `Role ${namespace ?? ''}/${role.name}` : `ClusterRole ${role.name}`,
    );
  const kind = first?.subject.kind ?? 'User';
  const builtIn = grants.every((grant) => grant.builtIn);
  const everywhere = privilegesIn(undefined);
  // Through resourceNames in rules, or through several bindings together.
  const becomesAdmin =
    first !== undefined &&
    !builtIn &&
    !everywhere.some(isAdminEquivalent) &&
    impactsOf(model.rbac)(first.subject) === 'all';
  return {
    subject: subject.slice(kind.length + 1),
    kind,
    permissions: [
      ...(becomesAdmin ? ['can escalate to cluster-admin (a combination of permissions)'] : []),
      ...everywhere,
      ...places.flatMap((namespace) =>
        privilegesIn(namespace).map((privilege) => `${privilege} in ${namespace}`),
      ),
    ],
    ...(uncollected.length > 0 && { uncollectedRoles: [...new Set(uncollected)].sort() }),
    bindings: [
      ...new Set(
        grants.map(({ binding }) => `${bindingName(binding)} -> ${binding.role.kind} ${binding.role.name}`),
      ),
    ].sort(),
    builtIn,
    ...(kind === 'ServiceAccount' &&
      counted({
        pods: { count: pods, complete: completeIn(model.outcome('pods'), first?.subject.namespace) },
      })),
  };
}

/**
 * Rules of a grant; undefined when unknown. A role that Kubernetes ships has at least its shipped rules. An aggregated role without rules
 * was not filled by its controller yet, as in a manifest. A role missing from a complete list does not exist and grants nothing.
 */
function rulesOf({ role, rules, assumed }: Grant, allRoles: boolean): readonly PolicyRule[] | undefined {
  if (assumed === true || (role && !(role.aggregated === true && rules.length === 0))) return rules;
  return allRoles ? rules : undefined;
}

function rank({ permissions, uncollectedRoles, builtIn }: IdentityRow): number {
  const privilege = permissions.includes('cluster-admin')
    ? 0
    : permissions.some((name) => !name.includes(' in '))
      ? 1
      : permissions.length > 0
        ? 2
        : uncollectedRoles
          ? 3
          : 4;
  return privilege * 2 + (builtIn ? 1 : 0);
}
