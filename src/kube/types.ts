import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';

export type { ConnectionFlags } from './connection-flags.ts';

/** What the connection folder requires from the process; passed in so that tests need no globals. */
export interface ConnectionIo {
  env: Readonly<Record<string, string | undefined>>;
  stdin: { isTTY?: boolean };
  /** Where the stderr of exec credential plugins and warnings go. */
  stderr: NodeJS.WritableStream;
  /** Aborted on Ctrl-C and at the total deadline. */
  signal: AbortSignal;
}

/** Resolved from kubeconfig and flags. Contains no credential. */
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
  /** Requests are sent as another user (--as). */
  impersonates: boolean;
}

/** A complete response of the API server, whatever its status. */
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
  /** Tries, including the first; default 5. Fewer for a part of the cluster that may be down. */
  tries?: number;
  /** Milliseconds for this request, less than the user's own limit. Waiting for a slot does not count. */
  timeoutMs?: number;
  /** Upper bound of the body in bytes; a longer one fails with code `http`. Default 8 MiB, 512 MiB for a stream. */
  maxBytes?: number;
}

export interface ListOptions {
  /** Items per page; default 500. */
  limit?: number;
  /** Request `PartialObjectMetadataList` instead of complete objects (Secrets: always). */
  metadataOnly?: boolean;
  labelSelector?: string;
  /** Expected kind of the list (`PodList`); another one is a fault. Absent = any that ends in `List`. */
  listKind?: string;
  /** Without `listKind`: whether a list of this kind belongs to something else, which is a fault. */
  isForeignKind?: (kind: string) => boolean;
  /** Its `apiVersion` (`apps/v1`), for lists that contain a group. */
  listVersion?: string;
  signal?: AbortSignal;
  /** Called after each page with the number of remaining items, if the server returns it. */
  onProgress?: (done: number, remaining: number | undefined) => void;
}

/** Result of a paged list. `error` set = it ended early; items passed on before are valid. */
export interface ListOutcome {
  /** HTTP status of the last response; 0 when there was none. */
  status: number;
  count: number;
  pages: number;
  /** False when a continue token expired (410) and the rest comes from a newer state. */
  consistent: boolean;
  /** The server's message or the network fault; never a credential. */
  error?: string;
}

/** Result of the unauthenticated probe: same URL, same CA, no credential, fresh connection, no redirect, no retry. */
export interface ProbeAnswer {
  /** 0 = no HTTP response (see `error`). */
  status: number;
  /** First 4 KiB of the body, text. */
  body: string;
  /** `Content-Type`, in lower case and without parameters. */
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
  /** The chain was verified against the kubeconfig's CA (or the system's). */
  authorized: boolean;
  remoteAddress?: string;
  /** The certificate that the server presented, DER. */
  certificate?: Uint8Array;
}

/**
 * The only interface to an API server. Read-only: GET, paged LIST and the self-review POSTs. Responses other than 2xx are returned, not
 * thrown; network, TLS, credential and cancellation faults are thrown as ArchmapError.
 */
export interface KubeClient {
  readonly info: ConnectionInfo;
  /** GET with retry on 429/5xx (Retry-After, jitter, bounded). `path` starts with `/` and may contain a query. */
  get(path: string, options?: RequestOptions): Promise<KubeResponse>;
  /** GET as a decoded stream, for `/metrics`. The caller must consume or destroy the body. */
  stream(
    path: string,
    options?: RequestOptions,
  ): Promise<{ status: number; headers: IncomingHttpHeaders; body: Readable }>;
  /**
   * Paged list: keep-alive, gzip, next page requested at the first chunk. `onItems` gets the parsed items of each page, in order; it must
   * copy what it keeps.
   */
  list(
    path: string,
    onItems: (items: readonly unknown[]) => void,
    options?: ListOptions,
  ): Promise<ListOutcome>;
  /** POST of a self-review (SelfSubjectReview, SelfSubjectAccessReview); anything else throws. */
  review(kind: 'SelfSubjectReview' | 'SelfSubjectAccessReview', spec: object): Promise<KubeResponse>;
  probe(path: string): Promise<ProbeAnswer>;
  /** The text without this client's credential, for server data outside of responses (certificates). */
  masked(text: string): string;
  tls(): Promise<TlsFacts | undefined>;
  /** gitVersion reported by the kubectl that started this plugin; undefined when there is none or it does not respond. */
  kubectl(): Promise<string | undefined>;
  /** IP addresses of the API server's host name; empty when a proxy resolves it. */
  resolve(): Promise<string[]>;
  /** Requests sent so far, for `-v` and tests. */
  readonly requests: number;
  close(): void;
}
