import type * as certificates from '../records/certificate.ts';
import { flag, list, number, object, oneOf, optional, text } from './shape.ts';

export const certificate = object<certificates.CertificateRecord>({
  namespace: optional(text),
  name: text,
  holder: text,
  part: optional(text),
  use: oneOf(
    'serving',
    'client-ca',
    'front-proxy-ca',
    'cluster-ca',
    'webhook-ca',
    'aggregated-ca',
    'conversion-ca',
    'trust-bundle',
    'issued',
  ),
  index: number,
  subject: text,
  issuer: text,
  names: list(text),
  notBefore: text,
  notAfter: text,
  keyType: optional(text),
  keyBits: optional(number),
  signature: optional(text),
  isCA: flag,
  fingerprint: text,
  keyFingerprint: text,
});

export const signingRequest = object<certificates.SigningRequestRecord>({
  namespace: optional(text),
  name: text,
  created: optional(text),
  signer: text,
  username: optional(text),
  state: oneOf('pending', 'approved', 'denied', 'failed'),
  issued: flag,
});
