import { autoscalerKinds } from '../../../data/autoscalers.ts';
import { ciliumPolicySettings } from '../../../data/network-policy.ts';
import { ADDON_KINDS } from './addons.ts';
import { ENVOY_KINDS } from './envoy.ts';
import { ISTIO_KINDS } from './istio.ts';
import type { CustomKind } from './types.ts';

/** Calico's network sets, which selectors of policies select by their labels. */
const NETWORK_SET: CustomKind = { spec: ['nets'], labels: ['*'] };

/** Kinds without a record of their own, with the fields that the model and checks read. */
export const READ_KINDS: Readonly<Record<string, CustomKind>> = {
  ...ADDON_KINDS,
  ...ISTIO_KINDS,
  ...ENVOY_KINDS,
  // checks/helpers/cilium-settings.ts
  'cilium.io/CiliumNodeConfig': {
    spec: [
      'nodeSelector.matchLabels.*',
      'nodeSelector.matchExpressions.key',
      'nodeSelector.matchExpressions.operator',
      'nodeSelector.matchExpressions.values',
      ...ciliumPolicySettings.map((name) => `defaults.${name}`),
    ],
  },
  // model/policies/network-sets.ts
  'projectcalico.org/NetworkSet': NETWORK_SET,
  'projectcalico.org/GlobalNetworkSet': NETWORK_SET,
  'crd.projectcalico.org/NetworkSet': NETWORK_SET,
  'crd.projectcalico.org/GlobalNetworkSet': NETWORK_SET,
  // model/gateway-api/grants.ts
  'gateway.networking.k8s.io/ReferenceGrant': {
    spec: ['from.group', 'from.kind', 'from.namespace', 'to.group', 'to.kind', 'to.name'],
  },
  // model/control-plane/sources/openshift.ts, model/control-plane/endpoint/api-endpoints.ts
  'config.openshift.io/Infrastructure': { status: ['controlPlaneTopology', 'apiServerURL'] },
  'config.openshift.io/APIServer': {
    spec: ['encryption.type', 'audit.profile', 'audit.customRules.profile'],
  },
  'operator.openshift.io/*': { status: ['conditions.type', 'conditions.status', 'conditions.reason'] },
  // model/admission-policies.ts
  'admissionregistration.k8s.io/ValidatingAdmissionPolicy': {
    spec: ['apiGroups', 'resources', 'operations', 'resourceNames'].map(
      (name) => `matchConstraints.resourceRules.${name}`,
    ),
  },
  'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding': {
    spec: ['policyName', 'validationActions'],
  },
  // checks/etcd/backup-stale.ts
  'k3s.cattle.io/ETCDSnapshotFile': {
    status: ['readyToUse', 'creationTime', 'error.message'],
    created: true,
  },
  // model/budgets.ts, checks/helpers/disruptions.ts, checks/nodes/drain-blocked.ts
  'policy/PodDisruptionBudget': {
    spec: [
      'minAvailable',
      'maxUnavailable',
      'selector.matchLabels.*',
      'selector.matchExpressions.key',
      'selector.matchExpressions.operator',
      'selector.matchExpressions.values',
      'unhealthyPodEvictionPolicy',
    ],
    status: [
      'currentHealthy',
      'desiredHealthy',
      'disruptionsAllowed',
      'expectedPods',
      'observedGeneration',
      'conditions.type',
      'conditions.reason',
    ],
    // An empty selector matched no pod in v1beta1.
    top: ['apiVersion', 'metadata.generation'],
    labels: ['cnpg.io/cluster'],
  },
  // checks/helpers/budget-keepers.ts, checks/addons
  'postgresql.cnpg.io/Cluster': {
    spec: [
      'instances',
      'backup.barmanObjectStore.destinationPath',
      'backup.volumeSnapshot.className',
      'plugins.name',
    ],
    status: ['currentPrimary', 'readyInstances'],
  },
  // model/autoscalers.ts
  ...Object.fromEntries(
    autoscalerKinds.map(({ of, target, bounds, paused }) => [
      of,
      {
        spec: [`${target}.kind`, `${target}.name`, ...(bounds ? [bounds.least, bounds.most] : [])],
        ...(paused && { annotations: [paused.replicas, paused.switch] }),
      },
    ]),
  ),
  // model/namespace-limits.ts
  '/ResourceQuota': {
    spec: ['hard.*', 'scopes', 'scopeSelector.matchExpressions.scopeName'],
  },
  '/LimitRange': {
    spec: [
      'limits.type',
      ...['default', 'defaultRequest', 'max'].flatMap((name) => [
        `limits.${name}.cpu`,
        `limits.${name}.memory`,
      ]),
    ],
  },
  // model/storage/csi.ts
  'storage.k8s.io/CSINode': { spec: ['drivers.name', 'drivers.topologyKeys', 'drivers.allocatable.count'] },
  'storage.k8s.io/VolumeAttachment': {
    spec: ['attacher', 'nodeName', 'source.persistentVolumeName'],
    status: ['attached', 'attachError.time', 'detachError.time'],
  },
  // model/storage/snapshots.ts
  'snapshot.storage.k8s.io/VolumeSnapshot': {
    spec: ['volumeSnapshotClassName', 'source.persistentVolumeClaimName', 'source.volumeSnapshotContentName'],
    status: ['readyToUse', 'creationTime', 'error.time', 'boundVolumeSnapshotContentName'],
    created: true,
  },
  'snapshot.storage.k8s.io/VolumeSnapshotClass': {
    top: ['driver', 'deletionPolicy'],
    annotations: ['snapshot.storage.kubernetes.io/is-default-class'],
  },
  'snapshot.storage.k8s.io/VolumeSnapshotContent': {
    spec: ['deletionPolicy', 'driver', 'volumeSnapshotRef.namespace', 'volumeSnapshotRef.name'],
    status: ['readyToUse', 'error.time'],
  },
  // model/templates.ts
  'node.k8s.io/RuntimeClass': { top: ['scheduling.nodeSelector.*'] },
  // checks/api-server/exempt-flow-schema.ts
  'flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration': { spec: ['type'] },
  'flowcontrol.apiserver.k8s.io/FlowSchema': {
    spec: [
      'priorityLevelConfiguration.name',
      'rules.subjects.kind',
      'rules.subjects.user.name',
      'rules.subjects.group.name',
      'rules.subjects.serviceAccount.namespace',
      'rules.subjects.serviceAccount.name',
    ],
  },
};
