import type { AuthorizationPolicyFacts, MemberFacts, MeshFacts } from '../../addons/istio/effective/types.ts';
import type { CollectorId } from '../../snapshot/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import {
  invalidOnes,
  policyName,
  policyRef,
  policyVerdict,
  securityKinds,
  withoutIdentities,
} from '../helpers/mesh-policies.ts';
import { listed, observed } from '../helpers/objects.ts';
import { impossibleIn, namespacesIn } from '../helpers/rule-matches.ts';
import type { RuleContext } from '../helpers/rule-matches.ts';

export default defineCheck({
  id: 'istio/authorization-never-matches',
  title: 'AuthorizationPolicy rule never matches a request',
  control: 'Effective rules of AuthorizationPolicies',
  severity: 'medium',
  why: 'A DENY rule that never matches protects nothing, so its workloads accept the requests. An ALLOW rule that never matches interrupts the traffic it should allow.',
  remediation:
    'Correct the value: principals without `spiffe://`, ports of the Pod, methods in upper case, paths that begin with `/`, namespaces that exist.',
  references: ['istio-authorization-policy', 'K05'],
  needs: [],
  uses: ['istio', 'mesh', 'namespaces'],
  passNeeds: ['istio', 'namespaces', 'pods', 'workloads', 'services'],
  kinds: { istio: securityKinds('AuthorizationPolicy', 'PeerAuthentication', 'RequestAuthentication') },
  *run({ istio, mesh, namespaces }): Iterable<Finding> {
    const policies = mesh.read.authorizationPolicies.filter(({ problem }) => problem === undefined);
    const names = namespaces.map(({ name }) => name);
    yield* policyVerdict(istio, {
      findings: [
        ...policies.flatMap((policy) => faultsOf(policy, contextOf(policy, mesh, names))),
        ...invalidOnes(mesh.read.authorizationPolicies),
      ],
      objects: policies.length,
      noun: 'AuthorizationPolicy',
      pass: 'every rule can match a request',
      ofRoot: true,
    });
  },
});

/** What is known about the workloads of a policy; `tokens`: false where none of them validates any. */
function contextOf(
  policy: AuthorizationPolicyFacts,
  mesh: MeshFacts,
  namespaces: readonly string[],
): RuleContext {
  const members = mesh.selectedBy(policy);
  const ports = members.flatMap((member) => mesh.portsOf(member));
  return {
    namespaces,
    tokens: members.length === 0 || members.some(mayValidate),
    // DENY rules by identity on such workloads are the risk of identity-rule-bypass.
    identities: policy.action !== 'ALLOW' || !withoutIdentities(members),
    ports: new Set([
      ...ports.map(({ number }) => number),
      ...members.flatMap(({ workload }) =>
        workload.templates.flatMap(({ template }) =>
          template.containers.flatMap(({ ports: declared = [] }) => declared.map(({ port }) => port)),
        ),
      ),
    ]),
    servicePorts: new Set(ports.map(({ servicePort }) => servicePort)),
  };
}

function mayValidate({ authentication }: MemberFacts): boolean {
  return !authentication.known || authentication.value.length > 0;
}

function faultsOf(policy: AuthorizationPolicyFacts, context: RuleContext): Finding[] {
  const { action, rules, record } = policy;
  const never = rules.flatMap((rule, at) => {
    const found = impossibleIn(rule, context);
    return found ? [{ at, ...found }] : [];
  });
  const missing = namespacesIn(rules, context);
  const first = never[0];
  const at = policyRef(record);
  if (first) {
    const restsOn: CollectorId[] = [...new Set(never.flatMap((one) => one.restsOn))];
    return [
      {
        verdict: 'fail',
        at,
        severity: never.length === rules.length && !policy.dryRun ? 'medium' : 'low',
        message: `rule ${first.at + 1} of action ${action} never matches: ${first.reason}${never.length > 1 ? `; ${never.length - 1} more` : ''}`,
        evidence: never.slice(0, 10).map(({ reason }) => observed(policyName(policy), reason)),
        ...(restsOn.length > 0 && { restsOn }),
      },
    ];
  }
  if (missing.length === 0) return [];
  return [
    {
      verdict: 'fail',
      at,
      detail: 'namespaces',
      severity: 'low',
      message: `a rule names namespaces that do not exist: ${listed(missing)}`,
      evidence: [observed(policyName(policy), missing.join(', '))],
      restsOn: ['namespaces'],
    },
  ];
}
