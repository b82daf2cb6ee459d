import { generateKeyPairSync } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, request } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { Cluster } from './cluster.ts';
import { run } from './process.ts';

/** A proxy to the API server that denies some paths. */
export interface Filter {
  /** For `--proxy-url`. */
  url: string;
  close: () => Promise<void>;
}

/**
 * Hides data sources where RBAC cannot, because AlwaysAllow authorizes every request. An HTTP proxy that terminates the TLS
 * of its tunnels (with a certificate of the cluster's CA for the API server's address) and forwards each request with its
 * own credentials: a token, or none. Denied paths get a 403 in the API server's format.
 */
export async function startFilter(cluster: Cluster, refused: (path: string) => boolean): Promise<Filter> {
  const [first] = cluster.state.hosts;
  if (!first) throw new TypeError('a cluster has a first host');
  const pki = join(cluster.state.dir, first.name, 'root/etc/kubernetes/pki');
  const ca = await readFile(join(pki, 'ca.crt'), 'utf8');
  const inner = createServer(await certificateFor(cluster, pki, first.ip), (incoming, answer) => {
    if (refused(incoming.url ?? '')) refuse(incoming, answer);
    else pass(incoming, answer, { host: first.ip, port: 6443, ca });
  });
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => void sockets.add(socket.once('close', () => sockets.delete(socket)));
  inner.on('connection', keep);
  await listen(inner);
  const proxy = createHttpServer().on('connect', (_, client, head) => {
    const tunnel = connect((inner.address() as AddressInfo).port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      tunnel.write(head);
      tunnel.pipe(client);
      client.pipe(tunnel);
    });
    // Either side may close the connection at any time.
    tunnel.on('error', () => client.destroy());
    client.on('error', () => tunnel.destroy());
  });
  proxy.on('connection', keep);
  await listen(proxy);
  const close = async () => {
    // Tunnels are no longer HTTP connections, which `closeAllConnections` would close.
    for (const socket of sockets) socket.destroy();
    await Promise.all([inner, proxy].map((server) => new Promise((resolve) => server.close(resolve))));
  };
  return { url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, close };
}

function pass(
  incoming: IncomingMessage,
  answer: ServerResponse,
  target: { host: string; port: number; ca: string },
): void {
  const outgoing = request(
    { ...target, method: incoming.method, path: incoming.url, headers: incoming.headers },
    (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(answer);
    },
  );
  outgoing.on('error', () => answer.destroy());
  incoming.pipe(outgoing);
}

function refuse(incoming: IncomingMessage, answer: ServerResponse): void {
  incoming.resume();
  const status = {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    reason: 'Forbidden',
    code: 403,
  };
  answer.writeHead(403, { 'content-type': 'application/json' });
  answer.end(JSON.stringify({ ...status, message: 'forbidden: the filter hides this' }));
}

function listen(server: {
  listen: (port: number, host: string, done: () => void) => unknown;
}): Promise<void> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
}

async function certificateFor(
  { state }: Cluster,
  pki: string,
  address: string,
): Promise<{ key: string; cert: string }> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const file = (name: string) => join(state.dir, `filter.${name}`);
  await writeFile(file('key'), key, { mode: 0o600 });
  await writeFile(file('ext'), `subjectAltName=IP:${address}\n`);
  await run('openssl', [
    'req',
    '-new',
    '-key',
    file('key'),
    '-subj',
    '/CN=kube-apiserver',
    '-out',
    file('csr'),
  ]);
  const ca = ['-CA', join(pki, 'ca.crt'), '-CAkey', join(pki, 'ca.key'), '-set_serial', '1'];
  await run('openssl', [
    'x509',
    '-req',
    '-in',
    file('csr'),
    ...ca,
    '-days',
    '365',
    '-extfile',
    file('ext'),
    '-out',
    file('crt'),
  ]);
  return { key, cert: await readFile(file('crt'), 'utf8') };
}
