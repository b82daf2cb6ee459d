import type { Request } from '../../model/requests.ts';
import { isOfCluster } from '../../model/requests.ts';
import { allowsNamed, namesAllowed, subjectName } from '../../model/rbac.ts';
import { gatheredInto, roleNamed } from '../../model/roles.ts';
import type { Grant, RbacFacts } from '../../model/types.ts';
import type { SubjectRecord } from '../../snapshot/records/index.ts';
import { accountsNamed } from './accounts.ts';
import { most, reachesCluster, rulesWorth } from './worth.ts';
import type { Worth, Worths } from './worth.ts';
import type { UnknownReason } from '../../shared/evidence.ts';

/** What a rule that is limited to names gives, by what the names stand for. */
export interface NamedRight {
  /** In words that follow `may`. */
  may: string;
  /** The name leads to an administrator; else to less, or only with a step that was not seen. */
  leads: boolean;
  grants: readonly Grant[];
  /** What the name stands for was not seen, and may be anything. */
  unseen?: UnknownReason;
}

/** Of all that one subject was given, and of what the groups have that it is in for certain: with these a right may be whole. */
export type NamedRights = (own: readonly Grant[], beside?: readonly Grant[]) => readonly NamedRight[];

const RBAC = 'rbac.authorization.k8s.io';

const NO_ROLES: ReadonlySet<string> = new Set();

/** What is known of roles and of subjects. */
export interface NamedInput {
  rbac: RbacFacts;
  worths: Worths;
}

/** Grants that allow a request on objects of single names, with those names. */
export function limited(grants: readonly Grant[], request: Request): { grant: Grant; name: string }[] {
  return grants
    .filter(({ namespace }) => namespace === undefined || !isOfCluster(request))
    .flatMap((grant) => namesAllowed(grant.rules, request).map((name) => ({ grant, name })));
}

/** `bind` and `escalate` on single roles, `impersonate` of single users, groups and accounts. */
export function namedEscalation(input: NamedInput): NamedRights {
  return (own, beside = []) => {
    const reaching = own.filter(reachesCluster);
    // A name alone makes a right of these, whoever has it.
    const alone = impersonated(reaching, input);
    const all = [...reaching, ...beside.filter(reachesCluster)];
    return [...bound(all, input, MAX_STEPS), ...escalated(all, input), ...alone, ...constrained(all)];
  };
}

/** Roles that allow to bind roles: as many are followed. */
const MAX_STEPS = 4;

const CHANGES = ['create', 'update', 'patch'] as const;

/** Who may bind a role needs a binding to write it into. */
function bound(grants: readonly Grant[], input: NamedInput, steps: number): NamedRight[] {
  const bindings = ['clusterrolebindings', 'rolebindings'];
  const writers = grants.filter(({ rules }) =>
    bindings.some((resource) => CHANGES.some((verb) => allowsNamed(rules, { verb, group: RBAC, resource }))),
  );
  return ROLES.flatMap(({ kind, resource }) =>
    limited(grants, { verb: 'bind', group: RBAC, resource }).flatMap(({ grant, name }) => {
      const worth = worthOfRole(kind, name, { grant, grants, input, steps });
      return worth === 'none'
        ? []
        : [
            {
              may: `bind ${kind} ${name} to itself${writers.length === 0 ? ' (no permission to write a binding yet)' : ''}`,
              leads: worth === 'all' && writers.length > 0,
              grants: [grant, ...writers],
            },
          ];
    }),
  );
}

const ROLES = [
  { kind: 'ClusterRole', resource: 'clusterroles' },
  { kind: 'Role', resource: 'roles' },
] as const;

interface Step {
  grant: Grant;
  grants: readonly Grant[];
  input: NamedInput;
  steps: number;
}

/**
 * What a role is worth to somebody with these grants: by its rules, or by the names in them. A role that was not seen may be anything; one
 * that Kubernetes calls so is known.
 */
function worthOfRole(
  kind: 'ClusterRole' | 'Role',
  name: string,
  { grant, grants, input, steps }: Step,
): Worth {
  const role = roleNamed(input.rbac, kind, name);
  if (!role && kind === 'ClusterRole' && name === 'cluster-admin') return 'all';
  const rules = role?.rules ?? [];
  const plain = rulesWorth(rules, kind === 'Role');
  if (plain === 'all' || steps === 0 || rules.every(({ resourceNames = [] }) => resourceNames.length === 0))
    return plain;
  const given = [{ ...grant, rules, ...(kind === 'Role' && { namespace: 'kube-system' }) }];
  const all = [...given, ...grants];
  const further = [
    ...bound(all, input, steps - 1),
    ...impersonated(given, input),
    ...namedTokens(input)(given),
  ];
  if (further.some(({ leads }) => leads)) return 'all';
  return further.length > 0 ? 'some' : plain;
}

/** Who may put any right into a role has it, once the role is bound to them. */
function escalated(grants: readonly Grant[], { rbac }: NamedInput): NamedRight[] {
  return ROLES.flatMap(({ kind, resource }) =>
    limited(grants, { verb: 'escalate', group: RBAC, resource }).map(({ grant, name }) => {
      const writes = grants.some(({ rules }) =>
        ['update', 'patch'].some((verb) => allowsNamed(rules, { verb, group: RBAC, resource }, name)),
      );
      const wholes = kind === 'ClusterRole' ? gatheredInto(rbac, name) : NO_ROLES;
      const own = grants.filter(
        ({ binding: { role } }) => role.kind === kind && (role.name === name || wholes.has(role.name)),
      );
      const exists = own.length > 0 || roleNamed(rbac, kind, name) !== undefined;
      return {
        may: `add any permission to ${kind} ${name}${own.length > 0 ? ', which is bound to the subject' : ''}${exists ? '' : ' once it exists'}`,
        leads: writes && own.length > 0,
        grants: [grant, ...own],
      };
    }),
  );
}

function impersonated(grants: readonly Grant[], { rbac, worths }: NamedInput): NamedRight[] {
  const kinds = [
    ['User', 'users'],
    ['Group', 'groups'],
    ['ServiceAccount', 'serviceaccounts'],
  ] as const;
  return kinds.flatMap(([kind, resource]) =>
    limited(grants, { verb: 'impersonate', group: '', resource }).flatMap(({ grant, name }) => {
      const subjects = subjectsNamed(kind, name, grant, rbac);
      const worth = most(subjects.map(worths));
      const worst = subjects.find((one) => worths(one) === worth);
      return !worst || worth === 'none'
        ? []
        : [{ may: `impersonate ${subjectName(worst)}`, leads: worth === 'all', grants: [grant] }];
    }),
  );
}

/**
 * Constrained impersonation, since 1.35: `impersonate:MODE` on somebody, and `impersonate-on:MODE:VERB` on what may be done as them
 * (https://kubernetes.io/docs/reference/access-authn-authz/user-impersonation/). Whom and for what is more than one line can say.
 */
function constrained(grants: readonly Grant[]): NamedRight[] {
  const verbs = grants.map((grant) => ({ grant, all: grant.rules.flatMap((rule) => [...rule.verbs]) }));
  return ['serviceaccount', 'user-info', 'arbitrary-node'].flatMap((mode) => {
    const asWhom = verbs.filter(({ all }) => all.includes(`impersonate:${mode}`));
    const forWhat = verbs.filter(({ all }) => all.some((verb) => verb.startsWith(`impersonate-on:${mode}:`)));
    return asWhom.length === 0 || forWhat.length === 0
      ? []
      : [
          {
            may: `impersonate others for some requests (impersonate:${mode})`,
            leads: false,
            grants: [...asWhom, ...forWhat].map(({ grant }) => grant),
          },
        ];
  });
}

const ACCOUNT = /^system:serviceaccount:([^:]+):([^:]+)$/;

/** Accounts of that name lie in every namespace that the grant reaches. Of a user by the name of an account the API server asks about the account. */
export function subjectsNamed(
  kind: SubjectRecord['kind'],
  name: string,
  { namespace }: Grant,
  rbac: RbacFacts,
): SubjectRecord[] {
  if (kind === 'User' && ACCOUNT.test(name)) return [];
  if (kind !== 'ServiceAccount') return [{ kind, name }];
  if (namespace !== undefined) return [{ kind, namespace, name }];
  return accountsNamed(rbac, name);
}

/** Tokens of single accounts, in whatever namespace: that of an administrator is everything. */
export function namedTokens({ rbac, worths }: NamedInput): NamedRights {
  return (own) =>
    limited(own, { verb: 'create', group: '', resource: 'serviceaccounts/token' }).flatMap(
      ({ grant, name }) => {
        const subjects = subjectsNamed('ServiceAccount', name, grant, rbac).filter(
          (one) => subjectName(one) !== subjectName(grant.subject),
        );
        const worth = most(subjects.map(worths));
        const worst = subjects.find((one) => worths(one) === worth);
        return !worst || worth === 'none'
          ? []
          : [{ may: `create tokens of ${subjectName(worst)}`, leads: worth === 'all', grants: [grant] }];
      },
    );
}
