import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect, isIP, type Socket } from 'node:net';
import { connect as tlsConnect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { maskOf } from '../mask.ts';
import type { Target } from './proxy-choice.ts';
import { socksTunnel } from './socks.ts';

const DEFAULT_PORTS: Readonly<Record<string, number>> = {
  'http:': 80,
  'https:': 443,
  'socks5:': 1080,
  'socks5h:': 1080,
};

/** The proxy rejected the connection or failed. `message` contains no credential. */
export class ProxyError extends Error {
  readonly code = 'ERR_PROXY';
}

/**
 * A connection to `target` through `proxy`: CONNECT, or SOCKS 5 with the name resolved by the proxy. As in Go, an https proxy is
 * verified, and authenticated to, with the same TLS settings as the API server. `signal` ends a pending dial.
 */
export function dialThrough(
  proxy: URL,
  target: Target,
  tls: ConnectionOptions,
  signal: AbortSignal,
): Promise<Socket> {
  if (/^socks5h?:$/.test(proxy.protocol)) return dialSocks(proxy, target, signal);
  if (!/^https?:$/.test(proxy.protocol))
    return Promise.reject(new ProxyError(`it is a ${proxy.protocol.slice(0, -1)} proxy`));
  return new Promise((resolve, reject) => {
    const authority = `${target.host.includes(':') ? `[${target.host}]` : target.host}:${target.port}`;
    const options = {
      ...proxyAddress(proxy),
      method: 'CONNECT',
      path: authority,
      agent: false as const,
      headers: { Host: authority, ...proxyAuthorization(proxy) },
    };
    const request = proxy.protocol === 'https:' ? httpsRequest({ ...tls, ...options }) : httpRequest(options);
    const release = onAbort(signal, (error) => request.destroy(error));
    request.once('connect', (response, socket: Socket, head) => {
      release();
      if (response.statusCode !== 200) {
        socket.destroy();
        const mask = maskOf([proxyAuthorization(proxy)['Proxy-Authorization']]);
        const declared = mask.error(Buffer.from(response.statusMessage ?? '')).toString('utf8');
        return reject(new ProxyError(`it responded with ${response.statusCode} ${declared}`.trim()));
      }
      if (head.length > 0) socket.unshift(head);
      resolve(socket);
    });
    request.once('error', (error) => {
      release();
      reject(error);
    });
    request.end();
  });
}

/** Calls `end` when the signal is aborted, until the returned function is called. */
function onAbort(signal: AbortSignal, end: (error: Error) => void): () => void {
  const listener = () => end(signal.reason as Error);
  if (signal.aborted) listener();
  else signal.addEventListener('abort', listener, { once: true });
  return () => signal.removeEventListener('abort', listener);
}

/** Host and port of a proxy, for a connection to it. */
export function proxyAddress(proxy: URL): { host: string; port: number } {
  return {
    host: proxy.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: proxy.port === '' ? (DEFAULT_PORTS[proxy.protocol] ?? 80) : Number(proxy.port),
  };
}

export function proxyAuthorization(proxy: URL): Record<string, string> {
  if (proxy.username === '') return {};
  const userInfo = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  return { 'Proxy-Authorization': `Basic ${Buffer.from(userInfo).toString('base64')}` };
}

async function dialSocks(proxy: URL, target: Target, signal: AbortSignal): Promise<Socket> {
  const socket = connect({ ...proxyAddress(proxy) });
  const release = onAbort(signal, (error) => socket.destroy(error));
  try {
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    await socksTunnel(socket, target, {
      user: decodeURIComponent(proxy.username),
      password: decodeURIComponent(proxy.password),
    });
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    release();
  }
}

/** TLS over an open connection, or over a new direct one. Errors come as events of the socket. */
export function startTls(
  socket: Socket | undefined,
  { host, port }: Target,
  tls: ConnectionOptions,
): TLSSocket {
  const servername = tls.servername ?? (isIP(host) ? '' : host);
  return tlsConnect({ ...tls, ...(socket ? { socket } : { port }), host, servername });
}

/**
 * A TLS connection to the target, through `proxy` if there is one, after the handshake; `protocols` are offered (ALPN). `signal` ends a
 * pending one. Throws Node's error.
 */
export async function dialTls(
  target: Target,
  proxy: URL | undefined,
  tls: ConnectionOptions,
  protocols: string[],
  signal: AbortSignal,
): Promise<TLSSocket> {
  const through = proxy && (await dialThrough(proxy, target, tls, signal));
  const socket = startTls(through, target, { ...tls, ALPNProtocols: protocols });
  const release = onAbort(signal, (error) => socket.destroy(error));
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('secureConnect', resolve).once('error', reject);
      socket.once('close', () =>
        reject(Object.assign(new Error('closed within the handshake'), { code: 'ECONNRESET' })),
      );
    });
    return socket;
  } finally {
    release();
  }
}
