import type { Socket } from 'node:net';
import type { PeerCertificate, TLSSocket } from 'node:tls';
import { dialThrough, startTls } from './transport/dial.ts';
import type { Transport } from './transport/index.ts';
import { noAnswer, Scope } from './transport/scope.ts';
import type { TlsFacts } from './types.ts';

const HANDSHAKE_MS = 20_000;

/**
 * Performs one more TLS handshake with the API server, without a client certificate, and returns its facts; undefined over plain http. A
 * certificate that does not verify is a fact, not an error. Throws Node's error when the handshake fails.
 */
export async function tlsFacts(transport: Transport, signal: AbortSignal): Promise<TlsFacts | undefined> {
  const { target, proxy } = transport;
  if (!target.secure) return undefined;
  const tls = transport.tls(undefined);
  const through = proxy ? await dialled(transport, proxy, signal) : undefined;
  const socket = startTls(through, target, { ...tls, rejectUnauthorized: false });
  const abort = () => socket.destroy(new Error('cancelled'));
  signal.addEventListener('abort', abort, { once: true });
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('secureConnect', resolve).once('error', reject);
      socket.setTimeout(HANDSHAKE_MS, () =>
        socket.destroy(Object.assign(new Error('no handshake'), { code: 'ETIMEDOUT' })),
      );
    });
    return factsOf(socket, proxy === undefined);
  } finally {
    signal.removeEventListener('abort', abort);
    socket.destroy();
  }
}

async function dialled(transport: Transport, proxy: URL, signal: AbortSignal): Promise<Socket> {
  const scope = new Scope([signal]);
  scope.limit(HANDSHAKE_MS, noAnswer(HANDSHAKE_MS));
  try {
    return await dialThrough(proxy, transport.target, transport.tls(undefined), scope.signal);
  } finally {
    scope.dispose();
  }
}

function factsOf(socket: TLSSocket, direct: boolean): TlsFacts {
  const certificate = socket.getPeerCertificate();
  const protocol = socket.getProtocol();
  const end = Date.parse(certificate.valid_to);
  return {
    ...(protocol && { protocol }),
    ...(certificate.subject && { subject: nameOf(certificate.subject) }),
    ...(certificate.issuer && { issuer: nameOf(certificate.issuer) }),
    subjectAltNames: (certificate.subjectaltname ?? '').split(', ').filter((name) => name !== ''),
    ...(!Number.isNaN(end) && { notAfter: new Date(end).toISOString() }),
    authorized: socket.authorized,
    // A resumed session contains no certificate.
    ...(certificate.raw && { certificate: certificate.raw }),
    // Through a proxy, only the proxy's address is known.
    ...(direct && socket.remoteAddress !== undefined && { remoteAddress: socket.remoteAddress }),
  };
}

function nameOf(name: PeerCertificate['subject']): string {
  return Object.entries(name)
    .map(([key, value]) => `${key}=${Array.isArray(value) ? value.join('+') : String(value)}`)
    .join(', ');
}
