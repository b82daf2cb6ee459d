import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { askedOfEnvoys, externalListeners, placeName } from '../helpers/envoy.ts';

export default defineCheck({
  id: 'envoy/wildcard-virtual-host',
  title: 'Envoy routes every host name to an upstream',
  control: 'Host names of virtual hosts',
  severity: 'low',
  why: 'A virtual host with the domain `*` accepts requests for any host name. DNS rebinding and forged Host headers reach internal clusters through it.',
  remediation:
    'List the host names in `domains` of the virtual host and let a last virtual host `*` answer with 404. Keep `*` only behind a proxy that verifies host names.',
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
          listeners.filter(({ http }) => http?.some(({ anyHost }) => anyHost === true)),
        ).map((listener) => ({
          what: `listener on ${placeName(listener)} routes the domain * to a cluster`,
        })),
      none: 'no external listener routes the domain * to a cluster',
    });
  },
});
