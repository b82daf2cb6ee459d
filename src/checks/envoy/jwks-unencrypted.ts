import type { EnvoyFacts } from '../../addons/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { weakProxies } from '../helpers/contour.ts';
import { failAt, fieldOf, valuesAt } from '../helpers/envoy.ts';
import { askedOfPolicies } from '../helpers/envoy-policies.ts';

export default defineCheck({
  id: 'envoy/jwks-unencrypted',
  title: 'Gateway fetches JWT keys over plain HTTP',
  control: 'Transport of JWT keys',
  severity: 'medium',
  why: 'An attacker on the path to the key server replaces the keys. Tokens that the attacker signs are then valid for every route of the policy.',
  remediation:
    'Set `jwt.providers[].remoteJWKS.uri` of SecurityPolicy to an `https://` address. In HTTPProxy, set `jwtProviders[].remoteJWKS.uri` and its `validation`.',
  references: ['envoy-jwt', 'K09'],
  needs: [],
  uses: ['envoy', 'extensions'],
  passNeeds: ['envoy', 'gateways'],
  run: (parts): Iterable<Finding> =>
    askedOfPolicies(
      parts,
      (envoy) => [...ofPolicies(envoy), ...weakProxies(parts.extensions, { remoteJWKS: PROXY })],
      'no JWT keys over plain HTTP',
    ),
});

const PROXY = { what: 'virtualhost.jwtProviders has a remoteJWKS over http', severity: 'medium' } as const;
const PATH = 'jwt.providers.remoteJWKS.uri';

function* ofPolicies({ objects }: EnvoyFacts): Iterable<Finding & { verdict: 'fail' }> {
  for (const record of objects('gateway.envoyproxy.io/SecurityPolicy')) {
    const plain = valuesAt(record, PATH).find((uri) => /^http:/i.test(String(uri)));
    if (plain !== undefined)
      yield failAt(record, `${PATH} is ${String(plain)} (expected: https)`, [fieldOf(record, PATH, plain)]);
  }
}
