/**
 * TLS settings of Istio gateways. As of 2026-12-01; source: istio.io/api networking/v1alpha3/gateway.proto (ServerTLSSettings), and the cipher
 * suites of BoringSSL that Envoy accepts (https://www.envoyproxy.io/docs/envoy/latest/api-v3/extensions/transport_sockets/tls/v3/common.proto).
 */
export const asOf = '2026-12-01';

/** Protocol versions that RFC 8996 deprecates. */
export const oldProtocols: ReadonlySet<string> = new Set(['TLSV1_0', 'TLSV1_1']);

/** Suites by their OpenSSL names: without forward secrecy, or with CBC, 3DES or RC4. */
export function isWeakSuite(name: string): boolean {
  const suite = name.toUpperCase();
  return !/^(?:ECDHE|DHE|TLS_AES|TLS_CHACHA20)/.test(suite) || !/GCM|CHACHA20/.test(suite);
}

/**
 * Minor version of Istio from which gateways have no suite of TLS 1.0 and 1.1 by default: that of Envoy 1.25; Envoy 1.24 removed SHA-1 suites
 * from the defaults of servers (release notes of Envoy 1.24; istio pkg/config/validation, warning of Gateways).
 */
export const firstWithoutOldSuites = 17;
