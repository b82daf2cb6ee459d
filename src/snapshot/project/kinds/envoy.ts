/** Objects of products that configure Envoy: what checks of the area `envoy` read of them. */
import type { CustomKind } from './types.ts';

/** What a policy applies to: by name, or by labels. */
const TARGETS = [
  ...['targetRef', 'targetRefs'].flatMap((field) =>
    ['group', 'kind', 'name', 'sectionName'].map((name) => `${field}.${name}`),
  ),
  'targetSelectors.kind',
];

export const ENVOY_KINDS: Readonly<Record<string, CustomKind>> = {
  'gateway.envoyproxy.io/EnvoyProxy': {
    spec: [
      'mergeGateways',
      'telemetry.accessLog.disable',
      'backendTLS.minVersion',
      'provider.kubernetes.envoyDeployment.container.image',
      'provider.kubernetes.envoyDaemonSet.container.image',
      'provider.kubernetes.envoyService.type',
    ],
  },
  'gateway.envoyproxy.io/ClientTrafficPolicy': {
    spec: [
      ...TARGETS,
      'tls.minVersion',
      'tls.clientValidation.optional',
      'tls.clientValidation.caCertificateRefs.name',
      'clientIPDetection.xForwardedFor.numTrustedHops',
      'clientIPDetection.xForwardedFor.trustedCIDRs',
      'path.escapedSlashesAction',
      'path.disableMergeSlashes',
      'headers.withUnderscoresAction',
      'connection.connectionLimit.value',
      'timeout.http.requestReceivedTimeout',
      'timeout.http.idleTimeout',
      'timeout.http.streamIdleTimeout',
      'http2.maxConcurrentStreams',
    ],
  },
  'gateway.envoyproxy.io/SecurityPolicy': {
    spec: [
      ...TARGETS,
      'basicAuth.users.name',
      'extAuth.failOpen',
      'jwt.optional',
      'authorization.defaultAction',
      'cors.allowOrigins',
      'cors.allowCredentials',
    ],
  },
  'gateway.envoyproxy.io/EnvoyExtensionPolicy': {
    spec: [...TARGETS, 'extProc.failOpen', 'wasm.failOpen', 'lua.type'],
  },
  'gateway.envoyproxy.io/Backend': {
    spec: ['endpoints.fqdn.hostname', 'endpoints.unix.path', 'tls.insecureSkipVerify'],
  },
  'gateway.networking.k8s.io/BackendTLSPolicy': {
    spec: [
      ...TARGETS,
      'validation.hostname',
      'validation.wellKnownCACertificates',
      'validation.caCertificateRefs.name',
    ],
  },
  'projectcontour.io/ContourConfiguration': {
    spec: [
      'enableExternalNameService',
      'xdsServer.tls.insecure',
      'envoy.logging.accessLogLevel',
      'envoy.listener.tls.minimumProtocolVersion',
      'envoy.listener.connectionLimit',
      'envoy.timeouts.requestTimeout',
      'envoy.network.numTrustedHops',
    ],
  },
  'getambassador.io/Host': {
    spec: ['hostname', 'tlsSecret.name', 'tls.min_tls_version', 'requestPolicy.insecure.action'],
  },
  'getambassador.io/Listener': {
    spec: ['port', 'protocol', 'securityModel', 'hostBinding.namespace.from'],
  },
  'getambassador.io/Module': {
    spec: [
      'config.diagnostics.enabled',
      'config.diagnostics.allow_non_local',
      'config.use_remote_address',
      'config.xff_num_trusted_hops',
    ],
  },
};
