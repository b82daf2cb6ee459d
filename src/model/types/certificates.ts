import type { Known } from '../../shared/evidence.ts';
import type { CertificateRecord, SigningRequestRecord } from '../../snapshot/records/index.ts';

/** The CAs that the API server trusts. */
export interface CertificateTrust {
  clientCAs: readonly CertificateRecord[];
  frontProxyCAs: readonly CertificateRecord[];
  /** Names of which a front proxy's certificate must have one; empty = any. */
  frontProxyNames: readonly string[];
}

/** Certificates in all API objects that contain one, and the requests for them. */
export interface CertificateFacts {
  /** Sorted by holder, then by their place in it. */
  shown: readonly CertificateRecord[];
  /** The certificate of the TLS handshake with the API server, or with a proxy in front of it. */
  serving: Known<CertificateRecord>;
  /** What the API server publishes about itself in extension-apiserver-authentication. */
  trust: Known<CertificateTrust>;
  /** CertificateSigningRequests; Kubernetes removes them an hour after they were decided. Sorted by name. */
  requests: readonly SigningRequestRecord[];
}
