import { CONDITIONS } from './types.ts';
import type { CustomKind } from './types.ts';

export const platform: Record<string, CustomKind> = {
  'config.openshift.io/ClusterVersion': {
    spec: ['channel', 'clusterID'],
    status: ['desired.version', 'history.version', 'history.state', ...CONDITIONS],
  },
  'config.openshift.io/Infrastructure': {
    spec: ['platformSpec.type'],
    status: [
      'platform',
      'platformStatus.type',
      'controlPlaneTopology',
      'infrastructureTopology',
      'apiServerURL',
      'apiServerInternalURI',
      'infrastructureName',
      'cpuPartitioning',
    ],
  },
  'config.openshift.io/APIServer': {
    spec: [
      'encryption.type',
      'audit.profile',
      'audit.customRules',
      'tlsSecurityProfile',
      'clientCA.name',
      'additionalCORSAllowedOrigins',
    ],
  },
  'config.openshift.io/Authentication': {
    spec: ['type', 'oidcProviders.name', 'oidcProviders.issuer.issuerURL', 'serviceAccountIssuer'],
  },
  'config.openshift.io/OAuth': {
    spec: [
      'identityProviders.name',
      'identityProviders.type',
      'identityProviders.mappingMethod',
      'tokenConfig',
    ],
  },
  'config.openshift.io/Network': {
    spec: ['networkType', 'clusterNetwork', 'serviceNetwork', 'externalIP'],
    status: ['networkType'],
  },
  'config.openshift.io/Ingress': { spec: ['domain', 'appsDomain'] },
  'config.openshift.io/Scheduler': { spec: ['mastersSchedulable'] },
  'config.openshift.io/FeatureGate': { spec: ['featureSet'] },
  'config.openshift.io/ClusterOperator': { status: [...CONDITIONS, 'versions'] },
  'config.openshift.io/Backup': { spec: ['etcd'] },
  'operator.openshift.io/*': {
    spec: [
      'managementState',
      'replicas',
      'endpointPublishingStrategy',
      'domain',
      'defaultNetwork.type',
      'pvcName',
    ],
    status: CONDITIONS,
  },
  'k0s.k0sproject.io/ClusterConfig': {
    spec: [
      'api.address',
      'api.externalAddress',
      'api.sans',
      'api.port',
      'api.extraArgs',
      'controllerManager.extraArgs',
      'scheduler.extraArgs',
      'storage.type',
      'storage.etcd.peerAddress',
      'storage.etcd.externalCluster.endpoints',
      'network.provider',
      'network.podCIDR',
      'network.serviceCIDR',
      'network.nodeLocalLoadBalancing',
      'extensions.storage',
    ],
  },
  'etcd.k0sproject.io/EtcdMember': { spec: ['leave'], status: ['peerAddress', 'memberID', ...CONDITIONS] },
  'autopilot.k0sproject.io/ControlNode': { status: ['addresses', 'k0sVersion'] },
  'k3s.cattle.io/ETCDSnapshotFile': {
    spec: [
      'snapshotName',
      'nodeName',
      'location',
      's3.endpoint',
      's3.bucket',
      's3.skipSSLVerify',
      's3.insecure',
      's3.region',
    ],
    status: ['readyToUse', 'creationTime', 'size', 'error.message'],
  },
  'helm.cattle.io/HelmChart': { spec: ['chart', 'version', 'repo', 'targetNamespace', 'bootstrap'] },
  'cluster.x-k8s.io/Cluster': {
    spec: ['controlPlaneEndpoint', 'paused', 'infrastructureRef.kind', 'controlPlaneRef.kind'],
    status: ['phase'],
  },
  'operator.tigera.io/Installation': {
    spec: ['variant', 'cni.type', 'calicoNetwork.bgp', 'calicoNetwork.linuxDataplane', 'registry'],
    status: ['calicoVersion', 'variant'],
  },
  'crd.projectcalico.org/FelixConfiguration': {
    spec: ['wireguardEnabled', 'bpfEnabled', 'defaultEndpointToHostAction'],
  },
  'cilium.io/CiliumLoadBalancerIPPool': { spec: ['blocks', 'cidrs', 'disabled'] },
  'metallb.io/IPAddressPool': { spec: ['addresses', 'autoAssign'] },
  'metallb.io/L2Advertisement': { spec: ['ipAddressPools'] },
  'metallb.io/BGPPeer': { spec: ['peerAddress', 'password?', 'passwordSecret?'] },
};

/** Built-in kinds that have no record of their own; availability and quota questions read them. */
export const builtIn: Record<string, CustomKind> = {
  'policy/PodDisruptionBudget': {
    spec: ['minAvailable', 'maxUnavailable', 'selector'],
    status: ['currentHealthy', 'desiredHealthy', 'disruptionsAllowed', 'expectedPods'],
  },
  'autoscaling/HorizontalPodAutoscaler': {
    spec: ['scaleTargetRef', 'minReplicas', 'maxReplicas'],
    status: ['currentReplicas'],
  },
  '/ResourceQuota': { spec: ['hard', 'scopes'] },
  '/LimitRange': { spec: ['limits'] },
  'node.k8s.io/RuntimeClass': { top: ['handler', 'scheduling.nodeSelector'] },
  'admissionregistration.k8s.io/ValidatingAdmissionPolicy': {
    spec: ['failurePolicy', 'matchConstraints.resourceRules', 'paramKind'],
  },
  'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding': {
    spec: ['policyName', 'validationActions', 'matchResources'],
  },
  'admissionregistration.k8s.io/MutatingAdmissionPolicy': {
    spec: ['failurePolicy', 'matchConstraints.resourceRules'],
  },
  'storagemigration.k8s.io/StorageVersionMigration': { spec: ['resource'], status: CONDITIONS },
  'flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration': {
    spec: ['type', 'limited.nominalConcurrencyShares'],
  },
  'flowcontrol.apiserver.k8s.io/FlowSchema': {
    spec: [
      'priorityLevelConfiguration.name',
      'rules.subjects.kind',
      'rules.subjects.user.name',
      'rules.subjects.group.name',
      'rules.subjects.serviceAccount',
    ],
  },
  'networking.k8s.io/ServiceCIDR': { spec: ['cidrs'] },
};
