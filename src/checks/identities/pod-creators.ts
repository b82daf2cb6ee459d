import { namesAllowed } from '../../model/rbac.ts';
import { POD_CREATION, TEMPLATE_CHANGES } from '../../model/requests.ts';
import type { CheckParts } from '../define.ts';
import { defineCheck } from '../define.ts';
import { oncePlaced, rightsOf } from '../helpers/targets.ts';
import type { NamedRights, Options } from '../helpers/targets.ts';
import { judgeRight } from '../helpers/rights.ts';
import { reachesCluster } from '../helpers/worth.ts';

export default defineCheck({
  id: 'identities/pod-creators',
  title: 'An identity may create pods in every namespace',
  severity: 'medium',
  why: 'A pod runs with any service account of its namespace and mounts any Secret of it. Whoever may create pods everywhere has the rights of every account of every namespace, and where no Pod Security level stops it, the nodes as well.',
  fix: 'Bind the role in the namespaces that the identity deploys to, with a RoleBinding. Let one deployer an environment do it, and put Pod Security levels on the namespaces.',
  references: [
    { framework: 'CIS 1.12', id: '5.1.4' },
    { framework: 'MITRE ATT&CK', id: 'T1610' },
    { framework: 'OWASP K8s 2025', id: 'K02' },
    {
      framework: 'docs',
      id: 'RBAC good practices',
      url: 'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    },
  ],
  needs: ['rbac'],
  uses: ['controlPlane', 'cluster', 'trust', 'pods', 'records'],
  *run(parts) {
    yield* judgeRight(parts, {
      requests: POD_CREATION,
      reach: 'system',
      may: 'create pods',
      everywhere: 'in every namespace',
      severity: 'medium',
      named: namedTemplates(parts),
    });
  },
});

/** Templates of single controllers of kube-system: who changes one chooses the account, the image and the node's directories. */
function namedTemplates({ pods, records }: Pick<CheckParts, 'pods' | 'records'>): NamedRights {
  const system = new Set(
    records.workload
      .filter(({ namespace }) => namespace === 'kube-system')
      .map(({ kind, name }) => `${kind} ${name}`),
  );
  const templates = oncePlaced(({ rules }) => {
    const names = new Map<string, Options>();
    for (const { kind, ...request } of TEMPLATE_CHANGES)
      for (const name of namesAllowed(rules, request)) {
        const key = `${kind} ${name}`;
        const exists = system.has(key);
        if (names.has(key) || (!exists && pods.controllersComplete)) continue;
        const may = `change the pod template of ${kind} ${name} of kube-system`;
        names.set(key, [{ may, leads: true, ...(!exists && { unseen: UNSEEN }) }]);
      }
    return [...names.values()];
  });
  return (own) => own.filter(reachesCluster).flatMap((grant) => rightsOf(grant, templates(grant)));
}

const UNSEEN = {
  reason: 'whether kube-system has one of that name is not known: not all controllers were seen',
  settle: ['list deployments, daemonsets, statefulsets, replicasets, replicationcontrollers and cronjobs'],
};
