import type { ClusterFacts, Grant, WorkloadFacts } from '../../model/types.ts';
import { plural } from '../../shared/text.ts';
import type { CheckParts, Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { isShipped } from '../helpers/holders.ts';
import { mountsToken } from '../helpers/accounts.ts';
import { few, listed, observed, workloadName } from '../helpers/objects.ts';
import { completeTemplates } from '../helpers/pod-faults.ts';
import { classifyWorkloads } from '../helpers/system.ts';

export default defineCheck({
  id: 'identities/token-unneeded',
  title: 'Unnecessary ServiceAccount token automount',
  control: 'ServiceAccount token automount',
  severity: 'low',
  why: 'An attacker in the Pod can use the mounted token for API discovery. The token also gives every permission later granted to the ServiceAccount or to all authenticated users.',
  remediation:
    'Set `automountServiceAccountToken: false` in the ServiceAccount or the Pod. Set it to `true` only for workloads that use the API.',
  references: ['CIS 5.1.6', 'T1528', 'K02'],
  needs: ['rbac', 'workloads'],
  collectors: ['serviceaccounts'],
  uses: ['addons', 'cluster', 'trust'],
  *run({ rbac, workloads, addons, cluster, trust }): Iterable<Finding> {
    const bound = boundAccounts(rbac.grants, { cluster, trust });
    const ordinary = workloads
      .map(classifyWorkloads(addons, cluster))
      .flatMap(({ workload, origin }) => (origin === 'system' ? [] : workload));
    const carrying = ordinary
      .map((workload) => ({ workload, accounts: mountedAccounts(workload, rbac.named.automounts) }))
      .filter(({ accounts }) => accounts.length > 0);
    const idle = carrying.filter(({ accounts }) => accounts.some((account) => !bound(account)));
    if (ordinary.length === 0)
      yield {
        verdict: 'not-applicable',
        message: 'no application workload found',
        evidence: [observed('pods', 'system Pods only')],
      };
    else if (idle.length > 0) {
      const namespaces = [...new Set(idle.map(({ workload }) => workload.namespace))];
      yield {
        verdict: 'fail',
        // An object that was not listed may be bound, or may disable the token.
        restsOn: ['rbac', 'serviceaccounts'],
        message: `${idle.length} of ${plural(ordinary.length, 'workload')} ${idle.length === 1 ? 'mounts' : 'mount'} the token of a ServiceAccount that has no RBAC permissions in the cluster or in its own namespace, in ${plural(namespaces.length, 'namespace')} (${listed(namespaces)})`,
        evidence: few(idle, ({ workload, accounts }) =>
          observed(
            workloadName(workload),
            `ServiceAccount ${listed(accounts.filter((account) => !bound(account)))}`,
          ),
        ),
      };
    } else
      yield {
        verdict: 'pass',
        message: `tokens are mounted only for ServiceAccounts with RBAC permissions (${carrying.length} of ${plural(ordinary.length, 'workload')})`,
        evidence: few(carrying, ({ workload, accounts }) =>
          observed(workloadName(workload), `ServiceAccount ${listed(accounts)}`),
        ),
      };
  },
});

/**
 * Whether a grant gives a ServiceAccount, `ns/name`, a use for its token: by an administrator, or in its own namespace.
 * Permissions from a tenant's other namespace are no reason for the pod to mount a token. A group of ServiceAccounts, or of all
 * authenticated users, includes its ServiceAccounts, except for what is shipped to all of them.
 */
function boundAccounts(
  grants: readonly Grant[],
  parts: Pick<CheckParts, 'cluster' | 'trust'>,
): (account: string) => boolean {
  const bound = new Set(
    grants.filter(({ rules }) => rules.length > 0).flatMap((grant) => usedBy(grant, parts)),
  );
  return (account) =>
    bound.has(account) || bound.has(`${account.slice(0, account.indexOf('/'))}/*`) || bound.has('*');
}

/** `ns/name`, `ns/*` for all of a namespace, `*` for all. */
function usedBy(grant: Grant, { cluster, trust }: Pick<CheckParts, 'cluster' | 'trust'>): string[] {
  const { subject, namespace: within } = grant;
  const { kind, namespace = '', name } = subject;
  // A permission of a single ServiceAccount in administrators' namespaces, such as kube-system, counts like a permission in the
  // whole cluster.
  if (kind === 'ServiceAccount')
    return within === namespace || trust.authorIn(within) === 'administrator' ? [`${namespace}/${name}`] : [];
  if (kind !== 'Group' || isShipped(grant, cluster) || isProjectRole(grant, cluster)) return [];
  if (OF_ALL.has(name)) return [within === undefined ? '*' : `${within}/*`];
  const [, of] = /^system:serviceaccounts:(.+)$/.exec(name) ?? [];
  return of !== undefined && (within === undefined || within === of) ? [`${of}/*`] : [];
}

/** Groups that every account is in. */
const OF_ALL: ReadonlySet<string> = new Set(['system:serviceaccounts', 'system:authenticated']);

/** Roles that OpenShift binds to the ServiceAccounts of each namespace that it creates, for its registry and not for programs in pods. */
function isProjectRole({ binding: { role } }: Grant, { distribution }: ClusterFacts): boolean {
  const may =
    !distribution.known || distribution.value.id === 'openshift' || distribution.value.id === 'microshift';
  return may && role.kind === 'ClusterRole' && role.name === 'system:image-puller';
}

/** ServiceAccounts whose token pods of the workload mount. */
function mountedAccounts(
  workload: WorkloadFacts,
  automounts: ReadonlyMap<string, boolean | undefined>,
): string[] {
  if (workload.mirror) return [];
  const accounts = completeTemplates(workload).flatMap((template) => {
    const { serviceAccount = 'default' } = template;
    const account = `${workload.namespace}/${serviceAccount}`;
    return mountsToken(template, automounts.get(account)) ? [account] : [];
  });
  return [...new Set(accounts)].sort();
}
