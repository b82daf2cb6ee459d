/**
 * Custom resources (and a few built-in kinds without a record of their own) that are kept, and which fields of them.
 * A field is a dotted path below `spec` or `status`; lists are walked through. `path?` keeps only that it is set, and
 * `path%` only the names of its keys: both stand where the value may hold a secret.
 */
export interface CustomKind {
  spec?: readonly string[];
  status?: readonly string[];
  /** Paths from the top of the object, for kinds without a spec; kept as if they stood in it. */
  top?: readonly string[];
}

const CONDITIONS = ['conditions.type', 'conditions.status', 'conditions.reason'];
const TARGETS = ['selector', 'targetRef', 'targetRefs'];

const istio: Record<string, CustomKind> = {
  'security.istio.io/PeerAuthentication': { spec: ['selector', 'mtls', 'portLevelMtls'] },
  'security.istio.io/AuthorizationPolicy': { spec: [...TARGETS, 'action', 'rules', 'provider'] },
  'security.istio.io/RequestAuthentication': {
    spec: [
      ...TARGETS,
      'jwtRules.issuer',
      'jwtRules.jwksUri',
      'jwtRules.fromParams',
      'jwtRules.fromHeaders',
      'jwtRules.audiences',
    ],
  },
  'networking.istio.io/DestinationRule': {
    spec: [
      'host',
      'exportTo',
      'workloadSelector',
      'trafficPolicy.tls',
      'trafficPolicy.portLevelSettings.port',
      'trafficPolicy.portLevelSettings.tls',
      'subsets.name',
      'subsets.labels',
      'subsets.trafficPolicy.tls',
      'subsets.trafficPolicy.portLevelSettings.port',
      'subsets.trafficPolicy.portLevelSettings.tls',
    ],
  },
  'networking.istio.io/Sidecar': {
    spec: ['workloadSelector', 'outboundTrafficPolicy', 'egress.hosts', 'ingress.port', 'ingress.tls'],
  },
  'networking.istio.io/ServiceEntry': {
    spec: ['hosts', 'location', 'resolution', 'ports', 'exportTo', 'workloadSelector'],
  },
  'networking.istio.io/WorkloadEntry': { spec: ['address', 'serviceAccount', 'network', 'labels'] },
  'networking.istio.io/WorkloadGroup': { spec: ['template.serviceAccount', 'template.network'] },
  'networking.istio.io/ProxyConfig': { spec: ['selector', 'image'] },
  'networking.istio.io/EnvoyFilter': {
    spec: [
      'workloadSelector',
      'targetRefs',
      'priority',
      'configPatches.applyTo',
      'configPatches.match.context',
      'configPatches.match.proxy.proxyVersion',
      'configPatches.patch.operation',
      'configPatches.patch.value.name',
      'configPatches.patch.value.typed_config.@type',
    ],
  },
  'telemetry.istio.io/Telemetry': {
    spec: [...TARGETS, 'accessLogging.disabled', 'accessLogging.providers', 'tracing.providers'],
  },
  'extensions.istio.io/WasmPlugin': { spec: [...TARGETS, 'url', 'sha256', 'failStrategy', 'phase', 'type'] },
  'install.istio.io/IstioOperator': {
    spec: ['revision', 'profile', 'tag', 'hub', 'meshConfig'],
    status: ['status'],
  },
  'sailoperator.io/*': {
    spec: [
      'version',
      'namespace',
      'profile',
      'type',
      'updateStrategy',
      'targetRef',
      'values.revision',
      'values.meshConfig',
      'values.profile',
    ],
    status: ['state', 'activeRevisionName', 'istioRevision', 'istiodNamespace', ...CONDITIONS],
  },
  'maistra.io/ServiceMeshControlPlane': {
    spec: ['version', 'mode', 'security', 'proxy.networking', 'policy', 'telemetry', 'profiles'],
    status: ['chartVersion', ...CONDITIONS],
  },
  'maistra.io/ServiceMeshMemberRoll': { spec: ['members'], status: ['configuredMembers'] },
  'mesh.cloud.google.com/ControlPlaneRevision': { spec: ['type', 'channel'], status: CONDITIONS },
};

const envoy: Record<string, CustomKind> = {
  'gateway.envoyproxy.io/EnvoyProxy': {
    spec: [
      'mergeGateways',
      'telemetry.accessLog.disable',
      'bootstrap.type',
      'backendTLS',
      'provider.type',
      'provider.kubernetes.envoyDeployment.replicas',
      'provider.kubernetes.envoyDeployment.container.image',
      'provider.kubernetes.envoyDaemonSet?',
      'provider.kubernetes.envoyService.type',
      'provider.kubernetes.envoyService.annotations',
      'provider.kubernetes.envoyHpa.minReplicas',
      'provider.kubernetes.envoyHpa.maxReplicas',
      'provider.kubernetes.envoyPDB',
    ],
  },
  'gateway.envoyproxy.io/EnvoyPatchPolicy': {
    spec: [...TARGETS, 'type', 'priority', 'jsonPatches.type'],
    status: [],
  },
  'gateway.envoyproxy.io/ClientTrafficPolicy': {
    spec: [
      ...TARGETS,
      'tls',
      'connection',
      'timeout',
      'clientIPDetection',
      'headers.withUnderscoresAction',
      'http2.maxConcurrentStreams',
      'path',
    ],
  },
  'gateway.envoyproxy.io/BackendTrafficPolicy': {
    spec: [...TARGETS, 'rateLimit.type', 'circuitBreaker', 'timeout'],
  },
  'gateway.envoyproxy.io/SecurityPolicy': {
    spec: [
      ...TARGETS,
      'basicAuth?',
      'apiKeyAuth?',
      'oidc.provider.issuer',
      'jwt.optional',
      'jwt.providers.issuer',
      'jwt.providers.name',
      'authorization.defaultAction',
      'extAuth.failOpen',
      'cors.allowOrigins',
    ],
  },
  'gateway.envoyproxy.io/EnvoyExtensionPolicy': {
    spec: [...TARGETS, 'lua?', 'wasm.name', 'wasm.failOpen', 'extProc.failOpen'],
  },
  'gateway.envoyproxy.io/Backend': { spec: ['type', 'endpoints', 'tls.insecureSkipVerify'] },
  'projectcontour.io/HTTPProxy': {
    spec: [
      'virtualhost.fqdn',
      'virtualhost.tls.secretName',
      'virtualhost.tls.minimumProtocolVersion',
      'virtualhost.tls.passthrough',
      'virtualhost.tls.clientValidation.optionalClientCertificate',
      'virtualhost.authorization.authPolicy.disabled',
      'routes.permitInsecure',
    ],
    status: ['currentStatus'],
  },
  'projectcontour.io/ContourConfiguration': { spec: ['envoy', 'gateway', 'httpproxy', 'xdsServer'] },
  'projectcontour.io/ContourDeployment': { spec: ['envoy.workloadType', 'contour.replicas'] },
  'getambassador.io/Host': {
    spec: ['hostname', 'requestPolicy', 'tlsSecret.name', 'acmeProvider.authority'],
  },
  'getambassador.io/Listener': { spec: ['port', 'protocol', 'securityModel', 'hostBinding'] },
  'getambassador.io/Module': { spec: ['config.diagnostics'] },
  'consul.hashicorp.com/ServiceIntentions': { spec: ['destination', 'sources.name', 'sources.action'] },
  'consul.hashicorp.com/Mesh': { spec: ['tls', 'allowEnablingPermissiveMutualTLS', 'transparentProxy'] },
  'kuma.io/Mesh': {
    spec: ['mtls.enabledBackend', 'mtls.backends.name', 'mtls.backends.type', 'mtls.backends.mode'],
  },
  'kuma.io/MeshTrafficPermission': { spec: ['targetRef', 'from.targetRef', 'from.default.action'] },
};

const gatewayApi: Record<string, CustomKind> = {
  'gateway.networking.k8s.io/ReferenceGrant': { spec: ['from', 'to'] },
  'gateway.networking.k8s.io/BackendTLSPolicy': {
    spec: ['targetRefs', 'validation.hostname', 'validation.wellKnownCACertificates'],
  },
};

const platform: Record<string, CustomKind> = {
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

const addons: Record<string, CustomKind> = {
  'velero.io/Schedule': {
    spec: [
      'schedule',
      'paused',
      'template.ttl',
      'template.includedNamespaces',
      'template.excludedNamespaces',
      'template.snapshotVolumes',
      'template.storageLocation',
    ],
    status: ['phase', 'lastBackup'],
  },
  'velero.io/Backup': {
    spec: ['ttl', 'includedNamespaces', 'storageLocation'],
    status: ['phase', 'expiration', 'completionTimestamp'],
  },
  'velero.io/BackupStorageLocation': {
    spec: [
      'provider',
      'accessMode',
      'default',
      'objectStorage.bucket',
      'config.insecureSkipTLSVerify',
      'config.s3Url',
    ],
    status: ['phase', 'lastSyncedTime'],
  },
  'config.kio.kasten.io/Policy': { spec: ['frequency', 'actions.action', 'paused'], status: ['validation'] },
  'cert-manager.io/ClusterIssuer': {
    spec: ['acme.server', 'ca.secretName', 'selfSigned?', 'vault.server', 'venafi?'],
    status: CONDITIONS,
  },
  'cert-manager.io/Issuer': {
    spec: ['acme.server', 'ca.secretName', 'selfSigned?', 'vault.server', 'venafi?'],
    status: CONDITIONS,
  },
  'cert-manager.io/Certificate': {
    spec: ['secretName', 'dnsNames', 'issuerRef', 'isCA'],
    status: ['notAfter', 'renewalTime', ...CONDITIONS],
  },
  'argoproj.io/Application': {
    spec: ['project', 'destination', 'source.repoURL', 'sources.repoURL', 'syncPolicy.automated'],
    status: ['sync.status', 'health.status'],
  },
  'argoproj.io/AppProject': {
    spec: ['sourceRepos', 'destinations', 'clusterResourceWhitelist', 'sourceNamespaces'],
  },
  'argoproj.io/ArgoCD': {
    spec: [
      'server.insecure',
      'server.route.enabled',
      'server.ingress.enabled',
      'ha.enabled',
      'rbac.defaultPolicy',
    ],
  },
  'source.toolkit.fluxcd.io/*': {
    spec: ['url', 'endpoint', 'insecure', 'verify.provider', 'verify.mode', 'suspend'],
    status: CONDITIONS,
  },
  'kustomize.toolkit.fluxcd.io/Kustomization': {
    spec: ['serviceAccountName', 'sourceRef', 'suspend', 'targetNamespace', 'prune'],
    status: CONDITIONS,
  },
  'helm.toolkit.fluxcd.io/HelmRelease': {
    spec: ['serviceAccountName', 'chart.spec.chart', 'chart.spec.version', 'targetNamespace', 'suspend'],
    status: CONDITIONS,
  },
  'kyverno.io/ClusterPolicy': {
    spec: [
      'validationFailureAction',
      'background',
      'failurePolicy',
      'rules.name',
      'rules.validate.failureAction',
    ],
  },
  'kyverno.io/Policy': {
    spec: ['validationFailureAction', 'background', 'rules.name', 'rules.validate.failureAction'],
  },
  'kyverno.io/PolicyException': { spec: ['exceptions'] },
  'templates.gatekeeper.sh/ConstraintTemplate': { spec: ['crd.spec.names.kind'] },
  'constraints.gatekeeper.sh/*': { spec: ['enforcementAction', 'match'], status: ['totalViolations'] },
  'config.gatekeeper.sh/Config': { spec: ['match'] },
  'policies.kubewarden.io/*': {
    spec: ['mode', 'module', 'policyServer', 'backgroundAudit'],
    status: ['policyStatus'],
  },
  'cilium.io/TracingPolicy': {},
  'external-secrets.io/ClusterSecretStore': { spec: ['conditions', 'provider%'], status: CONDITIONS },
  'external-secrets.io/SecretStore': { spec: ['provider%'], status: CONDITIONS },
  'monitoring.coreos.com/Prometheus': {
    spec: [
      'replicas',
      'retention',
      'storage?',
      'enableAdminAPI',
      'version',
      'externalUrl',
      'serviceMonitorNamespaceSelector',
    ],
  },
  'monitoring.coreos.com/Alertmanager': { spec: ['replicas', 'storage?', 'version', 'externalUrl'] },
  'kiali.io/Kiali': {
    spec: ['auth.strategy', 'deployment.view_only_mode', 'deployment.ingress.enabled', 'version'],
  },
  'karpenter.sh/NodePool': {
    spec: ['limits', 'disruption.consolidationPolicy', 'disruption.budgets', 'template.spec.nodeClassRef'],
  },
  'keda.sh/ScaledObject': { spec: ['scaleTargetRef', 'minReplicaCount', 'maxReplicaCount'] },
  'ceph.rook.io/CephCluster': {
    spec: ['mon.count', 'mgr.count', 'dashboard', 'network.connections', 'cephVersion.image'],
    status: ['ceph.health', 'ceph.versions', 'version.version', 'phase'],
  },
  'ceph.rook.io/CephBlockPool': { spec: ['replicated.size', 'failureDomain'] },
  'longhorn.io/Setting': { top: ['value'] },
  'longhorn.io/BackupTarget': { spec: ['backupTargetURL'], status: ['available'] },
  'postgresql.cnpg.io/Cluster': {
    spec: ['instances', 'backup?', 'imageName'],
    status: ['readyInstances', 'phase'],
  },
  'kafka.strimzi.io/Kafka': {
    spec: [
      'kafka.replicas',
      'kafka.version',
      'kafka.listeners.name',
      'kafka.listeners.type',
      'kafka.listeners.tls',
    ],
  },
  'operators.coreos.com/Subscription': {
    spec: ['installPlanApproval', 'channel', 'name', 'source'],
    status: ['installedCSV'],
  },
  'pkg.crossplane.io/Provider': { spec: ['package'], status: CONDITIONS },
  'management.cattle.io/Setting': {},
};

/** Built-in kinds that have no record of their own; availability and quota questions read them. */
const builtIn: Record<string, CustomKind> = {
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
  'certificates.k8s.io/CertificateSigningRequest': {
    spec: ['signerName', 'username', 'groups', 'usages', 'expirationSeconds'],
    status: CONDITIONS,
  },
  'storagemigration.k8s.io/StorageVersionMigration': { spec: ['resource'], status: CONDITIONS },
  'flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration': {
    spec: ['type', 'limited.nominalConcurrencyShares'],
  },
  'networking.k8s.io/ServiceCIDR': { spec: ['cidrs'] },
};

/** `group/Kind` -> fields; `group/*` stands for every kind of the group that is not named. */
export const CUSTOM_KINDS: ReadonlyMap<string, CustomKind> = new Map(
  Object.entries({ ...istio, ...envoy, ...gatewayApi, ...platform, ...addons, ...builtIn }),
);
