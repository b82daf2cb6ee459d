import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { certsFolder } from '../kube/support/certs.ts';
import { json, serve, type Faulty } from '../kube/support/server.ts';
import { startArchmap } from './support/program.ts';

let folder = '';
let server: Faulty;
const logins: (string | undefined)[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archmap-exec-'));
  server = await serve((request, response) => {
    logins.push(request.headers.authorization);
    json(response, { kind: 'Status', message: 'not found', code: 404 }, 404);
  }, true);
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

/** A kubeconfig whose user is an exec plugin: its text is a shell script. */
async function kubeconfig(script: string): Promise<string> {
  const plugin = join(folder, 'plugin.sh');
  await writeFile(plugin, `#!/bin/sh\n${script}\n`);
  await chmod(plugin, 0o755);
  const file = join(folder, 'config');
  const exec = {
    apiVersion: 'client.authentication.k8s.io/v1',
    command: plugin,
    interactiveMode: 'IfAvailable',
  };
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'x',
    clusters: [
      { name: 'c', cluster: { server: server.url, 'certificate-authority': join(certsFolder, 'ca.crt') } },
    ],
    users: [{ name: 'u', user: { exec } }],
    contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
  };
  await writeFile(file, JSON.stringify(config));
  return file;
}

const CREDENTIAL =
  '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"from-plugin"}}';

// The plugin inherits stdin and stderr of the process, so this requires a real process.
describe('an exec plugin of the kubeconfig', () => {
  it('prints its own text on stderr, and the login reaches the server', async () => {
    logins.length = 0;
    const file = await kubeconfig(`echo 'please touch your key' >&2; echo '${CREDENTIAL}'`);
    const { stderr, stdout } = await startArchmap(['check', '--kubeconfig', file]);
    expect(stderr).toContain('please touch your key\n');
    expect(logins).toContain('Bearer from-plugin');
    expect(stdout + stderr).not.toContain('from-plugin');
  });

  it('that reads from stdin gets end of file, and does not block', async () => {
    const file = await kubeconfig('read answer; echo "read: [$answer]" >&2; exit 3');
    const { code, stderr } = await startArchmap(['--kubeconfig', file], { openStdin: true });
    expect(code).toBe(2);
    expect(stderr).toContain('read: []');
    expect(stderr).toContain('failed with exit code 3');
  });
});
