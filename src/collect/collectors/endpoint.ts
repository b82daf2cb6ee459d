import type { TlsFacts } from '../../kube/types.ts';
import { ArchmapError } from '../../shared/errors.ts';
import { certificateOf, cleanLine } from '../../snapshot/index.ts';
import type { EndpointRecord } from '../../snapshot/records/index.ts';
import { defineCollector } from '../define.ts';

export const endpoint = defineCollector({
  id: 'endpoint',
  why: 'Whether the address of the API server is a public one, what its certificate says, and by what means the user comes in.',
  notRead:
    'Firewalls and allow-lists: they are not in the Kubernetes API. One handshake, no scan of versions and ciphers. Credentials: only their kind.',
  reads: [],
  async run({ client, add }) {
    const { server, proxy, insecureSkipTlsVerify, credential, inCluster } = client.info;
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
      ...(kubectl !== undefined && { kubectl: cleanLine(kubectl, 64) }),
    });
    const shownCertificate =
      tls?.certificate &&
      certificateOf(tls.certificate, { holder: 'APIServer', name: record.host, use: 'serving' });
    if (shownCertificate) add('certificate', shownCertificate);
    return notes.length > 0 ? { status: 'partial', reason: notes.join('; ') } : { status: 'ok' };
  },
});

function noted<T>(notes: string[], instead: T): (error: unknown) => T {
  return (error) => {
    if (!(error instanceof ArchmapError) || error.code === 'cancelled') throw error;
    notes.push(error.message);
    return instead;
  };
}

/** Names in a certificate come from whoever made it. */
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
