import type { TlsFacts } from '../../kube/types.ts';
import { ArchmapError } from '../../shared/errors.ts';
import { cleanLine } from '../../snapshot/index.ts';
import type { EndpointRecord } from '../../snapshot/records/index.ts';
import { defineCollector } from '../define.ts';

export const endpoint = defineCollector({
  id: 'endpoint',
  why: 'Whether the address of the API server is a public one, and what its certificate says.',
  notRead:
    'Firewalls and allow-lists: they are not in the Kubernetes API. One handshake, no scan of versions and ciphers.',
  reads: [],
  async run({ client, add }) {
    const { server, proxy, insecureSkipTlsVerify } = client.info;
    const notes: string[] = [];
    const [addresses, tls] = await Promise.all([
      client.resolve().catch(noted(notes, [])),
      client.tls().catch(noted(notes, undefined)),
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
