import type { Agent, IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { ConnectionOptions } from 'node:tls';
import { ArchmapError } from '../../shared/errors.ts';
import { toolName } from '../../shared/version.ts';
import { impersonationHeaders } from '../credentials/impersonation.ts';
import type { Credential, Identity } from '../credentials/types.ts';
import type { Settings } from '../settings/index.ts';
import { isSocks, isTlsProxy } from './agents.ts';
import { decoded } from './body.ts';
import { Connections, IN_FLIGHT_HTTP1 } from './connections.ts';
import { proxyAddress, proxyAuthorization } from './dial.ts';
import { toArchmapError, type FaultContext } from './faults.ts';
import { sendHttp1, type Outgoing, type Received } from './http1.ts';
import { Http2Connection, isUnprocessed } from './http2.ts';
import { proxyText, type Target } from './proxy-choice.ts';
import { Scope, unlessAborted } from './scope.ts';
import { ConcurrencyLimit } from './concurrency-limit.ts';
import { tlsOptions } from './tls.ts';

/** Connections that one request tries when each ends before the server processed it. */
const MAX_CONNECTIONS = 3;

export interface TransportOptions {
  /** CA certificates, PEM; undefined = Node's list. */
  ca: string | undefined;
  proxy: URL | undefined;
  signal: AbortSignal;
  /** Offer HTTP/2. */
  http2: boolean;
  /** Shows a warning to the user. */
  say: (line: string) => void;
}

export interface Call {
  method: 'GET' | 'POST';
  path: string;
  accept: string;
  /** JSON body of a POST. */
  payload?: string;
  signal: AbortSignal | undefined;
  /** Use a separate connection. */
  fresh: boolean;
  /** Milliseconds, if less than the user's limit. */
  timeoutMs?: number | undefined;
  /** Without identification: no credential, no client certificate, no impersonation. */
  anonymous: boolean;
}

export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  /** Decoded. The slot among the requests in flight is released when it closes. */
  body: Readable;
  /** The identity of the request, for `Credential.renew`. */
  identity: Identity;
  /** Why this tool ended the body early: time limit, deadline or Ctrl-C. */
  fault: () => ArchmapError | undefined;
}

/** The shorter of two limits; 0 = none. */
function shorter(user: number, own = 0): number {
  return user === 0 || own === 0 ? user + own : Math.min(user, own);
}

/** Sends single requests: connections, headers, limits. Retries, paging and evaluation are in the client. */
export class Transport {
  sent = 0;
  readonly context: FaultContext;
  readonly target: Target;
  readonly proxy: URL | undefined;
  private readonly settings: Settings;
  private readonly credential: Credential;
  private readonly ca: string | undefined;
  /** Ctrl-C, or the end of this connection. */
  readonly signal: AbortSignal;
  private readonly closing = new AbortController();
  private readonly slots = new ConcurrencyLimit(IN_FLIGHT_HTTP1);
  private readonly large = new ConcurrencyLimit(IN_FLIGHT_HTTP1);
  /** The server asked for fewer requests (429): the number is not raised again. */
  private slowed = false;
  private readonly connections: Connections;

  constructor(
    settings: Settings,
    credential: Credential,
    { ca, proxy, signal, http2, say }: TransportOptions,
  ) {
    this.settings = settings;
    this.credential = credential;
    this.ca = ca;
    this.proxy = proxy;
    this.signal = AbortSignal.any([signal, this.closing.signal]);
    const { server, cluster, fallback } = settings;
    this.target = { secure: server.secure, host: server.host, port: server.port };
    this.context = {
      server: server.text,
      host: server.host,
      ...(cluster.tlsServerName && { serverName: cluster.tlsServerName }),
      ...(proxy && { proxy: proxyText(proxy) }),
      ...(fallback && { fallback }),
    };
    this.connections = new Connections({
      target: this.target,
      proxy,
      tls: (certificate) => this.tls(certificate),
      http2,
      signal: this.signal,
      onLimit: (requests) => {
        if (!this.slowed) this.slots.resize(requests);
      },
      onFallback: () => say(`warning: HTTP/2 to ${server.text} does not work, HTTP/1.1 is used\n`),
    });
  }

  /** TLS options of a connection with `certificate`. */
  tls(certificate: Identity['certificate']): ConnectionOptions {
    const { skipTLSVerify = false, tlsServerName } = this.settings.cluster;
    return tlsOptions(
      { ca: this.ca, insecure: skipTLSVerify, ...(tlsServerName && { serverName: tlsServerName }) },
      certificate,
    );
  }

  /** One request, one reply, whatever its status. Throws ArchmapError, or Node's own error for a transient fault. */
  async open(call: Call): Promise<Reply> {
    const scope = new Scope([this.signal, call.signal]);
    let release: (() => void) | undefined;
    const end = () => {
      release?.();
      scope.dispose();
    };
    try {
      release = await this.slots.take(scope.signal);
      const identity = call.anonymous ? {} : await this.credential.current();
      if (scope.fault) throw scope.fault;
      // Waiting for a slot or for a credential is not a fault of the server.
      scope.limit(shorter(this.settings.timeoutMs, call.timeoutMs));
      const response = await this.send(call, identity, scope.signal);
      if (response.status === 429) this.slow();
      const body = decoded(response);
      body.once('close', end);
      // A broken connection must not crash the program when the reader is gone; an active reader still gets the error.
      body.on('error', () => undefined);
      return {
        status: response.status,
        headers: response.headers,
        body,
        identity,
        fault: () => scope.fault,
      };
    } catch (error) {
      const fault = scope.fault;
      end();
      throw fault ?? error;
    }
  }

  private async send(call: Call, identity: Identity, signal: AbortSignal): Promise<Received> {
    for (let tries = 1; ; tries++) {
      const connection = await this.connectionFor(call, identity, signal);
      this.sent++;
      if (!(connection instanceof Http2Connection))
        return this.sendOverHttp1(call, identity, connection, signal);
      try {
        return await connection.send(this.outgoing(call, identity, signal));
      } catch (error) {
        // The connection ended before the server processed the request: it goes over a new one.
        if (!isUnprocessed(error) || connection.usable || tries >= MAX_CONNECTIONS) throw error;
      }
    }
  }

  private connectionFor(call: Call, { certificate }: Identity, signal: AbortSignal) {
    return call.fresh || call.anonymous
      ? this.connections.separate(certificate)
      : unlessAborted(this.connections.kept(certificate), signal);
  }

  private outgoing(call: Call, identity: Identity, signal: AbortSignal): Outgoing {
    const { settings } = this;
    const headers: OutgoingHttpHeaders = {
      Accept: call.accept,
      'User-Agent': toolName,
      ...(settings.cluster.disableCompression !== true && { 'Accept-Encoding': 'gzip' }),
      ...(call.payload !== undefined && {
        'Content-Type': 'application/json',
        'Content-Length': Buffer.byteLength(call.payload),
      }),
      ...(!call.anonymous && impersonationHeaders(settings.impersonate)),
      ...(identity.authorization !== undefined && { Authorization: identity.authorization }),
    };
    const { method, payload } = call;
    return { method, path: settings.server.prefix + call.path, headers, payload, signal };
  }

  private sendOverHttp1(
    call: Call,
    identity: Identity,
    agent: Agent,
    signal: AbortSignal,
  ): Promise<Received> {
    const { target, proxy, settings } = this;
    const overTls = target.secure || isTlsProxy(proxy);
    const outgoing = this.outgoing(call, identity, signal);
    const route = { agent, overTls, onClose: () => this.connections.forget(agent) };
    if (target.secure || !proxy || isSocks(proxy))
      return sendHttp1(outgoing, { ...route, address: { host: target.host, port: target.port } });
    // A request to a plain http server through an http proxy contains the whole URL.
    const url = new URL(settings.server.text);
    const headers = { ...outgoing.headers, Host: url.host, ...proxyAuthorization(proxy) };
    return sendHttp1(
      { ...outgoing, path: `${url.origin}${outgoing.path}`, headers },
      { ...route, address: proxyAddress(proxy) },
    );
  }

  /** Waits for a place among the large bodies that are read at the same time, which bounds memory; resolves to its release. */
  enterLarge(): Promise<() => void> {
    return this.large.take(this.signal);
  }

  private slow(): void {
    if (this.slowed) return;
    this.slowed = true;
    this.slots.resize(Math.min(this.slots.size, IN_FLIGHT_HTTP1));
  }

  fault(error: unknown): Error {
    return toArchmapError(error, this.context);
  }

  /** Ends all requests; later ones are not sent. */
  close(): void {
    this.closing.abort(new ArchmapError('cancelled', 'the connection was closed', 'nothing to do'));
    this.connections.close();
  }
}
