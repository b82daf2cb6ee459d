import { lookup } from 'node:dns/promises';
import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import { Readable } from 'node:stream';
import { ArchmapError } from '../shared/errors.ts';
import type { Credential, Identity } from './credentials/types.ts';
import { listPages, type PageRequest } from './list/index.ts';
import { maskOf, type Mask } from './mask.ts';
import { kubectlVersion } from './kubectl.ts';
import { probe } from './probe.ts';
import { tlsFacts } from './tls-facts.ts';
import { beginning, bounded, collect } from './transport/body.ts';
import { proxyAuthorization } from './transport/dial.ts';
import { isRefused, isTransient } from './transport/faults.ts';
import type { Call, Reply, Transport } from './transport/index.ts';
import { retryOf, withRetries, type Attempt } from './transport/retry.ts';
import { abortError } from './transport/scope.ts';
import type {
  ConnectionInfo,
  ConnectionIo,
  KubeClient,
  KubeResponse,
  ListOptions,
  ListOutcome,
  ProbeAnswer,
  RequestOptions,
  TlsFacts,
} from './types.ts';

const BODY_BYTES = 8 * 1024 * 1024;
/** Limit for responses other than 2xx: a Status, or the error page of a proxy. */
const ERROR_BYTES = 256 * 1024;
/** Limit for streamed bodies; `/metrics` of the largest clusters has a hundred megabytes. */
const STREAM_BYTES = 512 * 1024 * 1024;
const REVIEWS: Readonly<Record<string, string>> = {
  SelfSubjectReview: '/apis/authentication.k8s.io/v1/selfsubjectreviews',
  SelfSubjectAccessReview: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
};

/** A call, and the number of tries if it differs from the default. */
type Tried = Call & { tries?: number | undefined };

/** Retries, renewed credentials and paging on top of single requests. */
export class Client implements KubeClient {
  readonly info: ConnectionInfo;
  private readonly transport: Transport;
  private readonly credential: Credential;
  private readonly io: ConnectionIo;
  /** The server has accepted the credential before: a 401 is then about one path, not about the credential. */
  private known = false;
  private readonly masks = new WeakMap<Identity, Mask>();
  private latest: Mask | undefined;

  constructor(info: ConnectionInfo, transport: Transport, credential: Credential, io: ConnectionIo) {
    this.info = info;
    this.transport = transport;
    this.credential = credential;
    this.io = io;
  }

  get requests(): number {
    return this.transport.sent;
  }

  get(path: string, options: RequestOptions = {}): Promise<KubeResponse> {
    return this.whole(this.call('GET', path, options), options.maxBytes ?? BODY_BYTES);
  }

  review(kind: 'SelfSubjectReview' | 'SelfSubjectAccessReview', spec: object): Promise<KubeResponse> {
    const path = REVIEWS[kind];
    if (path === undefined) throw new TypeError(`${kind as string} is not a self-review`);
    const group = path.split('/').slice(2, 4).join('/');
    // A review stores nothing, so it may be repeated like a GET.
    return this.whole(
      { ...this.call('POST', path, {}), payload: JSON.stringify({ apiVersion: group, kind, spec }) },
      BODY_BYTES,
    );
  }

  async stream(
    path: string,
    options: RequestOptions = {},
  ): Promise<{ status: number; headers: IncomingHttpHeaders; body: Readable }> {
    return this.retried(this.call('GET', path, options), async ({ status, headers, body, identity }) => {
      const mask = this.maskFor(identity);
      if (status >= 200 && status <= 299) {
        const read = bounded(mask.stream(body), options.maxBytes ?? STREAM_BYTES);
        // A caller that does not read must not hold the connection.
        read.once('close', () => body.destroy());
        return { status, headers, body: read };
      }
      // Consumed, so that a repeated request does not leave it on the connection.
      const bytes = mask.error(await beginning(body, ERROR_BYTES));
      return { status, headers, body: Readable.from([bytes]) };
    });
  }

  async list(
    path: string,
    onItems: (items: readonly unknown[]) => void,
    options: ListOptions = {},
  ): Promise<ListOutcome> {
    const outcome: ListOutcome = { status: 0, count: 0, pages: 0, consistent: true };
    const fetchPage = ({ path: page, accept, signal, maxBytes, onChunk }: PageRequest) =>
      this.whole(this.call('GET', page, { accept, signal }), maxBytes, onChunk);
    try {
      await listPages(path, onItems, options, fetchPage, outcome);
      return outcome;
    } catch (error) {
      const ends =
        !(error instanceof ArchmapError) ||
        error.code === 'cancelled' ||
        error.code === 'credentials' ||
        !this.known;
      if (ends || this.io.signal.aborted || options.signal?.aborted) throw error;
      return { ...outcome, status: 0, error: error.message };
    }
  }

  probe(path: string): Promise<ProbeAnswer> {
    return probe(this.transport, path, this.transport.signal);
  }

  async tls(): Promise<TlsFacts | undefined> {
    try {
      return await tlsFacts(this.transport, this.transport.signal);
    } catch (error) {
      throw this.io.signal.aborted ? abortError(this.io.signal.reason) : this.transport.fault(error);
    }
  }

  async resolve(): Promise<string[]> {
    const { host } = this.transport.target;
    if (this.transport.proxy) return [];
    if (isIP(host) !== 0) return [host];
    try {
      return (await lookup(host, { all: true })).map(({ address }) => address);
    } catch (error) {
      throw this.transport.fault(error);
    }
  }

  masked(text: string): string {
    return this.latest?.text(text) ?? text;
  }

  kubectl(): Promise<string | undefined> {
    return kubectlVersion(this.io);
  }

  close(): void {
    this.transport.close();
  }

  private call(
    method: Call['method'],
    path: string,
    { accept = 'application/json', signal, freshConnection = false, timeoutMs, tries }: RequestOptions,
  ): Tried {
    return { method, path, accept, signal, fresh: freshConnection, anonymous: false, timeoutMs, tries };
  }

  private whole(call: Tried, limit: number, onChunk?: (head: Buffer) => boolean): Promise<KubeResponse> {
    return this.retried(call, async ({ status, headers, body, identity }) => {
      // Only a successful response contains the continue token.
      const ok = status >= 200 && status <= 299;
      const bytes = await (ok
        ? collect(body, limit, onChunk, onChunk ? undefined : call.path, () => this.transport.enterLarge())
        : beginning(body, ERROR_BYTES));
      if (
        status === 400 &&
        !this.transport.target.secure &&
        bytes.includes('HTTP request to an HTTPS server')
      )
        throw this.wantsTls();
      const mask = this.maskFor(identity);
      return { status, headers, body: ok ? mask.body(bytes) : mask.error(bytes) };
    });
  }

  /** Repeats the request until there is a response to return; `read` consumes the body. Every thrown error is an ArchmapError. */
  private async retried<T extends { status: number; headers: IncomingHttpHeaders }>(
    call: Tried,
    read: (reply: Reply) => Promise<T>,
  ): Promise<T> {
    let renewed = false;
    const limits = call.tries !== undefined && { tries: call.tries };
    const attempt = async (): Promise<Attempt<T>> => {
      let reply: Reply | undefined;
      try {
        reply = await this.transport.open(call);
        if (reply.status === 401 && !renewed) {
          renewed = true;
          if (await this.credential.renew(reply.identity)) {
            reply.body.destroy();
            reply = await this.transport.open(call);
          }
        }
        const value = await read(reply);
        this.evaluate(reply.status, call);
        return { value, again: retryOf(reply.status, reply.headers), ...limits };
      } catch (error) {
        const fault = reply?.fault() ?? error;
        // An unread body would keep its slot among the requests in flight.
        reply?.body.destroy();
        const again = isTransient(fault) || (isRefused(fault) && this.known) ? {} : (false as const);
        // If a server has never responded, a second try is sufficient.
        return { fault: this.transport.fault(fault), again, ...limits, ...(!this.known && { tries: 2 }) };
      }
    };
    const { signal } = this.transport;
    return withRetries(attempt, call.signal ? AbortSignal.any([signal, call.signal]) : signal);
  }

  private maskFor(identity: Identity): Mask {
    let mask = this.masks.get(identity);
    if (!mask) {
      const { authorization, certificate } = identity;
      const proxy = this.transport.proxy && proxyAuthorization(this.transport.proxy)['Proxy-Authorization'];
      this.masks.set(identity, (mask = maskOf([authorization, proxy], certificate?.key)));
    }
    this.latest = mask;
    return mask;
  }

  private wantsTls(): ArchmapError {
    return new ArchmapError('tls', `${this.info.server} requires HTTPS`, 'specify the address with https://');
  }

  /** A credential that was never accepted is an error for the user; see `known`. */
  private evaluate(status: number, { anonymous }: Call): void {
    if (status !== 401) {
      this.known = true;
      return;
    }
    if (this.known || anonymous) return;
    const none = this.info.credential === 'none';
    throw new ArchmapError(
      'credentials',
      none
        ? `the API server ${this.info.server} requires authentication, and no credential is configured`
        : `the API server ${this.info.server} refused the credential (${this.info.credential}): 401 Unauthorized`,
      none ? 'configure a user in the kubeconfig, or specify --token' : adviceFor(this.info.credential),
    );
  }
}

function adviceFor(credential: string): string {
  if (credential.includes('client certificate'))
    return 'it may have expired: renew it (kubeadm certs renew) or download the kubeconfig again';
  if (credential.startsWith('exec ')) return `re-authenticate with ${credential.slice('exec '.length)}`;
  return 'it may have expired: re-authenticate, or download the kubeconfig again';
}
