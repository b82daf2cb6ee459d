import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { ArchmapError, messageOf } from '../shared/errors.ts';
import { printable } from '../shared/text.ts';

const LOOPBACK = '127.0.0.1';
const MAX_CONNECTIONS = 50;
const HEADERS_TIMEOUT_MS = 10_000;

/** What the server shows. */
export interface Served {
  /** The page as HTML, with a link to `refresh`. */
  page: () => string;
  /** Collects again; the next page shows the new data. */
  refresh: () => Promise<void>;
  /** 0 = any free port. */
  port: number;
}

export interface PageServer {
  /** With the secret path. */
  url: string;
  close: () => Promise<void>;
}

/**
 * Serves one page on the loopback address until it is closed. Only GET and HEAD are answered, only under a random path that other users of
 * the machine and other websites do not know, and only under the names of the loopback address, so that no foreign host name can be rebound
 * to it. Throws `output` if the port is in use.
 */
export async function startPageServer(served: Served): Promise<PageServer> {
  const token = randomBytes(24).toString('base64url');
  const server = createServer({ requestTimeout: HEADERS_TIMEOUT_MS, headersTimeout: HEADERS_TIMEOUT_MS });
  server.maxConnections = MAX_CONNECTIONS;
  const port = await listen(server, served.port);
  // Clients leave out the default port.
  const suffixes = port === 80 ? [':80', ''] : [`:${port}`];
  const hosts = new Set(suffixes.flatMap((suffix) => [LOOPBACK + suffix, `localhost${suffix}`]));
  const refresh = shared(served.refresh);
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    void answer({ ...served, refresh }, { request, response, hosts, token });
  });
  return {
    url: `http://${LOOPBACK}:${port}/${token}/`,
    close: async () => {
      await new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      });
    },
  };
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  hosts: ReadonlySet<string>;
  token: string;
}

async function answer(
  { page, refresh }: Served,
  { request, response, hosts, token }: Exchange,
): Promise<void> {
  const send = (status: number, text: string, headers: Readonly<Record<string, string>> = {}) => {
    response.writeHead(status, { ...HEADERS, 'Content-Type': 'text/plain; charset=utf-8', ...headers });
    response.end(request.method === 'HEAD' ? undefined : text);
  };
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return send(405, 'Only GET is supported.\n', { Allow: 'GET, HEAD' });
  if (!hosts.has(request.headers.host ?? '')) return send(421, 'Unknown host name.\n');
  const [, secret = '', ...rest] = (request.url ?? '').split(/[?#]/)[0]?.split('/') ?? [];
  const route = rest.join('/');
  if (!sameText(secret, token) || (route !== '' && route !== 'refresh')) return send(404, 'Not found.\n');
  try {
    if (route === 'refresh') {
      if (request.method === 'GET') await refresh();
      return send(303, '', { Location: `/${token}/` });
    }
    send(200, page(), { 'Content-Type': 'text/html; charset=utf-8' });
  } catch (error) {
    send(502, `Not refreshed: ${printable(messageOf(error))}\nThe page before: go back.\n`);
  }
}

/** No cache keeps the page, no other site frames it, and no link tells its address. */
const HEADERS: Readonly<Record<string, string>> = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** Compares without telling by its duration how much of the text is right. */
function sameText(a: string, b: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(a), hash(b));
}

/** Calls during a run wait for the same run. */
function shared(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return async () => {
    running ??= run().finally(() => {
      running = undefined;
    });
    await running;
  };
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((done, fail) => {
    server.once('error', (error) =>
      fail(
        new ArchmapError(
          'output',
          `cannot listen on ${LOOPBACK}:${port}: ${messageOf(error)}`,
          'specify another --port, or none for any free port',
          { cause: error },
        ),
      ),
    );
    server.listen(port, LOOPBACK, done);
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}
