/** Objects of products that configure Envoy: what checks of the area `envoy` read of them. */
import type { CustomKind } from './types.ts';

export const ENVOY_KINDS: Readonly<Record<string, CustomKind>> = {
  'gateway.envoyproxy.io/EnvoyProxy': {
    spec: ['mergeGateways', 'telemetry.accessLog.disable', 'backendTLS.minVersion'],
  },
  'gateway.envoyproxy.io/ClientTrafficPolicy': {
    spec: [
      'tls.minVersion',
      'tls.clientValidation.optional',
      'path.escapedSlashesAction',
      'path.disableMergeSlashes',
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
    ],
  },
  'gateway.envoyproxy.io/EnvoyExtensionPolicy': { spec: ['extProc.failOpen', 'wasm.failOpen'] },
  'gateway.envoyproxy.io/Backend': { spec: ['tls.insecureSkipVerify'] },
  'projectcontour.io/ContourConfiguration': {
    spec: [
      'enableExternalNameService',
      'xdsServer.tls.insecure',
      'envoy.logging.accessLogLevel',
      'envoy.listener.tls.minimumProtocolVersion',
    ],
  },
  'getambassador.io/Host': { spec: ['tls.min_tls_version', 'requestPolicy.insecure.action'] },
  'getambassador.io/Module': {
    spec: ['config.diagnostics.enabled', 'config.diagnostics.allow_non_local'],
  },
};
