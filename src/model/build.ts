import { lazily } from '../shared/once.ts';
import type { Snapshot } from '../snapshot/types.ts';
import { buildCertificates } from './certificates.ts';
import { buildClient } from './client.ts';
import { buildCluster } from './cluster.ts';
import { buildControlPlane } from './control-plane/index.ts';
import { buildExposure } from './exposure.ts';
import { buildExtensions } from './extensions.ts';
import { buildKubelets } from './kubelets.ts';
import { buildNamespaces } from './namespaces.ts';
import { buildNetworkPolicies } from './network-policies.ts';
import { buildNodes } from './nodes.ts';
import { buildPods } from './pods.ts';
import { buildRbac } from './rbac.ts';
import { buildServices } from './services.ts';
import { buildSecrets } from './secrets.ts';
import { buildStorage } from './storage.ts';
import type { ClusterModel } from './types.ts';
import { buildWorkloads } from './workloads.ts';

/**
 * The cluster's architecture out of a snapshot. Each part is built when first read and then kept, so that a command pays
 * only for what it shows. The snapshot must not change afterwards. Throws nothing: what is missing is said by the parts.
 */
export function buildModel(snapshot: Snapshot): ClusterModel {
  const model: ClusterModel = lazily<ClusterModel>({
    cluster: () => buildCluster(snapshot),
    controlPlane: () => buildControlPlane(snapshot, model.cluster, model),
    nodes: () => buildNodes(snapshot, model.pods),
    namespaces: () => buildNamespaces(snapshot, model.pods, model.cluster.distribution),
    pods: () => buildPods(snapshot),
    workloads: () => buildWorkloads(snapshot, model.pods),
    services: () => buildServices(snapshot, model.pods),
    exposure: () =>
      buildExposure(snapshot, {
        services: model.services,
        nodes: model.nodes,
        workloads: model.workloads,
        distribution: model.cluster.distribution,
      }),
    networkPolicies: () => buildNetworkPolicies(snapshot, model.pods),
    storage: () => buildStorage(snapshot),
    rbac: () => buildRbac(snapshot),
    extensions: () => buildExtensions(snapshot),
    certificates: () => buildCertificates(snapshot),
    client: () => buildClient(snapshot),
    kubelets: () => buildKubelets(snapshot, model.nodes),
    secrets: () => buildSecrets(snapshot),
    records: () => snapshot.records,
    outcome: () => (id) =>
      snapshot.outcomes.get(id) ?? { collector: id, status: 'absent', count: 0, reason: 'not collected' },
  });
  return model;
}
