// Generated from the official client's types by `npm run generate`.

/** `apiVersion/Kind` of built-in objects -> their type in `fieldTypes`. */
export const rootTypes: Readonly<Record<string, string>> = {
  'admissionregistration.k8s.io/v1/MutatingWebhookConfiguration': 'V1MutatingWebhookConfiguration',
  'admissionregistration.k8s.io/v1/ValidatingWebhookConfiguration': 'V1ValidatingWebhookConfiguration',
  'apiextensions.k8s.io/v1/CustomResourceDefinition': 'V1CustomResourceDefinition',
  'apiregistration.k8s.io/v1/APIService': 'V1APIService',
  'apps/v1/DaemonSet': 'V1DaemonSet',
  'apps/v1/Deployment': 'V1Deployment',
  'apps/v1/ReplicaSet': 'V1ReplicaSet',
  'apps/v1/StatefulSet': 'V1StatefulSet',
  'autoscaling/v1/HorizontalPodAutoscaler': 'V1HorizontalPodAutoscaler',
  'autoscaling/v2/HorizontalPodAutoscaler': 'V2HorizontalPodAutoscaler',
  'batch/v1/CronJob': 'V1CronJob',
  'batch/v1/Job': 'V1Job',
  'certificates.k8s.io/v1/CertificateSigningRequest': 'V1CertificateSigningRequest',
  'coordination.k8s.io/v1/Lease': 'V1Lease',
  'discovery.k8s.io/v1/EndpointSlice': 'V1EndpointSlice',
  'flowcontrol.apiserver.k8s.io/v1/FlowSchema': 'V1FlowSchema',
  'flowcontrol.apiserver.k8s.io/v1/PriorityLevelConfiguration': 'V1PriorityLevelConfiguration',
  'networking.k8s.io/v1/Ingress': 'V1Ingress',
  'networking.k8s.io/v1/IngressClass': 'V1IngressClass',
  'networking.k8s.io/v1/NetworkPolicy': 'V1NetworkPolicy',
  'node.k8s.io/v1/RuntimeClass': 'V1RuntimeClass',
  'policy/v1/PodDisruptionBudget': 'V1PodDisruptionBudget',
  'rbac.authorization.k8s.io/v1/ClusterRole': 'V1ClusterRole',
  'rbac.authorization.k8s.io/v1/ClusterRoleBinding': 'V1ClusterRoleBinding',
  'rbac.authorization.k8s.io/v1/Role': 'V1Role',
  'rbac.authorization.k8s.io/v1/RoleBinding': 'V1RoleBinding',
  'scheduling.k8s.io/v1/PriorityClass': 'V1PriorityClass',
  'storage.k8s.io/v1/CSIDriver': 'V1CSIDriver',
  'storage.k8s.io/v1/CSINode': 'V1CSINode',
  'storage.k8s.io/v1/StorageClass': 'V1StorageClass',
  'storage.k8s.io/v1/VolumeAttachment': 'V1VolumeAttachment',
  'v1/ConfigMap': 'V1ConfigMap',
  'v1/LimitRange': 'V1LimitRange',
  'v1/Namespace': 'V1Namespace',
  'v1/Node': 'V1Node',
  'v1/PersistentVolume': 'V1PersistentVolume',
  'v1/PersistentVolumeClaim': 'V1PersistentVolumeClaim',
  'v1/Pod': 'V1Pod',
  'v1/ReplicationController': 'V1ReplicationController',
  'v1/ResourceQuota': 'V1ResourceQuota',
  'v1/Secret': 'V1Secret',
  'v1/Service': 'V1Service',
  'v1/ServiceAccount': 'V1ServiceAccount',
};

/** Type -> its fields, `name:type` words; the types are described in tools/generate/field-types.ts. */
export const fieldTypes: Readonly<Record<string, string>> = {
  AdmissionregistrationV1ServiceReference: 'name:s namespace:s path:s port:n',
  AdmissionregistrationV1WebhookClientConfig:
    'caBundle:s service:AdmissionregistrationV1ServiceReference url:s',
  ApiextensionsV1ServiceReference: 'name:s namespace:s path:s port:n',
  ApiextensionsV1WebhookClientConfig: 'caBundle:s service:ApiextensionsV1ServiceReference url:s',
  ApiregistrationV1ServiceReference: 'name:s namespace:s port:n',
  CoreV1ResourceClaim: 'name:s request:s',
  DiscoveryV1EndpointPort: 'appProtocol:s name:s port:n protocol:s',
  FlowcontrolV1Subject:
    'group:V1GroupSubject kind:s serviceAccount:V1ServiceAccountSubject user:V1UserSubject',
  RbacV1Subject: 'apiGroup:s kind:s name:s namespace:s',
  StorageV1TokenRequest: 'audience:s expirationSeconds:n',
  V1APIService: 'apiVersion:s kind:s metadata:V1ObjectMeta spec:V1APIServiceSpec status:V1APIServiceStatus',
  V1APIServiceCondition: 'lastTransitionTime:t message:s reason:s status:s type:s',
  V1APIServiceSpec:
    'caBundle:s group:s groupPriorityMinimum:n insecureSkipTLSVerify:b service:ApiregistrationV1ServiceReference version:s versionPriority:n',
  V1APIServiceStatus: 'conditions:[]V1APIServiceCondition',
  V1AWSElasticBlockStoreVolumeSource: 'fsType:s partition:n readOnly:b volumeID:s',
  V1Affinity: 'nodeAffinity:V1NodeAffinity podAffinity:V1PodAffinity podAntiAffinity:V1PodAntiAffinity',
  V1AggregationRule: 'clusterRoleSelectors:[]V1LabelSelector',
  V1AppArmorProfile: 'localhostProfile:s type:s',
  V1AttachedVolume: 'devicePath:s name:s',
  V1AzureDiskVolumeSource: 'cachingMode:s diskName:s diskURI:s fsType:s kind:s readOnly:b',
  V1AzureFilePersistentVolumeSource: 'readOnly:b secretName:s secretNamespace:s shareName:s',
  V1AzureFileVolumeSource: 'readOnly:b secretName:s shareName:s',
  V1CSIDriver: 'apiVersion:s kind:s metadata:V1ObjectMeta spec:V1CSIDriverSpec',
  V1CSIDriverSpec:
    'attachRequired:b fsGroupPolicy:s nodeAllocatableUpdatePeriodSeconds:n podInfoOnMount:b preventPodSchedulingIfMissing:b requiresRepublish:b seLinuxMount:b serviceAccountTokenInSecrets:b storageCapacity:b tokenRequests:[]StorageV1TokenRequest volumeLifecycleModes:[]s',
  V1CSINode: 'apiVersion:s kind:s metadata:V1ObjectMeta spec:V1CSINodeSpec',
  V1CSINodeDriver: 'allocatable:V1VolumeNodeResources name:s nodeID:s topologyKeys:[]s',
  V1CSINodeSpec: 'drivers:[]V1CSINodeDriver',
  V1CSIPersistentVolumeSource:
    'controllerExpandSecretRef:V1SecretReference controllerPublishSecretRef:V1SecretReference driver:s fsType:s nodeExpandSecretRef:V1SecretReference nodePublishSecretRef:V1SecretReference nodeStageSecretRef:V1SecretReference readOnly:b volumeAttributes:{}s volumeHandle:s',
  V1CSIVolumeSource:
    'driver:s fsType:s nodePublishSecretRef:V1LocalObjectReference readOnly:b volumeAttributes:{}s',
  V1Capabilities: 'add:[]s drop:[]s',
  V1CephFSPersistentVolumeSource:
    'monitors:[]s path:s readOnly:b secretFile:s secretRef:V1SecretReference user:s',
  V1CephFSVolumeSource: 'monitors:[]s path:s readOnly:b secretFile:s secretRef:V1LocalObjectReference user:s',
  V1CertificateSigningRequest:
    'apiVersion:s kind:s metadata:V1ObjectMeta spec:V1CertificateSigningRequestSpec status:V1CertificateSigningRequestStatus',
  V1CertificateSigningRequestCondition:
    'lastTransitionTime:t lastUpdateTime:t message:s reason:s status:s type:s',
  V1CertificateSigningRequestSpec:
    'expirationSeconds:n extra:{}[]s groups:[]s request:s signerName:s uid:s usages:[]s username:s',
  V1CertificateSigningRequestStatus: 'certificate:s conditions:[]V1CertificateSigningRequestCondition',
  V1CinderPersistentVolumeSource: 'fsType:s readOnly:b secretRef:V1SecretReference volumeID:s',
  V1CinderVolumeSource: 'fsType:s readOnly:b secretRef:V1LocalObjectReference volumeID:s',
  V1ClientIPConfig: 'timeoutSeconds:n',
  V1ClusterRole:
    'aggregationRule:V1AggregationRule apiVersion:s kind:s metadata:V1ObjectMeta rules:[]V1PolicyRule',
  V1ClusterRoleBinding:
    'apiVersion:s kind:s metadata:V1ObjectMeta roleRef:V1RoleRef subjects:[]RbacV1Subject',
  V1ClusterTrustBundleProjection: 'labelSelector:V1LabelSelector name:s optional:b path:s signerName:s',
  V1Condition: 'lastTransitionTime:t message:s observedGeneration:n reason:s status:s type:s',
  V1ConfigMap: 'apiVersion:s binaryData:{}s data:{}s immutable:b kind:s metadata:V1ObjectMeta',
  V1ConfigMapEnvSource: 'name:s optional:b',
  V1ConfigMapKeySelector: 'key:s name:s optional:b',
  V1ConfigMapNodeConfigSource: 'kubeletConfigKey:s name:s namespace:s resourceVersion:s uid:s',
  V1ConfigMapProjection: 'items:[]V1KeyToPath name:s optional:b',
  V1ConfigMapVolumeSource: 'defaultMode:n items:[]V1KeyToPath name:s optional:b',
  V1Container:
    'args:[]s command:[]s env:[]V1EnvVar envFrom:[]V1EnvFromSource image:s imagePullPolicy:s lifecycle:V1Lifecycle livenessProbe:V1Probe name:s ports:[]V1ContainerPort readinessProbe:V1Probe resizePolicy:[]V1ContainerResizePolicy resources:V1ResourceRequirements restartPolicy:s restartPolicyRules:[]V1ContainerRestartRule securityContext:V1SecurityContext startupProbe:V1Probe stdin:b stdinOnce:b terminationMessagePath:s terminationMessagePolicy:s tty:b volumeDevices:[]V1VolumeDevice volumeMounts:[]V1VolumeMount workingDir:s',
  V1ContainerExtendedResourceRequest: 'containerName:s requestName:s resourceName:s',
  V1ContainerImage: 'names:[]s sizeBytes:n',
  V1ContainerPort: 'containerPort:n hostIP:s hostPort:n name:s protocol:s',
  V1ContainerResizePolicy: 'resourceName:s restartPolicy:s',
  V1ContainerRestartRule: 'action:s exitCodes:V1ContainerRestartRuleOnExitCodes',
  V1ContainerRestartRuleOnExitCodes: 'operator:s values:[]n',
  V1ContainerState:
    'running:V1ContainerStateRunning terminated:V1ContainerStateTerminated waiting:V1ContainerStateWaiting',
  V1ContainerStateRunning: 'startedAt:t',
  V1ContainerStateTerminated: 'containerID:s exitCode:n finishedAt:t message:s reason:s signal:n startedAt:t',
  V1ContainerStateWaiting: 'message:s reason:s',
  V1ContainerStatus:
    'allocatedResources:{}q allocatedResourcesStatus:[]V1ResourceStatus containerID:s image:s imageID:s lastState:V1ContainerState name:s ready:b resources:V1ResourceRequirements restartCount:n started:b state:V1ContainerState stopSignal:s user:V1ContainerUser volumeMounts:[]V1VolumeMountStatus',
  V1ContainerUser: 'linux:V1LinuxContainerUser',
  V1CronJob: 'apiVersion:s kind:s metadata:V1ObjectMeta spec:V1CronJobSpec status:V1CronJobStatus',
  V1CronJobSpec:
    'concurrencyPolicy:s failedJobsHistoryLimit:n jobTemplate:V1JobTemplateSpec schedule:s startingDeadlineSeconds:n successfulJobsHistoryLimit:n suspend:b timeZone:s',
  V1CronJobStatus: 'active:[]V1ObjectReference lastScheduleTime:t lastSuccessfulTime:t',
  V1CrossVersionObjectReference: 'apiVersion:s kind:s name:s',
  V1CustomResourceColumnDefinition: 'description:s format:s jsonPath:s name:s priority:n type:s',
  V1CustomResourceConversion: 'strategy:s webhook:V1WebhookConversion',
  V1CustomResourceDefinition:
    'apiVersion:s kind:s metadata:V1ObjectMeta spec:V1CustomResourceDefinitionSpec status:V1CustomResourceDefinitionStatus',
  V1CustomResourceDefinitionCondition:
    'lastTransitionTime:t message:s observedGeneration:n reason:s status:s type:s',
  V1CustomResourceDefinitionNames: 'categories:[]s kind:s listKind:s plural:s shortNames:[]s singular:s',
  V1CustomResourceDefinitionSpec:
    'conversion:V1CustomResourceConversion group:s names:V1CustomResourceDefinitionNames preserveUnknownFields:b scope:s versions:[]V1CustomResourceDefinitionVersion',
  V1CustomResourceDefinitionStatus:
    'acceptedNames:V1CustomResourceDefinitionNames conditions:[]V1CustomResourceDefinitionCondition observedGeneration:n storedVersions:[]s',
  V1CustomResourceDefinitionVersion:
    'additionalPrinterColumns:[]V1CustomResourceColumnDefinition deprecated:b deprecationWarning:s name:s schema:V1CustomResourceValidation selectableFields:[]V1SelectableField served:b storage:b subresources:V1CustomResourceSubresources',
  V1CustomResourceSubresourceScale: 'labelSelectorPath:s specReplicasPath:s statusReplicasPath:s',
  V1CustomResourceSubresources: 'scale:V1CustomResourceSubresourceScale',
  V1CustomResourceValidation: 'openAPIV3Schema:V1JSONSchemaProps',
  V1DaemonEndpoint: 'Port:n',
  V1DaemonSet: 'apiVersion:s kind:s metadata:V1ObjectMeta spec:V1DaemonSetSpec status:V1DaemonSetStatus',
  V1DaemonSetCondition: 'lastTransitionTime:t message:s reason:s status:s type:s',
  V1DaemonSetSpec:
    'minReadySeconds:n revisionHistoryLimit:n selector:V1LabelSelector template:V1PodTemplateSpec updateStrategy:V1DaemonSetUpdateStrategy',
  V1DaemonSetStatus:
    'collisionCount:n conditions:[]V1DaemonSetCondition currentNumberScheduled:n desiredNumberScheduled:n numberAvailable:n numberMisscheduled:n numberReady:n numberUnavailable:n observedGeneration:n updatedNumberScheduled:n',
  V1DaemonSetUpdateStrategy: 'rollingUpdate:V1RollingUpdateDaemonSet type:s',
  V1Deployment: 'apiVersion:s kind:s metadata:V1ObjectMeta spec:V1DeploymentSpec status:V1DeploymentStatus',
  V1DeploymentCondition: 'lastTransitionTime:t lastUpdateTime:t message:s reason:s status:s type:s',
  V1DeploymentSpec:
    'minReadySeconds:n paused:b progressDeadlineSeconds:n replicas:n revisionHistoryLimit:n selector:V1LabelSelector strategy:V1DeploymentStrategy template:V1PodTemplateSpec',
  V1DeploymentStatus:
    'availableReplicas:n collisionCount:n conditions:[]V1DeploymentCondition observedGeneration:n readyReplicas:n replicas:n terminatingReplicas:n unavailableReplicas:n updatedReplicas:n',
  V1DeploymentStrategy: 'rollingUpdate:V1RollingUpdateDeployment type:s',
  V1DownwardAPIProjection: 'items:[]V1DownwardAPIVolumeFile',
  V1DownwardAPIVolumeFile:
    'fieldRef:V1ObjectFieldSelector mode:n path:s resourceFieldRef:V1ResourceFieldSelector',
  V1DownwardAPIVolumeSource: 'defaultMode:n items:[]V1DownwardAPIVolumeFile',
  V1EmptyDirVolumeSource: 'medium:s sizeLimit:q',
  V1Endpoint:
    'addresses:[]s conditions:V1EndpointConditions deprecatedTopology:{}s hints:V1EndpointHints hostname:s nodeName:s targetRef:V1ObjectReference zone:s',
  V1EndpointConditions: 'ready:b serving:b terminating:b',
  V1EndpointHints: 'forNodes:[]V1ForNode forZones:[]V1ForZone',
  V1EndpointSlice:
    'addressType:s apiVersion:s endpoints:[]V1Endpoint kind:s metadata:V1ObjectMeta ports:[]DiscoveryV1EndpointPort',
  V1EnvFromSource: 'configMapRef:V1ConfigMapEnvSource prefix:s secretRef:V1SecretEnvSource',
  V1EnvVar: 'name:s value:q valueFrom:V1EnvVarSource',
  V1EnvVarSource:
    'configMapKeyRef:V1ConfigMapKeySelector fieldRef:V1ObjectFieldSelector fileKeyRef:V1FileKeySelector resourceFieldRef:V1ResourceFieldSelector secretKeyRef:V1SecretKeySelector',
  V1EphemeralContainer:
    'args:[]s command:[]s env:[]V1EnvVar envFrom:[]V1EnvFromSource image:s imagePullPolicy:s lifecycle:V1Lifecycle livenessProbe:V1Probe name:s ports:[]V1ContainerPort readinessProbe:V1Probe resizePolicy:[]V1ContainerResizePolicy resources:V1ResourceRequirements restartPolicy:s restartPolicyRules:[]V1ContainerRestartRule securityContext:V1SecurityContext startupProbe:V1Probe stdin:b stdinOnce:b targetContainerName:s terminationMessagePath:s terminationMessagePolicy:s tty:b volumeDevices:[]V1VolumeDevice volumeMounts:[]V1VolumeMount workingDir:s',
  V1EphemeralVolumeSource: 'volumeClaimTemplate:V1PersistentVolumeClaimTemplate',
  V1ExecAction: 'command:[]s',
  V1ExemptPriorityLevelConfiguration: 'lendablePercent:n nominalConcurrencyShares:n',
  V1ExternalDocumentation: 'description:s url:s',
  V1FCVolumeSource: 'fsType:s lun:n readOnly:b targetWWNs:[]s wwids:[]s',
  V1FileKeySelector: 'key:s optional:b path:s volumeName:s',
  V1FlexPersistentVolumeSource: 'driver:s fsType:s options:{}s readOnly:b secretRef:V1SecretReference',
  V1FlexVolumeSource: 'driver:s fsType:s options:{}s readOnly:b secretRef:V1LocalObjectReference',
  V1FlockerVolumeSource: 'datasetName:s datasetUUID:s',
  V1FlowDistinguisherMethod: 'type:s',
  V1FlowSchema: 'apiVersion:s kind:s metadata:V1ObjectMeta spec:V1FlowSchemaSpec status:V1FlowSchemaStatus',
  V1FlowSchemaCondition: 'lastTransitionTime:t message:s reason:s status:s type:s',
  V1FlowSchemaSpec:
    'distinguisherMethod:V1FlowDistinguisherMethod matchingPrecedence:n priorityLevelConfiguration:V1PriorityLevelConfigurationReference rules:[]V1PolicyRulesWithSubjects',
  V1FlowSchemaStatus: 'conditions:[]V1FlowSchemaCondition',
  V1ForNode: 'name:s',
  V1ForZone: 'name:s',
  V1GCEPersistentDiskVolumeSource: 'fsType:s partition:n pdName:s readOnly:b',
  V1GRPCAction: 'port:n service:s',
  V1GitRepoVolumeSource: 'directory:s repository:s revision:s',
  V1GlusterfsPersistentVolumeSource: 'endpoints:s endpointsNamespace:s path:s readOnly:b',
  V1GlusterfsVolumeSource: 'endpoints:s path:s readOnly:b',
  V1GroupSubject: 'name:s',
  V1HTTPGetAction: 'host:s httpHeaders:[]V1HTTPHeader path:s port:q scheme:s',
  V1HTTPHeader: 'name:s value:q',
  V1HTTPIngressPath: 'backend:V1IngressBackend path:s pathType:s',
  V1HTTPIngressRuleValue: 'paths:[]V1HTTPIngressPath',
  V1HorizontalPodAutoscaler:
    'apiVersion:s kind:s metadata:V1ObjectMeta spec:V1HorizontalPodAutoscalerSpec status:V1HorizontalPodAutoscalerStatus',
  V1HorizontalPodAutoscalerSpec:
    'maxReplicas:n minReplicas:n scaleTargetRef:V1CrossVersionObjectReference targetCPUUtilizationPercentage:n',
  V1HorizontalPodAutoscalerStatus:
    'currentCPUUtilizationPercentage:n currentReplicas:n desiredReplicas:n lastScaleTime:t observedGeneration:n',
  V1HostAlias: 'hostnames:[]s ip:s',
  V1HostIP: 'ip:s',
  V1HostPathVolumeSource: 'path:s type:s',
  V1IPBlock: 'cidr:s except:[]s',
  V1ISCSIPersistentVolumeSource:
    'chapAuthDiscovery:b chapAuthSession:b fsType:s initiatorName:s iqn:s iscsiInterface:s lun:n portals:[]s readOnly:b secretRef:V1SecretReference targetPortal:s',
  V1ISCSIVolumeSource:
    'chapAuthDiscovery:b chapAuthSession:b fsType:s initiatorName:s iqn:s iscsiInterface:s lun:n portals:[]s readOnly:b secretRef:V1LocalObjectReference targetPortal:s',
  V1ImageVolumeSource: 'pullPolicy:s reference:s',
  V1ImageVolumeStatus: 'imageRef:s',
  V1Ingress: 'apiVersion:s kind:s metadata:V1ObjectMeta spec:V1IngressSpec status:V1IngressStatus',
  V1IngressBackend: 'resource:V1TypedLocalObjectReference service:V1IngressServiceBackend',
  V1IngressClass: 'apiVersion:s kind:s metadata:V1ObjectMeta spec:V1IngressClassSpec',
  V1IngressClassParametersReference: 'apiGroup:s kind:s name:s namespace:s scope:s',
  V1IngressClassSpec: 'controller:s parameters:V1IngressClassParametersReference',
  V1IngressLoadBalancerIngress: 'hostname:s ip:s ports:[]V1IngressPortStatus',
  V1IngressLoadBalancerStatus: 'ingress:[]V1IngressLoadBalancerIngress',
  V1IngressPortStatus: 'error:s port:n protocol:s',
  V1IngressRule: 'host:s http:V1HTTPIngressRuleValue',
  V1IngressServiceBackend: 'name:s port:V1ServiceBackendPort',
  V1IngressSpec:
    'defaultBackend:V1IngressBackend ingressClassName:s rules:[]V1IngressRule tls:[]V1IngressTLS',
  V1IngressStatus: 'loadBalancer:V1IngressLoadBalancerStatus',
  V1IngressTLS: 'hosts:[]s secretName:s',
  V1JSONSchemaProps:
    '$ref:s $schema:s allOf:[]V1JSONSchemaProps anyOf:[]V1JSONSchemaProps definitions:{}V1JSONSchemaProps description:s exclusiveMaximum:b exclusiveMinimum:b externalDocs:V1ExternalDocumentation format:s id:s maxItems:n maxLength:n maxProperties:n maximum:n minItems:n minLength:n minProperties:n minimum:n multipleOf:n not:V1JSONSchemaProps nullable:b oneOf:[]V1JSONSchemaProps pattern:s patternProperties:{}V1JSONSchemaProps properties:{}V1JSONSchemaProps required:[]s title:s type:s uniqueItems:b x-kubernetes-embedded-resource:b x-kubernetes-int-or-string:b x-kubernetes-list-map-keys:[]s x-kubernetes-list-type:s x-kubernetes-map-type:s x-kubernetes-preserve-unknown-fields:b x-kubernetes-validations:[]V1ValidationRule',
  V1Job: 'apiVersion:s kind:s metadata:V1ObjectMeta spec:V1JobSpec status:V1JobStatus',
  V1JobCondition: 'lastProbeTime:t lastTransitionTime:t message:s reason:s status:s type:s',
  V1JobSpec:
    'activeDeadlineSeconds:n backoffLimit:n backoffLimitPerIndex:n completionMode:s completions:n managedBy:s manualSelector:b maxFailedIndexes:n parallelism:n podFailurePolicy:V1PodFailurePolicy podReplacementPolicy:s selector:V1LabelSelector successPolicy:V1SuccessPolicy suspend:b template:V1PodTemplateSpec ttlSecondsAfterFinished:n',
  V1JobStatus:
    'active:n completedIndexes:s completionTime:t conditions:[]V1JobCondition failed:n failedIndexes:s ready:n startTime:t succeeded:n terminating:n uncountedTerminatedPods:V1UncountedTerminatedPods',
  V1JobTemplateSpec: 'metadata:V1ObjectMeta spec:V1JobSpec',
  V1KeyToPath: 'key:s mode:n path:s',
  V1LabelSelector: 'matchExpressions:[]V1LabelSelectorRequirement matchLabels:{}s',
  V1LabelSelectorRequirement: 'key:s operator:s values:[]s',
  V1Lease: 'apiVersion:s kind:s metadata:V1ObjectMeta spec:V1LeaseSpec',
  V1LeaseSpec:
    'acquireTime:t holderIdentity:s leaseDurationSeconds:n leaseTransitions:n preferredHolder:s renewTime:t strategy:s',
  V1Lifecycle: 'postStart:V1LifecycleHandler preStop:V1LifecycleHandler stopSignal:s',
  V1LifecycleHandler:
    'exec:V1ExecAction httpGet:V1HTTPGetAction sleep:V1SleepAction tcpSocket:V1TCPSocketAction',
  V1LimitRange: 'apiVersion:s kind:s metadata:V1ObjectMeta spec:V1LimitRangeSpec',
  V1LimitRangeItem: 'default:{}q defaultRequest:{}q max:{}q maxLimitRequestRatio:{}q min:{}q type:s',
  V1LimitRangeSpec: 'limits:[]V1LimitRangeItem',
  V1LimitResponse: 'queuing:V1QueuingConfiguration type:s',
  V1LimitedPriorityLevelConfiguration:
    'borrowingLimitPercent:n lendablePercent:n limitResponse:V1LimitResponse nominalConcurrencyShares:n',
  V1LinuxContainerUser: 'gid:n supplementalGroups:[]n uid:n',
  V1LoadBalancerIngress: 'hostname:s ip:s ipMode:s ports:[]V1PortStatus',
  V1LoadBalancerStatus: 'ingress:[]V1LoadBalancerIngress',
  V1LocalObjectReference: 'name:s',
  V1LocalVolumeSource: 'fsType:s path:s',
  V1ManagedFieldsEntry: 'apiVersion:s fieldsType:s manager:s operation:s subresource:s time:t',
  V1MatchCondition: 'expression:s name:s',
  V1ModifyVolumeStatus: 'status:s targetVolumeAttributesClassName:s',
  V1MutatingWebhook:
    'admissionReviewVersions:[]s clientConfig:AdmissionregistrationV1WebhookClientConfig failurePolicy:s matchConditions:[]V1MatchCondition matchPolicy:s name:s namespaceSelector:V1LabelSelector objectSelector:V1LabelSelector reinvocationPolicy:s rules:[]V1RuleWithOperations sideEffects:s timeoutSeconds:n',
  V1MutatingWebhookConfiguration: 'apiVersion:s kind:s metadata:V1ObjectMeta webhooks:[]V1MutatingWebhook',
  V1NFSVolumeSource: 'path:s readOnly:b server:s',
  V1Namespace: 'apiVersion:s kind:s metadata:V1ObjectMeta spec:V1NamespaceSpec status:V1NamespaceStatus',
  V1NamespaceCondition: 'lastTransitionTime:t message:s reason:s status:s type:s',
  V1NamespaceSpec: 'finalizers:[]s',
  V1NamespaceStatus: 'conditions:[]V1NamespaceCondition phase:s',
  V1NetworkPolicy: 'apiVersion:s kind:s metadata:V1ObjectMeta spec:V1NetworkPolicySpec',
  V1NetworkPolicyEgressRule: 'ports:[]V1NetworkPolicyPort to:[]V1NetworkPolicyPeer',
  V1NetworkPolicyIngressRule: 'from:[]V1NetworkPolicyPeer ports:[]V1NetworkPolicyPort',
  V1NetworkPolicyPeer: 'ipBlock:V1IPBlock namespaceSelector:V1LabelSelector podSelector:V1LabelSelector',
  V1NetworkPolicyPort: 'endPort:n port:q protocol:s',
  V1NetworkPolicySpec:
    'egress:[]V1NetworkPolicyEgressRule ingress:[]V1NetworkPolicyIngressRule podSelector:V1LabelSelector policyTypes:[]s',
  V1Node: 'apiVersion:s kind:s metadata:V1ObjectMeta spec:V1NodeSpec status:V1NodeStatus',
  V1NodeAddress: 'address:s type:s',
  V1NodeAffinity:
    'preferredDuringSchedulingIgnoredDuringExecution:[]V1PreferredSchedulingTerm requiredDuringSchedulingIgnoredDuringExecution:V1NodeSelector',
  V1NodeAllocatableResourceClaimStatus: 'containers:[]s resourceClaimName:s resources:{}s',
  V1NodeCondition: 'lastHeartbeatTime:t lastTransitionTime:t message:s reason:s status:s type:s',
  V1NodeConfigSource: 'configMap:V1ConfigMapNodeConfigSource',
  V1NodeConfigStatus:
    'active:V1NodeConfigSource assigned:V1NodeConfigSource error:s lastKnownGood:V1NodeConfigSource',
  V1NodeDaemonEndpoints: 'kubeletEndpoint:V1DaemonEndpoint',
  V1NodeFeatures: 'supplementalGroupsPolicy:b',
  V1NodeRuntimeHandler: 'features:V1NodeRuntimeHandlerFeatures name:s',
  V1NodeRuntimeHandlerFeatures: 'recursiveReadOnlyMounts:b userNamespaces:b',
  V1NodeSelector: 'nodeSelectorTerms:[]V1NodeSelectorTerm',
  V1NodeSelectorRequirement: 'key:s operator:s values:[]s',
  V1NodeSelectorTerm: 'matchExpressions:[]V1NodeSelectorRequirement matchFields:[]V1NodeSelectorRequirement',
  V1NodeSpec:
    'configSource:V1NodeConfigSource externalID:s podCIDR:s podCIDRs:[]s providerID:s taints:[]V1Taint unschedulable:b',
  V1NodeStatus:
    'addresses:[]V1NodeAddress allocatable:{}q capacity:{}q conditions:[]V1NodeCondition config:V1NodeConfigStatus daemonEndpoints:V1NodeDaemonEndpoints declaredFeatures:[]s features:V1NodeFeatures images:[]V1ContainerImage nodeInfo:V1NodeSystemInfo phase:s runtimeHandlers:[]V1NodeRuntimeHandler volumesAttached:[]V1AttachedVolume volumesInUse:[]s',
  V1NodeSwapStatus: 'capacity:n',
  V1NodeSystemInfo:
    'architecture:s bootID:s containerRuntimeVersion:s kernelVersion:s kubeProxyVersion:s kubeletVersion:s machineID:s operatingSystem:s osImage:s swap:V1NodeSwapStatus systemUUID:s',
  V1NonResourcePolicyRule: 'nonResourceURLs:[]s verbs:[]s',
  V1ObjectFieldSelector: 'apiVersion:s fieldPath:s',
  V1ObjectMeta:
    'annotations:{}s creationTimestamp:t deletionGracePeriodSeconds:n deletionTimestamp:t finalizers:[]s generateName:s generation:n labels:{}s managedFields:[]V1ManagedFieldsEntry name:s namespace:s ownerReferences:[]V1OwnerReference resourceVersion:s selfLink:s uid:s',
  V1ObjectReference: 'apiVersion:s fieldPath:s kind:s name:s namespace:s resourceVersion:s uid:s',
  V1Overhead: 'podFixed:{}q',
  V1OwnerReference: 'apiVersion:s blockOwnerDeletion:b controller:b kind:s name:s uid:s',
  V1PersistentVolume:
    'apiVersion:s kind:s metadata:V1ObjectMeta spec:V1PersistentVolumeSpec status:V1PersistentVolumeStatus',
  V1PersistentVolumeClaim:
    'apiVersion:s kind:s metadata:V1ObjectMeta spec:V1PersistentVolumeClaimSpec status:V1PersistentVolumeClaimStatus',
  V1PersistentVolumeClaimCondition: 'lastProbeTime:t lastTransitionTime:t message:s reason:s status:s type:s',
  V1PersistentVolumeClaimSpec:
    'accessModes:[]s dataSource:V1TypedLocalObjectReference dataSourceRef:V1TypedObjectReference resources:V1VolumeResourceRequirements selector:V1LabelSelector storageClassName:s volumeAttributesClassName:s volumeMode:s volumeName:s',
  V1PersistentVolumeClaimStatus:
    'accessModes:[]s allocatedResourceStatuses:{}s allocatedResources:{}q capacity:{}q conditions:[]V1PersistentVolumeClaimCondition currentVolumeAttributesClassName:s modifyVolumeStatus:V1ModifyVolumeStatus phase:s',
  V1PersistentVolumeClaimTemplate: 'metadata:V1ObjectMeta spec:V1PersistentVolumeClaimSpec',
  V1PersistentVolumeClaimVolumeSource: 'claimName:s readOnly:b',
  V1PersistentVolumeSpec:
    'accessModes:[]s awsElasticBlockStore:V1AWSElasticBlockStoreVolumeSource azureDisk:V1AzureDiskVolumeSource azureFile:V1AzureFilePersistentVolumeSource capacity:{}q cephfs:V1CephFSPersistentVolumeSource cinder:V1CinderPersistentVolumeSource claimRef:V1ObjectReference csi:V1CSIPersistentVolumeSource fc:V1FCVolumeSource flexVolume:V1FlexPersistentVolumeSource flocker:V1FlockerVolumeSource gcePersistentDisk:V1GCEPersistentDiskVolumeSource glusterfs:V1GlusterfsPersistentVolumeSource hostPath:V1HostPathVolumeSource iscsi:V1ISCSIPersistentVolumeSource local:V1LocalVolumeSource mountOptions:[]s nfs:V1NFSVolumeSource nodeAffinity:V1VolumeNodeAffinity persistentVolumeReclaimPolicy:s photonPersistentDisk:V1PhotonPersistentDiskVolumeSource portworxVolume:V1PortworxVolumeSource quobyte:V1QuobyteVolumeSource rbd:V1RBDPersistentVolumeSource scaleIO:V1ScaleIOPersistentVolumeSource storageClassName:s storageos:V1StorageOSPersistentVolumeSource volumeAttributesClassName:s volumeMode:s vsphereVolume:V1VsphereVirtualDiskVolumeSource',
  V1PersistentVolumeStatus: 'lastPhaseTransitionTime:t message:s phase:s reason:s',
  V1PhotonPersistentDiskVolumeSource: 'fsType:s pdID:s',
  V1Pod: 'apiVersion:s kind:s metadata:V1ObjectMeta spec:V1PodSpec status:V1PodStatus',
  V1PodAffinity:
    'preferredDuringSchedulingIgnoredDuringExecution:[]V1WeightedPodAffinityTerm requiredDuringSchedulingIgnoredDuringExecution:[]V1PodAffinityTerm',
  V1PodAffinityTerm:
    'labelSelector:V1LabelSelector matchLabelKeys:[]s mismatchLabelKeys:[]s namespaceSelector:V1LabelSelector namespaces:[]s topologyKey:s',
  V1PodAntiAffinity:
    'preferredDuringSchedulingIgnoredDuringExecution:[]V1WeightedPodAffinityTerm requiredDuringSchedulingIgnoredDuringExecution:[]V1PodAffinityTerm',
  V1PodCertificateProjection:
    'certificateChainPath:s credentialBundlePath:s keyPath:s keyType:s maxExpirationSeconds:n signerName:s userAnnotations:{}s',
  V1PodCondition:
    'lastProbeTime:t lastTransitionTime:t message:s observedGeneration:n reason:s status:s type:s',
  V1PodDNSConfig: 'nameservers:[]s options:[]V1PodDNSConfigOption searches:[]s',
  V1PodDNSConfigOption: 'name:s value:q',
  V1PodDisruptionBudget:
    'apiVersion:s kind:s metadata:V1ObjectMeta spec:V1PodDisruptionBudgetSpec status:V1PodDisruptionBudgetStatus',
  V1PodDisruptionBudgetSpec:
    'maxUnavailable:q minAvailable:q selector:V1LabelSelector unhealthyPodEvictionPolicy:s',
  V1PodDisruptionBudgetStatus:
    'conditions:[]V1Condition currentHealthy:n desiredHealthy:n disruptedPods:{}t disruptionsAllowed:n expectedPods:n observedGeneration:n',
  V1PodExtendedResourceClaimStatus:
    'requestMappings:[]V1ContainerExtendedResourceRequest resourceClaimName:s',
  V1PodFailurePolicy: 'rules:[]V1PodFailurePolicyRule',
  V1PodFailurePolicyOnExitCodesRequirement: 'containerName:s operator:s values:[]n',
  V1PodFailurePolicyOnPodConditionsPattern: 'status:s type:s',
  V1PodFailurePolicyRule:
    'action:s onExitCodes:V1PodFailurePolicyOnExitCodesRequirement onPodConditions:[]V1PodFailurePolicyOnPodConditionsPattern',
  V1PodIP: 'ip:s',
  V1PodOS: 'name:s',
  V1PodReadinessGate: 'conditionType:s',
  V1PodResourceClaim: 'name:s resourceClaimName:s resourceClaimTemplateName:s',
  V1PodResourceClaimStatus: 'name:s resourceClaimName:s',
  V1PodSchedulingGate: 'name:s',
  V1PodSchedulingGroup: 'podGroupName:s',
  V1PodSecurityContext:
    'appArmorProfile:V1AppArmorProfile fsGroup:n fsGroupChangePolicy:s runAsGroup:n runAsNonRoot:b runAsUser:n seLinuxChangePolicy:s seLinuxOptions:V1SELinuxOptions seccompProfile:V1SeccompProfile supplementalGroups:[]n supplementalGroupsPolicy:s sysctls:[]V1Sysctl windowsOptions:V1WindowsSecurityContextOptions',
  V1PodSpec:
    'activeDeadlineSeconds:n affinity:V1Affinity automountServiceAccountToken:b containers:[]V1Container dnsConfig:V1PodDNSConfig dnsPolicy:s enableServiceLinks:b ephemeralContainers:[]V1EphemeralContainer hostAliases:[]V1HostAlias hostIPC:b hostNetwork:b hostPID:b hostUsers:b hostname:s hostnameOverride:s imagePullSecrets:[]V1LocalObjectReference initContainers:[]V1Container nodeName:s nodeSelector:{}s os:V1PodOS overhead:{}q preemptionPolicy:s priority:n priorityClassName:s readinessGates:[]V1PodReadinessGate resourceClaims:[]V1PodResourceClaim resources:V1ResourceRequirements restartPolicy:s runtimeClassName:s schedulerName:s schedulingGates:[]V1PodSchedulingGate schedulingGroup:V1PodSchedulingGroup securityContext:V1PodSecurityContext serviceAccount:s serviceAccountName:s setHostnameAsFQDN:b shareProcessNamespace:b subdomain:s terminationGracePeriodSeconds:n tolerations:[]V1Toleration topologySpreadConstraints:[]V1TopologySpreadConstraint volumes:[]V1Volume',
  V1PodStatus:
    'allocatedResources:{}q conditions:[]V1PodCondition containerStatuses:[]V1ContainerStatus ephemeralContainerStatuses:[]V1ContainerStatus extendedResourceClaimStatus:V1PodExtendedResourceClaimStatus hostIP:s hostIPs:[]V1HostIP initContainerStatuses:[]V1ContainerStatus message:s nodeAllocatableResourceClaimStatuses:[]V1NodeAllocatableResourceClaimStatus nominatedNodeName:s observedGeneration:n phase:s podIP:s podIPs:[]V1PodIP qosClass:s reason:s resize:s resourceClaimStatuses:[]V1PodResourceClaimStatus resources:V1ResourceRequirements startTime:t',
  V1PodTemplateSpec: 'metadata:V1ObjectMeta spec:V1PodSpec',
  V1PolicyRule: 'apiGroups:[]s nonResourceURLs:[]s resourceNames:[]s resources:[]s verbs:[]s',
  V1PolicyRulesWithSubjects:
    'nonResourceRules:[]V1NonResourcePolicyRule resourceRules:[]V1ResourcePolicyRule subjects:[]FlowcontrolV1Subject',
  V1PortStatus: 'error:s port:n protocol:s',
  V1PortworxVolumeSource: 'fsType:s readOnly:b volumeID:s',
  V1PreferredSchedulingTerm: 'preference:V1NodeSelectorTerm weight:n',
  V1PriorityClass:
    'apiVersion:s description:s globalDefault:b kind:s metadata:V1ObjectMeta preemptionPolicy:s value:n',
  V1PriorityLevelConfiguration:
    'apiVersion:s kind:s metadata:V1ObjectMeta spec:V1PriorityLevelConfigurationSpec status:V1PriorityLevelConfigurationStatus',
  V1PriorityLevelConfigurationCondition: 'lastTransitionTime:t message:s reason:s status:s type:s',
  V1PriorityLevelConfigurationReference: 'name:s',
  V1PriorityLevelConfigurationSpec:
    'exempt:V1ExemptPriorityLevelConfiguration limited:V1LimitedPriorityLevelConfiguration type:s',
  V1PriorityLevelConfigurationStatus: 'conditions:[]V1PriorityLevelConfigurationCondition',
  V1Probe:
    'exec:V1ExecAction failureThreshold:n grpc:V1GRPCAction httpGet:V1HTTPGetAction initialDelaySeconds:n periodSeconds:n successThreshold:n tcpSocket:V1TCPSocketAction terminationGracePeriodSeconds:n timeoutSeconds:n',
  V1ProjectedVolumeSource: 'defaultMode:n sources:[]V1VolumeProjection',
  V1QueuingConfiguration: 'handSize:n queueLengthLimit:n queues:n',
  V1QuobyteVolumeSource: 'group:s readOnly:b registry:s tenant:s user:s volume:s',
  V1RBDPersistentVolumeSource:
    'fsType:s image:s keyring:s monitors:[]s pool:s readOnly:b secretRef:V1SecretReference user:s',
  V1RBDVolumeSource:
    'fsType:s image:s keyring:s monitors:[]s pool:s readOnly:b secretRef:V1LocalObjectReference user:s',
  V1ReplicaSet: 'apiVersion:s kind:s metadata:V1ObjectMeta spec:V1ReplicaSetSpec status:V1ReplicaSetStatus',
  V1ReplicaSetCondition: 'lastTransitionTime:t message:s reason:s status:s type:s',
  V1ReplicaSetSpec: 'minReadySeconds:n replicas:n selector:V1LabelSelector template:V1PodTemplateSpec',
  V1ReplicaSetStatus:
    'availableReplicas:n conditions:[]V1ReplicaSetCondition fullyLabeledReplicas:n observedGeneration:n readyReplicas:n replicas:n terminatingReplicas:n',
  V1ReplicationController:
    'apiVersion:s kind:s metadata:V1ObjectMeta spec:V1ReplicationControllerSpec status:V1ReplicationControllerStatus',
  V1ReplicationControllerCondition: 'lastTransitionTime:t message:s reason:s status:s type:s',
  V1ReplicationControllerSpec: 'minReadySeconds:n replicas:n selector:{}s template:V1PodTemplateSpec',
  V1ReplicationControllerStatus:
    'availableReplicas:n conditions:[]V1ReplicationControllerCondition fullyLabeledReplicas:n observedGeneration:n readyReplicas:n replicas:n',
  V1ResourceFieldSelector: 'containerName:s divisor:q resource:s',
  V1ResourceHealth: 'health:s message:s resourceID:s',
  V1ResourcePolicyRule: 'apiGroups:[]s clusterScope:b namespaces:[]s resources:[]s verbs:[]s',
  V1ResourceQuota:
    'apiVersion:s kind:s metadata:V1ObjectMeta spec:V1ResourceQuotaSpec status:V1ResourceQuotaStatus',
  V1ResourceQuotaSpec: 'hard:{}q scopeSelector:V1ScopeSelector scopes:[]s',
  V1ResourceQuotaStatus: 'hard:{}q used:{}q',
  V1ResourceRequirements: 'claims:[]CoreV1ResourceClaim limits:{}q requests:{}q',
  V1ResourceStatus: 'name:s resources:[]V1ResourceHealth',
  V1Role: 'apiVersion:s kind:s metadata:V1ObjectMeta rules:[]V1PolicyRule',
  V1RoleBinding: 'apiVersion:s kind:s metadata:V1ObjectMeta roleRef:V1RoleRef subjects:[]RbacV1Subject',
  V1RoleRef: 'apiGroup:s kind:s name:s',
  V1RollingUpdateDaemonSet: 'maxSurge:q maxUnavailable:q',
  V1RollingUpdateDeployment: 'maxSurge:q maxUnavailable:q',
  V1RollingUpdateStatefulSetStrategy: 'maxUnavailable:q partition:n',
  V1RuleWithOperations: 'apiGroups:[]s apiVersions:[]s operations:[]s resources:[]s scope:s',
  V1RuntimeClass:
    'apiVersion:s handler:s kind:s metadata:V1ObjectMeta overhead:V1Overhead scheduling:V1Scheduling',
  V1SELinuxOptions: 'level:s role:s type:s user:s',
  V1ScaleIOPersistentVolumeSource:
    'fsType:s gateway:s protectionDomain:s readOnly:b secretRef:V1SecretReference sslEnabled:b storageMode:s storagePool:s system:s volumeName:s',
  V1ScaleIOVolumeSource:
    'fsType:s gateway:s protectionDomain:s readOnly:b secretRef:V1LocalObjectReference sslEnabled:b storageMode:s storagePool:s system:s volumeName:s',
  V1Scheduling: 'nodeSelector:{}s tolerations:[]V1Toleration',
  V1ScopeSelector: 'matchExpressions:[]V1ScopedResourceSelectorRequirement',
  V1ScopedResourceSelectorRequirement: 'operator:s scopeName:s values:[]s',
  V1SeccompProfile: 'localhostProfile:s type:s',
  V1Secret: 'apiVersion:s data:{}s immutable:b kind:s metadata:V1ObjectMeta stringData:{}s type:s',
  V1SecretEnvSource: 'name:s optional:b',
  V1SecretKeySelector: 'key:s name:s optional:b',
  V1SecretProjection: 'items:[]V1KeyToPath name:s optional:b',
  V1SecretReference: 'name:s namespace:s',
  V1SecretVolumeSource: 'defaultMode:n items:[]V1KeyToPath optional:b secretName:s',
  V1SecurityContext:
    'allowPrivilegeEscalation:b appArmorProfile:V1AppArmorProfile capabilities:V1Capabilities privileged:b procMount:s readOnlyRootFilesystem:b runAsGroup:n runAsNonRoot:b runAsUser:n seLinuxOptions:V1SELinuxOptions seccompProfile:V1SeccompProfile windowsOptions:V1WindowsSecurityContextOptions',
  V1SelectableField: 'jsonPath:s',
  V1Service: 'apiVersion:s kind:s metadata:V1ObjectMeta spec:V1ServiceSpec status:V1ServiceStatus',
  V1ServiceAccount:
    'apiVersion:s automountServiceAccountToken:b imagePullSecrets:[]V1LocalObjectReference kind:s metadata:V1ObjectMeta secrets:[]V1ObjectReference',
  V1ServiceAccountSubject: 'name:s namespace:s',
  V1ServiceAccountTokenProjection: 'audience:s expirationSeconds:n path:s',
  V1ServiceBackendPort: 'name:s number:n',
  V1ServicePort: 'appProtocol:s name:s nodePort:n port:n protocol:s targetPort:q',
  V1ServiceSpec:
    'allocateLoadBalancerNodePorts:b clusterIP:s clusterIPs:[]s externalIPs:[]s externalName:s externalTrafficPolicy:s healthCheckNodePort:n internalTrafficPolicy:s ipFamilies:[]s ipFamilyPolicy:s loadBalancerClass:s loadBalancerIP:s loadBalancerSourceRanges:[]s ports:[]V1ServicePort publishNotReadyAddresses:b selector:{}s sessionAffinity:s sessionAffinityConfig:V1SessionAffinityConfig trafficDistribution:s type:s',
  V1ServiceStatus: 'conditions:[]V1Condition loadBalancer:V1LoadBalancerStatus',
  V1SessionAffinityConfig: 'clientIP:V1ClientIPConfig',
  V1SleepAction: 'seconds:n',
  V1StatefulSet:
    'apiVersion:s kind:s metadata:V1ObjectMeta spec:V1StatefulSetSpec status:V1StatefulSetStatus',
  V1StatefulSetCondition: 'lastTransitionTime:t message:s reason:s status:s type:s',
  V1StatefulSetOrdinals: 'start:n',
  V1StatefulSetPersistentVolumeClaimRetentionPolicy: 'whenDeleted:s whenScaled:s',
  V1StatefulSetSpec:
    'minReadySeconds:n ordinals:V1StatefulSetOrdinals persistentVolumeClaimRetentionPolicy:V1StatefulSetPersistentVolumeClaimRetentionPolicy podManagementPolicy:s replicas:n revisionHistoryLimit:n selector:V1LabelSelector serviceName:s template:V1PodTemplateSpec updateStrategy:V1StatefulSetUpdateStrategy volumeClaimTemplates:[]V1PersistentVolumeClaim',
  V1StatefulSetStatus:
    'availableReplicas:n collisionCount:n conditions:[]V1StatefulSetCondition currentReplicas:n currentRevision:s observedGeneration:n readyReplicas:n replicas:n updateRevision:s updatedReplicas:n',
  V1StatefulSetUpdateStrategy: 'rollingUpdate:V1RollingUpdateStatefulSetStrategy type:s',
  V1StorageClass:
    'allowVolumeExpansion:b allowedTopologies:[]V1TopologySelectorTerm apiVersion:s kind:s metadata:V1ObjectMeta mountOptions:[]s parameters:{}s provisioner:s reclaimPolicy:s volumeBindingMode:s',
  V1StorageOSPersistentVolumeSource:
    'fsType:s readOnly:b secretRef:V1ObjectReference volumeName:s volumeNamespace:s',
  V1StorageOSVolumeSource:
    'fsType:s readOnly:b secretRef:V1LocalObjectReference volumeName:s volumeNamespace:s',
  V1SuccessPolicy: 'rules:[]V1SuccessPolicyRule',
  V1SuccessPolicyRule: 'succeededCount:n succeededIndexes:s',
  V1Sysctl: 'name:s value:q',
  V1TCPSocketAction: 'host:s port:q',
  V1Taint: 'effect:s key:s timeAdded:t value:q',
  V1Toleration: 'effect:s key:s operator:s tolerationSeconds:n value:q',
  V1TopologySelectorLabelRequirement: 'key:s values:[]s',
  V1TopologySelectorTerm: 'matchLabelExpressions:[]V1TopologySelectorLabelRequirement',
  V1TopologySpreadConstraint:
    'labelSelector:V1LabelSelector matchLabelKeys:[]s maxSkew:n minDomains:n nodeAffinityPolicy:s nodeTaintsPolicy:s topologyKey:s whenUnsatisfiable:s',
  V1TypedLocalObjectReference: 'apiGroup:s kind:s name:s',
  V1TypedObjectReference: 'apiGroup:s kind:s name:s namespace:s',
  V1UncountedTerminatedPods: 'failed:[]s succeeded:[]s',
  V1UserSubject: 'name:s',
  V1ValidatingWebhook:
    'admissionReviewVersions:[]s clientConfig:AdmissionregistrationV1WebhookClientConfig failurePolicy:s matchConditions:[]V1MatchCondition matchPolicy:s name:s namespaceSelector:V1LabelSelector objectSelector:V1LabelSelector rules:[]V1RuleWithOperations sideEffects:s timeoutSeconds:n',
  V1ValidatingWebhookConfiguration:
    'apiVersion:s kind:s metadata:V1ObjectMeta webhooks:[]V1ValidatingWebhook',
  V1ValidationRule: 'fieldPath:s message:s messageExpression:s optionalOldSelf:b reason:s rule:s',
  V1Volume:
    'awsElasticBlockStore:V1AWSElasticBlockStoreVolumeSource azureDisk:V1AzureDiskVolumeSource azureFile:V1AzureFileVolumeSource cephfs:V1CephFSVolumeSource cinder:V1CinderVolumeSource configMap:V1ConfigMapVolumeSource csi:V1CSIVolumeSource downwardAPI:V1DownwardAPIVolumeSource emptyDir:V1EmptyDirVolumeSource ephemeral:V1EphemeralVolumeSource fc:V1FCVolumeSource flexVolume:V1FlexVolumeSource flocker:V1FlockerVolumeSource gcePersistentDisk:V1GCEPersistentDiskVolumeSource gitRepo:V1GitRepoVolumeSource glusterfs:V1GlusterfsVolumeSource hostPath:V1HostPathVolumeSource image:V1ImageVolumeSource iscsi:V1ISCSIVolumeSource name:s nfs:V1NFSVolumeSource persistentVolumeClaim:V1PersistentVolumeClaimVolumeSource photonPersistentDisk:V1PhotonPersistentDiskVolumeSource portworxVolume:V1PortworxVolumeSource projected:V1ProjectedVolumeSource quobyte:V1QuobyteVolumeSource rbd:V1RBDVolumeSource scaleIO:V1ScaleIOVolumeSource secret:V1SecretVolumeSource storageos:V1StorageOSVolumeSource vsphereVolume:V1VsphereVirtualDiskVolumeSource',
  V1VolumeAttachment:
    'apiVersion:s kind:s metadata:V1ObjectMeta spec:V1VolumeAttachmentSpec status:V1VolumeAttachmentStatus',
  V1VolumeAttachmentSource: 'inlineVolumeSpec:V1PersistentVolumeSpec persistentVolumeName:s',
  V1VolumeAttachmentSpec: 'attacher:s nodeName:s source:V1VolumeAttachmentSource',
  V1VolumeAttachmentStatus:
    'attachError:V1VolumeError attached:b attachmentMetadata:{}s detachError:V1VolumeError',
  V1VolumeDevice: 'devicePath:s name:s',
  V1VolumeError: 'errorCode:n message:s time:t',
  V1VolumeMount:
    'mountPath:s mountPropagation:s name:s readOnly:b recursiveReadOnly:s subPath:s subPathExpr:s',
  V1VolumeMountStatus: 'mountPath:s name:s readOnly:b recursiveReadOnly:s volumeStatus:V1VolumeStatus',
  V1VolumeNodeAffinity: 'required:V1NodeSelector',
  V1VolumeNodeResources: 'count:n',
  V1VolumeProjection:
    'clusterTrustBundle:V1ClusterTrustBundleProjection configMap:V1ConfigMapProjection downwardAPI:V1DownwardAPIProjection podCertificate:V1PodCertificateProjection secret:V1SecretProjection serviceAccountToken:V1ServiceAccountTokenProjection',
  V1VolumeResourceRequirements: 'limits:{}q requests:{}q',
  V1VolumeStatus: 'image:V1ImageVolumeStatus',
  V1VsphereVirtualDiskVolumeSource: 'fsType:s storagePolicyID:s storagePolicyName:s volumePath:s',
  V1WebhookConversion: 'clientConfig:ApiextensionsV1WebhookClientConfig conversionReviewVersions:[]s',
  V1WeightedPodAffinityTerm: 'podAffinityTerm:V1PodAffinityTerm weight:n',
  V1WindowsSecurityContextOptions:
    'gmsaCredentialSpec:s gmsaCredentialSpecName:s hostProcess:b runAsUserName:s',
  V2ContainerResourceMetricSource: 'container:s name:s target:V2MetricTarget',
  V2ContainerResourceMetricStatus: 'container:s current:V2MetricValueStatus name:s',
  V2CrossVersionObjectReference: 'apiVersion:s kind:s name:s',
  V2ExternalMetricSource: 'metric:V2MetricIdentifier target:V2MetricTarget',
  V2ExternalMetricStatus: 'current:V2MetricValueStatus metric:V2MetricIdentifier',
  V2HPAScalingPolicy: 'periodSeconds:n type:s value:n',
  V2HPAScalingRules: 'policies:[]V2HPAScalingPolicy selectPolicy:s stabilizationWindowSeconds:n tolerance:q',
  V2HorizontalPodAutoscaler:
    'apiVersion:s kind:s metadata:V1ObjectMeta spec:V2HorizontalPodAutoscalerSpec status:V2HorizontalPodAutoscalerStatus',
  V2HorizontalPodAutoscalerBehavior: 'scaleDown:V2HPAScalingRules scaleUp:V2HPAScalingRules',
  V2HorizontalPodAutoscalerCondition: 'lastTransitionTime:t message:s reason:s status:s type:s',
  V2HorizontalPodAutoscalerSpec:
    'behavior:V2HorizontalPodAutoscalerBehavior maxReplicas:n metrics:[]V2MetricSpec minReplicas:n scaleTargetRef:V2CrossVersionObjectReference',
  V2HorizontalPodAutoscalerStatus:
    'conditions:[]V2HorizontalPodAutoscalerCondition currentMetrics:[]V2MetricStatus currentReplicas:n desiredReplicas:n lastScaleTime:t observedGeneration:n',
  V2MetricIdentifier: 'name:s selector:V1LabelSelector',
  V2MetricSpec:
    'containerResource:V2ContainerResourceMetricSource external:V2ExternalMetricSource object:V2ObjectMetricSource pods:V2PodsMetricSource resource:V2ResourceMetricSource type:s',
  V2MetricStatus:
    'containerResource:V2ContainerResourceMetricStatus external:V2ExternalMetricStatus object:V2ObjectMetricStatus pods:V2PodsMetricStatus resource:V2ResourceMetricStatus type:s',
  V2MetricTarget: 'averageUtilization:n averageValue:q type:s value:q',
  V2MetricValueStatus: 'averageUtilization:n averageValue:q value:q',
  V2ObjectMetricSource:
    'describedObject:V2CrossVersionObjectReference metric:V2MetricIdentifier target:V2MetricTarget',
  V2ObjectMetricStatus:
    'current:V2MetricValueStatus describedObject:V2CrossVersionObjectReference metric:V2MetricIdentifier',
  V2PodsMetricSource: 'metric:V2MetricIdentifier target:V2MetricTarget',
  V2PodsMetricStatus: 'current:V2MetricValueStatus metric:V2MetricIdentifier',
  V2ResourceMetricSource: 'name:s target:V2MetricTarget',
  V2ResourceMetricStatus: 'current:V2MetricValueStatus name:s',
};
