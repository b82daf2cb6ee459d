import type { Agent } from 'node:http';
import type { ConnectionOptions, TLSSocket } from 'node:tls';
import type { Identity } from '../credentials/types.ts';
import { createAgent, startWith } from './agents.ts';
import { dialTls } from './dial.ts';
import { CONNECT_MS } from './http1.ts';
import { Http2Connection } from './http2.ts';
import type { Target } from './proxy-choice.ts';
import { noAnswer, Scope } from './scope.ts';

/** Over HTTP/1.1, each request in flight requires a connection of its own. */
export const IN_FLIGHT_HTTP1 = 6;
/**
 * Streams of one HTTP/2 connection. API priority and fairness gives the level `global-default`, which serves users, 20 of 245 shares: 49 of
 * the 600 seats of an API server with default limits. A third of them stays free for others.
 */
const IN_FLIGHT_HTTP2 = 32;
/** Broken HTTP/2 connections after which HTTP/1.1 is used: one is also the restart of an API server. */
const MAX_BROKEN = 2;

export type Certificate = Identity['certificate'];

interface Setup {
  target: Target;
  proxy: URL | undefined;
  tls: (certificate: Certificate) => ConnectionOptions;
  /** Offer HTTP/2 to a server that uses TLS. */
  http2: boolean;
  signal: AbortSignal;
  /** The number of requests that may be in flight from now on. */
  onLimit: (requests: number) => void;
  /** HTTP/2 does not work on the way to the server; HTTP/1.1 is used. */
  onFallback: () => void;
}

interface Pool {
  certificate: Certificate;
  http2?: Http2Connection;
  agent?: Agent;
  ready?: TLSSocket;
  dialing?: Promise<Http2Connection | Agent>;
}

/**
 * The connections to one server: one for all requests over HTTP/2 if the server negotiates it (ALPN), a pool over HTTP/1.1, and separate
 * ones for single requests.
 */
export class Connections {
  private readonly setup: Setup;
  private http2: boolean;
  private broken = 0;
  private pool: Pool | undefined;
  private readonly single = new Set<Agent>();
  /** All that were opened: a retired one may still have responses. */
  private readonly sessions = new Set<Http2Connection>();

  constructor(setup: Setup) {
    this.setup = setup;
    this.http2 = setup.http2 && setup.target.secure;
  }

  /** A connection that is kept, for requests with this client certificate. Throws Node's error when none can be made. */
  kept(certificate: Certificate): Promise<Http2Connection | Agent> {
    if (this.pool && this.pool.certificate !== certificate) {
      // The plugin returned another client certificate: connections with the old one must not be used again.
      end(this.pool);
      this.pool = undefined;
    }
    const pool = (this.pool ??= { certificate });
    if (!this.http2) return Promise.resolve((pool.agent ??= this.createAgent(certificate, IN_FLIGHT_HTTP1)));
    if (pool.http2?.usable === true) return Promise.resolve(pool.http2);
    pool.dialing ??= this.dial(pool).finally(() => delete pool.dialing);
    return pool.dialing;
  }

  /** A connection of its own for one request, over HTTP/1.1: behind a load balancer it may lead to another API server. */
  separate(certificate: Certificate): Agent {
    const agent = this.createAgent(certificate, 0);
    this.single.add(agent);
    return agent;
  }

  /** The request of a separate connection has ended. */
  forget(agent: Agent): void {
    if (this.single.delete(agent)) agent.destroy();
  }

  close(): void {
    if (this.pool) end(this.pool);
    for (const agent of this.single) agent.destroy();
    for (const session of this.sessions) session.destroy();
  }

  private async dial(pool: Pool): Promise<Http2Connection | Agent> {
    const { target, proxy, tls, signal } = this.setup;
    const scope = new Scope([signal]);
    scope.limit(CONNECT_MS, noAnswer(CONNECT_MS));
    try {
      const socket = await dialTls(target, proxy, tls(pool.certificate), ['h2', 'http/1.1'], scope.signal);
      if (socket.alpnProtocol !== 'h2') return this.useHttp1(pool, socket);
      pool.http2?.retire();
      pool.http2 = new Http2Connection(socket, target, {
        onLimit: (streams) => this.setup.onLimit(Math.max(1, Math.min(streams, IN_FLIGHT_HTTP2))),
        onBroken: (connection, required) => this.judge(connection, required),
      });
      this.sessions.add(pool.http2);
      this.setup.onLimit(IN_FLIGHT_HTTP2);
      // The pool was replaced while it connected.
      if (pool !== this.pool || signal.aborted) pool.http2.destroy();
      return pool.http2;
    } finally {
      scope.dispose();
    }
  }

  /** The connection that was made is the first one of the pool. */
  private useHttp1(pool: Pool, socket: TLSSocket): Agent {
    this.http2 = false;
    this.setup.onLimit(IN_FLIGHT_HTTP1);
    pool.ready = socket;
    pool.agent ??= startWith(socket, this.createAgent(pool.certificate, IN_FLIGHT_HTTP1));
    return pool.agent;
  }

  private judge(connection: Http2Connection, required: boolean): void {
    connection.retire();
    if (!this.http2 || (!required && connection.worked && ++this.broken < MAX_BROKEN)) return;
    this.http2 = false;
    this.setup.onLimit(IN_FLIGHT_HTTP1);
    this.setup.onFallback();
  }

  private createAgent(certificate: Certificate, keep: number): Agent {
    const { target, proxy, tls } = this.setup;
    return createAgent({ target, proxy, tls: target.secure ? tls(certificate) : {}, keep });
  }
}

function end({ http2, agent, ready }: Pool): void {
  http2?.destroy();
  agent?.destroy();
  ready?.destroy();
}
