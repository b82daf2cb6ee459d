import { controlPlaneSubjects } from '../../data/default-rbac.ts';
import { kubeletClientRoles, kubeletClientRules, kubeletClients } from '../../data/distribution-admins.ts';
import { isSystemNamespace } from '../../model/namespaces.ts';
import {
  allows,
  bindingName,
  bySubject,
  isClusterAdmin,
  subjectName,
  withinRules,
} from '../../model/rbac.ts';
import type { ClusterFacts, Grant } from '../../model/types.ts';
import type { Severity } from '../../result/types.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, listed, observed } from '../helpers/objects.ts';
import { isAnonymous, passOnBindings, subjectRef } from '../helpers/rbac.ts';

export default defineCheck({
  id: 'identities/node-proxy-rights',
  title: 'An identity may talk to kubelets through nodes/proxy',
  severity: 'high',
  why: 'Who may get or create nodes/proxy speaks to every kubelet as the API server does, and can run commands in every pod of every node, those of kube-system included. Admission and the audit trail of pods/exec are passed by. It is often given for the sake of metrics.',
  fix: 'Give nodes/metrics, nodes/stats, nodes/healthz or nodes/pods instead (fine-grained kubelet authorization, on by default since Kubernetes 1.33), and take nodes/proxy and resources: ["*"] out of the role.',
  references: [
    {
      framework: 'docs',
      id: 'Kubelet authorization',
      url: 'https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/',
    },
    { framework: 'CIS 1.12', id: '5.1.10' },
    { framework: 'MITRE ATT&CK', id: 'T1609' },
    { framework: 'OWASP K8s 2025', id: 'K02' },
  ],
  needs: ['rbac'],
  uses: ['controlPlane', 'cluster'],
  *run({ rbac, controlPlane, cluster }): Iterable<Finding> {
    // Nodes belong to no namespace, so that a RoleBinding cannot give this. Full admins have a check of their own.
    const holders = rbac.grants.filter(
      ({ namespace, rules }) => namespace === undefined && !isClusterAdmin(rules) && reachesKubelets(rules),
    );
    const systems = holders.filter(isSystems);
    const others = holders.filter((grant) => !isSystems(grant) && !isAnonymous(grant));
    for (const [name, grants] of bySubject(others)) {
      const [first] = grants;
      if (!first) continue;
      yield {
        verdict: 'fail',
        at: subjectRef(first),
        severity: severityOf(first, cluster),
        message: `may ${verbsOf(grants)} nodes/proxy: commands in every pod of every node`,
        evidence: few(grants, ({ binding }) =>
          observed(bindingName(binding), `${binding.role.kind} ${binding.role.name} to ${name}`),
        ),
      };
    }
    if (others.length === 0) {
      const names = [...bySubject(systems).keys()];
      yield passOnBindings(
        controlPlane,
        `only the system may use nodes/proxy (${listed(names) || 'nobody by a role of its own'})`,
        [
          observed('role bindings', `${plural(rbac.bindings.length, 'binding')} looked at`),
          ...few(systems.slice(0, 5), ({ binding, subject }) =>
            observed(bindingName(binding), subjectName(subject)),
          ),
        ],
      );
    }
  },
});

const VERBS = ['get', 'create'] as const;

function reachesKubelets(rules: Grant['rules']): boolean {
  return VERBS.some((verb) => allows(rules, { verb, group: '', resource: 'nodes/proxy' }));
}

function verbsOf(grants: readonly Grant[]): string {
  return VERBS.filter((verb) =>
    grants.some(({ rules }) => allows(rules, { verb, group: '', resource: 'nodes/proxy' })),
  ).join(' and ');
}

function isSystems(grant: Grant): boolean {
  const { kind, namespace } = grant.subject;
  if (
    kubeletClientRoles.has(grant.binding.role.name) &&
    kubeletClients.has(subjectName(grant.subject)) &&
    withinRules(grant.rules, kubeletClientRules)
  )
    return true;
  if (grant.builtIn || controlPlaneSubjects.has(subjectName(grant.subject))) return true;
  return kind === 'ServiceAccount' && namespace === 'kube-system';
}

function severityOf({ subject: { kind, name, namespace = '' } }: Grant, cluster: ClusterFacts): Severity {
  if (kind === 'Group' && (name === 'system:authenticated' || name === 'system:serviceaccounts'))
    return 'critical';
  return kind === 'ServiceAccount' && isSystemNamespace(namespace, cluster.distribution) ? 'medium' : 'high';
}
