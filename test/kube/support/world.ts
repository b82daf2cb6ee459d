import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Server, Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { pem } from './certs.ts';
import { serveProvider } from './provider.ts';
import { httpProxy, socksProxy, type Carried } from './proxies.ts';
import type { Seen } from './seen.ts';

/** Port names that rows use as `%NAME%`. */
export interface World {
  ports: Readonly<Record<string, number>>;
  /** Requests to the API servers, oldest first; the test empties it. */
  seen: Seen[];
  close(): Promise<void>;
}

/** A port without a listener: it is above Linux's range of ephemeral ports. */
const CLOSED = 65_535;

/** Starts every server that a row may use, on loopback. The API servers record the clients, and reject `Bearer rejected`. */
export async function startWorld(): Promise<World> {
  const seen: Seen[] = [];
  const carried: Carried = new Map();
  const api = (name: string) => (request: IncomingMessage, response: ServerResponse) => {
    const seenNow = look(name, request, carried);
    if (/^\/(?:version|prefix|api\/v1\/namespaces)/.test(seenNow.path)) seen.push(seenNow);
    answer(request, response);
  };
  const tls = (name: string, certificate: string, chain = '') =>
    createHttpsServer(
      {
        key: pem(`${certificate}.key`),
        cert: pem(`${certificate}.crt`) + chain,
        ca: pem('ca.crt'),
        requestCert: true,
        rejectUnauthorized: false,
      },
      api(name),
    );
  const servers: Record<string, Server> = {
    TLS: tls('TLS', 'server'),
    MIDDLE: tls('MIDDLE', 'server-middle', pem('middle-ca.crt')),
    ELSEWHERE: tls('ELSEWHERE', 'server-elsewhere'),
    NAMELESS: tls('NAMELESS', 'server-nameless'),
    EXPIRED: tls('EXPIRED', 'server-expired'),
    PLAIN: createHttpServer(api('PLAIN')),
    PROXY: httpProxy('PROXY', carried, false),
    PROXYTLS: httpProxy('PROXYTLS', carried, true),
    SOCKS: socksProxy('SOCKS', carried),
    IDP: createHttpsServer({ key: pem('server.key'), cert: pem('server.crt') }, serveProvider),
  };
  const sockets = new Set<Socket>();
  for (const server of Object.values(servers)) {
    server.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    });
    server.on('tlsClientError', () => undefined);
    await listen(server);
  }
  const ports = Object.fromEntries(
    Object.entries(servers).map(([name, server]) => [name, (server.address() as AddressInfo).port]),
  );
  return {
    ports: { ...ports, CLOSED },
    seen,
    async close() {
      for (const socket of sockets) socket.destroy();
      await Promise.all(
        Object.values(servers).map((server) => new Promise((resolve) => server.close(resolve))),
      );
    },
  };
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
}

function look(server: string, request: IncomingMessage, carried: Carried): Seen {
  const socket = request.socket as Partial<TLSSocket> & Socket;
  const headers = Object.entries(request.headersDistinct);
  const impersonate = Object.fromEntries(
    headers.filter(([name]) => name.startsWith('impersonate-')).map(([name, values]) => [name, values ?? []]),
  );
  const commonName = socket.getPeerCertificate?.().subject?.CN;
  const sni = socket.servername as unknown as string | false | undefined;
  const via = carried.get(socket.remotePort ?? 0);
  return {
    server,
    path: request.url ?? '',
    ...(sni && { sni }),
    ...(commonName !== undefined && { clientCertificate: String(commonName) }),
    ...(request.headers.authorization !== undefined && { authorization: request.headers.authorization }),
    ...(Object.keys(impersonate).length > 0 && { impersonate }),
    ...(request.headers['accept-encoding'] !== undefined && {
      acceptEncoding: request.headers['accept-encoding'],
    }),
    ...(via && { via }),
  };
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  if (request.headers.authorization === 'Bearer rejected') {
    return send(response, 401, {
      kind: 'Status',
      apiVersion: 'v1',
      status: 'Failure',
      message: 'Unauthorized',
      reason: 'Unauthorized',
      code: 401,
    });
  }
  const path = (request.url ?? '').replace(/\?.*/, '');
  if (path.endsWith('/pods'))
    return send(response, 200, {
      kind: 'PodList',
      apiVersion: 'v1',
      metadata: { resourceVersion: '1' },
      items: [],
    });
  if (path === '/api') return send(response, 200, { kind: 'APIVersions', versions: ['v1'] });
  if (path === '/apis') return send(response, 200, { kind: 'APIGroupList', apiVersion: 'v1', groups: [] });
  if (path === '/api/v1') {
    const pods = { name: 'pods', singularName: 'pod', namespaced: true, kind: 'Pod', verbs: ['get', 'list'] };
    return send(response, 200, { kind: 'APIResourceList', groupVersion: 'v1', resources: [pods] });
  }
  send(response, 200, { major: '1', minor: '37', gitVersion: 'v1.37.2' });
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
