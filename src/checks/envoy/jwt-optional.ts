import type { EnvoyFacts } from '../../addons/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { askedOfEnvoys, doubtOf, failAt, fieldOf, placeName, valuesAt } from '../helpers/envoy.ts';
import { textAt, valuesAt as partsAt } from '../helpers/addons/custom.ts';

export default defineCheck({
  id: 'envoy/jwt-optional',
  title: 'Envoy does not require a JWT',
  control: 'JWT authentication in Envoy',
  severity: 'medium',
  why: 'Tokens are verified if a request has one, and requests without a token are forwarded. The filter suggests authentication that an attacker avoids by sending no token.',
  remediation:
    'Add `rules` with `requires.provider_name` to `jwt_authn`, and remove `allow_missing`. In Envoy Gateway, remove `jwt.optional`, or add `authorization` with `defaultAction: Deny`.',
  references: ['envoy-jwt', 'K03'],
  needs: [],
  uses: ['envoy'],
  passNeeds: ['envoy'],
  run: ({ envoy }): Iterable<Finding> =>
    askedOfEnvoys(envoy, {
      asks: ['listeners'],
      covers: ['Envoy Gateway'],
      faults: ({ listeners }) =>
        listeners.flatMap((listener) =>
          (listener.http ?? []).flatMap(({ guards = [] }) =>
            guards
              .filter(({ filter, weak }) => filter === 'jwt_authn' && weak !== undefined)
              // Another filter may require what the token says.
              .map(({ weak = '' }) => ({
                what: `jwt_authn has ${weak} on the listener on ${placeName(listener)}`,
                ...(guards.some(
                  ({ filter, weak: other, unclear }) =>
                    DECIDES.has(filter) && other === undefined && unclear === undefined,
                ) && {
                  severity: 'low' as const,
                }),
              })),
          ),
        ),
      doubts: (bootstrap) => doubtOf(bootstrap, (filter) => filter === 'jwt_authn'),
      objects: ofPolicies,
      none: 'every JWT filter requires a token',
    }),
});

const DECIDES: ReadonlySet<string> = new Set(['ext_authz', 'rbac']);

function* ofPolicies({ objects }: EnvoyFacts): Iterable<Finding & { verdict: 'fail' | 'unknown' }> {
  for (const record of objects('gateway.envoyproxy.io/SecurityPolicy'))
    if (
      valuesAt(record, 'jwt.optional').includes(true) &&
      !(
        valuesAt(record, 'authorization.defaultAction').includes('Deny') &&
        partsAt(record.spec, 'authorization.rules').every(requiresToken)
      )
    )
      yield failAt(record, 'jwt.optional is true', [fieldOf(record, 'jwt.optional', true)]);
}

/** A rule that allows requests by what their token says. */
function requiresToken(rule: unknown): boolean {
  return textAt(rule, 'action') !== 'Allow' || textAt(rule, 'principal.jwt.provider') !== undefined;
}
