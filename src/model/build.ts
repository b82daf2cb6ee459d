import { lazily, once } from '../shared/once.ts';
import type { Snapshot } from '../snapshot/types.ts';
import { backendFinder } from './backends.ts';
import { buildBudgets } from './budgets.ts';
import { buildCertificates } from './certificates.ts';
import { buildClient } from './client.ts';
import { buildCluster } from './cluster.ts';
import { buildControlPlane } from './control-plane/index.ts';
import { dnsDomains } from './dns-domains.ts';
import { buildExposure } from './exposure/index.ts';
import { buildExtensions } from './extensions.ts';
import { buildKubelets } from './kubelets.ts';
import { buildNamespaces } from './namespaces.ts';
import { buildNetworkPolicies } from './network-policies.ts';
import { buildNodes } from './nodes.ts';
import { buildPods } from './pods.ts';
import { withNamedCreation } from './named-creation.ts';
import { buildRbac } from './rbac.ts';
import { buildServices } from './services.ts';
import { buildSecrets } from './secrets.ts';
import { buildStorage } from './storage.ts';
import { buildTrust } from './trust.ts';
import type { ClusterModel } from './types.ts';
import { buildWebhooks } from './webhooks.ts';
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
    namespaces: () => buildNamespaces(snapshot, model.pods, model.trust),
    pods: () => buildPods(snapshot),
    workloads: () => buildWorkloads(snapshot, model.pods),
    services: () => buildServices(snapshot, model.pods),
    exposure: () =>
      buildExposure(snapshot, {
        services: model.services,
        nodes: model.nodes,
        workloads: model.workloads,
        trust: model.trust,
      }),
    networkPolicies: () => buildNetworkPolicies(snapshot, model.pods),
    storage: () => buildStorage(snapshot),
    rbac: () => withNamedCreation(buildRbac(snapshot, model.cluster)),
    extensions: () => buildExtensions(snapshot),
    webhooks: () =>
      buildWebhooks({ snapshot, pods: model.pods, nodes: model.nodes, minor: model.cluster.minor }),
    budgets: () => buildBudgets({ snapshot, pods: model.pods, workloads: model.workloads }),
    backends: () => ({
      of: backendFinder({
        snapshot,
        services: model.services,
        routing: () => model.controlPlane.apiServer.flag('enable-aggregator-routing'),
        domains: once(() => dnsDomains(model.kubelets, model.controlPlane.apiServer)),
      }),
    }),
    certificates: () => buildCertificates(snapshot),
    client: () => buildClient(snapshot),
    kubelets: () => buildKubelets(snapshot, model.nodes),
    secrets: () => buildSecrets(snapshot),
    trust: () =>
      buildTrust({
        rbac: model.rbac,
        extensions: model.extensions,
        outcome: model.outcome,
        cluster: model.cluster,
      }),
    records: () => snapshot.records,
    outcome: () => (id) =>
      snapshot.outcomes.get(id) ?? { collector: id, status: 'absent', count: 0, reason: 'not collected' },
  });
  return model;
}
