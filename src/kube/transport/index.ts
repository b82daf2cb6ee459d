import {
  request as httpRequest,
  type Agent,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type RequestOptions,
} from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Readable } from 'node:stream';
import type { ConnectionOptions } from 'node:tls';
import { ArchmapError } from '../../shared/errors.ts';
import { toolName } from '../../shared/version.ts';
import { impersonationHeaders } from '../credentials/impersonation.ts';
import type { Credential, Identity } from '../credentials/types.ts';
import type { Settings } from '../settings/index.ts';
import { createAgent, isSocks, isTlsProxy } from './agents.ts';
import { decoded } from './body.ts';
import { proxyAddress, proxyAuthorization } from './dial.ts';
import { toArchmapError, type FaultContext } from './faults.ts';
import { proxyText, type Target } from './proxy-choice.ts';
import { abortError, noAnswer, Scope } from './scope.ts';
import { ConcurrencyLimit } from './concurrency-limit.ts';
import { tlsOptions } from './tls.ts';

/** API priority and fairness gives one user few seats; more requests would only queue on the server. */
const MAX_IN_FLIGHT = 6;
/** Limit for name resolution, connection and handshakes; kubectl allows 30 s to connect and 10 s for TLS. */
const CONNECT_MS = 40_000;
/** A connection without data for this long is dead: API servers end lists after a minute. */
const IDLE_MS = 90_000;

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
  private readonly slots = new ConcurrencyLimit(MAX_IN_FLIGHT);
  private pool: { agent: Agent; certificate: Identity['certificate'] } | undefined;
  private readonly single = new Set<Agent>();

  constructor(
    settings: Settings,
    credential: Credential,
    { ca, proxy, signal }: { ca: string | undefined; proxy: URL | undefined; signal: AbortSignal },
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
      const body = decoded(response);
      body.once('close', end);
      // A broken connection must not crash the program when the reader is gone; an active reader still gets the error.
      body.on('error', () => undefined);
      return {
        status: response.statusCode ?? 0,
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

  private send(call: Call, identity: Identity, signal: AbortSignal): Promise<IncomingMessage> {
    const agent = this.agentFor(call, identity);
    const options = this.requestOptions(call, identity, agent, signal);
    const overTls = this.target.secure || isTlsProxy(this.proxy);
    this.sent++;
    return new Promise((resolve, reject) => {
      // While a proxy does not respond, the request has no socket, and Node emits no event when it is destroyed.
      const onAbort = () => reject(abortError(signal.reason));
      signal.addEventListener('abort', onAbort, { once: true });
      const request = (overTls ? httpsRequest : httpRequest)(options, (response) => {
        clearTimeout(connecting);
        resolve(response);
      });
      const late = (ms: number) => {
        const error = noAnswer(ms);
        request.destroy(error);
        reject(error);
      };
      const connecting = setTimeout(() => late(CONNECT_MS), CONNECT_MS);
      request.once('socket', (socket) => {
        // A pooled socket is already connected: a listener would never be removed.
        if (request.reusedSocket || (!socket.connecting && !('encrypted' in socket)))
          return clearTimeout(connecting);
        socket.once(overTls ? 'secureConnect' : 'connect', () => clearTimeout(connecting));
      });
      request.setTimeout(IDLE_MS, () => late(IDLE_MS));
      request.once('error', (error) => {
        clearTimeout(connecting);
        reject(error);
      });
      request.once('close', () => {
        signal.removeEventListener('abort', onAbort);
        this.forget(agent);
      });
      request.end(call.payload);
    });
  }

  private requestOptions(call: Call, identity: Identity, agent: Agent, signal: AbortSignal): RequestOptions {
    const { target, proxy, settings } = this;
    const path = settings.server.prefix + call.path;
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
    const common = { method: call.method, agent, signal, headers };
    if (target.secure || !proxy || isSocks(proxy))
      return { ...common, host: target.host, port: target.port, path };
    // A request to a plain http server through an http proxy contains the whole URL.
    const url = new URL(settings.server.text);
    return {
      ...common,
      ...proxyAddress(proxy),
      path: `${url.origin}${path}`,
      headers: { ...headers, Host: url.host, ...proxyAuthorization(proxy) },
    };
  }

  private agentFor({ fresh, anonymous }: Call, { certificate }: Identity): Agent {
    const create = (keep: number) =>
      createAgent({
        target: this.target,
        proxy: this.proxy,
        tls: this.target.secure ? this.tls(certificate) : {},
        keep,
      });
    if (fresh || anonymous) {
      const agent = create(0);
      this.single.add(agent);
      return agent;
    }
    if (this.pool && this.pool.certificate !== certificate) {
      // The plugin returned another client certificate: connections with the old one must not be used again.
      this.pool.agent.destroy();
      this.pool = undefined;
    }
    this.pool ??= { agent: create(MAX_IN_FLIGHT), certificate };
    return this.pool.agent;
  }

  private forget(agent: Agent): void {
    if (this.single.delete(agent)) agent.destroy();
  }

  fault(error: unknown): Error {
    return toArchmapError(error, this.context);
  }

  /** Ends all requests; later ones are not sent. */
  close(): void {
    this.closing.abort(new ArchmapError('cancelled', 'the connection was closed', 'nothing to do'));
    this.pool?.agent.destroy();
    for (const agent of this.single) agent.destroy();
  }
}
