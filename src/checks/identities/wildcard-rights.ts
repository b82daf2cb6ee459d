import { bindingName, bySubject, isClusterAdmin } from '../../model/rbac.ts';
import type { Grant } from '../../model/types.ts';
import type { PolicyRule } from '../../snapshot/records/index.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, listed, observed } from '../helpers/objects.ts';
import { isAnonymous, passOnBindings, subjectRef } from '../helpers/rbac.ts';
import { isOfSystem } from '../helpers/rights.ts';

export default defineCheck({
  id: 'identities/wildcard-rights',
  title: 'An identity has rights by wildcard',
  severity: 'medium',
  why: 'A star in a role gives what is there today and whatever is added tomorrow: the next version of Kubernetes, the next add-on. Nobody reads such a role and knows what it allows.',
  fix: 'Name the resources and the verbs that are needed. Stars on API groups of the own operator do no harm.',
  references: [
    { framework: 'CIS 1.12', id: '5.1.3' },
    { framework: 'MITRE ATT&CK', id: 'T1078' },
    { framework: 'OWASP K8s 2025', id: 'K02' },
    {
      framework: 'docs',
      id: 'RBAC good practices',
      url: 'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
    },
  ],
  needs: ['rbac'],
  uses: ['controlPlane', 'cluster'],
  *run({ rbac, controlPlane, cluster }): Iterable<Finding> {
    // Everything on everything, and requests without credentials, have checks of their own.
    const others = rbac.grants.filter(
      (grant) => !isOfSystem(grant, cluster) && !isAnonymous(grant) && wildcards(grant).length > 0,
    );
    for (const [name, grants] of bySubject(others)) {
      const [first] = grants;
      if (!first) continue;
      const within = grants.flatMap(({ namespace }) => namespace ?? []);
      const narrow = within.length === grants.length;
      yield {
        verdict: 'fail',
        at: subjectRef(first),
        ...(narrow && { severity: 'low' }),
        message: `may by wildcard ${listed([...new Set(grants.flatMap(wildcards))], 2)}${narrow ? ` in ${listed([...new Set(within)])}` : ''}`,
        evidence: few(grants, (grant) =>
          observed(
            bindingName(grant.binding),
            `${grant.binding.role.kind} ${grant.binding.role.name} to ${name}`,
          ),
        ),
      };
    }
    if (others.length === 0)
      yield passOnBindings(controlPlane, 'nobody outside the system has rights of Kubernetes by wildcard', [
        observed('role bindings', `${plural(rbac.bindings.length, 'binding')} looked at`),
      ]);
  },
});

/** Each rule with a star that reaches Kubernetes' own APIs: `get every resource of the core group`. */
function wildcards({ rules }: Grant): string[] {
  return isClusterAdmin(rules) ? [] : rules.flatMap((rule) => wildcard(rule) ?? []);
}

function wildcard({
  verbs,
  apiGroups = [],
  resources = [],
  resourceNames = [],
}: PolicyRule): string | undefined {
  if (!apiGroups.some(isBuiltIn) || resourceNames.length > 0) return undefined;
  const every = resources.filter((name) => name.startsWith('*'));
  if (every.length === 0 && !verbs.includes('*')) return undefined;
  const does = verbs.includes('*') ? 'do everything with' : listed(verbs, 4);
  const groups = apiGroups.includes('*')
    ? 'any API group'
    : listed(apiGroups.map((group) => group || 'core'));
  return `${does} ${every.length > 0 ? 'every resource' : listed(resources, 2)} of ${groups}`;
}

/** Groups that Kubernetes itself serves: `*`, the core, short names and `*.k8s.io`, which CRDs need an approval to use. */
function isBuiltIn(group: string): boolean {
  return group === '*' || !group.includes('.') || (group.endsWith('.k8s.io') && !group.endsWith('.x-k8s.io'));
}
