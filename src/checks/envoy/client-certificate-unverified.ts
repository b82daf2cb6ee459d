import type { EnvoyFacts } from '../../addons/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import type { EnvoyListener, Fault } from '../helpers/envoy.ts';
import { askedOfEnvoys, failAt, fieldOf, placeName, valuesAt } from '../helpers/envoy.ts';

export default defineCheck({
  id: 'envoy/client-certificate-unverified',
  title: 'Envoy does not enforce client certificates',
  control: 'Client certificates in Envoy',
  severity: 'medium',
  why: 'The listener is configured for client certificates and still accepts clients without a valid one. Services that rely on mutual TLS then serve unauthenticated clients.',
  remediation:
    'Set `require_client_certificate: true` with a `trusted_ca`, and remove `allow_expired_certificate`. In Envoy Gateway, remove `tls.clientValidation.optional`.',
  references: ['envoy-tls', 'K06'],
  needs: [],
  uses: ['envoy'],
  passNeeds: ['envoy'],
  run: ({ envoy }): Iterable<Finding> =>
    askedOfEnvoys(envoy, {
      asks: ['listeners'],
      covers: ['Envoy Gateway'],
      faults: ({ listeners }) => listeners.flatMap(faultsOf),
      objects: ofPolicies,
      none: 'client certificates are verified where they are configured',
    }),
});

function faultsOf(listener: EnvoyListener): Fault[] {
  const { clients, allowsExpired } = listener;
  const place = `the listener on ${placeName(listener)}`;
  return [
    ...(clients === 'unverified'
      ? [{ what: `require_client_certificate is true without trusted_ca for ${place}` }]
      : []),
    ...(clients === 'optional'
      ? [{ what: `require_client_certificate is not true for ${place}`, severity: 'low' as const }]
      : []),
    ...(allowsExpired === true ? [{ what: `allow_expired_certificate is true for ${place}` }] : []),
  ];
}

function* ofPolicies({ objects }: EnvoyFacts): Iterable<Finding & { verdict: 'fail' | 'unknown' }> {
  for (const record of objects('gateway.envoyproxy.io/ClientTrafficPolicy'))
    if (valuesAt(record, 'tls.clientValidation.optional').includes(true))
      yield failAt(
        record,
        'tls.clientValidation.optional is true',
        [fieldOf(record, 'tls.clientValidation.optional', true)],
        'low',
      );
}
