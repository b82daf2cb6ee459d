/**
 * Cipher suites by their IANA names. As of 2026-11-29; sources: Go's crypto/tls (https://pkg.go.dev/crypto/tls, InsecureCipherSuites, and the
 * history of Config.CipherSuites), the go lines in the go.mod of Kubernetes 1.28 to 1.37, and for the lists of CIS the tests of kube-bench 0.13
 * (https://github.com/aquasecurity/kube-bench, cfg/cis-1.11: 1.2.29 of master.yaml, 4.2.12 of node.yaml).
 */
export const asOf = '2026-11-29';

/** What Go itself lists as insecure: RC4, 3DES, CBC with SHA-2, and RSA key exchange, which has no forward secrecy. */
export const insecureSuite = /RC4|3DES|NULL|EXPORT|_CBC_SHA(?:256|384)$|^TLS_RSA_WITH_/;

/**
 * First minor whose programs offer none of those by default: Go 1.22 removed RSA key exchange (Kubernetes 1.30), Go 1.23 3DES
 * (Kubernetes 1.32).
 */
export const safeByDefaultSince = 32;

/** The suites that CIS 1.2.29 allows for the API server. */
export const cisApiServerSuites: ReadonlySet<string> = new Set([
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA',
  'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA',
  'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305',
  'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256',
  'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA',
  'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA',
  'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305',
  'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
]);

/** The suites that CIS 4.2.12 allows for kubelets. */
export const cisKubeletSuites: ReadonlySet<string> = new Set([
  'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305',
  'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305',
  'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
  'TLS_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_RSA_WITH_AES_128_GCM_SHA256',
]);
