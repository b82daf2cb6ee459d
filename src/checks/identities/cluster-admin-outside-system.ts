import { bindingName, bySubject, isClusterAdmin, subjectName } from '../../model/rbac.ts';
import type { Grant } from '../../model/types.ts';
import type { Severity } from '../../result/types.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import type { HolderParts } from '../helpers/holders.ts';
import { doubtAbout, isShipped, originOf } from '../helpers/holders.ts';
import { few, listed, observed } from '../helpers/objects.ts';
import { isAnonymous, isEveryUser, passOnBindings, subjectRef } from '../helpers/rbac.ts';

export default defineCheck({
  id: 'identities/cluster-admin-outside-system',
  title: 'cluster-admin granted to a non-system subject',
  control: 'Use of cluster-admin',
  severity: 'high',
  why: 'A subject with cluster-admin can read all Secrets, run any workload and delete audit evidence. A stolen laptop, a leaked pipeline token or a vulnerable workload then compromises the entire cluster.',
  remediation:
    'Bind a role with the required permissions in the required namespace. Reserve cluster-admin for break-glass access.',
  references: ['CIS 5.1.1', 'NSA Authentication and authorization', 'T1078', 'K02'],
  peerChecks: [247],
  needs: ['rbac'],
  uses: ['controlPlane', 'cluster', 'trust'],
  *run({ rbac, controlPlane, cluster, trust }): Iterable<Finding> {
    const admins = rbac.grants.filter((grant) => reachesCluster(grant) && isAdmin(grant));
    // Anonymous requests have a check of their own: identities/anonymous-permissions.
    const others = admins.filter(
      (grant) => !isShipped(grant, cluster, 'cluster-admin') && !isAnonymous(grant),
    );
    for (const [name, grants] of bySubject(others)) {
      const [first] = grants;
      if (!first) continue;
      const admin = boundBy(grants);
      if (originOf(first, { cluster, trust }, 'cluster-admin') === 'uncertain') {
        yield doubtAbout(first, admin, cluster);
        continue;
      }
      yield {
        verdict: 'fail',
        at: subjectRef(first),
        severity: severityOf(first, { cluster, trust }),
        message: `${admin}${everyUser(name)}`,
        evidence: few(grants, ({ binding }) =>
          observed(bindingName(binding), `${binding.role.kind} ${binding.role.name} to ${name}`),
        ),
      };
    }
    if (others.length === 0) {
      const systems = [...bySubject(admins.filter((grant) => !isAnonymous(grant)))];
      yield passOnBindings(
        { controlPlane, cluster },
        systems.length > 0
          ? `only system subjects are bound to cluster-admin (${listed(systems.map(([name]) => name))})`
          : 'no subject is bound to cluster-admin',
        [
          observed('role bindings', `${plural(rbac.bindings.length, 'binding')} evaluated`),
          ...few(systems.slice(0, 5), ([name, grants]) =>
            observed(grants[0] ? bindingName(grants[0].binding) : name, name),
          ),
        ],
      );
    }
  },
});

/** `bound to ClusterRole cluster-admin (ClusterRoleBinding ops)`. */
function boundBy(grants: readonly Grant[]): string {
  const roles = [...new Set(grants.map(({ binding: { role } }) => `${role.kind} ${role.name}`))];
  const bindings = [...new Set(grants.map(({ binding }) => bindingName(binding)))];
  const within = grants.every(({ namespace }) => namespace !== undefined);
  return `bound to ${listed(roles)} (${listed(bindings)})${within ? ' in kube-system, which allows escalation to the entire cluster' : ''}`;
}

/** In the whole cluster, or in kube-system, which contains the credentials of the control plane's controllers. */
function reachesCluster({ namespace }: Grant): boolean {
  return namespace === undefined || namespace === 'kube-system';
}

function isAdmin({ rules, role, binding }: Grant): boolean {
  if (isClusterAdmin(rules)) return true;
  return role === undefined && binding.role.kind === 'ClusterRole' && binding.role.name === 'cluster-admin';
}

/** Large groups, and their members. */
const MANY: Readonly<Record<string, string>> = {
  'Group system:authenticated': ': every authenticated user',
  'Group system:authenticated:oauth': ': every authenticated user',
  'Group system:serviceaccounts': ': all workloads in the cluster',
  'Group system:nodes': ': all kubelets, including an attacker after a container escape',
};

/** Docker Desktop binds it. A subject that can run pods there already controls the cluster by its other ServiceAccounts. */
const SYSTEM_ACCOUNTS = 'Group system:serviceaccounts:kube-system';

function everyUser(name: string): string {
  if (name === SYSTEM_ACCOUNTS) return ': all workloads in kube-system, most of which are system components';
  if (BOOTSTRAP.test(name)) return ': every holder of a bootstrap token';
  return MANY[name] ?? '';
}

const BOOTSTRAP = /^Group system:bootstrappers(?::|$)/;

function severityOf(grant: Grant, parts: HolderParts): Severity {
  const { kind, namespace = '', name: own } = grant.subject;
  const name = subjectName(grant.subject);
  if (isEveryUser(grant)) return 'critical';
  if (name === SYSTEM_ACCOUNTS) return 'medium';
  if (kind === 'Group' && (own.startsWith('system:serviceaccounts:') || BOOTSTRAP.test(name) || name in MANY))
    return 'high';
  if (kind !== 'ServiceAccount') return 'medium';
  // Vendors often grant this to operators of add-ons; only these should run in those namespaces. A dashboard needs no more
  // permissions than its user.
  const product = originOf(grant, parts, 'cluster-admin') === 'product';
  return product && namespace !== 'kubernetes-dashboard' ? 'medium' : 'high';
}
