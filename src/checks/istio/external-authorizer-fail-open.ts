import { authorizerOf } from '../helpers/external-authorizers.ts';
import type { MeshSettings } from '../../snapshot/mesh-settings.ts';
import type { AuthorizationPolicyFacts } from '../../addons/istio/effective/types.ts';
import { list } from '../../shared/requirement.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import {
  enforcedOnes,
  invalidOnes,
  policyName,
  policyRef,
  policyVerdict,
  securityKinds,
} from '../helpers/mesh-policies.ts';
import { observed, requiresOr } from '../helpers/objects.ts';

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
  *run({ istio, mesh }): Iterable<Finding> {
    const custom = enforcedOnes(mesh).filter(({ action }) => action === 'CUSTOM');
    const { settings } = mesh;
    yield* policyVerdict(istio, {
      findings: [
        ...(settings.known
          ? custom.flatMap((policy) => faultOf(policy, settings.value))
          : custom.map((policy): Finding => ({
              verdict: 'unknown',
              at: policyRef(policy.record),
              message: `the provider of the policy is unknown: ${settings.reason}`,
              requires: requiresOr(settings.requires, list('configmaps')),
            }))),
        ...invalidOnes(mesh.read.authorizationPolicies),
      ],
      objects: custom.length,
      noun: 'CUSTOM policy',
      pass: 'external authorizers deny requests when they are unreachable',
    });
  },
});

function faultOf(policy: AuthorizationPolicyFacts, settings: MeshSettings): Finding[] {
  const { provider = '' } = policy;
  const authorizer = authorizerOf(policy, settings);
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
