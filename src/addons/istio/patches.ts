import type { CustomRecord } from '../../snapshot/records/index.ts';
import type { IstioFacts } from '../types.ts';

/** Parts of the proxy's configuration that contain mutual TLS. */
const PARTS: ReadonlySet<unknown> = new Set(['LISTENER', 'FILTER_CHAIN']);
/** Contexts of inbound traffic; the default of the API is ANY. */
const INBOUND: ReadonlySet<unknown> = new Set(['SIDECAR_INBOUND', 'ANY', undefined]);

/**
 * EnvoyFilters that change the listeners of sidecars, or their filter chains
 * (https://istio.io/latest/docs/reference/config/networking/envoy-filter/): the proxies may then not enforce what istiod generates from the
 * policies.
 */
export function inboundPatches(custom: readonly CustomRecord[]): IstioFacts['patches'] {
  return custom
    .filter(({ group, kind }) => group === 'networking.istio.io' && kind === 'EnvoyFilter')
    .flatMap(({ namespace = '', name, spec }) => {
      const found = objects(spec['configPatches']).find(
        ({ applyTo, match }) =>
          PARTS.has(applyTo) && INBOUND.has((match as Record<string, unknown> | undefined)?.['context']),
      );
      if (!found) return [];
      const operation = (found['patch'] as Record<string, unknown> | undefined)?.['operation'];
      return [
        {
          namespace,
          name,
          evidence: {
            source: 'object' as const,
            confidence: 'observed' as const,
            location: `EnvoyFilter ${namespace}/${name}`,
            value: `${typeof operation === 'string' ? operation : 'changes'} ${String(found['applyTo'])}`,
          },
        },
      ];
    });
}

function objects(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value)
    ? value.filter((item): item is Record<string, unknown> => typeof item === 'object' && item !== null)
    : [];
}
