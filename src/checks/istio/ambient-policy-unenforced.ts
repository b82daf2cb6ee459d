import { atZtunnel, otherFields } from '../../addons/istio/effective/ztunnel.ts';
import type { AtZtunnel } from '../../addons/istio/effective/ztunnel.ts';
import type {
  AuthorizationPolicyFacts,
  MeshFacts,
  PolicyFacts,
  RequestAuthenticationFacts,
} from '../../addons/istio/effective/types.ts';
import type { Severity } from '../../result/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import {
  enforcedOnes,
  invalidOnes,
  memberNames,
  policyName,
  policyRef,
  policyVerdict,
  securityKinds,
} from '../helpers/mesh-policies.ts';
import { listed, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/ambient-policy-unenforced',
  title: 'Layer 7 policy without waypoint in ambient mode',
  control: 'Enforcement of policies in ambient mode',
  severity: 'high',
  why: 'ztunnel evaluates connections, not requests: a DENY rule of HTTP fields has no effect. An attacker can send the requests that the policy should deny.',
  remediation:
    'Deploy a waypoint with `istioctl waypoint apply --enroll-namespace`, and use `targetRefs` in the policy instead of `selector`.',
  references: ['istio-ambient-l4-policy', 'istio-authorization-policy', 'K05'],
  needs: [],
  uses: ['istio', 'mesh'],
  passNeeds: ['istio', 'pods', 'workloads'],
  kinds: { istio: securityKinds('AuthorizationPolicy', 'RequestAuthentication') },
  *run({ istio, mesh }): Iterable<Finding> {
    const policies = enforcedOnes(mesh).filter((policy) => ofAmbient(policy, mesh).length > 0);
    const tokens = mesh.read.requestAuthentications.filter(
      (policy) => policy.problem === undefined && ofAmbient(policy, mesh).length > 0,
    );
    yield* policyVerdict(istio, {
      findings: [
        ...policies.flatMap((policy) => faultOf(policy, mesh)),
        ...tokens.flatMap((policy) => tokenFault(policy, mesh)),
        ...invalidOnes([...mesh.read.authorizationPolicies, ...mesh.read.requestAuthentications]),
      ],
      objects: policies.length + tokens.length,
      noun: 'policy for workloads in ambient mode',
      pass: 'ztunnel enforces every AuthorizationPolicy of workloads in ambient mode',
      ofRoot: true,
    });
  },
});

function ofAmbient(policy: PolicyFacts, mesh: MeshFacts) {
  return mesh.selectedBy(policy).filter(({ membership }) => membership === 'ambient');
}

/** ztunnel receives no RequestAuthentication (istio pilot/pkg/serviceregistry/ambient): any token is accepted, or none. */
function tokenFault(policy: RequestAuthenticationFacts, mesh: MeshFacts): Finding[] {
  return [
    {
      verdict: 'fail',
      at: policyRef(policy.record),
      severity: 'medium',
      message: `ztunnel validates no JWT, the RequestAuthentication has no effect: ${memberNames(ofAmbient(policy, mesh))}`,
      evidence: [observed(policyName(policy), 'no targetRefs')],
    },
  ];
}

type Effect = Exclude<AtZtunnel, 'same'>;

const SEVERITY: Readonly<Record<AuthorizationPolicyFacts['action'], Readonly<Record<Effect, Severity>>>> = {
  DENY: {
    unsupported: 'high',
    unattached: 'high',
    never: 'high',
    fewer: 'medium',
    narrower: 'high',
    wider: 'medium',
  },
  CUSTOM: {
    unsupported: 'high',
    unattached: 'high',
    never: 'high',
    fewer: 'high',
    narrower: 'high',
    wider: 'high',
  },
  // More is denied than intended: an outage, not a bypass. Without the policy everything is allowed.
  ALLOW: {
    unsupported: 'medium',
    unattached: 'high',
    never: 'medium',
    fewer: 'medium',
    narrower: 'medium',
    wider: 'medium',
  },
  AUDIT: { unsupported: 'low', unattached: 'low', never: 'low', fewer: 'low', narrower: 'low', wider: 'low' },
};

function faultOf(policy: AuthorizationPolicyFacts, mesh: MeshFacts): Finding[] {
  const members = ofAmbient(policy, mesh);
  const effect = members.length > 0 ? atZtunnel(policy) : 'same';
  if (effect === 'same') return [];
  const fields = [...new Set(policy.rules.flatMap(otherFields))];
  return [
    {
      verdict: 'fail',
      at: policyRef(policy.record),
      severity: SEVERITY[policy.action][effect],
      message: `${words(policy, effect, fields)}: ${memberNames(members)}`,
      evidence: [
        observed(
          policyName(policy),
          `action ${policy.action}${fields.length > 0 ? `, ${fields.join(', ')}` : ''}, no targetRefs`,
        ),
      ],
    },
  ];
}

function words({ action }: AuthorizationPolicyFacts, effect: Effect, fields: readonly string[]): string {
  const which = listed(fields);
  if (effect === 'unsupported')
    return `ztunnel does not support action ${action}, the policy is not enforced`;
  if (effect === 'unattached')
    return 'the selector is empty: istiod attaches the policy to no workload in ambient mode, it is not enforced';
  if (effect === 'wider')
    return `ztunnel ignores ${which} and denies all connections that match the rest of the rule`;
  if (action === 'ALLOW')
    return `rules with ${which} allow nothing, ztunnel denies ${effect === 'never' ? 'all connections' : 'what they should allow'}`;
  return `DENY rules with ${which} have no effect in ztunnel`;
}
