import {
  request as httpRequest,
  type Agent,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
  type RequestOptions,
} from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import { abortError, noAnswer } from './scope.ts';

/** Limit for name resolution, connection and handshakes; kubectl allows 30 s to connect and 10 s for TLS. */
export const CONNECT_MS = 40_000;
/** A connection without data for this long is dead: API servers end lists after a minute. */
export const IDLE_MS = 90_000;

/** A request, whatever version of HTTP carries it. */
export interface Outgoing {
  method: 'GET' | 'POST';
  /** With the prefix of the server. */
  path: string;
  headers: OutgoingHttpHeaders;
  payload: string | undefined;
  signal: AbortSignal;
}

export interface Received {
  status: number;
  headers: IncomingHttpHeaders;
  /** As sent, possibly compressed. */
  body: Readable;
}

/** Where an HTTP/1.1 request goes, if not to the target: the address of a proxy. */
export interface Http1Route {
  agent: Agent;
  overTls: boolean;
  address: Pick<RequestOptions, 'host' | 'port'>;
  /** The request has ended. */
  onClose: () => void;
}

/** Sends a request over a connection of `agent`. Throws Node's error, or ArchmapError if `signal` is aborted. */
export function sendHttp1(
  { method, path, headers, payload, signal }: Outgoing,
  { agent, overTls, address, onClose }: Http1Route,
): Promise<Received> {
  return new Promise((resolve, reject) => {
    // While a proxy does not respond, the request has no socket, and Node emits no event when it is destroyed.
    const onAbort = () => reject(abortError(signal.reason));
    signal.addEventListener('abort', onAbort, { once: true });
    const options = { ...address, method, path, headers, agent, signal };
    const request = (overTls ? httpsRequest : httpRequest)(options, (response) => {
      clearTimeout(connecting);
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: response });
    });
    const late = (ms: number) => {
      const error = noAnswer(ms);
      request.destroy(error);
      reject(error);
    };
    const connecting = setTimeout(() => late(CONNECT_MS), CONNECT_MS);
    request.once('socket', (socket) => {
      // A connected socket emits no further event: a listener would never be removed.
      if (request.reusedSocket || isConnected(socket)) return clearTimeout(connecting);
      socket.once(overTls ? 'secureConnect' : 'connect', () => clearTimeout(connecting));
    });
    request.setTimeout(IDLE_MS, () => late(IDLE_MS));
    request.once('error', (error) => {
      clearTimeout(connecting);
      reject(error);
    });
    request.once('close', () => {
      signal.removeEventListener('abort', onAbort);
      onClose();
    });
    request.end(payload);
  });
}

/** Connected, and TLS is negotiated if it is used: until then, `alpnProtocol` is null. */
function isConnected(socket: Socket): boolean {
  return !socket.connecting && (socket as Partial<TLSSocket>).alpnProtocol !== null;
}
