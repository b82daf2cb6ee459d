import type { AuthorizationPolicyFacts } from '../../addons/istio/effective/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { authorizerVerdict } from '../helpers/external-authorizers.ts';
import { policyName, policyRef, securityKinds } from '../helpers/mesh-policies.ts';
import { observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/external-authorizer-missing',
  title: 'CUSTOM policy names an unknown external authorizer',
  control: 'Providers of CUSTOM policies in Istio',
  severity: 'medium',
  why: 'Proxies deny every request that a CUSTOM policy without a provider matches. A renamed provider in the mesh configuration interrupts the traffic of all its workloads.',
  remediation:
    'Add the provider to `extensionProviders` in the mesh configuration, or correct `spec.provider.name` of the policy.',
  references: ['istio-external-authorization', 'K05'],
  needs: [],
  uses: ['istio', 'mesh'],
  passNeeds: ['istio'],
  kinds: { istio: securityKinds('AuthorizationPolicy') },
  run: (parts): Iterable<Finding> =>
    authorizerVerdict(parts, {
      faults: faultOf,
      pass: 'every CUSTOM policy names an external authorizer in extensionProviders',
    }),
});

/** Without a provider istiod generates rules that deny (istio pilot/pkg/security/authz/builder/builder.go). */
function faultOf(policy: AuthorizationPolicyFacts, authorizer: object | undefined): Finding[] {
  if (authorizer) return [];
  const { provider = '' } = policy;
  return [
    {
      verdict: 'fail',
      at: policyRef(policy.record),
      message: `provider ${JSON.stringify(provider)} is no external authorizer in extensionProviders: matching requests are denied`,
      evidence: [observed(policyName(policy), `provider ${provider}`)],
    },
  ];
}
