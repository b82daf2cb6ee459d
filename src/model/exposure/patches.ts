import type { CustomRecord } from '../../snapshot/records/index.ts';
import { namedBy } from '../services.ts';
import type { EntryPoint } from '../types.ts';

/** A cluster that istiod creates for a Service: `outbound|PORT|SUBSET|HOST` (istio pkg/cluster of the discovery server). */
const CLUSTER = /^outbound\|\d+\|[^|]*\|(?<host>[a-z\d][a-z\d.-]*)$/i;

/**
 * Routes that EnvoyFilters add to gateways: entry points of Services that no VirtualService names; the gateway, and so the
 * source, is not evaluated.
 */
export function patchEntries(custom: readonly CustomRecord[]): EntryPoint[] {
  return custom
    .filter(({ group, kind }) => group === 'networking.istio.io' && kind === 'EnvoyFilter')
    .flatMap(({ namespace = '', name, spec }): EntryPoint[] => {
      const backends = patchesOf(spec['configPatches']).flatMap(({ match, patch }) => {
        const context = match?.context ?? 'ANY';
        const cluster = patch?.value?.route?.cluster;
        if ((context !== 'GATEWAY' && context !== 'ANY') || typeof cluster !== 'string') return [];
        return namedBy(CLUSTER.exec(cluster)?.groups?.['host'] ?? '') ?? [];
      });
      return backends.length === 0
        ? []
        : [
            {
              type: 'Route',
              kind: 'EnvoyFilter',
              namespace,
              name,
              addresses: [],
              ports: [],
              hosts: [],
              reach: 'unknown',
              target: backends.join(', '),
              backends,
            },
          ];
    });
}

interface Patch {
  match?: { context?: unknown };
  patch?: { value?: { route?: { cluster?: unknown } } };
}

function patchesOf(value: unknown): Patch[] {
  return Array.isArray(value)
    ? value.filter((item): item is Patch => typeof item === 'object' && item !== null)
    : [];
}
