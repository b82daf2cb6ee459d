import { ArchmapError, messageOf, type ErrorCode } from '../../shared/errors.ts';
import { REFUSED } from './http2.ts';
import { tlsFault } from './tls-faults.ts';

/** Values that an error text may contain. */
export interface FaultContext {
  /** URL of the server, without credentials. */
  server: string;
  host: string;
  /** Name that the certificate must contain, if it is not the host. */
  serverName?: string;
  /** Proxy without credentials, if one is used. */
  proxy?: string;
  /** A more specific error for a server that is not configured. */
  fallback?: { what: string; hint: string };
}

const PROXY_HINT = 'check proxy-url, HTTPS_PROXY and NO_PROXY';
const UNREACHABLE = new Set(['EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'EACCES', 'EPERM', 'EINVAL']);
const TORN = new Set([
  REFUSED,
  'ECONNRESET',
  'EPIPE',
  'ECONNABORTED',
  'ERR_STREAM_PREMATURE_CLOSE',
  'Z_BUF_ERROR',
  'ETIMEDOUT',
  'EAI_AGAIN',
]);

/** Whether the same GET may succeed a moment later. */
export function isTransient(error: unknown): boolean {
  return TORN.has(codeOf(error));
}

export function isRefused(error: unknown): boolean {
  return codeOf(error) === 'ECONNREFUSED';
}

function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : '';
}

/** A network or TLS fault as an error with its remediation. Contains only known texts and therefore no credential. */
export function toArchmapError(error: unknown, context: FaultContext): ArchmapError {
  if (error instanceof ArchmapError) return error;
  const code = codeOf(error);
  const { server, host, proxy, fallback } = context;
  if (code === 'ECONNREFUSED' && fallback)
    return new ArchmapError('kubeconfig', fallback.what, fallback.hint);
  const peer = proxy?.startsWith('https:') ? `${server} or the proxy` : server;
  const tls = tlsFault(code, error, peer, context.serverName ?? host);
  const [kind, what, hint] = tls ? ['tls' as const, ...tls] : networkFault(code, error, context);
  return new ArchmapError(kind, what, hint, { cause: withoutStack(error) });
}

type Fault = readonly [code: ErrorCode, what: string, hint: string];

function networkFault(code: string, error: unknown, context: FaultContext): Fault {
  const { server, host, proxy } = context;
  const target = proxy ? `the proxy ${proxy}` : server;
  if (code === 'ERR_PROXY') {
    return [
      'unreachable',
      `the proxy ${proxy ?? ''} did not connect to ${host}: ${messageOf(error)}`,
      PROXY_HINT,
    ];
  }
  if (code === 'ECONNREFUSED') {
    const hint = proxy
      ? PROXY_HINT
      : 'check that the cluster is running, and host and port in the kubeconfig';
    return ['unreachable', `${target} refused the connection`, hint];
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    const name = proxy ? `the host of the proxy ${proxy}` : host;
    return [
      'unreachable',
      `${name} cannot be resolved`,
      'check the name, DNS, and whether a VPN is required',
    ];
  }
  if (code === 'ETIMEDOUT') {
    return ['timeout', `${target} did not respond in time`, 'check network, proxies and firewalls'];
  }
  if (UNREACHABLE.has(code)) {
    return ['unreachable', `${target} cannot be reached (${code})`, 'check network, route and VPN'];
  }
  if (TORN.has(code)) {
    const hint = server.startsWith('http:')
      ? 'if the server requires TLS, specify its address with https://'
      : 'try again; check proxies and firewalls between this host and the server';
    return ['unreachable', `the connection to ${target} was closed (${code})`, hint];
  }
  return protocolFault(code, server, target);
}

function protocolFault(code: string, server: string, target: string): Fault {
  if (code === 'ERR_INVALID_CHAR') {
    return [
      'credentials',
      'the credential contains an invalid character, often a line break',
      'fix the token or password; in YAML put it on one line, without |',
    ];
  }
  if (code.startsWith('Z_')) {
    return [
      'http',
      `${server} returned a response that cannot be decompressed (${code})`,
      'try --disable-compression; check proxies between this host and the server',
    ];
  }
  if (code.startsWith('HPE_')) {
    return [
      'unreachable',
      `the response of ${server} is not HTTP`,
      'check port and scheme; an API server uses https',
    ];
  }
  return [
    'unreachable',
    `the request to ${target} failed (${code || 'unknown error'})`,
    'run again with -v=9 for the cause',
  ];
}

/** The cause for `-v=9`: name, code and message of Node's own network errors, which contain addresses and no secrets. */
function withoutStack(error: unknown): unknown {
  return error instanceof Error
    ? Object.assign(new Error(error.message), { name: error.name, code: codeOf(error) })
    : undefined;
}
