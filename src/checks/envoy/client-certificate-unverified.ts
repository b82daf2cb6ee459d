import type { EnvoyFacts } from '../../addons/types.ts';
import { CLIENT_POLICY } from '../../addons/envoy/policies.ts';
import type { CheckParts, Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import type { EnvoyListener, Fault } from '../helpers/envoy.ts';
import { weakProxies } from '../helpers/contour.ts';
import { askedOfEnvoys, failAt, fieldOf, placeName, valuesAt } from '../helpers/envoy.ts';

export default defineCheck({
  id: 'envoy/client-certificate-unverified',
  title: 'Envoy does not enforce client certificates',
  control: 'Client certificates in Envoy',
  severity: 'medium',
  why: 'The listener is configured for client certificates and still accepts clients without a valid one. Services that rely on mutual TLS then serve unauthenticated clients.',
  remediation:
    'Set `require_client_certificate: true` with a `trusted_ca`, and remove `allow_expired_certificate`. In Envoy Gateway, remove `tls.clientValidation.optional`; in Contour, remove `skipClientCertValidation` and `optionalClientCertificate`.',
  references: ['envoy-tls', 'K06'],
  needs: [],
  uses: ['envoy', 'extensions'],
  passNeeds: ['envoy', 'gateways'],
  run: ({ envoy, extensions }): Iterable<Finding> =>
    askedOfEnvoys(envoy, {
      asks: ['listeners'],
      covers: ['Envoy Gateway', 'Contour'],
      faults: ({ listeners }) => listeners.flatMap(faultsOf),
      objects: (facts) => ofObjects(facts, extensions),
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

function* ofObjects(
  { objects }: EnvoyFacts,
  extensions: CheckParts['extensions'],
): Iterable<Finding & { verdict: 'fail' | 'unknown' }> {
  for (const record of objects(CLIENT_POLICY)) {
    if (valuesAt(record, XFCC).includes('AlwaysForwardOnly'))
      yield failAt(record, `${XFCC} is AlwaysForwardOnly: clients set the certificate details themselves`, [
        fieldOf(record, XFCC, 'AlwaysForwardOnly'),
      ]);
    else if (valuesAt(record, 'tls.clientValidation.optional').includes(true))
      yield failAt(
        record,
        'tls.clientValidation.optional is true',
        [fieldOf(record, 'tls.clientValidation.optional', true)],
        'low',
      );
  }
  yield* weakProxies(extensions, {
    skipClientCertValidation: {
      what: 'virtualhost.tls.clientValidation.skipClientCertValidation is true',
      severity: 'medium',
    },
    optionalClientCertificate: {
      what: 'virtualhost.tls.clientValidation.optionalClientCertificate is true',
      severity: 'low',
    },
  });
}

const XFCC = 'headers.xForwardedClientCert.mode';
