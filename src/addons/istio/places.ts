/** Where control planes of Istio keep their configuration: arguments, ConfigMaps and their precedence. */
import type { ClusterModel } from '../../model/parts.ts';
import type { WorkloadFacts } from '../../model/types.ts';
import { meshConfigName } from '../../snapshot/mesh-config.ts';
import type { ConfigMapPlace } from '../../snapshot/mesh-config.ts';
import { readMesh } from '../../snapshot/mesh-settings.ts';
import type { MeshSettings } from '../../snapshot/mesh-settings.ts';
import type { StringMap } from '../../snapshot/records/index.ts';
import { NOT_YAML } from '../../snapshot/unreadable.ts';
import type { Known } from '../../shared/evidence.ts';
import { known, unknown } from '../../shared/evidence.ts';
import { see } from '../../shared/requirement.ts';

export type { ConfigMapPlace } from '../../snapshot/mesh-config.ts';

/** ConfigMaps with the settings of the mesh, the first takes precedence. */
export function mapsOf(place: ConfigMapPlace, control: readonly WorkloadFacts[]): string[] {
  const shared = control
    .filter((workload) => isAt(workload, place))
    .flatMap(({ template }) => template.containers)
    .map(({ env }) => env?.['SHARED_MESH_CONFIG'] ?? '')
    .find((name) => name !== '');
  return [place.name, ...(shared === undefined ? [] : [shared])];
}

/** The settings in such a ConfigMap; unknown where its control plane would reject them. */
export function settingsIn(
  data: StringMap | undefined,
  { namespace, name }: ConfigMapPlace,
): Known<MeshSettings> {
  const found = readMesh(data?.['mesh'] ?? '');
  if (typeof found !== 'string') return known(found);
  const field = `data.mesh in ConfigMap ${namespace}/${name}`;
  return found === NOT_YAML
    ? unknown(`${field} is not valid YAML`, see(`correct the YAML of ${field}`))
    : unknown(
        `${field} has a value that Istio does not accept`,
        see(`correct ${field}: istioctl analyze names the value`),
      );
}

/** The control planes that the injectors call; without injectors, those given. */
export function placesOf(
  { meshConfigs }: Pick<ClusterModel['extensions'], 'meshConfigs'>,
  control: readonly WorkloadFacts[],
): readonly ConfigMapPlace[] {
  return meshConfigs.length > 0 ? meshConfigs : control.map(placeOfControlPlane);
}

/** Whether a control plane has its configuration there. */
export function isAt(workload: WorkloadFacts, { namespace, name }: ConfigMapPlace): boolean {
  const place = placeOfControlPlane(workload);
  return place.namespace === namespace && place.name === name;
}

export function placeOfControlPlane({ namespace, template }: WorkloadFacts): ConfigMapPlace {
  return { namespace, name: meshConfigName(template.labels['istio.io/rev']) };
}

/** An argument that names a file other than the one into which charts mount the ConfigMap. */
export function ownFile(control: readonly WorkloadFacts[]): string | undefined {
  return control
    .flatMap(({ template }) => template.containers)
    .flatMap(({ command = [], args = [] }) => [...command, ...args])
    .find((word) => {
      const file = /^--meshConfig=(.+)$/.exec(word)?.[1];
      return file !== undefined && !/^(?:\.?\/)?etc\/istio\/config\/mesh$/.test(file);
    });
}
