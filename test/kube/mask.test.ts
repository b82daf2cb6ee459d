import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { maskOf, type Mask } from '../../src/kube/mask.ts';
import { certsFolder } from './support/certs.ts';
import { json, withServer } from './support/server.ts';

const TOKEN = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbm4/In0.c2ln-bmF0_dXJl/+=';
const masked = (mask: Mask, text: string): string => mask.body(Buffer.from(text)).toString('utf8');
const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** Length of the longest part of a secret that is still in a text, in any encoding. */
function rest(text: string, secret: string): number {
  const written = [secret, base64(secret), Buffer.from(secret).toString('base64url')];
  for (let length = secret.length; length > 0; length--)
    for (const form of written)
      for (let at = 0; at + length <= form.length; at++)
        if (text.includes(form.slice(at, at + length))) return length;
  return 0;
}

describe('a token in a response', () => {
  const mask = maskOf([`Bearer ${TOKEN}`]);

  it.each<[string, (token: string) => string]>([
    ['unchanged', (token) => token],
    ['after its scheme', (token) => `Bearer ${token}`],
    ['split from its scheme', (token) => `["Bearer",\n"${token}"]`],
    ['percent-encoded', encodeURIComponent],
    [
      'percent-encoded in lower case',
      (token) => encodeURIComponent(token).replace(/%../g, (hex) => hex.toLowerCase()),
    ],
    ['in JSON', (token) => JSON.stringify(token)],
    ['in JSON with escaped slashes', (token) => token.replaceAll('/', '\\/')],
    ['twice', (token) => `${token}${token} ${token}`],
    ['in base64', base64],
    ['in base64 without padding', (token) => base64(token).replace(/=+$/, '')],
    ['in base64 for URLs', (token) => Buffer.from(token).toString('base64url')],
    ['in base64 with its scheme', (token) => base64(`Bearer ${token}`)],
    ['in base64 after two letters', (token) => base64(`ab${token}cd`)],
    ['in base64 in a URL', (token) => encodeURIComponent(base64(`a${token}`))],
  ])('%s', (_how, written) => {
    const text = `{"kind":"x ${written(TOKEN)} y"}`;
    const left = masked(mask, text);
    expect(left).toContain('***');
    // At the edges of base64 up to two bytes share a group with their neighbors.
    expect(rest(left, TOKEN)).toBeLessThanOrEqual(4);
    expect(left.startsWith('{"kind":"x ')).toBe(true);
    expect(left.endsWith(' y"}')).toBe(true);
  });

  it('keeps everything else, and returns the same buffer when there is nothing to mask', () => {
    const bytes = Buffer.from('{"kind":"PodList"}');
    expect(mask.body(bytes)).toBe(bytes);
    expect(mask.text('nothing')).toBe('nothing');
  });

  it.each([1, 7, 50, 4_096])('is found in a stream of chunks of %d bytes', async (size) => {
    const text = `a ${TOKEN} b ${base64(`x${TOKEN}`)} c`.repeat(20);
    const chunks = Array.from({ length: Math.ceil(text.length / size) }, (_, i) =>
      Buffer.from(text.slice(i * size, (i + 1) * size)),
    );
    const got: Buffer[] = [];
    for await (const chunk of mask.stream(Readable.from(chunks))) got.push(chunk as Buffer);
    expect(Buffer.concat(got).toString('utf8')).toBe(masked(mask, text));
    expect(rest(Buffer.concat(got).toString('utf8'), TOKEN)).toBeLessThanOrEqual(4);
  });
});

describe('masking of other credentials', () => {
  it('user and password of basic auth, together, alone and in base64', () => {
    const login = base64('ann:s3cret&"word');
    const mask = maskOf([`Basic ${login}`]);
    for (const text of [
      login,
      'ann:s3cret&"word',
      's3cret&"word',
      's3cret\\u0026\\"word',
      base64('xs3cret&"word'),
    ])
      expect(rest(masked(mask, `{"a":"${text}"}`), 's3cret&"word')).toBeLessThanOrEqual(4);
  });

  it('a password that is a word of every response: only after its scheme, and in errors', () => {
    const mask = maskOf([`Basic ${base64('ann:items')}`, 'Bearer kubernetes']);
    expect(masked(mask, '{"kind":"PodList","items":[],"x":"kubernetes"}')).toBe(
      '{"kind":"PodList","items":[],"x":"kubernetes"}',
    );
    expect(masked(mask, `{"x":"Bearer kubernetes","y":"Basic ${base64('ann:items')}"}`)).toBe(
      '{"x":"***","y":"Basic ***"}',
    );
    expect(mask.error(Buffer.from('no kubernetes for you')).toString('utf8')).toBe('no *** for you');
  });

  it('the key of a client certificate, as PEM, in JSON and as in a kubeconfig', () => {
    const key = readFileSync(`${certsFolder}/alice.key`, 'utf8');
    const line = key.split('\n')[2] ?? '';
    expect(line.length).toBeGreaterThan(30);
    const mask = maskOf([], key);
    for (const text of [key, JSON.stringify(key), base64(key), base64(`client-key: ${key}`)])
      expect(rest(masked(mask, text), line)).toBeLessThanOrEqual(4);
    expect(masked(mask, readFileSync(`${certsFolder}/alice.crt`, 'utf8'))).toContain('BEGIN CERTIFICATE');
  });
});

describe('every response of a server that echoes requests', () => {
  const read = (status: number) =>
    withServer(
      ({ headers: { authorization = '' } }, response) => {
        const echo = `${authorization} ${base64(authorization)}`;
        json(response, { kind: 'PodList', message: echo, items: [{ metadata: { name: echo } }] }, status);
      },
      async (client) => {
        const texts: string[] = [];
        texts.push((await client.get('/a')).body.toString('utf8'));
        texts.push((await client.review('SelfSubjectReview', {})).body.toString('utf8'));
        for await (const chunk of (await client.stream('/metrics')).body) texts.push(String(chunk));
        texts.push(
          JSON.stringify(await client.list('/api/v1/pods', (items) => texts.push(JSON.stringify(items)))),
        );
        return texts;
      },
      { flags: { token: TOKEN }, secure: true },
    );

  it.each([200, 201, 403, 400])('with status %d', async (status) => {
    const texts = await read(status);
    expect(texts.length).toBeGreaterThanOrEqual(4);
    expect(texts.join('\n')).toContain('***');
    for (const text of texts) expect(rest(text, TOKEN)).toBeLessThanOrEqual(4);
  });
});
