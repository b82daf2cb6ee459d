import type { EnvoyBootstrapRecord } from '../../snapshot/records/index.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { askedOfEnvoys, edgeFinder } from '../helpers/envoy.ts';
import { isLoopback } from '../../shared/addresses.ts';

export default defineCheck({
  id: 'envoy/overload-unprotected',
  title: 'Envoy has no limit for memory or connections',
  control: 'Overload protection of Envoy',
  severity: 'low',
  why: 'A client that opens many connections, or sends many requests, exhausts the memory of the proxy. The OOM killer then terminates it together with all its connections.',
  remediation:
    'Set the resource monitors `fixed_heap` and `global_downstream_max_connections` in `overload_manager`. Actions of the overload manager then reject requests before memory is exhausted.',
  references: ['envoy-overload-manager', 'envoy-edge', 'K06'],
  needs: [],
  uses: ['envoy', 'services', 'exposure', 'extensions'],
  run({ envoy, ...parts }): Iterable<Finding> {
    const edge = edgeFinder(parts);
    return askedOfEnvoys(envoy, {
      asks: [],
      faults: (bootstrap, proxy) => {
        const ports = bootstrap.listeners
          .filter(({ address }) => !isLoopback(address))
          .map(({ port }) => port);
        const dynamic = bootstrap.elsewhere?.includes('listeners') === true;
        // A proxy that accepts no connections from other hosts, such as a client sidecar, cannot be flooded by them.
        if (ports.length === 0 && !dynamic) return [];
        const external = edge(proxy, dynamic ? 'any' : ports).length > 0;
        return isLimited(bootstrap)
          ? []
          : [
              {
                what: 'overload_manager has no monitor for memory or connections',
                severity: external ? 'medium' : 'low',
              },
            ];
      },
      none: 'memory and connections are limited',
    });
  },
});

/** Either limits what clients can exhaust. */
function isLimited({ monitors = [], runtime = [], listeners }: EnvoyBootstrapRecord): boolean {
  return (
    monitors.some((name) => MONITORS.has(name)) ||
    runtime.some((entry) => RUNTIME.test(entry)) ||
    (listeners.length > 0 && listeners.every(({ limited }) => limited === true))
  );
}

const MONITORS: ReadonlySet<string> = new Set([
  'fixed_heap',
  'cgroup_memory',
  'downstream_connections',
  'global_downstream_max_connections',
]);
const RUNTIME = /^(?:overload\.global_downstream_max_connections|envoy\.resource_limits\.)/;
