/**
 * An API server in a process of its own, so that its work does not count as ours: `server.ts PODS MILLISECONDS_A_PAGE`.
 * HTTPS, gzip as API servers do it (level 1), pages with continue tokens. Prints its URL and waits for the end of stdin.
 */
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { podJson } from './pods.ts';

const PAGE = 500;

const [pods = 0, delay = 0] = process.argv.slice(2).map(Number);
const certs = join(dirname(fileURLToPath(import.meta.url)), '../test/kube/certs');
const pages = Array.from({ length: Math.max(1, Math.ceil(pods / PAGE)) }, (_, page) => pageBody(page));

const server = createServer(
  { cert: readFileSync(join(certs, 'server.crt')), key: readFileSync(join(certs, 'server.key')) },
  (request, response) => answer(request, response),
);
server.listen(0, '127.0.0.1', () => {
  const size = pages.reduce((sum, { raw }) => sum + raw, 0);
  const { port } = server.address() as AddressInfo;
  process.stdout.write(
    `${JSON.stringify({ url: `https://127.0.0.1:${port}`, pages: pages.length, size })}\n`,
  );
});
process.stdin.resume().on('end', () => process.exit(0));

function pageBody(page: number): { raw: number; gzip: Buffer } {
  const first = page * PAGE;
  const last = Math.min(pods, first + PAGE);
  const items = Array.from({ length: last - first }, (_, i) => podJson(first + i)).join(',');
  const more = last < pods ? `,"continue":"page-${page + 1}","remainingItemCount":${pods - last}` : '';
  const body = `{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"7"${more}},"items":[${items}]}\n`;
  return { raw: body.length, gzip: gzipSync(body, { level: 1 }) };
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '/', 'https://bench');
  if (url.pathname === '/api/v1/pods') {
    const page = pages[Number((url.searchParams.get('continue') ?? 'page-0').slice('page-'.length))];
    setTimeout(() => {
      response
        .writeHead(200, {
          'content-type': 'application/json',
          'content-encoding': 'gzip',
          'content-length': page?.gzip.length ?? 0,
        })
        .end(page?.gzip);
    }, delay);
    return;
  }
  const body = JSON.stringify(small(url.pathname, request.method ?? 'GET'));
  const status = body.includes('"Failure"') ? 404 : 200;
  request.resume();
  response.writeHead(status, { 'content-type': 'application/json' }).end(body);
}

/** Enough of the rest that the program takes it for an API server. */
function small(path: string, method: string): object {
  if (path === '/version') return { major: '1', minor: '37', gitVersion: 'v1.37.2' };
  if (method === 'POST') return { status: { allowed: true, userInfo: { username: 'bench', groups: [] } } };
  if (path === '/api')
    return {
      kind: 'APIGroupDiscoveryList',
      items: [{ metadata: {}, versions: [{ version: 'v1', resources: [POD] }] }],
    };
  if (path === '/apis') return { kind: 'APIGroupDiscoveryList', items: [] };
  return { kind: 'Status', status: 'Failure', code: 404, message: 'not found' };
}

const POD = { resource: 'pods', responseKind: { kind: 'Pod' }, scope: 'Namespaced', verbs: ['get', 'list'] };
