import { validateHeaderValue, type OutgoingHttpHeaders } from 'node:http';
import {
  connect as connectHttp2,
  constants,
  type ClientHttp2Session,
  type ClientHttp2Stream,
  type IncomingHttpHeaders,
  type Settings,
} from 'node:http2';
import { pipeline, Transform, type Readable } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import { IDLE_MS, type Outgoing, type Received } from './http1.ts';
import type { Target } from './proxy-choice.ts';
import { abortError, noAnswer } from './scope.ts';

const { NGHTTP2_CANCEL, NGHTTP2_HTTP_1_1_REQUIRED, NGHTTP2_NO_ERROR, NGHTTP2_REFUSED_STREAM } = constants;

/** As in Go's client: at 100 ms of round trip, one list still receives 40 MB/s. The default is 64 KiB. */
const STREAM_WINDOW = 4 * 1024 * 1024;
const CONNECTION_WINDOW = 128 * 1024 * 1024;
/** Megabytes; Node's 10 MB would reject further streams while large lists are buffered. */
const SESSION_MEMORY_MB = 256;
const KEEPALIVE_MS = 30_000;

/** The request was not processed: the server refused the stream, or announced the end of the connection before. */
export const REFUSED = 'ERR_HTTP2_REFUSED';
/** Whether the server did not process the request, so that it can be sent again at once. */
export function isUnprocessed(error: unknown): boolean {
  return (error as { code?: unknown }).code === REFUSED;
}

/** The connection or the stream ended before the response was complete. */
const TORN = 'ECONNRESET';

interface Http2Options {
  /** Milliseconds without data after which the connection counts as dead. */
  idleMs?: number;
  /** The server's limit of concurrent streams. */
  onLimit: (streams: number) => void;
  /** Once, when the connection ended within a response, or violated HTTP/2. `required` = the server demands HTTP/1.1. */
  onBroken: (connection: Http2Connection, required: boolean) => void;
}

/** One HTTP/2 connection; each request is a stream of it. */
export class Http2Connection {
  /** A response was complete: both sides and all between them speak HTTP/2. */
  worked = false;
  private retired = false;
  private broken = false;
  /** Streams that have not ended. */
  private streams = 0;
  private readonly socket: TLSSocket;
  private readonly session: ClientHttp2Session;
  private readonly authority: string;
  private readonly options: Http2Options;

  constructor(socket: TLSSocket, { host, port }: Target, options: Http2Options) {
    this.options = options;
    this.socket = socket;
    const name = host.includes(':') ? `[${host}]` : host;
    this.authority = port === 443 ? name : `${name}:${port}`;
    socket.setNoDelay(true).setKeepAlive(true, KEEPALIVE_MS);
    this.session = connectHttp2(`https://${this.authority}`, {
      createConnection: () => socket,
      settings: { enablePush: false, initialWindowSize: STREAM_WINDOW },
      maxSessionMemory: SESSION_MEMORY_MB,
    });
    this.session.once('connect', () => {
      if (!this.session.destroyed) this.session.setLocalWindowSize(CONNECTION_WINDOW);
    });
    // The streams report it: an idle connection may end at any time.
    this.session.on('error', () => undefined);
    this.session.on('remoteSettings', ({ maxConcurrentStreams }: Settings) => {
      if (maxConcurrentStreams !== undefined) options.onLimit(maxConcurrentStreams);
    });
    this.session.on('goaway', () => this.retire());
  }

  /** Whether further requests can be sent over it. */
  get usable(): boolean {
    return !this.retired && !this.session.closed && !this.session.destroyed;
  }

  /** Takes no further request, and closes when the last response has ended. */
  retire(): void {
    this.retired = true;
    this.endUnused();
  }

  destroy(): void {
    this.retired = true;
    this.broken = true;
    this.end();
  }

  private end(): void {
    this.session.destroy();
    // After a GOAWAY, Node would wait for the server to close it.
    this.socket.destroy();
  }

  /** Sends a request as a stream. Throws Node's error, `REFUSED` as code, or ArchmapError if `signal` is aborted. */
  send(request: Outgoing): Promise<Received> {
    return new Promise((resolve, reject) => {
      if (!this.usable) return reject(fault(REFUSED));
      const stream = this.start(request);
      this.streams++;
      const { signal } = request;
      // From the response on, the body reports faults.
      let answered = false;
      let body: Readable | undefined;
      const { idleMs = IDLE_MS } = this.options;
      const late = noAnswer(idleMs);
      const end = (error: Error) => {
        reject(error);
        if (!stream.closed) stream.close(NGHTTP2_CANCEL);
        stream.destroy(error);
      };
      const onAbort = () => end(abortError(signal.reason));
      if (signal.aborted) onAbort();
      else signal.addEventListener('abort', onAbort, { once: true });
      let readerWaited = false;
      const onIdle = () => {
        // The server cannot send more while the reader waits, as large bodies do for one another; then its time begins.
        const readerWaits = stream.readableLength + (body?.readableLength ?? 0) > 0;
        if (readerWaits || readerWaited) {
          readerWaited = readerWaits;
          stream.setTimeout(idleMs, onIdle);
          return;
        }
        // Nothing may come over this connection at all.
        this.retired = true;
        end(late);
      };
      stream.setTimeout(idleMs, onIdle);
      stream.once('response', (headers) => {
        answered = true;
        const { ':status': status = 0, ...rest } = headers;
        body = this.bodyOf(stream, rest['content-length'], signal);
        resolve({ status, headers: plain(rest), body });
      });
      stream.on('error', (error: Error) => {
        if (!answered) reject(signal.aborted || error === late ? error : this.judge(stream, error));
      });
      stream.once('close', () => {
        signal.removeEventListener('abort', onAbort);
        this.streams--;
        this.endUnused();
        if (!answered && !signal.aborted) reject(this.judge(stream));
      });
      stream.end(request.payload);
    });
  }

  /** After a GOAWAY, Node keeps a connection open even when all its streams have ended. */
  private endUnused(): void {
    if (this.retired && this.streams === 0) this.end();
  }

  private start({ method, path, headers, payload }: Outgoing): ClientHttp2Stream {
    const valid = validated(headers);
    const pseudo = { ':method': method, ':scheme': 'https', ':authority': this.authority, ':path': path };
    try {
      return this.session.request({ ...pseudo, ...valid }, { endStream: payload === undefined });
    } catch {
      // It ended in the meantime, or has no further stream.
      this.retired = true;
      throw fault(REFUSED);
    }
  }

  /** The body, with an error at its end if it is incomplete: Node ends a cancelled stream like a complete one. */
  private bodyOf(stream: ClientHttp2Stream, length: string | undefined, signal: AbortSignal): Readable {
    let received = 0;
    const whole = new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        received += chunk.length;
        done(null, chunk);
      },
      flush: (done) => {
        const complete = isClean(stream) && (length === undefined || Number(length) === received);
        if (complete) this.worked = true;
        done(complete ? null : this.judge(stream));
      },
      destroy: (error, done) => done(error && !signal.aborted ? this.judge(stream, error) : error),
    });
    pipeline(stream, whole, () => undefined);
    whole.once('close', () => {
      // The reader wants no more.
      if (!stream.closed && !signal.aborted) stream.close(NGHTTP2_CANCEL);
    });
    return whole;
  }

  /** The fault behind the end of a stream, as the client knows it from HTTP/1.1; a broken connection is reported. */
  private judge(stream: ClientHttp2Stream, error?: Error): Error {
    if (stream.rstCode === NGHTTP2_REFUSED_STREAM) return fault(REFUSED);
    const own = error && !('code' in error && String(error.code).startsWith('ERR_HTTP2'));
    if (own && (error as { code?: string }).code === 'ETIMEDOUT') return error;
    if (!this.broken && !this.worksOn(stream)) {
      this.broken = true;
      this.retired = true;
      this.options.onBroken(this, stream.rstCode === NGHTTP2_HTTP_1_1_REQUIRED);
    }
    return own ? error : fault(TORN);
  }

  /** Only this stream ended: the server reset it, as it does when a handler fails. */
  private worksOn({ rstCode }: ClientHttp2Stream): boolean {
    return this.worked && this.usable && rstCode !== NGHTTP2_HTTP_1_1_REQUIRED;
  }
}

function isClean({ rstCode, aborted }: ClientHttp2Stream): boolean {
  return !aborted && (rstCode === undefined || rstCode === NGHTTP2_NO_ERROR);
}

function plain(headers: IncomingHttpHeaders): Received['headers'] {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !name.startsWith(':')),
  ) as Received['headers'];
}

/** Node checks the values of HTTP/1.1 only; a line break in a token would end the connection without a reason. */
function validated(headers: OutgoingHttpHeaders): OutgoingHttpHeaders {
  for (const [name, value] of Object.entries(headers))
    for (const one of Array.isArray(value) ? value : [value]) validateHeaderValue(name, String(one));
  return headers;
}

function fault(code: string): Error {
  return Object.assign(new Error('the HTTP/2 stream ended before its response'), { code });
}
