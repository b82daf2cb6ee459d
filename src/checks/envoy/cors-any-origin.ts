import type { EnvoyFacts } from '../../addons/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { weakProxies } from '../helpers/contour.ts';
import { failAt, fieldOf, valuesAt } from '../helpers/envoy.ts';
import { askedOfPolicies } from '../helpers/envoy-policies.ts';

export default defineCheck({
  id: 'envoy/cors-any-origin',
  title: 'Gateway allows credentials from any web origin',
  control: 'Cross-origin requests of gateways',
  severity: 'medium',
  why: 'Envoy answers with the origin of the request and allows credentials. Any website that a signed-in user visits can then read the responses of the service.',
  remediation:
    'List the origins in `cors.allowOrigins` of SecurityPolicy, or in `corsPolicy.allowOrigin` of HTTPProxy. Remove `allowCredentials` if the service uses no cookies.',
  references: ['envoy-cors', 'K06'],
  needs: [],
  uses: ['envoy', 'extensions'],
  passNeeds: ['envoy', 'gateways'],
  run: (parts): Iterable<Finding> =>
    askedOfPolicies(
      parts,
      (envoy) => [...ofPolicies(envoy), ...weakProxies(parts.extensions, { corsPolicy: PROXY })],
      'no credentials from any origin',
    ),
});

const PROXY = {
  what: 'virtualhost.corsPolicy allows credentials from any origin',
  severity: 'medium',
} as const;

/** Envoy's filter has no other meaning for the wildcard with credentials (api/v1alpha1/cors_types.go of envoyproxy/gateway). */
const ANY = /^(?:\*|https?:\/\/\*)$/;

function* ofPolicies({ objects }: EnvoyFacts): Iterable<Finding & { verdict: 'fail' }> {
  for (const record of objects('gateway.envoyproxy.io/SecurityPolicy')) {
    const any = valuesAt(record, 'cors.allowOrigins').find((origin) => ANY.test(String(origin)));
    if (any !== undefined && valuesAt(record, 'cors.allowCredentials').includes(true))
      yield failAt(record, `cors.allowCredentials is true, and cors.allowOrigins contains ${String(any)}`, [
        fieldOf(record, 'cors.allowOrigins', any),
      ]);
  }
}
