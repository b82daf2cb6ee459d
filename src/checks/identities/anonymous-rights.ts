import { bindingName, isClusterAdmin, subjectName } from '../../model/rbac.ts';
import type { ControlPlaneFacts, Grant } from '../../model/types.ts';
import type { Severity } from '../../result/types.ts';
import type { PolicyRule } from '../../snapshot/records/index.ts';
import type { Evidence } from '../../shared/evidence.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, observed } from '../helpers/objects.ts';
import { isAnonymous, passOnBindings } from '../helpers/rbac.ts';

export default defineCheck({
  id: 'identities/anonymous-rights',
  title: 'Requests without credentials have rights of their own',
  severity: 'high',
  why: 'What is bound to system:anonymous or system:unauthenticated is open to everybody who reaches the API server, without a password, a certificate or a token. Nobody can be held to account for what is done with it.',
  fix: 'Delete the binding. Who needs these rights gets an identity: a person by the login of the company, a program by a service account.',
  references: [
    { framework: 'CIS 1.12', id: '1.2.1' },
    { framework: 'MITRE ATT&CK', id: 'T1078.001' },
    { framework: 'OWASP K8s 2025', id: 'K09' },
    {
      framework: 'docs',
      id: 'Anonymous requests',
      url: 'https://kubernetes.io/docs/reference/access-authn-authz/authentication/#anonymous-requests',
    },
  ],
  union: [7, 8, 224],
  needs: ['rbac'],
  uses: ['controlPlane'],
  *run({ rbac, controlPlane }): Iterable<Finding> {
    const anonymous = rbac.grants.filter(isAnonymous);
    const own = byBinding(anonymous.filter(({ builtIn }) => !builtIn));
    const closed = closedDoor(controlPlane);
    for (const grants of own.values()) {
      const [grant] = grants;
      if (!grant) continue;
      const { binding, rules, role, namespace } = grant;
      const who = grants.map(({ subject }) => subject.name).join(' and ');
      const where = namespace === undefined ? 'in the whole cluster' : `in namespace ${namespace}`;
      const latent = closed ? '; no such request is let in at present' : '';
      yield {
        verdict: 'fail',
        at: {
          kind: binding.kind,
          ...(binding.namespace && { namespace: binding.namespace }),
          name: binding.name,
        },
        // More rights by the same binding are another risk.
        detail: rules.map(ruleText).toSorted().join('; '),
        severity: closed ? 'low' : role ? severityOf(rules, namespace) : 'medium',
        message: `${who}: ${role ? summary(rules) : `whatever ${binding.role.kind} ${binding.role.name} will say (it was not seen)`} ${where}${latent}`,
        evidence: [
          ...few(grants, ({ subject }) =>
            observed(
              bindingName(binding),
              `${binding.role.kind} ${binding.role.name} to ${subjectName(subject)}`,
            ),
          ),
          ...few(rules.slice(0, 5), (rule) =>
            observed(`${binding.role.kind} ${binding.role.name}`, ruleText(rule)),
          ),
          ...(closed ?? []),
        ],
      };
    }
    if (own.size === 0)
      yield passOnBindings(controlPlane, 'requests without credentials have the stock rights only', [
        observed('role bindings', `${rbac.bindings.length} looked at`),
        ...few(anonymous.slice(0, 5), ({ binding, subject }) =>
          observed(bindingName(binding), `${subject.name} (shipped)`),
        ),
      ]);
  },
});

function byBinding(grants: readonly Grant[]): Map<string, Grant[]> {
  const bindings = new Map<string, Grant[]>();
  for (const grant of grants) {
    const name = bindingName(grant.binding);
    bindings.set(name, [...(bindings.get(name) ?? []), grant]);
  }
  return bindings;
}

/** Evidence that the API server lets no such request further than the health paths. */
function closedDoor({ apiServer: { anonymous } }: ControlPlaneFacts): readonly Evidence[] | undefined {
  const shut = anonymous.known && (anonymous.value === 'off' || anonymous.value === 'health-only');
  return shut ? anonymous.evidence : undefined;
}

const READING = new Set(['get', 'list', 'watch']);

/** Writing, Secrets and the way into pods and nodes are ownership; other objects are a leak; paths are a hint. */
function severityOf(rules: readonly PolicyRule[], namespace: string | undefined): Severity {
  const objects = rules.filter(({ resources }) => (resources?.length ?? 0) > 0);
  if (objects.length === 0) return 'medium';
  const owns = objects.some(
    ({ verbs, resources = [] }) =>
      verbs.some((verb) => !READING.has(verb)) ||
      resources.some(
        (name) => name === '*' || name === 'secrets' || name === 'nodes/proxy' || name.startsWith('pods/'),
      ),
  );
  const everywhere = namespace === undefined || namespace === 'kube-system';
  if (owns) return everywhere ? 'critical' : 'high';
  return everywhere ? 'high' : 'medium';
}

function summary(rules: readonly PolicyRule[]): string {
  if (isClusterAdmin(rules)) return 'everything';
  const [first, ...rest] = rules.map(ruleText);
  return first === undefined
    ? 'nothing yet'
    : `${first}${rest.length > 0 ? ` and ${rest.length} more rules` : ''}`;
}

function ruleText({ verbs, resources, nonResourceURLs }: PolicyRule): string {
  return `${verbs.join(',')} ${[...(resources ?? []), ...(nonResourceURLs ?? [])].join(',')}`;
}
