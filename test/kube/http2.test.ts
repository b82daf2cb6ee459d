import { describe, expect, it } from '@jest/globals';
import {
  constants,
  createSecureServer,
  type IncomingHttpHeaders,
  type Http2SecureServer,
  type SecureServerOptions,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { gzipSync } from 'node:zlib';
import { connect } from '../../src/kube/index.ts';
import type { ConnectionFlags, ConnectionIo, KubeClient } from '../../src/kube/types.ts';
import { certsFolder, pem } from './support/certs.ts';
import { httpProxy, socksProxy } from './support/proxies.ts';
import { json, quietIo, withServer } from './support/server.ts';

type Handler = (
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  session: number,
  tear: () => void,
) => unknown;

interface Served {
  url: string;
  /** Versions of HTTP in the order of the requests. */
  versions: string[];
  sessions: ServerHttp2Session[];
  connections: number;
}

/** A server that speaks HTTP/2, and HTTP/1.1 to those that do not; runs `use` with a client of it. */
async function withHttp2<T>(
  handler: Handler,
  use: (client: KubeClient, server: Served) => Promise<T>,
  {
    flags = {},
    io = {},
    options = {},
  }: { flags?: ConnectionFlags; io?: Partial<ConnectionIo>; options?: SecureServerOptions } = {},
): Promise<T> {
  const server: Http2SecureServer = createSecureServer({
    key: pem('server.key'),
    cert: pem('server.crt'),
    ca: pem('ca.crt'),
    requestCert: true,
    rejectUnauthorized: false,
    allowHTTP1: true,
    // Node's server holds responses in memory; an API server's handlers wait.
    maxSessionMemory: 200,
    ...options,
  });
  const served: Served = { url: '', versions: [], sessions: [], connections: 0 };
  const sockets = new Set<Socket>();
  const tear = () => {
    for (const socket of sockets) socket.destroy();
  };
  server.on('connection', (socket: Socket) => {
    served.connections++;
    sockets.add(socket);
    socket.on('error', () => undefined).once('close', () => sockets.delete(socket));
  });
  server.on('sessionError', () => undefined);
  server.on('session', (session) => void served.sessions.push(session));
  server.on('stream', (stream, headers) => {
    stream.on('error', () => undefined);
    served.versions.push('2.0');
    handler(stream, headers, served.sessions.indexOf(stream.session as ServerHttp2Session), tear);
  });
  server.on('request', (request, response) => {
    if (request.httpVersionMajor === 2) return;
    served.versions.push(request.httpVersion);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"http":1}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  served.url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const trust = { certificateAuthority: `${certsFolder}/ca.crt`, token: 'a-token' };
  const client = await connect({ server: served.url, ...trust, ...flags }, { ...quietIo(), ...io });
  try {
    return await use(client, served);
  } finally {
    client.close();
    const closed = new Promise((resolve) => server.close(resolve));
    tear();
    await closed;
  }
}

const JSON_TYPE = { 'content-type': 'application/json' };

function ok(stream: ServerHttp2Stream, body: unknown = { ok: true }): void {
  if (stream.destroyed) return;
  stream.respond({ ':status': 200, ...JSON_TYPE });
  stream.end(JSON.stringify(body));
}

const text = async (answer: Promise<{ body: Buffer }>) => (await answer).body.toString();

describe('ALPN', () => {
  it('a server with HTTP/2: all requests are streams of one connection', async () => {
    let most = 0;
    let open = 0;
    const hold: Handler = (stream) => {
      most = Math.max(most, ++open);
      setTimeout(() => {
        open--;
        ok(stream);
      }, 20);
    };

    await withHttp2(hold, async (client, served) => {
      const answers = await Promise.all(
        Array.from({ length: 200 }, (_, i) => client.get(`/api/v1/things/${i}`)),
      );

      expect(answers.every(({ status }) => status === 200)).toBe(true);
      expect(served.connections).toBe(1);
      expect(new Set(served.versions)).toEqual(new Set(['2.0']));
    });
    expect(most).toBe(32);
  });

  it('a server without HTTP/2: HTTP/1.1, and the negotiated connection is used', async () => {
    const versions: string[] = [];
    const connections = await withServer(
      (request, response) => {
        versions.push(request.httpVersion);
        json(response, {});
      },
      async (client, server) => {
        await client.get('/a');
        await client.get('/b');
        return server.connections;
      },
      { secure: true },
    );

    expect([...versions, connections]).toEqual(['1.1', '1.1', 1]);
  });

  it.each([
    ['DISABLE_HTTP2 as in client-go', { DISABLE_HTTP2: '1' }, ['1.1']],
    ['an empty DISABLE_HTTP2', { DISABLE_HTTP2: '' }, ['2.0']],
  ])('%s', async (_name, env, versions) => {
    const seen = await withHttp2(
      (stream) => ok(stream),
      async (client, served) => {
        await client.get('/a');
        return served.versions;
      },
      { io: { env } },
    );

    expect(seen).toEqual(versions);
  });

  it('a fresh connection and a probe are connections of their own', async () => {
    const seen = await withHttp2(
      (stream) => ok(stream),
      async (client, served) => {
        await client.get('/a');
        await client.get('/metrics', { freshConnection: true });
        await client.get('/metrics', { freshConnection: true });
        await client.probe('/version');
        return served.connections;
      },
    );

    expect(seen).toBe(4);
  });
});

describe('a request over HTTP/2', () => {
  const identity = (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => {
    const socket = stream.session?.socket as TLSSocket | undefined;
    ok(stream, {
      authority: headers[':authority'],
      // The client masks its own credential in responses.
      authorization: headers.authorization,
      encoding: headers['accept-encoding'],
      groups: headers['impersonate-group'],
      user: headers['impersonate-user'],
      certificate: socket?.getPeerCertificate().subject?.CN,
      sni: (socket as { servername?: unknown } | undefined)?.servername,
    });
  };

  it('contains credential, impersonation, server name and client certificate', async () => {
    const { body, url } = await withHttp2(
      identity,
      async (client, served) => ({ body: await text(client.get('/a')), url: served.url }),
      {
        flags: {
          clientCertificate: `${certsFolder}/alice.crt`,
          clientKey: `${certsFolder}/alice.key`,
          as: 'jane',
          asGroup: ['dev', 'ops'],
          tlsServerName: 'localhost',
          disableCompression: true,
        },
      },
    );

    expect(JSON.parse(body)).toMatchObject({
      authority: new URL(url).host,
      authorization: '***',
      user: 'jane',
      groups: 'dev, ops',
      certificate: expect.any(String),
      sni: 'localhost',
    });
    expect(JSON.parse(body)).not.toHaveProperty('encoding');
  });

  it('a review sends its body', async () => {
    const sent = await withHttp2(
      (stream, headers) => {
        let body = '';
        stream.setEncoding('utf8').on('data', (chunk) => (body += chunk));
        stream.on('end', () => ok(stream, { method: headers[':method'], kind: JSON.parse(body).kind }));
      },
      (client) => text(client.review('SelfSubjectReview', {})),
    );

    expect(JSON.parse(sent)).toEqual({ method: 'POST', kind: 'SelfSubjectReview' });
  });

  it('a credential with a line break is an error, and nothing is sent', async () => {
    await withHttp2(
      (stream) => ok(stream),
      async (client, served) => {
        await expect(client.get('/a')).rejects.toMatchObject({ code: 'credentials' });
        expect(served.versions).toEqual([]);
      },
      { flags: { token: 'a\nb' } },
    );
  });

  it.each([
    ['as it is', false],
    ['gzip', true],
  ])('a long response comes whole (%s)', async (_name, gzip) => {
    const long = Buffer.alloc(6_000_000, 'abcdefghij');
    const length = await withHttp2(
      (stream) => {
        stream.respond({ ':status': 200, ...JSON_TYPE, ...(gzip && { 'content-encoding': 'gzip' }) });
        stream.end(gzip ? gzipSync(long) : long);
      },
      async (client) =>
        (await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map((i) => client.get(`/${i}`)))).map(
          ({ body }) => body.length,
        ),
    );

    expect(new Set(length)).toEqual(new Set([6_000_000]));
  });

  it('offers windows that do not slow long lists', async () => {
    const { stream, connection } = await withHttp2(
      (stream) => ok(stream),
      async (client, served) => {
        await client.get('/a');
        const session = served.sessions[0];
        return {
          stream: session?.remoteSettings.initialWindowSize,
          connection: session?.state.remoteWindowSize,
        };
      },
    );

    expect(stream).toBe(4 * 1024 * 1024);
    expect(connection).toBeGreaterThan(100 * 1024 * 1024);
  });

  it('heeds the limit of streams of the server', async () => {
    let open = 0;
    let most = 0;
    await withHttp2(
      (stream) => {
        most = Math.max(most, ++open);
        setTimeout(() => {
          open--;
          ok(stream);
        }, 5);
      },
      async (client, served) => {
        const paths = Array.from({ length: 30 }, (_, i) => `/${i}`);
        await Promise.all(paths.map((path) => client.get(path)));
        expect(served.connections).toBe(1);
      },
      { options: { settings: { maxConcurrentStreams: 3 } } },
    );

    expect(most).toBeLessThanOrEqual(3);
  });

  it('429 with Retry-After: retried, with six requests in flight from then on', async () => {
    let calls = 0;
    let open = 0;
    let most = 0;
    await withHttp2(
      (stream) => {
        if (++calls === 1) return stream.respond({ ':status': 429, 'retry-after': '0' }, { endStream: true });
        most = Math.max(most, ++open);
        setTimeout(() => {
          open--;
          ok(stream);
        }, 10);
        return undefined;
      },
      async (client) => {
        await client.get('/first');
        await Promise.all(Array.from({ length: 40 }, (_, i) => client.get(`/${i}`)));
      },
    );

    expect(most).toBe(6);
  });
});

describe('a fault of HTTP/2', () => {
  it('GOAWAY in the middle: what was not processed goes over a new connection', async () => {
    let calls = 0;
    await withHttp2(
      (stream, _headers, session) => {
        calls++;
        if (session === 0 && calls === 5) stream.session?.goaway(constants.NGHTTP2_NO_ERROR, stream.id ?? 0);
        setTimeout(() => ok(stream), 10);
      },
      async (client, served) => {
        const answers = await Promise.all(Array.from({ length: 100 }, (_, i) => text(client.get(`/${i}`))));

        expect(new Set(answers)).toEqual(new Set(['{"ok":true}']));
        expect(served.connections).toBe(2);
        expect(new Set(served.versions)).toEqual(new Set(['2.0']));
      },
    );
  });

  it('GOAWAY after each response: every request succeeds', async () => {
    await withHttp2(
      (stream) => {
        ok(stream);
        stream.session?.goaway(constants.NGHTTP2_NO_ERROR, stream.id ?? 0);
      },
      async (client) => {
        for (const path of ['/a', '/b', '/c', '/d']) expect(await text(client.get(path))).toBe('{"ok":true}');
      },
    );
  });

  it('REFUSED_STREAM: retried', async () => {
    let calls = 0;
    const answer = await withHttp2(
      (stream) => (++calls === 2 ? stream.close(constants.NGHTTP2_REFUSED_STREAM) : ok(stream)),
      async (client, served) => {
        await client.get('/a');
        return [await text(client.get('/b')), served.connections];
      },
    );

    expect([answer, calls]).toEqual([['{"ok":true}', 1], 3]);
  });

  it('a stream that is reset in its body is no complete response: retried on the same connection', async () => {
    let calls = 0;
    const answer = await withHttp2(
      (stream) => {
        if (++calls !== 2) return ok(stream);
        stream.respond({ ':status': 200, ...JSON_TYPE });
        stream.write('{"half":');
        setTimeout(() => stream.destroy(new Error('reset')), 5);
        return undefined;
      },
      async (client, served) => {
        await client.get('/a');
        return [await text(client.get('/b')), served.connections];
      },
    );

    expect([answer, calls]).toEqual([['{"ok":true}', 1], 3]);
  });

  it('a connection that breaks in a body: retried on a new one, without a note', async () => {
    let calls = 0;
    const io = quietIo();
    await withHttp2(
      (stream, _headers, _session, tear) => {
        if (++calls !== 2) return ok(stream);
        stream.respond({ ':status': 200, ...JSON_TYPE });
        stream.write('{"half":', () => setTimeout(tear, 5));
        return undefined;
      },
      async (client, served) => {
        await client.get('/a');
        expect(await text(client.get('/b'))).toBe('{"ok":true}');
        expect(served.versions).toEqual(['2.0', '2.0', '2.0']);
      },
      { io },
    );
    expect(io.stderr.read()).toBeNull();
  });

  it.each<[string, Handler]>([
    ['closes the connection', (stream) => stream.session?.destroy()],
    ['demands HTTP/1.1', (stream) => stream.close(constants.NGHTTP2_HTTP_1_1_REQUIRED)],
    ['ends the session with an error', (stream) => stream.session?.goaway(constants.NGHTTP2_PROTOCOL_ERROR)],
    ['resets each stream', (stream) => stream.close(constants.NGHTTP2_INTERNAL_ERROR)],
    [
      'sends half of a body',
      (stream, _headers, _session, tear) => {
        stream.respond({ ':status': 200, ...JSON_TYPE });
        stream.write('{"half":', () => setTimeout(tear, 5));
      },
    ],
  ])('a proxy that %s over HTTP/2: HTTP/1.1, with one note', async (_name, handler) => {
    const io = quietIo();
    await withHttp2(
      handler,
      async (client, served) => {
        const answers = await Promise.all([1, 2, 3].map((i) => text(client.get(`/${i}`))));
        expect(answers).toEqual(['{"http":1}', '{"http":1}', '{"http":1}']);
        expect(served.versions.at(-1)).toBe('1.1');
      },
      { io },
    );
    expect(String(io.stderr.read())).toMatch(
      /^warning: HTTP\/2 to https:\S+ does not work, HTTP\/1.1 is used\n$/,
    );
  });

  it('a body that is shorter than its content-length is retried', async () => {
    let calls = 0;
    const answer = await withHttp2(
      (stream) => {
        if (++calls !== 2) return ok(stream);
        stream.respond({ ':status': 200, ...JSON_TYPE, 'content-length': '100' });
        return stream.end('{"half":');
      },
      async (client) => {
        await client.get('/a');
        return text(client.get('/b'));
      },
    );

    expect(answer).toBe('{"ok":true}');
  });
});

describe('the end of requests over HTTP/2', () => {
  it('a request that is cancelled resets its stream; others go on', async () => {
    const stop = new AbortController();
    const code = await withHttp2(
      (stream, headers) => {
        if (headers[':path'] !== '/slow') return void setTimeout(() => ok(stream), 30);
        return stop.abort();
      },
      async (client, served) => {
        const other = client.get('/other');
        await expect(client.get('/slow', { signal: stop.signal })).rejects.toMatchObject({
          code: 'cancelled',
        });
        expect((await other).status).toBe(200);
        return served.connections;
      },
    );
    expect(code).toBe(1);
  });

  it('a request without a response in its time ends with its own error', async () => {
    await withHttp2(
      (stream, headers) => headers[':path'] !== '/slow' && ok(stream),
      async (client, served) => {
        await client.get('/a');
        await expect(client.get('/slow', { timeoutMs: 50 })).rejects.toMatchObject({ code: 'timeout' });
        expect((await client.get('/b')).status).toBe(200);
        expect(served.connections).toBe(1);
      },
    );
  });

  it('close() ends requests and connections', async () => {
    await withHttp2(
      () => undefined,
      async (client, served) => {
        const waiting = client.get('/never');
        const failed = expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
        while (served.versions.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
        const ended = new Promise((resolve) => served.sessions[0]?.once('close', () => resolve(true)));
        client.close();
        await failed;
        expect(await ended).toBe(true);
      },
    );
  });
});

describe('through a proxy', () => {
  it.each(['http', 'https', 'socks5'])('%s: HTTP/2 over one tunnel', async (scheme) => {
    const carried = new Map();
    const proxy =
      scheme === 'socks5' ? socksProxy('P', carried) : httpProxy('P', carried, scheme === 'https');
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const { port } = proxy.address() as AddressInfo;
    try {
      await withHttp2(
        (stream) => ok(stream),
        async (client, served) => {
          await Promise.all([1, 2, 3, 4, 5, 6, 7, 8, 9].map((i) => client.get(`/${i}`)));
          expect(new Set(served.versions)).toEqual(new Set(['2.0']));
          expect(carried.size).toBe(1);
        },
        { flags: { proxyUrl: `${scheme}://127.0.0.1:${port}` } },
      );
    } finally {
      await new Promise((resolve) => proxy.close(resolve));
    }
  });
});
