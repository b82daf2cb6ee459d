import { once } from 'node:events';
import { createSecureServer, type ServerHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { connect as connectTls } from 'node:tls';
import { describe, expect, it } from '@jest/globals';
import { Http2Connection } from '../../src/kube/transport/http2.ts';
import { pem } from './support/certs.ts';

const IDLE_MS = 400;
const LARGE = 12 * 1024 * 1024;

/** A request to a server with this handler, over a connection that counts as dead after a short time without data. */
async function requested<T>(
  handler: (stream: ServerHttp2Stream) => void,
  use: (received: ReturnType<Http2Connection['send']>) => Promise<T>,
): Promise<T> {
  const server = createSecureServer({ key: pem('server.key'), cert: pem('server.crt') });
  server.on('stream', (stream) => {
    stream.on('error', () => undefined);
    handler(stream);
  });
  server.on('sessionError', () => undefined);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const socket = connectTls({ host: '127.0.0.1', port, ALPNProtocols: ['h2'], rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  const connection = new Http2Connection(
    socket,
    { secure: true, host: '127.0.0.1', port },
    { idleMs: IDLE_MS, onLimit: () => undefined, onBroken: () => undefined },
  );
  try {
    const { signal } = new AbortController();
    return await use(connection.send({ method: 'GET', path: '/', headers: {}, payload: undefined, signal }));
  } finally {
    connection.destroy();
    server.close();
  }
}

describe('a connection without data', () => {
  it('is kept while the reader waits', async () => {
    const size = await requested(
      (stream) => {
        stream.respond({ ':status': 200 });
        stream.end(Buffer.alloc(LARGE));
      },
      async (received) => {
        const { body } = await received;
        // Longer than a dead connection is waited for, as while other large bodies are read.
        await delay(4 * IDLE_MS);
        let sum = 0;
        for await (const chunk of body as AsyncIterable<Buffer>) sum += chunk.length;
        return sum;
      },
    );
    expect(size).toBe(LARGE);
  });

  it('ends when the server sends nothing, before and within a response', async () => {
    await requested(
      () => undefined,
      async (received) => {
        await expect(received).rejects.toMatchObject({ code: 'ETIMEDOUT' });
      },
    );
    await requested(
      (stream) => {
        stream.respond({ ':status': 200 });
        stream.write('{');
      },
      async (received) => {
        const { body } = await received;
        await expect(body.toArray()).rejects.toMatchObject({ code: 'ETIMEDOUT' });
      },
    );
  });
});
