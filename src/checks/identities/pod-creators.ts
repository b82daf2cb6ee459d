import { permission } from '../../shared/requirement.ts';
import { namesAllowed } from '../../model/rbac.ts';
import { POD_CREATION, TEMPLATE_CHANGES } from '../../model/requests.ts';
import type { CheckParts } from '../define.ts';
import { permissionCheck } from '../families/permission-check.ts';
import type { NamedRight, NamedRights } from '../helpers/named-rights.ts';
import { reachesCluster } from '../helpers/worth.ts';

export default permissionCheck({
  id: 'identities/pod-creators',
  title: 'An identity may create pods in every namespace',
  severity: 'medium',
  why: 'A pod runs with any service account of its namespace and mounts any Secret of it. Whoever may create pods everywhere has the rights of every account of every namespace, and where no Pod Security level stops it, the nodes as well.',
  fix: 'Bind the role in the namespaces that the identity deploys to, with a RoleBinding. Let one deployer an environment do it, and put Pod Security levels on the namespaces.',
  references: ['CIS 5.1.4', 'T1610', 'K02', 'rbac-good-practices'],
  uses: ['pods', 'records'],
  requests: POD_CREATION,
  reach: 'system',
  may: 'create pods',
  everywhere: 'in every namespace',
  named: namedTemplates,
});

/** Templates of single controllers of kube-system: who changes one chooses the account, the image and the node's directories. */
function namedTemplates({ pods, records }: Pick<CheckParts, 'pods' | 'records'>): NamedRights {
  const system = new Set(
    records.workload
      .filter(({ namespace }) => namespace === 'kube-system')
      .map(({ kind, name }) => `${kind} ${name}`),
  );
  return (own) => {
    const rights = new Map<string, NamedRight>();
    for (const grant of own.filter(reachesCluster))
      for (const { kind, ...request } of TEMPLATE_CHANGES)
        for (const name of namesAllowed(grant.rules, request)) {
          const key = `${kind} ${name}`;
          const exists = system.has(key);
          if (rights.has(key) || (!exists && pods.controllersComplete)) continue;
          rights.set(key, {
            may: `change the pod template of ${kind} ${name} of kube-system`,
            leads: true,
            grants: [grant],
            ...(!exists && { unseen: UNSEEN }),
          });
        }
    return [...rights.values()];
  };
}

const UNSEEN = {
  reason: 'whether kube-system has one of that name is not known: not all controllers were seen',
  requires: [
    permission(
      [
        { verb: 'list', group: 'apps', resource: 'deployments' },
        { verb: 'list', group: 'apps', resource: 'daemonsets' },
        { verb: 'list', group: 'apps', resource: 'statefulsets' },
        { verb: 'list', group: 'apps', resource: 'replicasets' },
        { verb: 'list', resource: 'replicationcontrollers' },
        { verb: 'list', group: 'batch', resource: 'cronjobs' },
      ],
      { as: 'deployments, daemonsets, statefulsets, replicasets, replicationcontrollers and cronjobs' },
    ),
  ],
};
