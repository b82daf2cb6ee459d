import type { EnvoyFacts } from '../../addons/types.ts';
import { see } from '../../shared/requirement.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { askedOfEnvoys, failAt, fieldOf, placeName, valuesAt } from '../helpers/envoy.ts';
import { notRead, readSettings } from '../helpers/envoy-settings.ts';

export default defineCheck({
  id: 'envoy/weak-tls-version',
  title: 'Envoy accepts TLS versions below 1.2',
  control: 'TLS version of Envoy',
  severity: 'medium',
  why: 'TLS 1.0 and 1.1 have known weaknesses. An attacker on the path can downgrade connections to them and attack the encryption.',
  remediation:
    'Set `tls_minimum_protocol_version: TLSv1_2`, or remove it (default: TLSv1_2). In Envoy Gateway set `tls.minVersion: "1.2"`, in Contour `minimum-protocol-version: "1.2"`.',
  references: ['envoy-tls', 'K06'],
  needs: [],
  uses: ['envoy', 'extensions'],
  passNeeds: ['envoy'],
  run: ({ envoy, extensions }): Iterable<Finding> =>
    askedOfEnvoys(envoy, {
      asks: ['listeners'],
      covers: ['Envoy Gateway', 'Contour'],
      faults: ({ listeners }) =>
        listeners
          .filter(({ minTls }) => minTls !== undefined && /^TLSv1_[01]$/.test(minTls))
          .map((listener) => ({
            what: `tls_minimum_protocol_version is ${listener.minTls ?? ''} for the listener on ${placeName(listener)} (expected: TLSv1_2)`,
          })),
      objects: (facts) => ofObjects(facts, extensions),
      none: 'TLS 1.2 is the minimum',
    }),
});

/** Kinds, and the path of the version. */
const FIELDS: readonly (readonly [kind: string, path: string])[] = [
  ['gateway.envoyproxy.io/ClientTrafficPolicy', 'tls.minVersion'],
  ['gateway.envoyproxy.io/EnvoyProxy', 'backendTLS.minVersion'],
  ['projectcontour.io/ContourConfiguration', 'envoy.listener.tls.minimumProtocolVersion'],
  ['getambassador.io/Host', 'tls.min_tls_version'],
];

/** Values of these APIs. */
const KNOWN = /^(?:v?1\.[0-3]|Auto)$/;

const WEAK = /^v?1\.[01]$/;

function* ofObjects(
  envoy: EnvoyFacts,
  extensions: Parameters<typeof readSettings>[1],
): Iterable<Finding & { verdict: 'fail' | 'unknown' }> {
  for (const [kind, path] of FIELDS)
    for (const record of envoy.objects(kind)) {
      const values = valuesAt(record, path);
      const weak = values.find((value) => WEAK.test(String(value)));
      const other = values.find((value) => !KNOWN.test(String(value)));
      if (weak !== undefined)
        yield failAt(record, `${path} is ${String(weak)} (expected: 1.2)`, [fieldOf(record, path, weak)]);
      else if (other !== undefined)
        yield {
          verdict: 'unknown',
          at: {
            kind: record.kind,
            ...(record.namespace !== undefined && { namespace: record.namespace }),
            name: record.name,
          },
          message: `${path} has the unknown value ${String(other)}`,
          requires: [see(`review ${path} of ${record.kind} ${record.name}`)],
          evidence: [fieldOf(record, path, other)],
        };
    }
  for (const one of readSettings(envoy, extensions, 'Contour')) {
    const path = 'tls.minimum-protocol-version';
    if (!('values' in one)) yield notRead(one);
    else if (WEAK.test(String(one.values[path])))
      yield failAt(one.at, `${path} is ${String(one.values[path])} (expected: 1.2)`, [one.shown(path)]);
  }
}
