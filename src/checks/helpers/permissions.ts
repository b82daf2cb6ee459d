import type { Request } from '../../model/requests.ts';
import { isOfCluster } from '../../model/requests.ts';
import { allows, bindingName, bySubject, isClusterAdmin } from '../../model/rbac.ts';
import type { ClusterFacts, ControlPlaneFacts, Grant, RbacFacts, TrustFacts } from '../../model/types.ts';
import type { Severity } from '../../result/types.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { groupGrants } from './escalation-paths.ts';
import { doubtAbout, isShipped, leftOverNote, severityFor, originOf, surestOf } from './holders.ts';
import type { NamedPermission, NamedPermissions } from './targets.ts';
import { few, listed, lowered, observed } from './objects.ts';
import { isAnonymous, passOnBindings, subjectRef } from './rbac.ts';

/** A permission with indirect effects. */
export interface PermissionQuestion {
  /** Each of these requests alone is sufficient. */
  requests: readonly Request[];
  /**
   * The bindings that count: `everywhere` = ClusterRoleBindings only, because the objects belong to no namespace; `system` =
   * RoleBindings in kube-system as well, which contains the control plane's own credentials.
   */
  reach: 'everywhere' | 'system';
  /** What the subject may do, in words that follow `may`: `read every Secret`. */
  may: string;
  /** Words that follow when it applies to the whole cluster: `in every namespace`. */
  everywhere?: string;
  severity: Severity;
  /** What rules with resourceNames grant as well, by the objects of those names; they may apply in any namespace. */
  named?: NamedPermissions;
}

interface Parts {
  rbac: RbacFacts;
  controlPlane: ControlPlaneFacts;
  cluster: ClusterFacts;
  trust: TrustFacts;
}

/**
 * One verdict per subject that holds the permission. Excluded: what Kubernetes and the distribution ship, full administrators
 * (identities/cluster-admin-outside-system) and anonymous requests (identities/anonymous-permissions), so that one cause is reported
 * once.
 */
export function* evaluatePermission(parts: Parts, question: PermissionQuestion): Iterable<Finding> {
  const { rbac } = parts;
  const holds = holdsReader(question);
  let others = 0;
  const systems: string[] = [];
  const all = bySubject(rbac.grants);
  for (const [name, grants] of bySubject(rbac.grants.filter((grant) => !isAnonymous(grant)))) {
    const own = grants.filter((grant) => !isShipped(grant, parts.cluster));
    const [first] = own;
    const beside = first && question.named ? groupGrants(first.subject, all) : [];
    const finding = findingOn(name, { own, beside, holds }, parts, question);
    if (finding) {
      others += 1;
      yield finding;
    } else if (grants.some(holds)) systems.push(name);
  }
  if (others === 0)
    yield passOnBindings(
      parts,
      systems.length > 0
        ? `apart from cluster-admins (reported separately), only system subjects can ${withPlace(question, false)} (${listed(systems)})`
        : `apart from cluster-admins (reported separately), no subject can ${withPlace(question, false)}`,
      [observed('role bindings', `${plural(rbac.bindings.length, 'binding')} evaluated`)],
    );
}

function findingOn(
  name: string,
  { own, beside, holds }: { own: readonly Grant[]; beside: readonly Grant[]; holds: Holds },
  parts: Parts,
  question: PermissionQuestion,
): Finding | undefined {
  const { severity, named } = question;
  const holding = own.filter(holds);
  // Administrators need no indirect permission.
  const admin = own.some(({ rules, namespace }) => namespace === undefined && isClusterAdmin(rules));
  // The permissions of its groups count for a subject; a subject without its own grants is reported by its group.
  const permissions = holding.length > 0 || admin ? [] : worstFirst(named?.(own, beside) ?? []);
  const given = permissions.filter((permission) => permission.grants.some((grant) => own.includes(grant)));
  const limited = given.filter(({ uncollected }) => !uncollected);
  const open = given.find(({ uncollected }) => uncollected);
  if (limited.length === 0 && open?.uncollected) return openOn(open, open.uncollected, own);
  const [worst] = limited;
  const grants =
    holding.length > 0
      ? holding
      : ownFirst([...new Set(limited.flatMap((permission) => permission.grants))], own);
  const first = surestOf(grants, parts);
  if (!first) return undefined;
  const within = holding.every(({ namespace }) => namespace !== undefined);
  const words = worst ? wordsOf(limited) : withPlace(question, within);
  if (originOf(first, parts) === 'uncertain') return doubtAbout(first, `can ${words}`, parts.cluster);
  return {
    verdict: 'fail',
    at: subjectRef(first),
    severity: severityFor(grants, worst && !worst.leads ? lowered(severity) : severity, parts),
    message: `can ${words}${leftOverNote(grants)}`,
    evidence: few(grants, ({ binding }) =>
      observed(bindingName(binding), `${binding.role.kind} ${binding.role.name} to ${name}`),
    ),
  };
}

/** Findings for permissions on named objects that were not collected. */
function openOn(
  { may, grants }: NamedPermission,
  { reason, requires }: NonNullable<NamedPermission['uncollected']>,
  own: readonly Grant[],
): Finding | undefined {
  const [first] = ownFirst(grants, own);
  return (
    first && {
      verdict: 'unknown',
      at: subjectRef(first),
      message: `can ${may}; ${reason}`,
      requires: [...requires],
    }
  );
}

/** The first two, and the number of the others. */
function wordsOf(permissions: readonly NamedPermission[]): string {
  const rest = permissions.length - 2 + permissions.reduce((sum, { more = 0 }) => sum + more, 0);
  const [first, second] = permissions.map(({ may }) => may);
  const shown = [first, second].filter((may) => may !== undefined).join(', ');
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}

/** Reorders grants so that the first one names the subject. */
function ownFirst(grants: readonly Grant[], own: readonly Grant[]): Grant[] {
  return grants.toSorted((a, b) => Number(own.includes(b)) - Number(own.includes(a)));
}

function worstFirst(permissions: readonly NamedPermission[]): NamedPermission[] {
  return permissions.toSorted((a, b) => Number(b.leads) - Number(a.leads));
}

type Holds = (grant: Grant) => boolean;

/** Whether a grant gives the permission, except to administrators. Evaluated once per role: thousands of bindings may share it. */
function holdsReader({ requests, reach }: Pick<PermissionQuestion, 'requests' | 'reach'>): Holds {
  const inNamespaces = requests.filter((request) => !isOfCluster(request));
  const [everywhere, within] = [requests, inNamespaces].map((requested) => {
    const known = new Map<Grant['rules'], boolean>();
    return (rules: Grant['rules']): boolean => {
      let answer = known.get(rules);
      if (answer === undefined)
        known.set(
          rules,
          (answer = !isClusterAdmin(rules) && requested.some((request) => allows(rules, request))),
        );
      return answer;
    };
  });
  return ({ rules, namespace }) => {
    if (namespace === undefined) return everywhere?.(rules) === true;
    return reach !== 'everywhere' && namespace === 'kube-system' && within?.(rules) === true;
  };
}

function withPlace({ may, everywhere }: PermissionQuestion, within: boolean): string {
  const place = within ? 'in kube-system' : everywhere;
  return place === undefined ? may : `${may} ${place}`;
}
