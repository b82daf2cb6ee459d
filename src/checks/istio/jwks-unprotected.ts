import type { RequestAuthenticationFacts } from '../../addons/istio/effective/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import {
  invalidOnes,
  policyName,
  policyRef,
  policyVerdict,
  securityKinds,
} from '../helpers/mesh-policies.ts';
import { listed, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/jwks-unprotected',
  title: 'JWT keys or tokens transmitted without protection',
  control: 'Transport of JWT keys and tokens in Istio',
  severity: 'high',
  why: 'An attacker on the network path can replace keys that are requested with plaintext HTTP, and then sign valid tokens. Tokens in URLs are written to access logs.',
  remediation:
    'Use an `https` URL in `jwksUri` or inline `jwks`, and replace `fromParams` with `fromHeaders`.',
  references: ['istio-request-authentication', 'K05'],
  needs: [],
  uses: ['istio', 'mesh'],
  passNeeds: ['istio'],
  kinds: { istio: securityKinds('RequestAuthentication') },
  *run({ istio, mesh }): Iterable<Finding> {
    const policies = mesh.read.requestAuthentications;
    yield* policyVerdict(istio, {
      findings: [
        ...policies.filter(({ problem }) => problem === undefined).flatMap(faultsOf),
        ...invalidOnes(policies),
      ],
      objects: policies.length,
      noun: 'RequestAuthentication',
      pass: 'keys are requested with HTTPS or inline, and no token is read from a URL parameter',
    });
  },
});

/** The keys that sign tokens decide who is trusted; a token in a URL is exposed in logs only. */
function faultsOf(policy: RequestAuthenticationFacts): Finding[] {
  const plain = policy.rules.flatMap(({ jwksUri = '', inlineKeys }) =>
    !inlineKeys && /^http:/i.test(jwksUri) ? [jwksUri] : [],
  );
  const issuers = policy.rules.flatMap(({ jwksUri, inlineKeys, issuer }) =>
    !inlineKeys && jwksUri === undefined && /^http:/i.test(issuer) ? [issuer] : [],
  );
  const params = [...new Set(policy.rules.flatMap(({ fromParams }) => fromParams))];
  const at = policyRef(policy.record);
  const source = policyName(policy);
  return [
    ...(plain.length + issuers.length > 0
      ? [
          {
            verdict: 'fail' as const,
            at,
            detail: 'keys',
            message: `keys are requested with plaintext HTTP: ${listed([...plain, ...issuers])}`,
            evidence: [observed(source, [...plain, ...issuers].join(', '))],
          },
        ]
      : []),
    ...(params.length > 0
      ? [
          {
            verdict: 'fail' as const,
            at,
            detail: 'parameters',
            severity: 'low' as const,
            message: `tokens are read from the URL parameters ${listed(params)}`,
            evidence: [observed(source, `fromParams ${params.join(', ')}`)],
          },
        ]
      : []),
  ];
}
