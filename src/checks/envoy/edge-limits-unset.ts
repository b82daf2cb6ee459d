import type { EnvoyProxyFacts } from '../../addons/types.ts';
import { parseVersion } from '../../model/version.ts';
import type { EnvoyBootstrapRecord } from '../../snapshot/records/index.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import type { EnvoyHttp } from '../helpers/envoy.ts';
import { askedOfEnvoys, externalListeners, placeName } from '../helpers/envoy.ts';
import { ofObjects } from '../helpers/envoy-limits.ts';
import { listed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'envoy/edge-limits-unset',
  title: 'Envoy edge listener has no request limits',
  control: 'Request limits of edge listeners',
  severity: 'low',
  why: 'Slow requests and many streams per connection hold resources of the proxy. Header names with underscores can be confused with trusted headers by services.',
  remediation:
    'Set `request_headers_timeout`, `http2_protocol_options.max_concurrent_streams: 100` and `headers_with_underscores_action: REJECT_REQUEST`. In Envoy Gateway, set `timeout.http.requestHeadersReceivedTimeout` of ClientTrafficPolicy; in Contour, set `timeouts.request-timeout`.',
  references: ['envoy-edge', 'K06'],
  needs: [],
  uses: ['envoy', 'services', 'exposure', 'extensions'],
  passNeeds: ['services', 'envoy', 'gateways'],
  run({ envoy, ...parts }): Iterable<Finding> {
    const external = externalListeners(parts);
    return askedOfEnvoys(envoy, {
      asks: ['listeners'],
      covers: ['Envoy Gateway', 'Contour'],
      faults: (bootstrap, proxy) =>
        external(proxy, bootstrap.listeners).flatMap((listener) => {
          const missing = [
            ...new Set(
              (listener.http ?? []).flatMap((http) => missingOf(http, hasStreamLimit(proxy, bootstrap))),
            ),
          ];
          return missing.length > 0
            ? [
                {
                  what: `${listed(missing, 4)} not set for the external listener on ${placeName(listener)}`,
                },
              ]
            : [];
        }),
      objects: (facts) => ofObjects(facts, parts),
      none: 'external listeners limit requests',
    });
  },
});

/** Envoy limits streams itself from 1.36 on (https://www.envoyproxy.io/docs/envoy/latest/version_history/v1.36/v1.36.0). */
const LIMITED_SINCE = 36;
const UNLIMITED = /^envoy\.reloadable_features\.safe_http2_options=false$/;

function hasStreamLimit({ version = '' }: EnvoyProxyFacts, { runtime = [] }: EnvoyBootstrapRecord): boolean {
  const parsed = parseVersion(version);
  return (
    parsed?.major === 1 && parsed.minor >= LIMITED_SINCE && !runtime.some((entry) => UNLIMITED.test(entry))
  );
}

function missingOf(
  { timeouts = [], maxStreams, underscores = 'ALLOW', noUpstream }: EnvoyHttp,
  limitsStreams: boolean,
): string[] {
  if (noUpstream === true) return [];
  return [
    ...(timeouts.some((name) => name === 'request_headers_timeout' || name === 'request_timeout')
      ? []
      : ['request_headers_timeout']),
    ...(maxStreams === undefined && !limitsStreams ? ['max_concurrent_streams'] : []),
    ...(underscores === 'ALLOW' ? ['headers_with_underscores_action'] : []),
  ];
}
