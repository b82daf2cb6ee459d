/** Objects of products that configure Envoy: what checks of the area `envoy` read of them. */
import type { CustomKind } from './types.ts';

export const ENVOY_KINDS: Readonly<Record<string, CustomKind>> = {
  'gateway.envoyproxy.io/EnvoyProxy': {
    spec: ['mergeGateways', 'telemetry.accessLog.disable', 'backendTLS.minVersion'],
  },
  'gateway.envoyproxy.io/ClientTrafficPolicy': {
    spec: [
      ...['kind', 'name', 'sectionName'].flatMap((name) => [`targetRef.${name}`, `targetRefs.${name}`]),
      'targetSelectors.kind',
      'targetSelectors.matchLabels.*',
      'targetSelectors.matchExpressions.key',
      'tls.minVersion',
      'tls.clientValidation.optional',
      'tls.clientValidation.caCertificateRefs.name',
      'path.escapedSlashesAction',
      'path.disableMergeSlashes',
      'headers.withUnderscoresAction',
      'headers.xForwardedClientCert.mode',
      'clientIPDetection.xForwardedFor.numTrustedHops',
      'clientIPDetection.xForwardedFor.trustedCIDRs',
      'clientIPDetection.customHeader.name',
      'timeout.http.requestReceivedTimeout',
      'timeout.http.requestHeadersReceivedTimeout',
    ],
  },
  'gateway.envoyproxy.io/SecurityPolicy': {
    spec: [
      'basicAuth.users.name',
      'extAuth.failOpen',
      'jwt.optional',
      'authorization.defaultAction',
      'authorization.rules.action',
      'authorization.rules.principal.jwt.provider',
      'jwt.providers.remoteJWKS.uri',
      'cors.allowOrigins',
      'cors.allowCredentials',
    ],
  },
  'gateway.envoyproxy.io/EnvoyExtensionPolicy': { spec: ['extProc.failOpen', 'wasm.failOpen'] },
  'gateway.envoyproxy.io/Backend': { spec: ['tls.insecureSkipVerify'] },
  'projectcontour.io/ContourConfiguration': {
    spec: [
      'enableExternalNameService',
      'globalExtAuth.failOpen',
      'xdsServer.tls.insecure',
      'envoy.logging.accessLogLevel',
      'envoy.listener.disableMergeSlashes',
      'envoy.network.numTrustedHops',
      'envoy.timeouts.requestTimeout',
      'envoy.listener.tls.minimumProtocolVersion',
    ],
  },
  'getambassador.io/Host': { spec: ['tls.min_tls_version', 'requestPolicy.insecure.action'] },
  'getambassador.io/Module': {
    spec: ['config.diagnostics.enabled', 'config.diagnostics.allow_non_local'],
  },
};
