import { distributionSignals } from '../data/distributions.ts';
import type { CollectorId, Outcome, Snapshot } from '../snapshot/types.ts';
import { buildPodAdmissionPolicies } from './admission-policies.ts';
import { buildBackends } from './backends.ts';
import { buildBudgets } from './budgets.ts';
import { buildCertificates } from './certificates.ts';
import { buildClient } from './client.ts';
import { buildCluster } from './cluster.ts';
import { buildConnections } from './connections.ts';
import { buildControlPlane } from './control-plane/index.ts';
import type { FactsOf } from './define-parts.ts';
import { partsOver } from './define-parts.ts';
import { buildExposure } from './exposure/index.ts';
import { buildExtensions } from './extensions.ts';
import { buildGatewayApi } from './gateway-api/build.ts';
import { buildKubelets } from './kubelets.ts';
import { withNamedCreation } from './named-creation.ts';
import { buildNamedObjects } from './named-objects.ts';
import { buildNamespaceLimits } from './namespace-limits.ts';
import { buildNamespaces } from './namespaces.ts';
import { buildNetworkPolicies } from './network-policies.ts';
import { buildNodeLayout } from './node-layout.ts';
import { buildNodes } from './nodes.ts';
import { buildPods } from './pods.ts';
import { buildRbac } from './rbac.ts';
import { buildSecrets } from './secrets.ts';
import { buildServices } from './services.ts';
import { sorted } from './sorting.ts';
import { buildStorage } from './storage.ts';
import { buildClaims } from './storage/claims.ts';
import { buildCsi } from './storage/csi.ts';
import { buildSnapshots } from './storage/snapshots.ts';
import { buildTrust } from './trust.ts';
import { buildWebhooks } from './webhooks.ts';
import { buildWorkloads } from './workloads.ts';

/** What every part can read in addition to other parts. */
interface Collected {
  readonly snapshot: Snapshot;
  /** Outcome of a collector: how complete a list is. */
  readonly outcome: (id: CollectorId) => Outcome;
}

/** Collectors that identify the cluster and its location. Nodes show of the control plane what its pods would. */
const OF_THE_CLUSTER: readonly CollectorId[] = [
  'version',
  'discovery',
  'nodes',
  'configmaps',
  'openid',
  'platform',
];

/** Administrators' objects that identify the product of a namespace; every part with exemptions depends on them. */
export const OF_TRUST: readonly CollectorId[] = ['rbac', 'webhooks', 'apiservices', ...OF_THE_CLUSTER];

/** Sources of API server flags, in addition to those of the cluster. */
const OF_THE_CONTROL_PLANE: readonly CollectorId[] = [
  ...OF_THE_CLUSTER,
  'flagz',
  'metrics',
  'health',
  'pods',
  'leases',
  'endpointslices',
  'services',
  'endpoint',
  'probe',
];

const MARKS_OF_DISTRIBUTIONS = distributionSignals.flatMap(({ configMaps = [] }) => configMaps);

const isMark = (namespace: string, name: string) => MARKS_OF_DISTRIBUTIONS.includes(`${namespace}/${name}`);

/**
 * The parts of the model, each declared once. A part can read those above it. Parts of add-ons with a model of their own are declared
 * in src/addons/parts.ts.
 */
export const modelParts = partsOver<Collected>()
  // The collected records of the snapshot, for custom rules.
  .part('records', { sources: [], build: ({ snapshot }) => snapshot.records })
  .part('cluster', {
    sources: [],
    alternatives: OF_THE_CLUSTER,
    configMaps: isMark,
    platform: { 'config.openshift.io': ['infrastructures'] },
    build: ({ snapshot }) => buildCluster(snapshot),
  })
  .part('client', {
    sources: [],
    alternatives: ['endpoint', 'identity'],
    build: ({ snapshot }) => buildClient(snapshot),
  })
  .part('pods', { sources: ['pods'], namespaced: true, build: ({ snapshot }) => buildPods(snapshot) })
  .part('workloads', {
    sources: ['pods', 'workloads'],
    alternatives: ['workloads'],
    namespaced: true,
    build: ({ snapshot, pods }) => buildWorkloads(snapshot, pods),
  })
  .part('nodes', {
    sources: ['nodes'],
    alternatives: ['leases'],
    build: ({ snapshot, pods }) => buildNodes(snapshot, pods),
  })
  .part('kubelets', {
    sources: [],
    alternatives: ['nodes', 'kubelets', 'configmaps', 'pods'],
    configMaps: (namespace, name) => namespace === 'kube-system' && name === 'kubelet-config',
    build: ({ snapshot, nodes }) => buildKubelets(snapshot, nodes),
  })
  .part('nodeLayout', {
    sources: [],
    alternatives: ['nodes', 'pods', 'kubelets'],
    build: ({ snapshot, kubelets }) => buildNodeLayout(snapshot, kubelets),
  })
  .part('services', {
    sources: ['services'],
    alternatives: ['pods', 'nodes', 'endpointslices'],
    namespaced: true,
    build: ({ snapshot, pods }) => buildServices(snapshot, pods),
  })
  .part('controlPlane', {
    sources: [],
    alternatives: OF_THE_CONTROL_PLANE,
    configMaps: (namespace, name) =>
      isMark(namespace, name) ||
      // The address in kubeadm's configuration, and the flags that OpenShift's operator renders.
      (namespace === 'kube-system' && name === 'kubeadm-config') ||
      (namespace === 'openshift-kube-apiserver' && name === 'config'),
    // Objects with the spec and status of OpenShift's operators.
    platform: {
      'config.openshift.io': ['apiservers', 'infrastructures'],
      'operator.openshift.io': ['kubeapiservers'],
    },
    // Nodes and Services are read when a component needs them.
    build: (parts) => buildControlPlane(parts.snapshot, parts.cluster, parts),
  })
  // Data for add-on detectors.
  .part('extensions', {
    sources: [],
    alternatives: ['configmaps', 'crds', 'apiservices', 'webhooks', 'ingresses', 'gateways', 'discovery'],
    // kubeadm's configuration of the control plane, and the files that kube-proxy and CoreDNS read at their start.
    configMaps: (namespace, name) =>
      namespace === 'kube-system' &&
      ['kubeadm-config', 'kube-proxy', 'kube-proxy-config', 'coredns'].includes(name),
    build: ({ snapshot }) => buildExtensions(snapshot),
  })
  .part('podAdmissionPolicies', {
    sources: [],
    alternatives: ['platform'],
    platform: {
      'admissionregistration.k8s.io': ['validatingadmissionpolicies', 'validatingadmissionpolicybindings'],
    },
    build: ({ snapshot }) => buildPodAdmissionPolicies(snapshot),
  })
  .part('secrets', {
    sources: [],
    alternatives: ['secrets'],
    build: ({ snapshot }) => buildSecrets(snapshot),
  })
  .part('rbac', {
    sources: ['rbac'],
    // The objects that names in rules refer to.
    alternatives: ['pods', 'workloads', 'nodes'],
    namespaced: true,
    build: (parts) => withNamedCreation(buildRbac(parts.snapshot, parts.cluster, buildNamedObjects(parts))),
  })
  .part('trust', { sources: [], alternatives: OF_TRUST, build: buildTrust })
  .part('namespaces', {
    sources: ['namespaces'],
    alternatives: OF_TRUST,
    namespaced: true,
    build: ({ snapshot, pods, trust }) => buildNamespaces(snapshot, pods, trust),
  })
  .part('namespaceLimits', {
    sources: [],
    alternatives: ['platform'],
    platform: { '': ['resourcequotas', 'limitranges'] },
    namespaced: true,
    build: ({ snapshot }) => buildNamespaceLimits(snapshot),
  })
  // Leases of kubelets, which no other part reads as objects.
  .part('nodeLeases', {
    sources: ['leases'],
    build: ({ snapshot }) =>
      sorted(snapshot.records.lease).filter(({ namespace }) => namespace === 'kube-node-lease'),
  })
  .part('priorityClasses', {
    sources: ['priorityclasses'],
    build: ({ snapshot }) => sorted(snapshot.records.priorityClass),
  })
  // What routes of the Gateway API attach to.
  .part('gatewayApi', {
    sources: [],
    alternatives: ['gateways', 'namespaces', 'platform'],
    platform: { 'gateway.networking.k8s.io': ['referencegrants'] },
    build: ({ snapshot }) => buildGatewayApi(snapshot),
  })
  .part('exposure', {
    sources: ['services'],
    alternatives: [
      'endpointslices',
      'ingresses',
      'gateways',
      'istio',
      'nodes',
      'pods',
      'workloads',
      'discovery',
    ],
    namespaced: true,
    build: ({ snapshot, services, nodes, workloads, trust, gatewayApi }) =>
      buildExposure(snapshot, { services, nodes, workloads, trust, gatewayApi }),
  })
  .part('networkPolicies', {
    sources: ['networkpolicies'],
    alternatives: ['namespaces', 'pods', 'nodes', 'crds', 'discovery'],
    namespaced: true,
    build: ({ snapshot, pods }) => buildNetworkPolicies(snapshot, pods),
  })
  .part('connections', {
    sources: ['networkpolicies', 'pods'],
    alternatives: ['namespaces', 'nodes', 'endpointslices', 'crds', 'discovery'],
    namespaced: true,
    build: ({ snapshot, pods, networkPolicies }) => buildConnections(snapshot, pods, networkPolicies),
  })
  .part('storage', { sources: ['storage'], build: ({ snapshot }) => buildStorage(snapshot) })
  .part('claims', {
    sources: ['storage'],
    alternatives: ['pods', 'workloads'],
    namespaced: true,
    build: buildClaims,
  })
  .part('csi', {
    sources: [],
    alternatives: ['csinodes', 'discovery'],
    build: ({ snapshot }) => buildCsi(snapshot),
  })
  .part('volumeSnapshots', {
    sources: [],
    alternatives: ['volumesnapshots', 'discovery'],
    namespaced: true,
    build: ({ snapshot }) => buildSnapshots(snapshot),
  })
  .part('certificates', {
    sources: [],
    alternatives: ['endpoint', 'configmaps', 'webhooks', 'apiservices', 'certificates'],
    configMaps: (namespace, name) =>
      `${namespace}/${name}` === 'kube-system/extension-apiserver-authentication' ||
      name === 'kube-root-ca.crt' ||
      name === 'cluster-info',
    build: ({ snapshot }) => buildCertificates(snapshot),
  })
  .part('webhooks', {
    sources: [],
    alternatives: ['namespaces', 'pods', 'nodes', 'version'],
    build: ({ snapshot, pods, nodes, cluster }) =>
      buildWebhooks({ snapshot, pods, nodes, minor: cluster.minor }),
  })
  // Servers that the API server is configured to call, for webhooks and APIServices.
  .part('backends', { sources: [], alternatives: OF_THE_CONTROL_PLANE, build: buildBackends })
  .part('budgets', {
    sources: [],
    alternatives: ['availability', 'pods', 'workloads', 'platform'],
    platform: { 'postgresql.cnpg.io': ['clusters'] },
    build: buildBudgets,
  });

/** The cluster's architecture. Parts are built when first read and cached. */
export interface ClusterModel extends FactsOf<typeof modelParts> {
  readonly outcome: Collected['outcome'];
}
