import { partsOver } from '../model/define-parts.ts';
import type { ClusterModel } from '../model/parts.ts';
import { OF_TRUST } from '../model/parts.ts';
import type { CollectorId } from '../snapshot/types.ts';
import { addonResources, isAddonConfigMap } from '../snapshot/addon-resources.ts';
import { buildEnvoy } from './envoy/build.ts';
import { buildIstio } from './istio/build.ts';
import { buildAddonObjects } from './objects.ts';
import { buildMesh } from './istio/effective/mesh.ts';
import { buildMeshEdge } from './istio/gateways/build.ts';
import { detectAddons } from './run.ts';

/** What shows a mesh of Istio, and who installed it. */
const OF_ISTIO: readonly CollectorId[] = [
  'istio',
  'pods',
  'workloads',
  'services',
  'gateways',
  'crds',
  'namespaces',
  'configmaps',
  'discovery',
  ...OF_TRUST,
];

const isMeshConfigMap = (_namespace: string, name: string) => name === 'istio' || name.startsWith('istio-');

/** Facts about the software in the cluster other than Kubernetes: parts like those of the model, built from them. */
export const addonParts = partsOver<ClusterModel>()
  .part('istio', {
    sources: [],
    alternatives: OF_ISTIO,
    configMaps: isMeshConfigMap,
    namespaced: true,
    build: buildIstio,
  })
  .part('mesh', {
    sources: [],
    alternatives: OF_ISTIO,
    configMaps: isMeshConfigMap,
    namespaced: true,
    build: buildMesh,
  })
  // Gateways, virtual services, hosts and outbound modes of Istio.
  .part('meshEdge', {
    sources: [],
    alternatives: [...OF_ISTIO, 'endpointslices', 'ingresses', 'nodes'],
    configMaps: isMeshConfigMap,
    namespaced: true,
    build: buildMeshEdge,
  })
  .part('envoy', {
    sources: [],
    alternatives: ['envoy', 'pods', 'workloads', 'services', ...OF_TRUST],
    namespaced: true,
    build: buildEnvoy,
  })
  // Custom resources of add-ons, and the ConfigMaps that their programs read.
  .part('addonObjects', {
    sources: [],
    alternatives: ['platform', 'crds', 'discovery', 'configmaps'],
    configMaps: (namespace, name) => isAddonConfigMap(namespace, name),
    platform: addonResources(),
    namespaced: true,
    build: buildAddonObjects,
  })
  // All recognized add-ons, including Istio and Envoy.
  .part('addons', {
    sources: [],
    alternatives: ['pods', 'workloads', 'services', 'crds', 'discovery', ...OF_TRUST],
    build: detectAddons,
  });
