import { request } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { PageServer } from '../../src/cli/page-server.ts';
import { startPageServer } from '../../src/cli/page-server.ts';

let server: PageServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

interface Answer {
  status: number | undefined;
  headers: Record<string, unknown>;
  body: string;
}

async function ask(url: string, options: { method?: string; host?: string } = {}): Promise<Answer> {
  const { method = 'GET', host } = options;
  return await new Promise((done, fail) => {
    const sent = request(url, { method, ...(host !== undefined && { headers: { host } }) }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      response.on('end', () => done({ status: response.statusCode, headers: response.headers, body }));
    });
    sent.on('error', fail).end();
  });
}

async function serving(refresh: () => Promise<void> = async () => undefined) {
  let pages = 0;
  server = await startPageServer({ port: 0, page: () => `<!doctype html>${++pages}`, refresh });
  return server.url;
}

describe('the server of the page', () => {
  it('serves the page under its secret path on the loopback address, and tells nobody else', async () => {
    const url = await serving();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{32}\/$/);
    const page = await ask(url);
    expect(page).toMatchObject({ status: 200, body: '<!doctype html>1' });
    expect(page.headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'content-security-policy': "frame-ancestors 'none'",
    });
    expect(page.headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('has a new path each time', async () => {
    const first = await serving();
    await server?.close();
    expect(new URL(await serving()).pathname).not.toBe(new URL(first).pathname);
  });

  it.each(['/', '/x/', '/refresh', '/%2e%2e/'])('answers 404 to %s', async (path) => {
    const url = await serving();
    expect((await ask(new URL(path, url).href)).status).toBe(404);
    expect((await ask(`${url}x`)).status).toBe(404);
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('refuses %s', async (method) => {
    expect((await ask(await serving(), { method })).status).toBe(405);
  });

  it('refuses the name of another host: DNS rebinding', async () => {
    const url = await serving();
    const { port } = new URL(url);
    expect((await ask(url, { host: `evil.example:${port}` })).status).toBe(421);
    expect((await ask(url, { host: `localhost:${port}` })).status).toBe(200);
  });

  it('collects once for refreshes at the same time, then leads back to the page', async () => {
    let runs = 0;
    let begun: () => void = () => undefined;
    let finish: () => void = () => undefined;
    const running = new Promise<void>((done) => (begun = done));
    const url = await serving(
      () =>
        new Promise((done) => {
          runs++;
          finish = done;
          begun();
        }),
    );
    const both = Promise.all([ask(`${url}refresh`), ask(`${url}refresh`)]);
    await running;
    expect((await ask(`${url}refresh`, { method: 'HEAD' })).status).toBe(303);
    finish();
    for (const { status, headers } of await both)
      expect([status, headers['location']]).toEqual([303, new URL(url).pathname]);
    expect(runs).toBe(1);
  });

  it('keeps the last page when a refresh fails', async () => {
    const url = await serving(async () => {
      throw new Error('connection refused \u001b[31m');
    });
    const refused = await ask(`${url}refresh`);
    expect(refused).toMatchObject({ status: 502 });
    expect(refused.body).toContain('connection refused \\u{1b}[31m');
    expect((await ask(url)).status).toBe(200);
  });

  it('says which port is in use', async () => {
    const url = await serving();
    const port = Number(new URL(url).port);
    await expect(startPageServer({ port, page: () => '', refresh: async () => undefined })).rejects.toThrow(
      `cannot listen on 127.0.0.1:${port}`,
    );
  });
});
