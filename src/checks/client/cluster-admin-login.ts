import { command } from '../../shared/requirement.ts';
import type { Evidence } from '../../shared/evidence.ts';
import { observed } from '../helpers/objects.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'client/cluster-admin-login',
  title: 'Current user has cluster-admin permissions',
  control: 'Permissions of the current user',
  severity: 'info',
  why: 'With this login, any mistake, malicious tool or stolen kubeconfig can affect the entire cluster. Membership in `system:masters` bypasses RBAC and cannot be revoked.',
  remediation:
    'Use a read-only login for daily work; `kubectl archmap rbac` prints a minimal ClusterRole. Reserve cluster-admin for changes that require it.',
  references: ['CIS 5.1.1', 'role-based-access-control-good-practices', 'K02'],
  needs: [],
  uses: ['client'],
  *run({ client }): Iterable<Finding> {
    const { identity } = client;
    if (!identity.known) {
      yield { verdict: 'unknown', message: identity.reason, requires: identity.requires };
      return;
    }
    const { username = '', groups = [], mayDoAnything } = identity.value;
    const at = { kind: 'User', name: username } as const;
    const evidence: Evidence[] = [
      ...identity.evidence,
      ...(mayDoAnything === undefined
        ? []
        : [
            observed(
              'SelfSubjectAccessReview',
              `all verbs on all resources: ${mayDoAnything ? 'allowed' : 'not allowed'}`,
            ),
          ]),
    ];
    if (groups.includes('system:masters'))
      yield {
        verdict: 'fail',
        at,
        severity: 'low',
        message: `${username} is a member of system:masters, which bypasses RBAC and cannot be revoked`,
        evidence,
      };
    else if (mayDoAnything === true)
      yield {
        verdict: 'fail',
        at,
        message: `${username} has all permissions in the cluster (cluster-admin)`,
        evidence,
      };
    else if (mayDoAnything === false)
      yield { verdict: 'pass', at, message: `${username} does not have cluster-admin permissions`, evidence };
    else
      yield {
        verdict: 'unknown',
        at,
        message: 'kube-apiserver did not return the permissions of the current user',
        requires: [command("kubectl auth can-i '*' '*' --all-namespaces")],
        evidence,
      };
  },
});
