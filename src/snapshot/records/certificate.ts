import type { Named } from './core.ts';

/** What a certificate is there for, by where it was found. */
export type CertificateUse =
  /** Shown by the API server in the TLS handshake. */
  | 'serving'
  /** Signs client certificates that the API server believes. */
  | 'client-ca'
  /** Signs the front proxies whose headers the API server believes. */
  | 'front-proxy-ca'
  /** By it pods and joining nodes recognise the API server. */
  | 'cluster-ca'
  /** By it the API server recognises a webhook, an aggregated API or a conversion webhook. */
  | 'webhook-ca'
  | 'aggregated-ca'
  | 'conversion-ca'
  /** In a ClusterTrustBundle. */
  | 'trust-bundle'
  /** Issued for a CertificateSigningRequest. */
  | 'issued';

/** Facts of one certificate in one place; never a key, and not the certificate itself. */
export interface CertificateRecord extends Named {
  /** Kind of the object that shows it, `ConfigMap`, ...; `APIServer` for the handshake. Name and namespace are that object's. */
  holder: string;
  /** Key of the ConfigMap, name of the webhook. */
  part?: string;
  use: CertificateUse;
  /** Position in its bundle, from 0. */
  index: number;
  /** `CN=kubernetes`; parts of the name joined by `, `. */
  subject: string;
  issuer: string;
  /** Subject alternative names as `DNS:api.example.com`, `IP Address:10.0.0.1`, `email:root@example.com`. */
  names: readonly string[];
  /** ISO 8601, UTC. */
  notBefore: string;
  notAfter: string;
  /** `rsa`, `ec`, `ed25519`, ... */
  keyType?: string;
  /** Size of an RSA key, or of the field of a curve. */
  keyBits?: number;
  /** `sha256WithRSAEncryption`, `ecdsa-with-SHA256`, ...; the dotted number of what is not known. */
  signature?: string;
  isCA: boolean;
  /** SHA-256 of the certificate, hex. */
  fingerprint: string;
  /** SHA-256 of its public key, hex: stays when a certificate is made anew for the same key. */
  keyFingerprint: string;
}

/** A CertificateSigningRequest. The request itself, with what it asks to be called, is not kept. */
export interface SigningRequestRecord extends Named {
  created?: string;
  signer: string;
  /** Who asked. */
  username?: string;
  state: 'pending' | 'approved' | 'denied' | 'failed';
  /** A certificate came of it; its facts are a record of their own. */
  issued: boolean;
}
