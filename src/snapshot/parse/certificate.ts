/** Facts of X.509 certificates. Certificates are public, and no private key is kept. */
import { createHash, X509Certificate } from 'node:crypto';
import type { CertificateRecord } from '../schema/certificate.ts';
import { cleanLine } from '../text.ts';

/** Location of a certificate. */
export type CertificatePlace = Pick<CertificateRecord, 'holder' | 'namespace' | 'name' | 'part' | 'use'>;

/** Usual bundles contain a few certificates, system bundles about 150. */
const MAX_CERTIFICATES = 200;
const NAME_LIMIT = 256;
const MAX_NAMES = 200;

const PEM = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

/** Every certificate of a PEM bundle, in order. Invalid entries are skipped and do not affect others. */
export function certificatesOf(pem: string, place: CertificatePlace): CertificateRecord[] {
  const blocks = (pem.match(PEM) ?? []).slice(0, MAX_CERTIFICATES);
  return blocks.flatMap((block, index) => certificateOf(block, place, index) ?? []);
}

/** As `certificatesOf`, from the base64 text of a bundle: `caBundle`, `status.certificate`. */
export function bundledCertificates(base64: unknown, place: CertificatePlace): CertificateRecord[] {
  return typeof base64 === 'string'
    ? certificatesOf(Buffer.from(base64, 'base64').toString('utf8'), place)
    : [];
}

/** Facts of one certificate, PEM or DER; undefined when it is none. */
export function certificateOf(
  input: string | Uint8Array,
  place: CertificatePlace,
  index = 0,
): CertificateRecord | undefined {
  try {
    const certificate = new X509Certificate(input);
    const signature = signatureOf(certificate.raw);
    return {
      ...place,
      index,
      subject: nameText(certificate.subject),
      issuer: nameText(certificate.issuer),
      names: namesOf(certificate.subjectAltName),
      notBefore: new Date(certificate.validFrom).toISOString(),
      notAfter: new Date(certificate.validTo).toISOString(),
      ...keyFacts(certificate),
      ...(signature !== undefined && { signature }),
      isCA: certificate.ca,
      fingerprint: sha256(certificate.raw),
      keyFingerprint: sha256(certificate.publicKey.export({ type: 'spki', format: 'der' })),
    };
  } catch {
    return undefined;
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Node prints one part of a name per line. */
function nameText(name: string | undefined): string {
  return cleanLine((name ?? '').split('\n').join(', '), NAME_LIMIT);
}

/** Node joins by `, ` and quotes names that contain a possible separator. */
function namesOf(text: string | undefined): string[] {
  const parts = (text ?? '').match(/[A-Za-z ]+:(?:"(?:[^"\\]|\\.)*"|[^,]*)/g) ?? [];
  return parts.slice(0, MAX_NAMES).map((name) => cleanLine(name.trim(), NAME_LIMIT));
}

const CURVE_BITS: Readonly<Record<string, number>> = {
  prime192v1: 192,
  secp224r1: 224,
  prime256v1: 256,
  secp256k1: 256,
  secp384r1: 384,
  secp521r1: 521,
};

function keyFacts({ publicKey }: X509Certificate): Pick<CertificateRecord, 'keyType' | 'keyBits'> {
  const { asymmetricKeyType, asymmetricKeyDetails } = publicKey;
  const bits = asymmetricKeyDetails?.modulusLength ?? CURVE_BITS[asymmetricKeyDetails?.namedCurve ?? ''];
  return {
    ...(asymmetricKeyType !== undefined && { keyType: asymmetricKeyType }),
    ...(bits !== undefined && { keyBits: bits }),
  };
}

/** RFC 3279, 4055, 5758, 8410. */
const ALGORITHMS: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.2': 'md2WithRSAEncryption',
  '1.2.840.113549.1.1.4': 'md5WithRSAEncryption',
  '1.2.840.113549.1.1.5': 'sha1WithRSAEncryption',
  '1.2.840.113549.1.1.10': 'rsassaPss',
  '1.2.840.113549.1.1.11': 'sha256WithRSAEncryption',
  '1.2.840.113549.1.1.12': 'sha384WithRSAEncryption',
  '1.2.840.113549.1.1.13': 'sha512WithRSAEncryption',
  '1.2.840.10040.4.3': 'dsa-with-SHA1',
  '1.2.840.10045.4.1': 'ecdsa-with-SHA1',
  '1.2.840.10045.4.3.2': 'ecdsa-with-SHA256',
  '1.2.840.10045.4.3.3': 'ecdsa-with-SHA384',
  '1.2.840.10045.4.3.4': 'ecdsa-with-SHA512',
  '1.3.101.112': 'ed25519',
  '1.3.101.113': 'ed448',
};

/**
 * The signature algorithm. Node reports it from version 24 on only; in DER it is the OID of the second of the three parts:
 * SEQUENCE { tbsCertificate, signatureAlgorithm SEQUENCE { OID, ... }, signature }.
 */
function signatureOf(der: Uint8Array): string | undefined {
  const outer = element(der, 0);
  const signed = outer && element(der, outer.start);
  const algorithm = signed && element(der, signed.end);
  const oid = algorithm && element(der, algorithm.start);
  if (!oid || der[algorithm.start] !== 0x06) return undefined;
  const dotted = oidText(der.subarray(oid.start, oid.end));
  return ALGORITHMS[dotted] ?? dotted;
}

/** Start and end of the content of the DER element at `at`. */
function element(der: Uint8Array, at: number): { start: number; end: number } | undefined {
  const first = der[at + 1];
  if (first === undefined) return undefined;
  const extra = first < 0x80 ? 0 : first & 0x7f;
  if (extra > 4) return undefined;
  let length = extra === 0 ? first : 0;
  for (let i = 0; i < extra; i++) length = length * 256 + (der[at + 2 + i] ?? 0);
  const start = at + 2 + extra;
  return start + length <= der.length ? { start, end: start + length } : undefined;
}

function oidText(bytes: Uint8Array): string {
  const arcs: number[] = [];
  let value = 0;
  for (const byte of bytes) {
    value = value * 128 + (byte & 0x7f);
    if (byte & 0x80) continue;
    if (arcs.length === 0)
      arcs.push(Math.min(Math.floor(value / 40), 2), value - 40 * Math.min(Math.floor(value / 40), 2));
    else arcs.push(value);
    value = 0;
  }
  return arcs.join('.');
}
