import type { AuthorizationPolicyFacts } from '../../addons/istio/effective/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { authorizerVerdict } from '../helpers/external-authorizers.ts';
import { policyName, policyRef, securityKinds } from '../helpers/mesh-policies.ts';
import { observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/external-authorizer-fail-open',
  title: 'External authorizer of Istio fails open',
  control: 'Failure mode of external authorizers in Istio',
  severity: 'medium',
  why: 'With `failOpen`, requests are allowed while the authorizer is unreachable. An attacker who overloads or disconnects the authorizer bypasses it.',
  remediation:
    'Set `failOpen: false` for the provider in `extensionProviders` of the mesh configuration, and run several replicas of the authorizer.',
  references: ['istio-external-authorization', 'K05'],
  needs: [],
  uses: ['istio', 'mesh'],
  passNeeds: ['istio'],
  kinds: { istio: securityKinds('AuthorizationPolicy') },
  run: (parts): Iterable<Finding> =>
    authorizerVerdict(parts, {
      faults: faultOf,
      pass: 'external authorizers deny requests when they are unreachable',
    }),
});

function faultOf(
  policy: AuthorizationPolicyFacts,
  authorizer: { failOpen?: boolean } | undefined,
): Finding[] {
  const { provider = '' } = policy;
  if (authorizer?.failOpen !== true) return [];
  return [
    {
      verdict: 'fail',
      at: policyRef(policy.record),
      message: `provider ${provider} has failOpen: true`,
      evidence: [
        observed(policyName(policy), `provider ${provider}`),
        {
          source: 'configmap',
          confidence: 'observed',
          location: 'mesh configuration, extensionProviders',
          value: `${provider}: failOpen true`,
        },
      ],
    },
  ];
}
