import { CONDITIONS, TARGETS } from './types.ts';
import type { CustomKind } from './types.ts';

export const istio: Record<string, CustomKind> = {
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

export const envoy: Record<string, CustomKind> = {
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

export const gatewayApi: Record<string, CustomKind> = {
  'gateway.networking.k8s.io/ReferenceGrant': { spec: ['from', 'to'] },
  'gateway.networking.k8s.io/BackendTLSPolicy': {
    spec: ['targetRefs', 'validation.hostname', 'validation.wellKnownCACertificates'],
  },
};
