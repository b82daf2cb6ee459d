import {
  createServer as createHttpServer,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { pem } from './certs.ts';
import type { Seen } from './seen.ts';

/** Local ports of the proxies' own connections, so that the API server can assign each request to a proxy. */
export type Carried = Map<number, NonNullable<Seen['via']>>;

/**
 * Proxies of all kinds that resolve every name to this machine, so that a test can request `api.archmap.test` without
 * DNS. Port 7 is refused, for tests of a proxy that cannot connect. User information must be `user:pass` where it is
 * required.
 */
export function httpProxy(name: string, carried: Carried, secure: boolean): Server {
  const onRequest = (request: IncomingMessage, response: ServerResponse) => {
    // Absolute form: a plain http server behind a proxy.
    const url = new URL(request.url ?? '');
    const { 'proxy-authorization': authorization, ...headers } = request.headers;
    const onward = httpRequest(
      { host: '127.0.0.1', port: url.port, path: url.pathname + url.search, headers, agent: false },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    onward.on('socket', (socket) =>
      socket.on('connect', () => carried.set(socket.localPort ?? 0, via(name, url.host, authorization))),
    );
    onward.on('error', () => response.writeHead(502).end());
    request.pipe(onward);
  };
  const server = secure
    ? createHttpsServer({ key: pem('server.key'), cert: pem('server.crt') }, onRequest)
    : createHttpServer(onRequest);
  server.on('connect', (request: IncomingMessage, client: Duplex, head: Buffer) => {
    const target = request.url ?? '';
    const port = Number(target.slice(target.lastIndexOf(':') + 1));
    if (port === 7) {
      client.end('HTTP/1.1 403 Forbidden by policy\r\n\r\n');
      return;
    }
    if (request.headers['proxy-authorization'] === `Basic ${Buffer.from('user:wrong').toString('base64')}`) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    const onward = connect(port, '127.0.0.1', () => {
      carried.set(onward.localPort ?? 0, via(name, target, request.headers['proxy-authorization']));
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.write(head);
      join(client, onward);
    });
    onward.on('error', () => client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'));
  });
  return server;
}

export function socksProxy(name: string, carried: Carried): Server {
  return createServer((client) => {
    client.on('error', () => client.destroy());
    serveSocks(client, name, carried).catch(() => client.destroy());
  });
}

async function serveSocks(client: Socket, name: string, carried: Carried): Promise<void> {
  const read = reading(client);
  const [, methods = 0] = await read(2);
  const offered = [...(await read(methods))];
  let authorization: string | undefined;
  client.write(Buffer.from([5, offered.includes(2) ? 2 : 0]));
  if (offered.includes(2)) {
    const user = await read((await read(2))[1] ?? 0);
    const password = await read((await read(1))[0] ?? 0);
    authorization = `${user.toString()}:${password.toString()}`;
    client.write(Buffer.from([1, authorization === 'user:pass' ? 0 : 1]));
  }
  const [, , , kind] = await read(4);
  const host =
    kind === 3
      ? (await read((await read(1))[0] ?? 0)).toString()
      : (await read(kind === 4 ? 16 : 4)).join('.');
  const port = (await read(2)).readUInt16BE();
  const onward = connect(port, '127.0.0.1', () => {
    carried.set(onward.localPort ?? 0, via(name, `${host}:${port}`, authorization));
    client.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]));
    join(client, onward);
  });
  onward.on('error', () => client.end(Buffer.from([5, 5, 0, 1, 0, 0, 0, 0, 0, 0])));
}

function via(proxy: string, target: string, authorization: string | undefined): NonNullable<Seen['via']> {
  return { proxy, target, ...(authorization !== undefined && { authorization }) };
}

function join(a: Duplex, b: Duplex): void {
  a.pipe(b).pipe(a);
  for (const [one, other] of [[a, b] as const, [b, a] as const])
    one.on('error', () => other.destroy()).on('close', () => other.destroy());
}

/** Reads exactly this number of bytes. */
function reading(socket: Socket): (size: number) => Promise<Buffer> {
  return async (size) => {
    if (size === 0) return Buffer.alloc(0);
    for (;;) {
      const chunk = socket.read(size) as Buffer | null;
      if (chunk) return chunk;
      await new Promise<void>((resolve, reject) => {
        socket.once('readable', resolve).once('close', () => reject(new Error('closed')));
      });
      if (socket.readableEnded) throw new Error('ended');
    }
  };
}
