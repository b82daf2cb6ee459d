import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemCa } from '../../src/kube/transport/system-ca.ts';
import { pem } from './support/certs.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archmap-ca-'));
  await writeFile(join(folder, 'bundle.pem'), pem('ca.crt'));
  await writeFile(join(folder, 'again.pem'), `# the same once more\n${pem('ca.crt')}`);
  await writeFile(join(folder, 'other.pem'), pem('other-ca.crt'));
});
afterAll(() => rm(folder, { recursive: true }));

const count = (text: string | undefined) => (text ?? '').split('BEGIN CERTIFICATE').length - 1;

describe('the system CAs, as Go finds them', () => {
  it('come from the folders of SSL_CERT_DIR, each certificate once', () => {
    const env = { SSL_CERT_FILE: join(folder, 'bundle.pem'), SSL_CERT_DIR: folder };
    expect(count(systemCa(env, 'linux'))).toBe(2);
  });

  it('come from a file alone when there is no such folder', () => {
    const env = { SSL_CERT_FILE: join(folder, 'other.pem'), SSL_CERT_DIR: join(folder, 'nowhere') };
    expect(systemCa(env, 'linux')?.trim()).toBe(pem('other-ca.crt').trim());
  });

  it('are unknown when nothing can be read', () => {
    const env = { SSL_CERT_FILE: join(folder, 'none.pem'), SSL_CERT_DIR: join(folder, 'nowhere') };
    expect(systemCa(env, 'linux')).toBeUndefined();
  });

  it('with SSL_CERT_FILE alone still contain those of the default folders', () => {
    const own = systemCa({ SSL_CERT_FILE: join(folder, 'other.pem') }, 'linux');
    const usual = systemCa({ SSL_CERT_FILE: join(folder, 'none.pem') }, 'linux');
    expect(own).toContain(pem('other-ca.crt').trim());
    expect(count(own)).toBe(count(usual) + 1);
  });
});
