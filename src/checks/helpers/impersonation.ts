import { allows, allowsNamed, namesAllowed } from '../../model/rbac.ts';
import type { Request } from '../../model/requests.ts';
import type { Grant, RbacFacts } from '../../model/types.ts';
import type { EscalationPaths } from './escalation-paths.ts';
import { subjectsNamed } from './limited.ts';
import { oncePlaced, optionsOf } from './targets.ts';
import type { Options, Targets } from './targets.ts';

const ACTS = [
  ['User', 'users'],
  ['Group', 'groups'],
  ['ServiceAccount', 'serviceaccounts'],
] as const;

/**
 * kube-apiserver refuses a request that acts as a group without a user (k8s.io/apiserver pkg/endpoints/filters/impersonation):
 * without the permission to act as some user a step is missing.
 */
export function actReader(input: {
  rbac: RbacFacts;
  chains: EscalationPaths;
}): (asUser: boolean) => (grant: Grant) => Targets {
  const reader = (asUser: boolean) =>
    oncePlaced(({ rules, namespace }) => [
      ...ACTS.filter(([kind]) => kind === 'ServiceAccount' || namespace === undefined).flatMap(
        ([kind, resource]) =>
          namesAllowed(rules, { verb: 'impersonate', group: '', resource })
            .map((name) => optionsOf('impersonate', subjectsNamed(kind, name, namespace, input.rbac), input))
            .map((options) => (kind === 'Group' && !asUser ? options.map(withoutUser) : options)),
      ),
      ...(namespace === undefined && allows(rules, ALL_GROUPS)
        ? [[asUser ? EVERY_GROUP : withoutUser(EVERY_GROUP)]]
        : []),
    ]);
  const [asSomebody, asNobody] = [reader(true), reader(false)];
  return (asUser) => (asUser ? asSomebody : asNobody);
}

const ALL_GROUPS: Request = { verb: 'impersonate', group: '', resource: 'groups' };

const EVERY_GROUP = { may: 'impersonate every group', leads: true };

function withoutUser(option: Options[number]): Options[number] {
  return { ...option, may: `${option.may} (no permission to impersonate a user yet)`, leads: false };
}

/** Whether it allows to act as some user or ServiceAccount. */
export function impersonatesUser({ rules, namespace }: Grant): boolean {
  return ACTS.some(
    ([kind, resource]) =>
      (kind === 'ServiceAccount' || (kind === 'User' && namespace === undefined)) &&
      allowsNamed(rules, { verb: 'impersonate', group: '', resource }),
  );
}
