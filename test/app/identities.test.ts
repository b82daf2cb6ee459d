import { describe, expect, it } from '@jest/globals';
import { assess } from '../../src/app/assess.ts';
import { privilegesOf } from '../../src/model/privileges.ts';
import { shippedRolesOf } from '../../src/model/rbac-table.ts';
import { overview } from '../../src/report/overview.ts';
import { sectionTable } from '../../src/report/sections.ts';
import type { EvidenceDocument } from '../support/example.ts';
import { snapshotOf } from '../model/support/cluster.ts';
import type { Manifest } from '../model/support/cluster.ts';
import { recorded } from '../support/recorded.ts';

const FILES: EvidenceDocument = { source: 'files', partial: ['rbac'] };
const options = { color: false, headers: true, borders: false, width: 80 };
const GROUP = 'rbac.authorization.k8s.io';

const binding = (role: string, kind: string, name: string, namespace?: string): Manifest => ({
  apiVersion: `${GROUP}/v1`,
  kind: namespace ? 'RoleBinding' : 'ClusterRoleBinding',
  metadata: { name: `${role}-${name}`, ...(namespace && { namespace }) },
  roleRef: { apiGroup: GROUP, kind: 'ClusterRole', name: role },
  subjects: [{ apiGroup: GROUP, kind, name }],
});

describe('permissions of roles that were not collected', () => {
  it('agree with the check for cluster-admin', () => {
    const result = assess(snapshotOf(FILES, binding('cluster-admin', 'Group', 'system:authenticated')), {});
    const check = result.verdicts.find(({ check: id }) => id === 'identities/cluster-admin-outside-system');
    expect(check).toMatchObject({ verdict: 'fail', severity: 'critical' });
    expect(result.identities).toMatchObject([
      { subject: 'system:authenticated', permissions: ['cluster-admin'], builtIn: false },
    ]);
    expect(overview(result, options)).toContain('Group system:authenticated');
  });

  it('are those that Kubernetes ships for a default role', () => {
    const { identities } = assess(
      snapshotOf(
        FILES,
        binding('edit', 'User', 'jane', 'shop'),
        binding('admin', 'User', 'kim'),
        binding('view', 'User', 'lee'),
      ),
      {},
    );
    const privileges = Object.fromEntries(identities.map((row) => [row.subject, row.permissions]));
    expect(privileges['jane']).toContain('reads Secrets in shop');
    expect(privileges['kim']).toContain('runs commands in Pods');
    expect(privileges['lee']).toEqual([]);
    expect(identities.some(({ uncollectedRoles }) => uncollectedRoles)).toBe(false);
  });

  it('agree with the check for impersonation of administrators', () => {
    const role: Manifest = {
      apiVersion: `${GROUP}/v1`,
      kind: 'ClusterRole',
      metadata: { name: 'masters' },
      rules: [
        { apiGroups: [''], resources: ['groups'], verbs: ['impersonate'], resourceNames: ['system:masters'] },
        // kube-apiserver refuses to act as a group and as no user.
        { apiGroups: [''], resources: ['users'], verbs: ['impersonate'], resourceNames: ['nobody'] },
      ],
    };
    const result = assess(snapshotOf({}, role, binding('masters', 'User', 'jane')), {});
    const check = result.verdicts.find(({ check: id }) => id === 'identities/escalation-permissions');
    expect(check).toMatchObject({ verdict: 'fail', severity: 'high' });
    expect(result.identities).toMatchObject([
      { subject: 'jane', permissions: ['can escalate to cluster-admin (a combination of permissions)'] },
    ]);
  });

  it('are unknown for any other role, unless the list of roles is complete', () => {
    const mystery = binding('mystery', 'User', 'bob', 'shop');
    const files = assess(snapshotOf(FILES, mystery), {});
    expect(files.identities).toMatchObject([{ permissions: [], uncollectedRoles: ['ClusterRole mystery'] }]);
    expect(sectionTable(files, 'identities', { name: 'bob' }, options)).toMatch(
      /bob +\? +RoleBinding shop\/mystery-bob -> ClusterRole mystery$/,
    );
    expect(overview(files, options)).toContain('none observed');
    // A binding to a role that does not exist grants nothing.
    const live = assess(snapshotOf({}, mystery), {});
    expect(live.identities[0]).not.toHaveProperty('uncollectedRoles');
    expect(overview(live, options)).toMatch(/built-in bindings\):\s+none$/m);
  });

  it('are the same as those of the roles in a real cluster', async () => {
    const { records } = await recorded('demo');
    for (const name of ['cluster-admin', 'admin', 'edit', 'view']) {
      const role = records.role.find((one) => one.kind === 'ClusterRole' && one.name === name);
      const rules = shippedRolesOf(37, undefined)(`ClusterRole ${name}`)?.rules;
      expect([name, privilegesOf(rules ?? [])]).toEqual([name, privilegesOf(role?.rules ?? [])]);
    }
  });
});
