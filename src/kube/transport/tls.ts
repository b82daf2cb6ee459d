import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import {
  checkServerIdentity,
  createSecureContext,
  type ConnectionOptions,
  type PeerCertificate,
} from 'node:tls';
import { ArchmapError } from '../../shared/errors.ts';
import type { Identity } from '../credentials/types.ts';
import type { ClusterEntry } from '../kubeconfig/types.ts';

/** CA certificates of a cluster: as given, and those that are valid as trust anchors. */
export interface ClusterCa {
  raw: string;
  trusted: string;
}

/** CAs of the kubeconfig; undefined = none, so that the system's CAs are used. Throws `kubeconfig` when it contains no certificate. */
export function clusterCa({ caData, caFile }: ClusterEntry): ClusterCa | undefined {
  if (caData === undefined && caFile === undefined) return undefined;
  const raw = caData ?? textOf(caFile ?? '');
  const blocks = raw.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  const readable = blocks.filter(isCertificate);
  if (readable.length > 0) return { raw, trusted: readable.join('\n') };
  const where = caData === undefined ? caFile : 'certificate-authority-data';
  throw new ArchmapError(
    'kubeconfig',
    `${where} contains no CA certificate`,
    'specify a PEM file or base64-encoded PEM data',
  );
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new ArchmapError(
      'kubeconfig',
      `cannot read the CA certificate ${file}`,
      'check the path and its permissions',
      { cause: error },
    );
  }
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}

/** TLS options for the API server (or a provider): trust, server name and client certificate, as in Go. */
export function tlsOptions(
  // Without `ca`, Node's own list is used.
  trust: { ca: string | undefined; insecure?: boolean; serverName?: string },
  certificate: Identity['certificate'],
): ConnectionOptions {
  const { ca, insecure = false, serverName } = trust;
  return {
    rejectUnauthorized: !insecure,
    minVersion: 'TLSv1.2',
    ALPNProtocols: ['http/1.1'],
    secureContext: secureContext(ca, certificate),
    // An IP address is verified but never sent as server name.
    ...(serverName && { servername: isIP(serverName) ? '' : serverName }),
    checkServerIdentity: (host, certificate) => verifyName(serverName ?? host, certificate),
  };
}

function secureContext(ca: string | undefined, certificate: Identity['certificate']) {
  try {
    // Go trusts every certificate in its list, including intermediate ones.
    return createSecureContext({
      ...(ca !== undefined && { ca, allowPartialTrustChain: true }),
      ...certificate,
      minVersion: 'TLSv1.2',
    });
  } catch (error) {
    if (!certificate) throw error;
    throw new ArchmapError(
      'credentials',
      'the client certificate and its key do not match',
      'check that both are PEM, are a pair, and that the key has no passphrase',
      {
        cause: error,
      },
    );
  }
}

/** Node falls back to the common name where Go requires a subject alternative name. */
function verifyName(host: string, certificate: PeerCertificate): Error | undefined {
  if (!certificate.subjectaltname) {
    return Object.assign(new Error('the certificate has no subject alternative names'), {
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
  }
  const error = checkServerIdentity(host, certificate);
  // Node 22 compares addresses as text, and writes `::1` in the certificate as eight groups.
  return error && isIP(host) && new X509Certificate(certificate.raw).checkIP(host) ? undefined : error;
}
