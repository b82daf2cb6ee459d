import { flag, list, number, object, oneOf, optional, text } from './shape.ts';
import type { Infer } from './shape.ts';

/** The usage of a certificate, by its location. */
export type CertificateUse = Infer<typeof use>;

const use = oneOf(
  // Presented by the API server in the TLS handshake.
  'serving',
  // Signs client certificates that the API server accepts.
  'client-ca',
  // Signs the front proxies whose headers the API server accepts.
  'front-proxy-ca',
  // Used by pods and joining nodes to verify the API server.
  'cluster-ca',
  // Used by the API server to verify a webhook, an aggregated API or a conversion webhook.
  'webhook-ca',
  'aggregated-ca',
  'conversion-ca',
  // In a ClusterTrustBundle.
  'trust-bundle',
  // Issued for a CertificateSigningRequest.
  'issued',
);

/** Facts of one certificate in one location; never a key, and not the certificate itself. */
export type CertificateRecord = Infer<typeof certificate>;

export const certificate = object({
  namespace: optional(text),
  name: text,
  /** Kind of the object that contains it, `ConfigMap`, ...; `APIServer` for the handshake. Name and namespace are that object's. */
  holder: text,
  /** Key of the ConfigMap, name of the webhook. */
  part: optional(text),
  use,
  /** Position in its bundle, from 0. */
  index: number,
  /** `CN=kubernetes`; parts of the name joined by `, `. */
  subject: text,
  issuer: text,
  /** Subject alternative names as `DNS:api.example.com`, `IP Address:10.0.0.1`, `email:root@example.com`. */
  names: list(text),
  /** ISO 8601, UTC. */
  notBefore: text,
  notAfter: text,
  /** `rsa`, `ec`, `ed25519`, ... */
  keyType: optional(text),
  /** Size of an RSA key, or of the field of a curve. */
  keyBits: optional(number),
  /** `sha256WithRSAEncryption`, `ecdsa-with-SHA256`, ...; the dotted OID of an unknown one. */
  signature: optional(text),
  isCA: flag,
  /** SHA-256 of the certificate, hex. */
  fingerprint: text,
  /** SHA-256 of its public key, hex: unchanged when a certificate is renewed for the same key. */
  keyFingerprint: text,
});
