import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { tokenFileCredential } from '../../src/kube/credentials/token-file.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archmap-token-'));
});
afterEach(async () => {
  jest.restoreAllMocks();
  await rm(folder, { recursive: true });
});

describe('a token file', () => {
  it('is read again after 50 s, and the last good token is used while it cannot be read', async () => {
    let now = 1_000_000;
    jest.spyOn(performance, 'now').mockImplementation(() => now);
    const file = join(folder, 'token');
    await writeFile(file, 'first\n');
    const credential = tokenFileCredential('token file', file, undefined);
    const current = async () => (await credential.current()).authorization;
    expect(await current()).toBe('Bearer first');
    await writeFile(file, 'second\n');
    now += 49_000;
    expect(await current()).toBe('Bearer first');
    now += 2_000;
    expect(await current()).toBe('Bearer second');
    await rm(file);
    now += 51_000;
    expect(await current()).toBe('Bearer second');
  });
});
