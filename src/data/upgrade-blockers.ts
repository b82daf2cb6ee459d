/**
 * What a Kubernetes minor no longer accepts, by that minor: a program that is configured with one does not start after the
 * upgrade. As of 2026-11-23; sources: https://github.com/kubernetes/kubernetes/tree/master/CHANGELOG and the sources of 1.37.2,
 * https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates-removed/,
 * https://github.com/kubernetes/enhancements/issues/5495 (IPVS). Lists of older minors name what clusters are known to set.
 */
export const asOf = '2026-11-23';

export interface UpgradeBlockers {
  /** Deleted feature gates: a program that is configured with one does not start. */
  gates?: readonly string[];
  /** Removed flags, by program. */
  flags?: Readonly<Record<string, readonly string[]>>;
  /** Deleted admission plugins. */
  admissionPlugins?: readonly string[];
  /** Removed API versions, whose objects have to be migrated first: `version.group`. */
  apis?: readonly string[];
  /** Kubelets reject hosts with cgroup v1 by default (failCgroupV1). */
  cgroupV1?: true;
  /** Kubelets reject containerd before this major. */
  containerdBefore?: number;
  /** kube-proxy disables its mode ipvs by default. */
  ipvs?: true;
}

/** The newest released minor; of later ones only announcements are known. */
export const newestKnownMinor = 37;

export const upgradeBlockers: Readonly<Record<number, UpgradeBlockers>> = {
  25: {
    gates: ['CSIVolumeFSGroupPolicy', 'ConfigurableFSGroupPolicy', 'PodDisruptionBudget', 'SelectorIndex'],
    flags: {
      'kube-apiserver': ['service-account-api-audiences'],
      'kube-controller-manager': ['deleting-pods-qps', 'deleting-pods-burst', 'register-retry-count'],
    },
    admissionPlugins: ['PodSecurityPolicy'],
  },
  26: { gates: ['DynamicKubeletConfig'] },
  27: {
    flags: {
      'kube-controller-manager': ['enable-taint-manager', 'pod-eviction-timeout'],
    },
    gates: [
      'ExpandCSIVolumes',
      'ExpandInUsePersistentVolumes',
      'ExpandPersistentVolumes',
      'ControllerManagerLeaderMigration',
      'CSIMigration',
      'CSIInlineVolume',
      'EphemeralContainers',
      'NetworkPolicyEndPort',
      'StatefulSetMinReadySeconds',
      'DaemonSetUpdateSurge',
    ],
  },
  28: {
    gates: [
      'AdvancedAuditing',
      'EndpointSliceTerminatingCondition',
      'CSIStorageCapacity',
      'MixedProtocolLBService',
    ],
  },
  30: {
    gates: ['MinimizeIPTablesRestore', 'ProxyTerminatingEndpoints', 'RemoveSelfLink'],
    admissionPlugins: ['SecurityContextDeny'],
  },
  31: {
    gates: ['APIPriorityAndFairness', 'CSINodeExpandSecret', 'ServiceNodePortStaticSubrange'],
    flags: {
      'kube-controller-manager': [
        'volume-host-cidr-denylist',
        'volume-host-allow-local-loopback',
        'horizontal-pod-autoscaler-upscale-delay',
        'horizontal-pod-autoscaler-downscale-delay',
      ],
    },
  },
  32: {
    gates: [
      'AllowServiceLBStatusOnNonLB',
      'CloudDualStackNodeIPs',
      'HPAContainerMetrics',
      'KMSv2',
      'KMSv2KDF',
      'LegacyServiceAccountTokenCleanUp',
      'MinDomainsInPodTopologySpread',
      'NodeOutOfServiceVolumeDetach',
      'ServerSideApply',
      'ServerSideFieldValidation',
      'StableLoadBalancerNodeSet',
      'ValidatingAdmissionPolicy',
    ],
  },
  33: {
    gates: [
      'AppArmor',
      'AppArmorFields',
      'CPUManager',
      'DisableCloudProviders',
      'DisableKubeletCloudCredentialProviders',
      'JobPodFailurePolicy',
      'PDBUnhealthyPodEvictionPolicy',
    ],
    flags: { 'kube-apiserver': ['cloud-config'] },
  },
  34: { gates: ['DevicePluginCDIDevices', 'PodDisruptionConditions'] },
  35: { gates: ['SizeMemoryBackedVolumes', 'UserNamespacesHostNetworkSupport'], cgroupV1: true },
  36: {
    gates: [
      'CSIMigrationPortworx',
      'InTreePluginPortworxUnregister',
      'WatchFromStorageWithoutResourceVersion',
    ],
  },
  37: {
    gates: [
      'StructuredAuthenticationConfiguration',
      'AnonymousAuthConfigurableEndpoints',
      'AuthorizeWithSelectors',
      'AuthorizeNodeWithSelectors',
      'APIServerTracing',
      'ConsistentListFromCache',
      'BtreeWatchCache',
      'ResilientWatchCacheInitialization',
      'RetryGenerateName',
      'OrderedNamespaceDeletion',
      'StreamingCollectionEncodingToJSON',
      'StreamingCollectionEncodingToProtobuf',
      'SidecarContainers',
      'PodLifecycleSleepAction',
      'PodLifecycleSleepActionAllowZero',
      'JobSuccessPolicy',
      'JobBackoffLimitPerIndex',
      'JobPodReplacementPolicy',
      'LogarithmicScaleDown',
      'AnyVolumeDataSource',
      'RelaxedDNSSearchValidation',
      'SchedulerQueueingHints',
      'PreventStaticPodAPIReferences',
      'GangScheduling',
      'WorkloadAwarePreemption',
    ],
    flags: { 'kube-controller-manager': ['concurrent-service-syncs'] },
    admissionPlugins: ['PodGroupWorkloadExists', 'JobValidation'],
    apis: ['v1alpha2.scheduling.k8s.io'],
  },
  38: { containerdBefore: 2 },
  40: { ipvs: true },
};

/**
 * Systems that boot with cgroup v1 by default; source: https://kubernetes.io/docs/concepts/architecture/cgroups/, which
 * lists the first release of each with v2.
 */
export const cgroupV1Systems =
  /Amazon Linux 2$|CentOS Linux [78]\b|Red Hat Enterprise Linux (?:Server )?[78]\b|Rocky Linux 8|AlmaLinux 8|Ubuntu (?:16|18|20)\.|Debian GNU\/Linux (?:8|9|10)\b/;
