import { isLoopback } from '../../shared/addresses.ts';
import type { EnvoyFacts } from '../../addons/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { askedOfEnvoys, failAt, fieldOf, placeName, valuesAt } from '../helpers/envoy.ts';
import { notRead, readSettings } from '../helpers/envoy-settings.ts';

export default defineCheck({
  id: 'envoy/access-log-disabled',
  title: 'Envoy access log disabled',
  control: 'Access log of Envoy',
  severity: 'low',
  why: 'Requests through the proxy leave no record. An attack or a data leak cannot be reconstructed.',
  remediation:
    'Set `access_log` in every HTTP connection manager, for example to stdout. In Envoy Gateway, remove `telemetry.accessLog.disable`; in Contour, set `accesslog-level: info`.',
  references: ['envoy-access-logs', 'K05'],
  needs: [],
  uses: ['envoy', 'extensions'],
  passNeeds: ['envoy'],
  run: ({ envoy, extensions }): Iterable<Finding> =>
    askedOfEnvoys(envoy, {
      asks: ['listeners'],
      covers: ['Envoy Gateway', 'Contour'],
      faults: ({ listeners }, { form }) =>
        form !== 'standalone'
          ? []
          : listeners
              .filter(
                ({ address, http = [] }) =>
                  !isLoopback(address) &&
                  http.some(({ accessLog, noUpstream }) => accessLog !== true && noUpstream !== true),
              )
              .map((listener) => ({
                what: `access_log is not set for the listener on ${placeName(listener)}`,
              })),
      objects: (facts) => ofObjects(facts, extensions),
      none: 'requests are logged',
    }),
});

function* ofObjects(
  envoy: EnvoyFacts,
  extensions: Parameters<typeof readSettings>[1],
): Iterable<Finding & { verdict: 'fail' | 'unknown' }> {
  for (const record of envoy.objects('gateway.envoyproxy.io/EnvoyProxy'))
    if (valuesAt(record, 'telemetry.accessLog.disable').includes(true))
      yield failAt(record, 'telemetry.accessLog.disable is true', [
        fieldOf(record, 'telemetry.accessLog.disable', true),
      ]);
  for (const record of envoy.objects('projectcontour.io/ContourConfiguration'))
    if (valuesAt(record, 'envoy.logging.accessLogLevel').includes('disabled'))
      yield failAt(record, 'envoy.logging.accessLogLevel is disabled', [
        fieldOf(record, 'envoy.logging.accessLogLevel', 'disabled'),
      ]);
  for (const one of readSettings(envoy, extensions, 'Contour'))
    if (!('values' in one)) yield notRead(one);
    else if (one.values['accesslog-level'] === 'disabled')
      yield failAt(one.at, 'accesslog-level is disabled', [one.evidence]);
}
