import type { TlsFacts } from '../../kube/types.ts';
import { ArchmapError } from '../../shared/errors.ts';
import { certificateOf, cleanLine, liveApiServerLeases } from '../../snapshot/index.ts';
import type { CertificateRecord, EndpointRecord } from '../../snapshot/records/index.ts';
import { defineCollector } from '../define.ts';
import type { CollectContext } from '../define.ts';

export const endpoint = defineCollector({
  id: 'endpoint',
  why: 'Whether the API server address is public, its serving certificate, and the authentication method of the user.',
  notRead:
    'Firewalls and allowlists, which are not in the Kubernetes API. TLS versions and ciphers: only a few handshakes are made, for the certificates. Credentials, except their kind.',
  reads: [],
  async run(context) {
    const { client, add } = context;
    const { server, proxy, insecureSkipTlsVerify, credential, inCluster, impersonates } = client.info;
    const notes: string[] = [];
    const [addresses, tls, kubectl] = await Promise.all([
      client.resolve().catch(noted(notes, [])),
      client.tls().catch(noted(notes, undefined)),
      client.kubectl(),
    ]);
    const record: EndpointRecord = {
      server,
      host: new URL(server).hostname.replace(/^\[|\]$/g, ''),
      addresses: [...new Set(addresses)].sort(),
      viaProxy: proxy !== undefined,
      insecureSkipTlsVerify,
    };
    if (tls) record.tls = shown(tls);
    add('endpoint', record);
    add('client', {
      credential: cleanLine(credential, 64),
      plainHttp: server.startsWith('http:'),
      insecureSkipTlsVerify,
      inCluster,
      ...(impersonates && { impersonates }),
      ...(kubectl !== undefined && { kubectl: cleanLine(kubectl, 64) }),
    });
    if (tls)
      for (const certificate of await certificates(context, record.host, tls))
        add('certificate', certificate);
    return notes.length > 0 ? { status: 'partial', reason: notes.join('; ') } : { status: 'ok' };
  },
});

/** A handshake takes milliseconds; a virtual address leads to the same server every time. */
const MAX_HANDSHAKES = 8;

/** The certificates of the API servers behind the address, as far as new connections lead to different ones. */
async function certificates(
  { client, settled, records }: CollectContext,
  host: string,
  first: TlsFacts,
): Promise<CertificateRecord[]> {
  await settled('leases');
  const servers = liveApiServerLeases(records('lease')).length;
  const tries = Math.min(servers > 1 ? 2 * servers : 1, MAX_HANDSHAKES);
  const found = new Map<string, CertificateRecord>();
  for (let i = 0; i < tries && (i === 0 || found.size < servers); i++) {
    const facts = i === 0 ? first : await client.tls().catch(noted([], undefined));
    const certificate =
      facts?.certificate &&
      certificateOf(facts.certificate, { holder: 'APIServer', name: host, use: 'serving' });
    if (certificate) found.set(certificate.fingerprint, certificate);
  }
  return [...found.values()]
    .sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1))
    .map((certificate, index) => ({ ...certificate, index }));
}

function noted<T>(notes: string[], instead: T): (error: unknown) => T {
  return (error) => {
    if (!(error instanceof ArchmapError) || error.code === 'cancelled') throw error;
    notes.push(error.message);
    return instead;
  };
}

/** Names in a certificate are untrusted input. */
function shown(tls: TlsFacts): NonNullable<EndpointRecord['tls']> {
  return {
    authorized: tls.authorized,
    subjectAltNames: tls.subjectAltNames.map((name) => cleanLine(name, 256)),
    ...(tls.protocol !== undefined && { protocol: cleanLine(tls.protocol, 64) }),
    ...(tls.subject !== undefined && { subject: cleanLine(tls.subject, 256) }),
    ...(tls.issuer !== undefined && { issuer: cleanLine(tls.issuer, 256) }),
    ...(tls.notAfter !== undefined && { notAfter: tls.notAfter }),
  };
}
