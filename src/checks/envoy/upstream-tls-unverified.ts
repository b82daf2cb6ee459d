import type { EnvoyFacts } from '../../addons/types.ts';
import type { EnvoyBootstrapRecord } from '../../snapshot/records/index.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import type { Fault } from '../helpers/envoy.ts';
import { unverifiedUpstreams } from '../helpers/contour.ts';
import { askedOfEnvoys, failAt, fieldOf, valuesAt } from '../helpers/envoy.ts';

export default defineCheck({
  id: 'envoy/upstream-tls-unverified',
  title: 'Envoy does not verify upstream certificates',
  control: 'Verification of upstream certificates',
  severity: 'medium',
  why: 'Without `trusted_ca`, Envoy accepts any certificate of an upstream. An attacker on the path can impersonate the service and read all requests.',
  remediation:
    'Set `validation_context` with `trusted_ca` and `match_typed_subject_alt_names` on the cluster. In Envoy Gateway, remove `tls.insecureSkipVerify` and attach a BackendTLSPolicy; in Contour, set `validation` on the service.',
  references: ['envoy-tls', 'K06'],
  needs: [],
  uses: ['envoy', 'extensions', 'services'],
  passNeeds: ['envoy', 'gateways', 'services'],
  run: ({ envoy, ...parts }): Iterable<Finding> =>
    askedOfEnvoys(envoy, {
      asks: ['clusters'],
      covers: ['Envoy Gateway', 'Contour'],
      faults: ofClusters,
      objects: (facts) => [...ofBackends(facts), ...unverifiedUpstreams(parts)],
      none: 'TLS to upstreams is verified',
    }),
});

/** xDS clusters are those of xds-plaintext. */
function ofClusters({ clusters = [] }: EnvoyBootstrapRecord): Fault[] {
  return clusters
    .filter(({ verifies, xds, local }) => verifies !== undefined && xds !== true && local !== true)
    .flatMap(({ name, verifies }): Fault[] => {
      if (verifies === 'nothing') return [{ what: `cluster ${name} has TLS without trusted_ca` }];
      return verifies === 'chain'
        ? [{ what: `cluster ${name} verifies no name of the certificate`, severity: 'low' }]
        : [];
    });
}

function* ofBackends({ objects }: EnvoyFacts): Iterable<Finding & { verdict: 'fail' | 'unknown' }> {
  for (const record of objects('gateway.envoyproxy.io/Backend'))
    if (valuesAt(record, 'tls.insecureSkipVerify').includes(true))
      yield failAt(record, 'tls.insecureSkipVerify is true', [
        fieldOf(record, 'tls.insecureSkipVerify', true),
      ]);
}
