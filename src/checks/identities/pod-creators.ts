import { namesAllowed } from '../../model/rbac.ts';
import { POD_CREATION, TEMPLATE_CHANGES } from '../../model/requests.ts';
import type { CheckParts } from '../define.ts';
import { permissionCheck } from '../families/permission-check.ts';
import { CONTROLLERS } from '../helpers/chain-objects.ts';
import { oncePlaced, permissionsOf } from '../helpers/targets.ts';
import type { NamedPermissions, Options } from '../helpers/targets.ts';
import { reachesCluster } from '../helpers/subject-impact.ts';

export default permissionCheck({
  id: 'identities/pod-creators',
  title: 'Cluster-wide permission to create Pods granted',
  control: 'Cluster-wide permission to create Pods',
  severity: 'medium',
  why: 'A new Pod can use any ServiceAccount and mount any Secret of its namespace, so all their permissions are exposed. Without Pod Security admission, a privileged Pod also compromises the node.',
  remediation:
    'Replace the ClusterRoleBinding with RoleBindings in the namespaces that the subject deploys to. Enforce Pod Security admission in all namespaces.',
  references: ['CIS 5.1.4', 'T1610', 'K02', 'rbac-good-practices'],
  requests: POD_CREATION,
  reach: 'system',
  may: 'create Pods',
  everywhere: 'in all namespaces',
  named: namedTemplates,
});

/**
 * Templates of single controllers of kube-system: a subject that can change one chooses the ServiceAccount, the image and the
 * node's directories.
 */
function namedTemplates({ rbac: { named } }: Pick<CheckParts, 'rbac'>): NamedPermissions {
  const templates = oncePlaced(({ rules }) => {
    const names = new Map<string, Options>();
    for (const { kind, ...request } of TEMPLATE_CHANGES)
      for (const name of namesAllowed(rules, request)) {
        const key = `${kind} ${name}`;
        const exists = named.systemControllers.has(key);
        if (names.has(key) || (!exists && named.pods.controllersComplete)) continue;
        const may = `change the Pod template of ${kind} ${name} in kube-system`;
        names.set(key, [{ may, leads: true, ...(!exists && { uncollected: UNCOLLECTED }) }]);
      }
    return [...names.values()];
  });
  return (own) => own.filter(reachesCluster).flatMap((grant) => permissionsOf(grant, templates(grant)));
}

const UNCOLLECTED = {
  ...CONTROLLERS,
  reason: `unknown whether it exists in kube-system: ${CONTROLLERS.reason}`,
};
