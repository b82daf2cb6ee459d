import type { ClusterModel } from '../../../model/parts.ts';
import { known } from '../../../shared/evidence.ts';
import type { CustomRecord } from '../../../snapshot/records/index.ts';
import type { IstioFacts } from '../../types.ts';
import { textMapIn } from '../custom-objects.ts';
import { settingOf } from './settings.ts';
import type { OutboundFacts, OutboundMode } from './types.ts';

/**
 * What proxies do with traffic to hosts that the mesh does not know: by the mesh configuration, unless a Sidecar of the workload, of its
 * namespace or of the root namespace sets another mode (istio pilot/pkg/model/sidecar.go). The default of the mesh is ALLOW_ANY; a policy of
 * a Sidecar without a mode is REGISTRY_ONLY, the first of the enum.
 */
export function outboundOf(
  model: Pick<ClusterModel, 'extensions' | 'workloads'>,
  istio: IstioFacts,
  sidecars: readonly CustomRecord[],
): OutboundFacts {
  const settings = settingOf(model, istio, ({ outboundTrafficPolicy }) => outboundTrafficPolicy?.mode);
  const root = istio.rootNamespace.known ? istio.rootNamespace.value : undefined;
  return {
    mesh: settings.known
      ? known(
          settings.value.every(({ value }) => value === 'REGISTRY_ONLY') ? 'REGISTRY_ONLY' : 'ALLOW_ANY',
          ...settings.value.map(({ value, evidence }) => ({
            ...evidence,
            value: `outboundTrafficPolicy.mode ${value ?? 'not set (default: ALLOW_ANY)'}`,
          })),
        )
      : settings,
    overrides: sidecars.flatMap((record) => {
      const mode = modeOf(record);
      return mode === undefined ? [] : [{ record, mode, scope: scopeOf(record, root) }];
    }),
    resets: sidecars.flatMap((record) => {
      const scope = scopeOf(record, root);
      return modeOf(record) !== undefined || scope === 'mesh' ? [] : [{ record, scope }];
    }),
  };
}

/** A selector in the root namespace selects workloads of that namespace. */
function scopeOf(record: CustomRecord, root: string | undefined): 'mesh' | 'namespace' | 'workload' {
  if (Object.keys(textMapIn(labelsOf(record))).length > 0) return 'workload';
  return record.namespace === root ? 'mesh' : 'namespace';
}

function labelsOf({ spec }: CustomRecord): unknown {
  return (spec['workloadSelector'] as Record<string, unknown> | undefined)?.['labels'];
}

function modeOf({ spec }: CustomRecord): OutboundMode | undefined {
  const policy = spec['outboundTrafficPolicy'];
  if (typeof policy !== 'object' || policy === null) return undefined;
  return (policy as Record<string, unknown>)['mode'] === 'ALLOW_ANY' ? 'ALLOW_ANY' : 'REGISTRY_ONLY';
}
