import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import type { EnvoyHttp } from '../helpers/envoy.ts';
import { askedOfEnvoys, externalListeners, placeName } from '../helpers/envoy.ts';
import { listed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'envoy/edge-limits-unset',
  title: 'Envoy edge listener has no request limits',
  control: 'Request limits of edge listeners',
  severity: 'low',
  why: 'Slow requests and many streams per connection hold resources of the proxy. Header names with underscores can be confused with trusted headers by services.',
  remediation:
    'Set `request_headers_timeout`, `http2_protocol_options.max_concurrent_streams: 100` and `headers_with_underscores_action: REJECT_REQUEST`. Choose timeouts above those of the slowest valid client.',
  references: ['envoy-edge', 'K06'],
  needs: [],
  uses: ['envoy', 'services', 'exposure', 'extensions'],
  passNeeds: ['services'],
  run({ envoy, ...parts }): Iterable<Finding> {
    const external = externalListeners(parts);
    return askedOfEnvoys(envoy, {
      asks: ['listeners'],
      faults: ({ listeners }, proxy) =>
        external(proxy, listeners).flatMap((listener) => {
          const missing = [...new Set((listener.http ?? []).flatMap(missingOf))];
          return missing.length > 0
            ? [
                {
                  what: `${listed(missing, 4)} not set for the external listener on ${placeName(listener)}`,
                },
              ]
            : [];
        }),
      none: 'external listeners limit requests',
    });
  },
});

function missingOf({ timeouts = [], maxStreams, underscores = 'ALLOW', noUpstream }: EnvoyHttp): string[] {
  if (noUpstream === true) return [];
  return [
    ...(timeouts.some((name) => name === 'request_headers_timeout' || name === 'request_timeout')
      ? []
      : ['request_headers_timeout']),
    ...(maxStreams === undefined ? ['max_concurrent_streams'] : []),
    ...(underscores === 'ALLOW' ? ['headers_with_underscores_action'] : []),
  ];
}
