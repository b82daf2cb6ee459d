import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { connect } from '../../../src/kube/index.ts';
import type { ConnectionFlags, ConnectionIo, KubeClient } from '../../../src/kube/types.ts';
import { certsFolder, pem } from './certs.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A server that misbehaves as its handler defines, and the tools to observe it. */
export interface Faulty {
  url: string;
  /** Connections so far. */
  connections: number;
  close(): Promise<void>;
}

export async function serve(handler: Handler, secure = false): Promise<Faulty> {
  const server: Server = secure
    ? createTlsServer(
        {
          key: pem('server.key'),
          cert: pem('server.crt'),
          ca: pem('ca.crt'),
          requestCert: true,
          rejectUnauthorized: false,
        },
        handler,
      )
    : createServer(handler);
  const sockets = new Set<Socket>();
  const faulty: Faulty = {
    url: '',
    connections: 0,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  server.on('connection', (socket: Socket) => {
    faulty.connections++;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  faulty.url = `${secure ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return faulty;
}

/** Runs `use` with a client of such a server; both are closed afterwards. */
export async function withServer<T>(
  handler: Handler,
  use: (client: KubeClient, server: Faulty) => Promise<T>,
  {
    flags = {},
    secure = false,
    io = {},
  }: { flags?: ConnectionFlags; secure?: boolean; io?: Partial<ConnectionIo> } = {},
): Promise<T> {
  const server = await serve(handler, secure);
  const trust = secure ? { certificateAuthority: `${certsFolder}/ca.crt`, token: 'a-token' } : {};
  const client = await connect({ server: server.url, ...trust, ...flags }, { ...quietIo(), ...io });
  try {
    return await use(client, server);
  } finally {
    client.close();
    await server.close();
  }
}

/** A process without kubeconfig, terminal and Ctrl-C. */
export function quietIo(): ConnectionIo & { stderr: PassThrough } {
  const stdin = Object.assign(new PassThrough(), { isTTY: false }) as unknown as NodeJS.ReadStream;
  return {
    env: { PATH: process.env['PATH'], HOME: '/nonexistent' },
    stdin,
    stderr: new PassThrough(),
    signal: new AbortController().signal,
  };
}

export function json(
  response: ServerResponse,
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

/** The query of a request. */
export function query(request: IncomingMessage): URLSearchParams {
  return new URL(request.url ?? '', 'http://x').searchParams;
}
