import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';

/** kubectl's connection flags, as the user typed them (absent = not given). Names follow kubectl. */
export interface ConnectionFlags {
  kubeconfig?: string;
  context?: string;
  cluster?: string;
  user?: string;
  namespace?: string;
  server?: string;
  token?: string;
  username?: string;
  password?: string;
  clientCertificate?: string;
  clientKey?: string;
  certificateAuthority?: string;
  insecureSkipTlsVerify?: boolean;
  tlsServerName?: string;
  proxyUrl?: string;
  as?: string;
  asUid?: string;
  asGroup?: string[];
  asUserExtra?: string[];
  /** kubectl's syntax: `0`, `30`, `30s`, `2m`, `1h`. */
  requestTimeout?: string;
  disableCompression?: boolean;
}

/** What the connection folder needs from the process; passed in so that tests need no globals. */
export interface ConnectionIo {
  env: Readonly<Record<string, string | undefined>>;
  stdin: { isTTY?: boolean };
  /** Where the stderr of exec credential plugins and warnings go. */
  stderr: NodeJS.WritableStream;
  /** Aborted on Ctrl-C and at the total deadline. */
  signal: AbortSignal;
}

/** What was resolved from kubeconfig and flags. Holds no credential. */
export interface ConnectionInfo {
  /** API server URL without credentials, e.g. `https://10.0.0.1:6443`. */
  server: string;
  context?: string;
  cluster?: string;
  user?: string;
  /** Namespace by kubectl's rules (flag, context, service account file, `default`). */
  namespace: string;
  insecureSkipTlsVerify: boolean;
  tlsServerName?: string;
  /** Proxy in use, without user information. */
  proxy?: string;
  /** How the user authenticates, e.g. `client certificate`, `token`, `exec aws`, `service account`, `none`. */
  credential: string;
  inCluster: boolean;
  /** Requests are made in the name of somebody else (--as). */
  impersonates: boolean;
}

/** A complete answer of the API server, whatever its status. */
export interface KubeResponse {
  status: number;
  headers: IncomingHttpHeaders;
  /** Decoded (gunzipped) body. */
  body: Buffer;
}

export interface RequestOptions {
  /** Accept header; default `application/json`. */
  accept?: string;
  /** Ends this request earlier than the client's own signal. */
  signal?: AbortSignal;
  /** Use a new connection and do not keep it (to reach another replica behind a load balancer). */
  freshConnection?: boolean;
  /** Tries, the first among them; default 5. A part of the cluster that is down is not asked for long. */
  tries?: number;
  /** Milliseconds for this request, less than the user's own limit. Waiting for a place does not count. */
  timeoutMs?: number;
  /** Upper bound of the body in bytes; a longer one fails with code `http`. Default 8 MiB, of a stream 512 MiB. */
  maxBytes?: number;
}

export interface ListOptions {
  /** Items of a page; default 500. */
  limit?: number;
  /** Ask for `PartialObjectMetadataList` instead of whole objects (Secrets: always). */
  metadataOnly?: boolean;
  labelSelector?: string;
  /** Kind of the list that must come (`PodList`); another one is a fault. Absent = any whose name ends in `List`. */
  listKind?: string;
  /** Where `listKind` is not known: is a list of this kind one of something else? Then it is a fault. */
  isForeignKind?: (kind: string) => boolean;
  /** Its `apiVersion` (`apps/v1`), where the list tells one of a group. */
  listVersion?: string;
  signal?: AbortSignal;
  /** Called after each page with what is still to come, where the server says so. */
  onProgress?: (done: number, remaining: number | undefined) => void;
}

/** How a paged list went. `error` set = it stopped early; what was delivered until then is valid. */
export interface ListOutcome {
  /** HTTP status of the last answer; 0 when there was none. */
  status: number;
  count: number;
  pages: number;
  /** False when a continue token expired (410) and the rest comes from a newer state. */
  consistent: boolean;
  /** The server's message or the network fault; no credential ever. */
  error?: string;
}

/** Result of the unauthenticated probe: same URL, same CA, no credential, fresh connection, no redirect, no retry. */
export interface ProbeAnswer {
  /** 0 = no HTTP answer (see `error`). */
  status: number;
  /** First 4 KiB of the body, text. */
  body: string;
  /** `Content-Type`, in small letters and without parameters. */
  type?: string;
  error?: string;
}

/** Facts of the TLS handshake with the API server. */
export interface TlsFacts {
  protocol?: string;
  subject?: string;
  issuer?: string;
  subjectAltNames: string[];
  /** ISO 8601, UTC. */
  notAfter?: string;
  /** The chain verified against the kubeconfig's CA (or the system's). */
  authorized: boolean;
  remoteAddress?: string;
  /** The certificate that the server showed, DER. */
  certificate?: Uint8Array;
}

/**
 * The one way to talk to an API server. Only reads: GET, paged LIST and the self-review POSTs.
 * Non-2xx answers are returned, not thrown; network, TLS, credential and cancellation faults are thrown as ArchmapError.
 */
export interface KubeClient {
  readonly info: ConnectionInfo;
  /** GET with retry on 429/5xx (Retry-After, jitter, bounded). `path` starts with `/` and may hold a query. */
  get(path: string, options?: RequestOptions): Promise<KubeResponse>;
  /** GET as a decoded stream, for `/metrics`. The caller must consume or destroy the body. */
  stream(
    path: string,
    options?: RequestOptions,
  ): Promise<{ status: number; headers: IncomingHttpHeaders; body: Readable }>;
  /**
   * Paged list: keep-alive, gzip, next page asked for at the first chunk. `onItems` gets the parsed items of each page,
   * in order; it must copy what it keeps.
   */
  list(
    path: string,
    onItems: (items: readonly unknown[]) => void,
    options?: ListOptions,
  ): Promise<ListOutcome>;
  /** POST of a self-review (SelfSubjectReview, SelfSubjectAccessReview); anything else throws. */
  review(kind: 'SelfSubjectReview' | 'SelfSubjectAccessReview', spec: object): Promise<KubeResponse>;
  probe(path: string): Promise<ProbeAnswer>;
  /** The text without what this client logs in with, for what the server says elsewhere than in answers (certificates). */
  masked(text: string): string;
  tls(): Promise<TlsFacts | undefined>;
  /** gitVersion of the kubectl that started us, by its own word; undefined when none did or it does not answer. */
  kubectl(): Promise<string | undefined>;
  /** Addresses of the API server's host name; empty when a proxy resolves it. */
  resolve(): Promise<string[]>;
  /** Requests sent so far, for `-v` and tests. */
  readonly requests: number;
  close(): void;
}
