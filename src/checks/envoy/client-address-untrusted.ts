import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import type { EnvoyHttp } from '../helpers/envoy.ts';
import { askedOfEnvoys, externalListeners, placeName } from '../helpers/envoy.ts';

export default defineCheck({
  id: 'envoy/client-address-untrusted',
  title: 'Envoy takes the client address from the request',
  control: 'Client address in Envoy',
  severity: 'medium',
  why: 'Without `use_remote_address`, the client sets `x-forwarded-for` and internal headers itself. Address rules, rate limits and logs then use a forged address.',
  remediation:
    'Set `use_remote_address: true` in the HTTP connection manager, and `xff_num_trusted_hops` to the number of proxies in front. Keep the default only behind a proxy that removes these headers.',
  references: ['envoy-edge', 'K06'],
  needs: [],
  uses: ['envoy', 'services', 'exposure', 'extensions'],
  passNeeds: ['services'],
  run({ envoy, ...parts }): Iterable<Finding> {
    const external = externalListeners(parts);
    return askedOfEnvoys(envoy, {
      asks: ['listeners'],
      faults: ({ listeners }, proxy) =>
        external(
          proxy,
          listeners.filter(({ http = [] }) => http.some(isForged)),
        ).map((listener) => ({
          what: `use_remote_address is not true for the external listener on ${placeName(listener)}`,
        })),
      none: 'external listeners use the address of the connection',
    });
  },
});

function isForged({ useRemoteAddress, noUpstream }: EnvoyHttp): boolean {
  return useRemoteAddress !== true && noUpstream !== true;
}
