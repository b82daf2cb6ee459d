import type { ClusterModel } from '../../../model/parts.ts';
import type { WorkloadFacts } from '../../../model/types.ts';
import type { Evidence, Known } from '../../../shared/evidence.ts';
import { known, unknown } from '../../../shared/evidence.ts';
import { list } from '../../../shared/requirement.ts';
import type { MeshSettings } from '../../../snapshot/mesh-settings.ts';
import type { IstioFacts } from '../../types.ts';
import { settingsAt } from '../effective/settings.ts';
import { placesOf } from '../places.ts';

/** A setting of one control plane; without a value, the default counts. */
export interface MeshSetting<T> {
  value: T | undefined;
  evidence: Evidence;
}

/**
 * A setting of every control plane in use: the ConfigMap of the revision, and what it does not set from the shared one. Unknown where one
 * of these was not read, and where no control plane is observed.
 */
export function settingOf<T>(
  { extensions, workloads }: Pick<ClusterModel, 'extensions' | 'workloads'>,
  istio: Pick<IstioFacts, 'revisions'>,
  pick: (settings: MeshSettings) => T | undefined,
): Known<readonly MeshSetting<T>[]> {
  const control = controlPlanes(workloads, istio);
  const places = placesOf(extensions, control);
  if (places.length === 0)
    return unknown(
      'the mesh configuration is unknown: no control plane is observed',
      list('mutatingwebhookconfigurations.admissionregistration.k8s.io'),
    );
  const found: MeshSetting<T>[] = [];
  for (const place of places) {
    const settings = settingsAt(place, extensions, control);
    if (!settings.known) return settings;
    found.push({
      value: pick(settings.value),
      evidence: {
        source: 'configmap',
        confidence: 'observed',
        location: `ConfigMap ${place.namespace}/${place.name}`,
        value: '',
      },
    });
  }
  return known(found, ...found.map(({ evidence }) => evidence));
}

/** The control planes of the mesh: those that an administrator installed, else those that look like one. */
function controlPlanes(
  workloads: readonly WorkloadFacts[],
  { revisions }: Pick<IstioFacts, 'revisions'>,
): WorkloadFacts[] {
  const trusted = revisions.filter((revision) => revision.trusted);
  const names = new Set(
    (trusted.length > 0 ? trusted : revisions).flatMap(({ workload }) =>
      workload ? [`${workload.kind} ${workload.namespace}/${workload.name}`] : [],
    ),
  );
  return workloads.filter(({ kind, namespace, name }) => names.has(`${kind} ${namespace}/${name}`));
}
