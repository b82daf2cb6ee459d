import { describe, expect, it } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { connect } from '../../src/kube/index.ts';
import { ArchmapError } from '../../src/shared/errors.ts';
import { holdTimer } from '../support/held-timer.ts';
import { certsFolder, pem } from './support/certs.ts';
import { json, quietIo, withServer, type Handler } from './support/server.ts';

/** Returns the steps in turn; the last one is repeated. */
function script(...steps: Handler[]): Handler & { calls: () => number } {
  let calls = 0;
  const handler: Handler = (request, response) =>
    steps[Math.min(calls++, steps.length - 1)]?.(request, response);
  return Object.assign(handler, { calls: () => calls });
}

const fine: Handler = (_request, response) => json(response, { ok: true });
const answering =
  (status: number, headers: Record<string, string> = {}): Handler =>
  (_request, response) =>
    json(response, { kind: 'Status', message: `status ${status}` }, status, headers);
/** Sends its content length and half of the content, and disconnects. */
const torn: Handler = (_request, response) => {
  response.writeHead(200, { 'content-length': '1000' });
  response.write('{"half":', () => response.destroy());
};

describe('a proxy that accepts the connection and does not respond', () => {
  /** Runs `use` with the address of such a proxy; the callback of `onConnection` runs at the next connection. */
  async function unresponsive(
    scheme: string,
    use: (url: string, onConnection: (then: () => void) => void) => Promise<void>,
  ) {
    const closed: Promise<unknown>[] = [];
    let connected: () => void = () => undefined;
    const proxy = createTcpServer((socket) => {
      closed.push(new Promise((resolve) => socket.on('error', () => undefined).once('close', resolve)));
      socket.resume();
      connected();
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const { port } = proxy.address() as AddressInfo;
    try {
      await use(`${scheme}://127.0.0.1:${port}`, (then) => (connected = then));
      // No open connection remains that would keep the process alive.
      expect(closed.length).toBe(2);
      await Promise.all(closed);
    } finally {
      await new Promise((resolve) => proxy.close(resolve));
    }
  }

  it.each(['http', 'socks5'])('%s: --request-timeout and Ctrl-C end the wait', async (scheme) => {
    const limit = holdTimer(3_456_789);
    await unresponsive(scheme, async (proxyUrl, onConnection) => {
      const interrupt = new AbortController();
      const flags = { server: 'https://cluster.example:6443', proxyUrl, token: 'x' };
      onConnection(() => limit.end());
      const client = await connect({ ...flags, requestTimeout: '3456789ms' }, quietIo());
      await expect(client.get('/a')).rejects.toMatchObject({ code: 'timeout' });
      client.close();
      const other = await connect(flags, { ...quietIo(), signal: interrupt.signal });
      onConnection(() => interrupt.abort());
      await expect(other.get('/a')).rejects.toMatchObject({ code: 'cancelled' });
      other.close();
    }).finally(() => limit.release());
  });
});

describe('get: temporary errors', () => {
  it.each([
    ['429 with Retry-After', answering(429, { 'retry-after': '0' })],
    ['503 without Retry-After', answering(503)],
    ['500 with Retry-After', answering(500, { 'retry-after': '0' })],
    ['a connection torn in the middle of the body', torn],
    ['a connection closed without an answer', (_request, response) => void response.destroy()],
    [
      'gzip cut short',
      (_request, response) => {
        const whole = gzipSync('x'.repeat(10_000));
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(whole.subarray(0, whole.length - 12));
      },
    ],
  ] satisfies [string, Handler][])('%s: retried', async (_name, fault) => {
    const handler = script(fine, fault, fine);

    const bodies = await withServer(handler, async (client) => [
      await client.get('/a'),
      await client.get('/b'),
    ]);

    expect(bodies.map(({ status, body }) => `${status} ${body.toString()}`)).toEqual([
      '200 {"ok":true}',
      '200 {"ok":true}',
    ]);
    expect(handler.calls()).toBe(3);
  });

  it('returns the response when it stays the same for five tries', async () => {
    const handler = script(answering(503, { 'retry-after': '0' }));

    const { status } = await withServer(handler, (client) => client.get('/a'));

    expect({ status, calls: handler.calls() }).toEqual({ status: 503, calls: 5 });
  });

  it.each([500, 404, 403, 301, 400])('%d is a response, not retried and not followed', async (status) => {
    const handler = script(answering(status, { location: '/elsewhere' }));

    const answer = await withServer(handler, (client) => client.get('/a'));

    expect({ status: answer.status, calls: handler.calls() }).toEqual({ status, calls: 1 });
  });

  it('401 after an accepted login is a response, too', async () => {
    const answer = await withServer(script(fine, answering(401)), async (client) => [
      await client.get('/a'),
      await client.get('/b'),
    ]);

    expect(answer.map(({ status }) => status)).toEqual([200, 401]);
  });
});

describe('get: permanent errors', () => {
  const thrown = (handler: Handler, flags = {}, path = '/a', options = {}) =>
    withServer(
      handler,
      (client) =>
        client.get(path, options).then(
          () => undefined,
          (error: unknown) => error,
        ),
      { flags },
    );

  it('a server that always disconnects', async () => {
    expect(await thrown((_request, response) => void response.destroy())).toMatchObject({
      code: 'unreachable',
    });
  });

  it('invalid data instead of gzip', async () => {
    const error = await thrown(
      (_request, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end('rubbish'),
    );

    expect(error).toMatchObject({ code: 'http' });
  });

  it('a response that is not HTTP', async () => {
    const error = await thrown((request) => void request.socket.end('SSH-2.0-OpenSSH\r\n'));

    expect(error).toMatchObject({
      code: 'unreachable',
      message: expect.stringMatching(/is not HTTP/),
    });
  });

  it('a response longer than the limit', async () => {
    const error = await thrown((_request, response) => void response.end(Buffer.alloc(3_000_000)), {}, '/a', {
      maxBytes: 2_000_000,
    });

    expect(error).toMatchObject({ code: 'http', message: expect.stringMatching(/exceeds 2 MiB/) });
  });

  it.each([
    ['never answers', () => undefined],
    ['stops in the middle', (_request, response) => void response.writeHead(200).write('{')],
  ] satisfies [string, Handler][])('a server that %s: --request-timeout', async (_name, handler) => {
    const limit = holdTimer(3_456_789);
    const requested: Handler = (request, response) => {
      handler(request, response);
      limit.end();
    };
    const error = await thrown(requested, { requestTimeout: '3456789ms' }).finally(() => limit.release());
    expect(error).toMatchObject({ code: 'timeout' });
  });

  it('a Go server that gets an http request on its TLS port', async () => {
    const error = await thrown(
      (_request, response) =>
        void response.writeHead(400).end('Client sent an HTTP request to an HTTPS server.\n'),
    );

    expect(error).toMatchObject({ code: 'tls', hint: expect.stringMatching(/https:\/\//) });
  });
});

describe('TLS', () => {
  it('a server that requires a client certificate', async () => {
    const server = createServer(
      { key: pem('server.key'), cert: pem('server.crt'), ca: pem('ca.crt'), requestCert: true },
      (_request, response) => json(response, {}),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const client = await connect(
      { server: `https://127.0.0.1:${port}`, certificateAuthority: `${certsFolder}/ca.crt` },
      quietIo(),
    );

    const error = await client.get('/a').catch((caught: unknown) => caught);
    client.close();
    await new Promise((resolve) => server.close(resolve));

    expect(error).toMatchObject({ code: 'tls', hint: expect.stringMatching(/client certificate/) });
  });
});

describe('cancellation', () => {
  it.each([
    ['Ctrl-C', undefined, { code: 'cancelled' }],
    [
      'a deadline with its own words',
      new ArchmapError('timeout', 'too long', 'more time'),
      { code: 'timeout', message: 'too long' },
    ],
  ])('%s stops active requests, and everything later', async (_name, reason, wanted) => {
    const stop = new AbortController();
    let gone: () => void = () => undefined;
    const closed = new Promise<void>((resolve) => (gone = resolve));
    const handler: Handler = (request, response) => {
      response.on('close', gone);
      if (request.url === '/body') response.writeHead(200).write('{');
      stop.abort(reason);
    };

    const errors = await withServer(
      handler,
      async (client) => {
        const first = await client.get('/body').catch((error: unknown) => error);
        await closed;
        return [
          first,
          await client.get('/later').catch((error: unknown) => error),
          await client.probe('/p').catch((error: unknown) => error),
        ];
      },
      { io: { signal: stop.signal } },
    );

    for (const error of errors) expect(error).toMatchObject(wanted);
  });

  it('stops a pause before the next try', async () => {
    const stop = new AbortController();
    const handler: Handler = (_request, response) => {
      json(response, {}, 429, { 'retry-after': '1000' });
      setImmediate(() => stop.abort());
    };

    const error = await withServer(handler, (client) => client.get('/a').catch((caught: unknown) => caught), {
      io: { signal: stop.signal },
    });

    expect(error).toMatchObject({ code: 'cancelled' });
  });

  it('the signal of one request does not affect others', async () => {
    const stop = new AbortController();
    const handler: Handler = (request, response) =>
      request.url === '/slow' ? stop.abort() : json(response, {});

    const results = await withServer(handler, async (client) => [
      await client.get('/slow', { signal: stop.signal }).catch((error: unknown) => error),
      (await client.get('/fine')).status,
    ]);

    expect(results).toMatchObject([{ code: 'cancelled' }, 200]);
  });
});

describe('connections', () => {
  it('one is enough for sequential requests; a fresh one is used once', async () => {
    const connections = await withServer(fine, async (client, server) => {
      for (let round = 0; round < 10; round++) await client.get('/a');
      const pooled = server.connections;
      for (let round = 0; round < 3; round++) await client.get('/a', { freshConnection: true });
      return { pooled, fresh: server.connections - pooled, requests: client.requests };
    });

    expect(connections).toEqual({ pooled: 1, fresh: 3, requests: 13 });
  });

  it('six requests in flight, never more', async () => {
    const held: ServerResponse[] = [];
    const groups: number[] = [];
    // No request gets a response before six are waiting; a seventh would require a seventh connection.
    const handler: Handler = (_request, response) => {
      held.push(response);
      if (held.length !== 6) return;
      groups.push(held.length);
      for (const waiting of held.splice(0)) json(waiting, {});
    };

    const { answers, connections } = await withServer(handler, async (client, server) => ({
      answers: await Promise.all(Array.from({ length: 36 }, (_, index) => client.get(`/${index}`))),
      connections: server.connections,
    }));

    expect({ answers: answers.length, groups, connections }).toEqual({
      answers: 36,
      groups: [6, 6, 6, 6, 6, 6],
      connections: 6,
    });
  });

  it('a stream keeps its slot until it is read or destroyed', async () => {
    const handler: Handler = (request, response) => {
      response.writeHead(200);
      if (request.url === '/metrics') response.write('a 1\n');
      else response.end('fine');
    };

    const text = await withServer(handler, async (client) => {
      const streams = await Promise.all(Array.from({ length: 6 }, () => client.stream('/metrics')));
      for (const { body } of streams) body.destroy();
      return (await client.get('/a')).body.toString();
    });

    expect(text).toBe('fine');
  });

  it('a stream is decoded, and retried like a GET', async () => {
    const zipped: Handler = (_request, response) =>
      void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('a 1\nb 2\n'));

    const text = await withServer(script(answering(503, { 'retry-after': '0' }), zipped), async (client) => {
      let all = '';
      for await (const chunk of (await client.stream('/metrics')).body) all += String(chunk);
      return all;
    });

    expect(text).toBe('a 1\nb 2\n');
  });

  it('sends User-Agent, and accepts gzip unless disabled', async () => {
    const seen: unknown[] = [];
    const handler: Handler = ({ headers }, response) => {
      seen.push([headers['accept-encoding'], headers.accept, headers['user-agent']]);
      json(response, {});
    };
    for (const flags of [{}, { disableCompression: true }]) {
      await withServer(handler, (client) => client.get('/a', { accept: 'text/plain' }), { flags });
    }

    const agent = expect.stringMatching(/^kubectl-archmap\//);
    expect(seen).toEqual([
      ['gzip', 'text/plain', agent],
      [undefined, 'text/plain', agent],
    ]);
  });
});

describe('reviews', () => {
  it('posts the three self-reviews, and nothing else', async () => {
    const posted: unknown[] = [];
    const handler: Handler = (request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () => {
        posted.push([request.method, request.url, JSON.parse(text)]);
        json(response, {}, 201);
      });
    };

    const outcome = await withServer(handler, async (client) => {
      await client.review('SelfSubjectReview', {});
      await client.review('SelfSubjectAccessReview', { resourceAttributes: { verb: 'list' } });
      try {
        return await client.review('Pod' as 'SelfSubjectReview', {});
      } catch (error) {
        return error;
      }
    });

    expect(outcome).toBeInstanceOf(TypeError);
    expect(posted).toEqual([
      [
        'POST',
        '/apis/authentication.k8s.io/v1/selfsubjectreviews',
        { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview', spec: {} },
      ],
      [
        'POST',
        '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
        {
          apiVersion: 'authorization.k8s.io/v1',
          kind: 'SelfSubjectAccessReview',
          spec: { resourceAttributes: { verb: 'list' } },
        },
      ],
    ]);
  });
});
