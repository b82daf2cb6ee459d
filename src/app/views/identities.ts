import { bindingName, powersOf, subjectName } from '../../model/rbac.ts';
import type { ClusterModel, Grant } from '../../model/types.ts';
import type { IdentityRow } from '../../result/types.ts';
import { compareText } from '../../result/sort.ts';

/** Subjects with rights, the most powerful first; powers count cluster-wide grants, others are named with their namespace. */
export function identityRows({ rbac, pods }: ClusterModel): IdentityRow[] {
  const bySubject = new Map<string, Grant[]>();
  for (const grant of rbac.grants) {
    const name = subjectName(grant.subject);
    const grants = bySubject.get(name);
    if (grants) grants.push(grant);
    else bySubject.set(name, [grant]);
  }
  const running = new Map<string, number>();
  for (const { namespace, template } of pods.all) {
    const name = `ServiceAccount ${namespace}/${template.serviceAccount ?? 'default'}`;
    running.set(name, (running.get(name) ?? 0) + 1);
  }
  return [...bySubject]
    .map(([subject, grants]) => identity(subject, grants, running))
    .sort((a, b) => rank(a) - rank(b) || compareText(a.subject, b.subject));
}

function identity(
  subject: string,
  grants: readonly Grant[],
  running: ReadonlyMap<string, number>,
): IdentityRow {
  const first = grants[0];
  const everywhere = powersOf(
    grants.filter(({ namespace }) => !namespace).flatMap(({ rules }) => [...rules]),
  );
  const local = [
    ...new Set(grants.map(({ namespace }) => namespace).filter((namespace) => namespace !== undefined)),
  ]
    .sort()
    .flatMap((namespace) =>
      powersOf(
        grants.filter((grant) => grant.namespace === namespace).flatMap(({ rules }) => [...rules]),
      ).map((power) => `${power} in ${namespace}`),
    );
  const kind = first?.subject.kind ?? 'User';
  return {
    subject: subject.slice(kind.length + 1),
    kind,
    powers: [...everywhere, ...local],
    bindings: [
      ...new Set(
        grants.map(({ binding }) => `${bindingName(binding)} -> ${binding.role.kind} ${binding.role.name}`),
      ),
    ].sort(),
    builtIn: grants.every(({ builtIn }) => builtIn),
    ...(kind === 'ServiceAccount' && { pods: running.get(subject) ?? 0 }),
  };
}

function rank({ powers, builtIn }: IdentityRow): number {
  const power = powers.includes('cluster-admin')
    ? 0
    : powers.some((name) => !name.includes(' in '))
      ? 1
      : powers.length > 0
        ? 2
        : 3;
  return power * 2 + (builtIn ? 1 : 0);
}
