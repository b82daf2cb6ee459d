import { once } from '../shared/once.ts';
import type { Snapshot } from '../snapshot/types.ts';
import { buildCertificates } from './certificates.ts';
import { buildClient } from './client.ts';
import { buildCluster } from './cluster.ts';
import { buildControlPlane } from './control-plane/index.ts';
import { buildExposure } from './exposure.ts';
import { buildExtensions } from './extensions.ts';
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
  const cluster = once(() => buildCluster(snapshot));
  const pods = once(() => buildPods(snapshot));
  const nodes = once(() => buildNodes(snapshot, pods()));
  const workloads = once(() => buildWorkloads(snapshot, pods()));
  const services = once(() => buildServices(snapshot, pods()));
  const controlPlane = once(() =>
    buildControlPlane(snapshot, cluster(), { nodes: nodes(), services: services() }),
  );
  const namespaces = once(() => buildNamespaces(snapshot, pods(), cluster().distribution));
  const exposure = once(() =>
    buildExposure(snapshot, {
      services: services(),
      nodes: nodes(),
      workloads: workloads(),
      distribution: cluster().distribution,
    }),
  );
  const networkPolicies = once(() => buildNetworkPolicies(snapshot, pods()));
  const storage = once(() => buildStorage(snapshot));
  const rbac = once(() => buildRbac(snapshot));
  const extensions = once(() => buildExtensions(snapshot));
  const certificates = once(() => buildCertificates(snapshot));
  const client = once(() => buildClient(snapshot));
  const secrets = once(() => buildSecrets(snapshot));
  return {
    get cluster() {
      return cluster();
    },
    get controlPlane() {
      return controlPlane();
    },
    get nodes() {
      return nodes();
    },
    get namespaces() {
      return namespaces();
    },
    get pods() {
      return pods();
    },
    get workloads() {
      return workloads();
    },
    get services() {
      return services();
    },
    get exposure() {
      return exposure();
    },
    get networkPolicies() {
      return networkPolicies();
    },
    get storage() {
      return storage();
    },
    get rbac() {
      return rbac();
    },
    get extensions() {
      return extensions();
    },
    get certificates() {
      return certificates();
    },
    get client() {
      return client();
    },
    get secrets() {
      return secrets();
    },
    outcome: (id) =>
      snapshot.outcomes.get(id) ?? { collector: id, status: 'absent', count: 0, reason: 'not collected' },
  };
}
