import { Agent as HttpAgent, type ClientRequestArgs } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Duplex } from 'node:stream';
import type { ConnectionOptions, TLSSocket } from 'node:tls';
import { dialThrough, startTls } from './dial.ts';
import type { Target } from './proxy-choice.ts';
import { noAnswer, Scope } from './scope.ts';

/** Limit for a proxy to connect and respond; the waiting request has its own limits. */
const DIAL_MS = 40_000;

export interface AgentOptions {
  target: Target;
  proxy: URL | undefined;
  tls: ConnectionOptions;
  /** Connections kept open; 0 = a new one for each request. */
  keep: number;
}

type Callback = (error: Error | null, socket: Duplex) => void;

/** The pool of connections to one server. Node opens direct connections; this module opens those through a proxy. */
export function createAgent({ target, proxy, tls, keep }: AgentOptions): HttpAgent {
  const pool = {
    keepAlive: keep > 0,
    maxSockets: keep > 0 ? keep : Infinity,
    maxFreeSockets: keep,
    scheduling: 'lifo' as const,
  };
  if (!target.secure && proxy && isSocks(proxy)) return new TunnelAgent(pool, target, proxy, undefined);
  if (!target.secure) return isTlsProxy(proxy) ? new HttpsAgent(pool) : new HttpAgent(pool);
  // Without cached sessions, a connection without a credential cannot resume a session of one with a credential.
  const options = { ...pool, ...tls, maxCachedSessions: keep > 0 ? 20 : 0 };
  return proxy ? new TunnelAgent(options, target, proxy, tls) : new HttpsAgent(options);
}

/** The agent uses `ready`, a connection to the target, as its first one. */
export function startWith(ready: TLSSocket, agent: HttpAgent): HttpAgent {
  const pool = agent as unknown as { createConnection: (...args: unknown[]) => Duplex | undefined };
  const create = pool.createConnection.bind(agent);
  let first: TLSSocket | undefined = ready;
  // It may fail before the first request uses it.
  ready.on('error', () => undefined);
  pool.createConnection = (...args) => {
    const socket = first;
    first = undefined;
    return socket && !socket.destroyed ? socket : create(...args);
  };
  return agent;
}

export function isSocks(proxy: URL): boolean {
  return proxy.protocol.startsWith('socks5');
}

export function isTlsProxy(proxy: URL | undefined): boolean {
  return proxy?.protocol === 'https:';
}

/** Connects through a proxy; `tls` undefined = plain http to the target. */
class TunnelAgent extends HttpsAgent {
  private readonly target: Target;
  private readonly proxy: URL;
  private readonly tls: ConnectionOptions | undefined;
  private readonly ended = new AbortController();

  constructor(
    options: ConstructorParameters<typeof HttpsAgent>[0],
    target: Target,
    proxy: URL,
    tls: ConnectionOptions | undefined,
  ) {
    super(options);
    this.target = target;
    this.proxy = proxy;
    this.tls = tls;
    // Node rejects an http request over an https agent.
    if (!tls) Object.assign(this, { protocol: 'http:', defaultPort: 80 });
  }

  override createConnection(_options: ClientRequestArgs, callback?: Callback): undefined {
    if (callback) void this.dial(callback);
    return undefined;
  }

  /** Also ends pending dials, which Node's agent does not track. */
  override destroy(): void {
    this.ended.abort();
    super.destroy();
  }

  private async dial(settle: Callback): Promise<void> {
    const scope = new Scope([this.ended.signal]);
    scope.limit(DIAL_MS, noAnswer(DIAL_MS));
    try {
      const socket = await dialThrough(this.proxy, this.target, this.tls ?? {}, scope.signal);
      settle(null, this.tls ? startTls(socket, this.target, this.tls) : socket);
    } catch (error) {
      settle(error as Error, undefined as never);
    } finally {
      scope.dispose();
    }
  }
}
