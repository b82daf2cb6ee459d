import { namesAllowed, subjectName } from '../../model/rbac.ts';
import type { Request } from '../../model/requests.ts';
import { gatheredInto, roleNamed } from '../../model/roles.ts';
import type { Grant, RbacFacts } from '../../model/types.ts';
import type { Known } from '../../shared/evidence.ts';
import { changesIdentities } from './chain-objects.ts';
import type { EscalationPaths } from './escalation-paths.ts';
import { constrained } from './constrained-impersonation.ts';
import { actReader, impersonatesUser } from './impersonation.ts';
import type { RoleKind } from './limited.ts';
import { escalatedNames, mayWithRole, RBAC_GROUP, ROLES, subjectsNamed } from './limited.ts';
import { placeParts } from './place-permissions.ts';
import { counted, oncePlaced, optionsOf, permissionsOf, SHOWN, impactOf } from './targets.ts';
import { listed } from './objects.ts';
import type { NamedPermission, NamedPermissions, Options, Targets } from './targets.ts';
import { reachesCluster } from './subject-impact.ts';

/** The known roles and subjects. */
export interface NamedInput {
  rbac: RbacFacts;
  chains: EscalationPaths;
}

export interface EscalationInput extends NamedInput {
  /** Whether the API server supports constrained impersonation. */
  constrains: Known<boolean>;
}

/** `bind` and `escalate` on single roles, `impersonate` of single users, groups and accounts. */
export function namedEscalation(input: EscalationInput): NamedPermissions {
  const binding = bindReader(input);
  const acting = actReader(input);
  return (own, beside = []) => {
    const reaching = own.filter(reachesCluster);
    const all = [...reaching, ...beside.filter(reachesCluster)];
    const asUser = [...own, ...beside].some(impersonatesUser);
    const single = [
      ...bound(all, binding),
      ...escalated(all, input),
      // A name alone grants these, for any holder.
      ...reaching.flatMap((grant) => permissionsOf(grant, acting(asUser)(grant))),
      ...constrained(all, input.constrains),
      ...identities(reaching, input),
    ];
    return [...single, ...together(own, single, input)];
  };
}

/** What several names grant together, where that is more than each of them grants. */
function together(
  [first]: readonly Grant[],
  single: readonly NamedPermission[],
  { chains }: NamedInput,
): NamedPermission[] {
  if (!first || single.some(({ leads }) => leads)) return [];
  const sure = single.some(({ uncollected }) => !uncollected);
  return chains
    .together(first.subject)
    .filter(
      ({ place, impact }) =>
        reachesCluster({ namespace: place }) && (impact === 'all' || (impact === 'some' && !sure)),
    )
    .map(({ what, names, impact, grants }) => ({
      may: `${what} ${listed(names)}${what === 'bind' ? ' to itself' : ' in one request'}, which together ${impact === 'all' ? 'lead to cluster-admin' : 'give a privileged permission'}`,
      leads: impact === 'all',
      grants,
    }));
}

/** A subject that can change the ConfigMap that maps credentials of the cloud can map its own to `system:masters`. */
function identities(grants: readonly Grant[], { rbac: { named } }: NamedInput): NamedPermission[] {
  const { identities: uncollected } = named;
  const changing = grants.filter(({ rules }) => changesIdentities(rules, named));
  return uncollected === undefined || changing.length === 0
    ? []
    : [
        {
          may: `map itself to any group in ConfigMap kube-system/${uncollected.name}`,
          leads: true,
          grants: changing,
          uncollected,
        },
      ];
}

type BindReader = (writes: boolean) => (grant: Grant) => Targets;

/** Binding a role also requires a binding to write. */
function bindReader({ chains }: NamedInput): BindReader {
  const reader = (writes: boolean) =>
    oncePlaced(({ rules, namespace }) =>
      ROLES.flatMap(({ kind, resource }) =>
        namesAllowed(rules, { verb: 'bind', group: RBAC_GROUP, resource }).map((name): Options => {
          const { impact, leads, ...rest } = impactOf(chains.ofRole(kind, name, namespace), () =>
            chains.uncollectedRole(kind, name, namespace),
          );
          return impact === 'none'
            ? []
            : [
                {
                  ...rest,
                  may: `bind ${kind} ${name} to itself${writes ? '' : ' (no permission to write a binding yet)'}`,
                  leads: leads && writes,
                },
              ];
        }),
      ),
    );
  const [written, unwritten] = [reader(true), reader(false)];
  return (writes) => (writes ? written : unwritten);
}

function bound(grants: readonly Grant[], binding: BindReader): NamedPermission[] {
  const writers = grants.filter(writesBindings);
  return grants.flatMap((grant) =>
    permissionsOf(grant, binding(writers.length > 0)(grant)).map((permission) => ({
      ...permission,
      grants: [grant, ...writers],
    })),
  );
}

function writesBindings({ rules, namespace }: Grant): boolean {
  const parts = placeParts(rules);
  return parts.has('write-bindings') || (namespace === undefined && parts.has('write-cluster-bindings'));
}

/**
 * A subject that can write any permission into a role has it, once the role is bound to the subject. A role that does not exist yet can be
 * created by a subject that can create and change it by its name.
 */
function escalated(grants: readonly Grant[], input: NamedInput): NamedPermission[] {
  const writers = grants.some(writesBindings);
  return grants.flatMap((grant) =>
    ROLES.flatMap(({ kind, resource }) => {
      if (kind === 'ClusterRole' && grant.namespace !== undefined) return [];
      const names = escalatedNames(grant.rules, resource);
      const permissions: NamedPermission[] = [];
      for (const name of names) {
        if (permissions.length === SHOWN) break;
        if (!mayLead({ kind, name, grant, grants, writers }, input)) continue;
        const permission = intoRole({ kind, name, grant, grants, writers }, input);
        if (permission.leads) permissions.push(permission);
      }
      const shown =
        permissions.length > 0
          ? permissions
          : names.slice(0, SHOWN).map((name) => intoRole({ kind, name, grant, grants, writers }, input));
      return counted(shown, names.length - shown.length);
    }),
  );
}

/** Evaluated first: few of thousands of roles are the subject's own, can be bound, or belong to a subject that it can become. */
function mayLead({ kind, name, grant, grants, writers }: Escalation, { rbac, chains }: NamedInput): boolean {
  return (
    rolesOf(rbac, kind, name).some((one) =>
      grants.some(({ binding: { role } }) => role.kind === kind && role.name === one),
    ) ||
    (writers && mayWithRole(grants, 'binds', kind, name)) ||
    chains.canObtainRole(grant.subject, kind, name)
  );
}

/** A role, and those that aggregate it. */
function rolesOf(rbac: RbacFacts, kind: RoleKind, name: string): readonly string[] {
  return kind === 'ClusterRole' ? [name, ...gatheredInto(rbac, name)] : [name];
}

interface Escalation {
  kind: RoleKind;
  name: string;
  grant: Grant;
  grants: readonly Grant[];
  /** It may write bindings. */
  writers: boolean;
}

function intoRole(
  { kind, name, grant, grants, writers }: Escalation,
  { rbac, chains }: NamedInput,
): NamedPermission {
  const writes = mayWithRole(grants, 'writes', kind, name);
  const names = rolesOf(rbac, kind, name);
  const own = grants.filter(({ binding: { role } }) => role.kind === kind && names.includes(role.name));
  const exists = own.length > 0 || roleNamed(rbac, kind, name) !== undefined;
  const makes = !exists && writes && mayWithRole(grants, 'creates', kind, name);
  const binds = (exists || makes) && writers && mayWithRole(grants, 'binds', kind, name);
  const becomes = own.length === 0 && !binds && chains.canObtainRole(grant.subject, kind, name);
  return {
    may: `add any permission to ${kind} ${name}${suffix({ holds: own.length > 0, makes, binds, becomes })}${exists || makes ? '' : ' once it exists'}`,
    leads: writes && (own.length > 0 || binds || becomes),
    grants: [grant, ...own],
  };
}

interface Ways {
  /** The role is bound to it. */
  holds: boolean;
  /** It can create the role. */
  makes: boolean;
  binds: boolean;
  /** It may become a subject that has the role. */
  becomes: boolean;
}

function suffix({ holds, makes, binds, becomes }: Ways): string {
  if (holds) return ', which is bound to the subject';
  if (binds) return `, which it can ${makes ? 'create and ' : ''}bind to itself`;
  const made = makes ? ', which it can create' : '';
  return becomes ? `${made}, bound to a subject that it can become` : made;
}

const TOKENS: Request = { verb: 'create', group: '', resource: 'serviceaccounts/token' };

/** Tokens of single ServiceAccounts, in any namespace: that of an administrator grants everything. */
export function namedTokens(input: NamedInput): NamedPermissions {
  const minting = oncePlaced(({ rules, namespace }) =>
    namesAllowed(rules, TOKENS).map((name) =>
      optionsOf('create tokens of', subjectsNamed('ServiceAccount', name, namespace, input.rbac), input),
    ),
  );
  return (own) => own.flatMap((grant) => permissionsOf(grant, minting(grant), subjectName(grant.subject)));
}
