import type { Known } from '../../shared/evidence.ts';
import type { CertificateRecord, SigningRequestRecord } from '../../snapshot/records/index.ts';

/** Whose certificates the API server believes. */
export interface CertificateTrust {
  clientCAs: readonly CertificateRecord[];
  frontProxyCAs: readonly CertificateRecord[];
  /** Names that a front proxy's certificate must have one of; empty = any. */
  frontProxyNames: readonly string[];
}

/** Certificates wherever the API shows one, and the requests for them. */
export interface CertificateFacts {
  /** Sorted by holder, then by their place in it. */
  shown: readonly CertificateRecord[];
  /** What the API server, or whoever stands before it, showed in the TLS handshake. */
  serving: Known<CertificateRecord>;
  /** What the API server publishes about itself in extension-apiserver-authentication. */
  trust: Known<CertificateTrust>;
  /** CertificateSigningRequests; Kubernetes removes them an hour after they were decided. Sorted by name. */
  requests: readonly SigningRequestRecord[];
}
