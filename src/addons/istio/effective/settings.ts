import type { ClusterModel } from '../../../model/parts.ts';
import type { WorkloadFacts } from '../../../model/types.ts';
import type { MeshSettings } from '../../../snapshot/mesh-settings.ts';
import type { Evidence, Known } from '../../../shared/evidence.ts';
import { known, unknown } from '../../../shared/evidence.ts';
import { command, see } from '../../../shared/requirement.ts';
import { isAt, mapsOf, ownFile, settingsIn } from '../places.ts';
import type { ConfigMapPlace } from '../places.ts';

type Extensions = Pick<ClusterModel['extensions'], 'configMap'>;

/**
 * The settings of one control plane: its ConfigMap, then one that is shared (SHARED_MESH_CONFIG) for what the first does not set; a file that
 * its arguments name replaces both (istio pilot/pkg/bootstrap/mesh.go). A ConfigMap that does not exist sets nothing.
 */
export function settingsAt(
  place: ConfigMapPlace,
  extensions: Extensions,
  control: readonly WorkloadFacts[],
): Known<MeshSettings> {
  const file = ownFile(control.filter((workload) => isAt(workload, place)));
  if (file !== undefined)
    return unknown(
      `the settings of the mesh are unknown: its control plane is started with ${file}, a file that is not observed`,
      see(`look at that file in the Pods of the control plane in ${place.namespace}`),
    );
  let merged: MeshSettings = {};
  const evidence: Evidence[] = [];
  for (const name of mapsOf(place, control)) {
    const map = extensions.configMap(place.namespace, name);
    if (!map.known) return unknown(`the settings of the mesh are not known: ${map.reason}`, ...map.requires);
    const settings = settingsIn(map.value?.data, { namespace: place.namespace, name });
    if (!settings.known)
      return unknown(`the settings of the mesh are unknown: ${settings.reason}`, ...settings.requires);
    merged = under(merged, settings.value);
    evidence.push(...map.evidence);
  }
  return known(merged, ...evidence);
}

/** One result for all control planes; unknown where they differ. */
export function settingsOf(
  places: readonly ConfigMapPlace[],
  extensions: Extensions,
  control: readonly WorkloadFacts[],
): Known<MeshSettings> {
  const found = places.map((place) => settingsAt(place, extensions, control));
  const open = found.find((one) => !one.known);
  if (open) return open;
  const [first, ...rest] = found;
  if (!first?.known)
    return unknown(
      control.length > 0
        ? 'which control plane the mesh uses is unknown: the webhook configuration of its injector is not observed'
        : 'the control plane of the mesh, and therefore its configuration, is not observed',
      command('istioctl version'),
    );
  const text = JSON.stringify(first.value);
  return rest.every((one) => one.known && JSON.stringify(one.value) === text)
    ? first
    : unknown(
        'the revisions of the mesh have different settings',
        see('compare the ConfigMaps istio and istio-REVISION of the control planes'),
      );
}

/** Fields that `first` does not set come from `second`; messages are merged, lists replaced. */
function under(first: MeshSettings, second: MeshSettings): MeshSettings {
  const result: Record<string, unknown> = { ...second };
  for (const [name, value] of Object.entries(first)) {
    const other = result[name];
    result[name] = isMessage(value) && isMessage(other) ? { ...other, ...value } : value;
  }
  return result;
}

function isMessage(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
