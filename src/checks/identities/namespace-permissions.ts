import { projectAccounts } from '../../data/project-accounts.ts';
import { bindingName, isClusterAdmin, subjectName } from '../../model/rbac.ts';
import type { Grant, RbacFacts } from '../../model/types.ts';
import { groupBy } from '../../shared/group.ts';
import { plural } from '../../shared/text.ts';
import type { CheckParts, Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import {
  actsAsAccounts,
  inOrder,
  opensByGet,
  permissionReader,
  rankOf,
  SESSIONS,
  strongAccounts,
} from '../helpers/namespace-permissions.ts';
import { few, listed, observed } from '../helpers/objects.ts';
import { sessionsByGet } from '../helpers/pod-sessions.ts';
import { isAnonymous, isEveryUser, passOnBindings } from '../helpers/rbac.ts';
import { isShipped, originOf } from '../helpers/holders.ts';
import type { Requirement } from '../../shared/requirement.ts';

export default defineCheck({
  id: 'identities/namespace-permissions',
  title: 'Sensitive permissions granted in a namespace',
  control: 'Sensitive permissions in a namespace',
  severity: 'low',
  why: 'These permissions (exec, Pod creation, Secrets, tokens, impersonation, bind, escalate) give control of all workloads and ServiceAccounts in the namespace. An attacker in one Pod with them compromises the entire namespace.',
  remediation:
    'Bind a Role limited to the required verbs and resources. Do not grant workload ServiceAccounts `pods/exec` or Pod creation, and limit Secrets by `resourceNames`.',
  references: ['T1078', 'T1609', 'T1610', 'K02', 'rbac-good-practices'],
  peerChecks: [239, 245],
  needs: ['rbac'],
  uses: ['controlPlane', 'cluster', 'trust'],
  *run(parts): Iterable<Finding> {
    const { rbac } = parts;
    const holdings = holdingsOf(parts);
    const strong = groupBy(strongAccounts(rbac), (name) => name.slice(0, name.indexOf('/')));
    for (const [namespace, found] of groupBy(holdings, ({ grant }) => grant.namespace ?? '')) {
      const sure = found.filter(({ uncertainty }) => uncertainty === undefined);
      yield sure.length > 0
        ? risk(namespace, sure, { strong: strong.get(namespace) ?? [], rbac })
        : open(namespace, found);
    }
    if (holdings.length === 0)
      yield passOnBindings(
        parts,
        'no RoleBinding outside kube-system grants exec, Pod creation, Secrets, tokens, impersonation, bind or escalate',
        [observed('role bindings', `${plural(rbac.bindings.length, 'binding')} evaluated`)],
      );
  },
});

type Parts = Pick<CheckParts, 'rbac' | 'controlPlane' | 'cluster' | 'trust'>;

interface Uncertainty {
  reason: string;
  requires: readonly Requirement[];
}

/** A grant in a namespace, with its sensitive permissions. */
interface Holding {
  grant: Grant;
  permissions: readonly string[];
  /** Why it may be none. */
  uncertainty?: Uncertainty;
}

/**
 * Grants by RoleBindings. Excluded: kube-system, which the checks of the whole cluster cover; what the system ships; cluster-admins
 * and anonymous requests, which have checks of their own; and the ServiceAccounts of a product in its own namespace.
 */
function holdingsOf(parts: Parts): Holding[] {
  const { rbac, cluster } = parts;
  const read = permissionReader(rbac);
  const byGet = sessionsByGet(parts);
  const admins = new Set(
    rbac.grants
      .filter(({ namespace, rules }) => namespace === undefined && isClusterAdmin(rules))
      .map(({ subject }) => subjectName(subject)),
  );
  return rbac.grants.flatMap((grant) => {
    if (grant.namespace === undefined || grant.namespace === 'kube-system') return [];
    const all = read(grant);
    const sessions = opensByGet(grant.rules) && !all.includes(SESSIONS);
    if (all.length === 0 && !sessions) return [];
    if (isAnonymous(grant) || isShipped(grant, cluster) || admins.has(subjectName(grant.subject))) return [];
    const own = byGet.known && byGet.value && sessions ? inOrder([...all, SESSIONS]) : all;
    const holding = withoutShipped({ grant, permissions: own }, parts);
    if (holding.permissions.length > 0) return withoutProducts(holding, parts);
    return sessions && !byGet.known ? [{ grant, permissions: [SESSIONS], uncertainty: byGet }] : [];
  });
}

/** Without what the distribution grants to a ServiceAccount in every namespace; in doubt where the distribution is unknown. */
function withoutShipped(holding: Holding, { cluster: { distribution, distributionOpen } }: Parts): Holding {
  const { grant, permissions } = holding;
  if (grant.binding.role.kind !== 'ClusterRole' || !isOwnAccount(grant)) return holding;
  const tables = distribution.known
    ? [projectAccounts[distribution.value.id]]
    : Object.values(projectAccounts);
  const shipped = tables
    .flatMap((accounts) => accounts ?? [])
    .find(
      ({ account, clusterRole }) => grant.subject.name === account && grant.binding.role.name === clusterRole,
    );
  if (!shipped) return holding;
  const rest = permissions.filter((name) => !shipped.permissions.includes(name));
  if (distribution.known) return { grant, permissions: rest };
  return rest.length === 0 && distributionOpen ? { ...holding, uncertainty: distribution } : holding;
}

/** A product that an administrator installed has its own namespace: its ServiceAccount reads the Secrets there by design. */
function withoutProducts(holding: Holding, parts: Parts): Holding[] {
  const { grant } = holding;
  const { distribution } = parts.cluster;
  if (originOf(grant, parts) === 'uncertain')
    return [
      {
        uncertainty: distribution.known
          ? { reason: `a role of ${distribution.value.name} may grant them`, requires: [] }
          : distribution,
        ...holding,
      },
    ];
  if (!isOwnAccount(grant)) return [holding];
  const products = parts.trust.isProductNamespace(grant.namespace ?? '');
  if (!products.known) return [{ uncertainty: products, ...holding }];
  return products.value ? [] : [holding];
}

/** Whether the subject is a ServiceAccount of the binding's namespace, or all of them. */
function isOwnAccount({ namespace, subject }: Grant): boolean {
  return subject.kind === 'ServiceAccount'
    ? subject.namespace === namespace
    : subject.kind === 'Group' && subject.name === `system:serviceaccounts:${namespace ?? ''}`;
}

function risk(
  namespace: string,
  holdings: readonly Holding[],
  { strong, rbac }: { strong: readonly string[]; rbac: RbacFacts },
): Finding {
  const bySubject = groupBy(holdings, ({ grant }) => subjectName(grant.subject));
  const subjects = [...bySubject]
    .map(([name, list]) => ({
      name,
      own: list.some(({ grant }) => isOwnAccount(grant)),
      permissions: inOrder(list.flatMap(({ permissions }) => permissions)),
    }))
    .sort((a, b) => rankOf(a.permissions) - rankOf(b.permissions));
  const own = subjects.filter((subject) => subject.own).length;
  const leading =
    strong.length === 0
      ? []
      : holdings.filter(({ grant, permissions }) => actsAsAccounts(permissions, grant, rbac));
  const leads = leading.length > 0;
  const all = holdings.some(({ grant }) => isEveryUser(grant));
  return {
    verdict: 'fail',
    at: { kind: 'Namespace', name: namespace },
    members: subjects
      .flatMap(({ name, permissions }) => permissions.map((permission) => `${name}: ${permission}`))
      .sort(),
    severity: leading.some(({ grant }) => isEveryUser(grant)) ? 'critical' : leads || all ? 'medium' : 'low',
    message: [
      `${plural(subjects.length, 'subject')}: ${listed(
        subjects.map(({ name, permissions }) => `${name} (${listed(permissions, 2)})`),
        2,
      )}`,
      ...(own > 0
        ? [
            own === 1
              ? '1 is a ServiceAccount of the namespace'
              : `${own} are ServiceAccounts of the namespace`,
          ]
        : []),
      ...(leads
        ? [`ServiceAccount ${strong[0] ?? ''} of the namespace is cluster-admin or can become it`]
        : []),
    ].join('; '),
    evidence: evidenceOf(holdings.toSorted((a, b) => rankOf(a.permissions) - rankOf(b.permissions))),
  };
}

function open(namespace: string, holdings: readonly Holding[]): Finding {
  const [first] = holdings;
  return {
    verdict: 'unknown',
    at: { kind: 'Namespace', name: namespace },
    message: `unknown whether permissions of ${first ? subjectName(first.grant.subject) : ''} are sensitive: ${first?.uncertainty?.reason ?? ''}`,
    requires: first?.uncertainty?.requires ?? [],
    evidence: evidenceOf(holdings),
  };
}

function evidenceOf(holdings: readonly Holding[]): ReturnType<typeof observed>[] {
  return few(holdings, ({ grant, permissions }) =>
    observed(
      bindingName(grant.binding),
      `${grant.binding.role.kind} ${grant.binding.role.name} to ${subjectName(grant.subject)}: ${permissions.join(', ')}`,
    ),
  );
}
