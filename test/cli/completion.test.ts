import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { archmap } from './support/in-process.ts';
import { completionHelper } from './support/program.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archmap-completion-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function candidates(...words: string[]): Promise<string[]> {
  const { code, stdout, stderr } = await archmap(['__complete', ...words]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const lines = stdout.trimEnd().split('\n');
  expect(lines.at(-1)).toMatch(/^:\d+$/);
  return lines.map((line) => line.split('\t')[0] ?? '');
}

describe('kubectl_complete-archmap', () => {
  it('passes the arguments from kubectl to the program', async () => {
    const { code, stdout, stderr } = await completionHelper(['ch']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^check\t.+\n:4\n$/);
  });

  it.each([
    [
      [''],
      [
        'get',
        'describe',
        'check',
        'map',
        'serve',
        'snapshot',
        'diff',
        'fleet',
        'report',
        'explain',
        'rbac',
        'rules',
        'completion',
        'options',
        ':4',
      ],
    ],
    [['ch'], ['check', ':4']],
    [
      ['check', '--min-severity', 'm'],
      ['medium', ':4'],
    ],
    [
      ['check', '--group-by', 'n'],
      ['namespace', ':4'],
    ],
    [
      ['check', '--severity', 'cr'],
      ['critical', ':4'],
    ],
    [
      ['explain', '--framework', 'o'],
      ['owasp', ':4'],
    ],
    [
      ['explain', 'KSV-0111'],
      ['KSV-0111', ':4'],
    ],
    [
      ['get', 'no'],
      ['nodes', ':4'],
    ],
    [
      ['--context', 'x', 'explain', 'etcd/sec'],
      ['etcd/secrets-unencrypted', ':4'],
    ],
    [
      ['check', '-o', 'c'],
      ['csv', 'cyclonedx', ':4'],
    ],
    [
      ['map', '-o', ''],
      ['html', 'svg', 'mermaid', 'dot', 'd2', 'drawio', 'graphml', 'json', ':4'],
    ],
    [['map', '-o', 'svg='], [':0']],
    [
      ['diff', 'a.json', '-o', 'm'],
      ['markdown', ':4'],
    ],
    [
      ['get', 'nodes', '-o', 'w'],
      ['wide', ':4'],
    ],
    [
      ['check', '--output=j'],
      ['--output=json', '--output=junit', ':4'],
    ],
    [
      ['check', '--fail-'],
      ['--fail-on', ':4'],
    ],
    [
      ['check', '--only', 'etc'],
      [
        'etcd',
        'etcd/backup-stale',
        'etcd/client-cert-auth-off',
        'etcd/exposed',
        'etcd/near-quota',
        'etcd/no-quorum-spare',
        'etcd/peer-cert-auth-off',
        'etcd/secrets-unencrypted',
        'etcd/shared-ca',
        'etcd/unsupported',
        ':4',
      ],
    ],
    [
      ['check', '--framework', 'o'],
      ['owasp', ':4'],
    ],
    [
      ['explain', 'cis/1.2.15'],
      ['cis/1.2.15', ':4'],
    ],
    [['--from', ''], [':0']],
    [['diff', ''], [':0']],
    [
      ['rules', ''],
      ['test', ':4'],
    ],
    [['rules', 'test', ''], [':0']],
    [
      ['-qn', 'shop', 'get', 'stor'],
      ['storage', 'storageclasses', ':4'],
    ],
    [
      ['completion', 'ba'],
      ['bash', ':4'],
    ],
  ])('%j', async (words, expected) => {
    expect(await candidates(...words)).toEqual(expected);
  });

  it('completes the contexts of the kubeconfig, and nothing without any', async () => {
    const file = join(folder, 'config');
    await writeFile(
      file,
      'apiVersion: v1\nkind: Config\ncontexts: [{name: prod, context: {}}, {name: preview, context: {}}, {name: dev, context: {}}]\n',
    );
    const { stdout } = await archmap(['__complete', '--context', 'pr'], { env: { KUBECONFIG: file } });
    expect(stdout).toBe('preview\nprod\n:4\n');
    expect(await candidates('--context', '')).toEqual([':4']);
  });
});

describe('completion', () => {
  it.each(['bash', 'zsh', 'fish', 'powershell'])('prints a script for %s', async (shell) => {
    const { code, stdout } = await archmap(['completion', shell]);
    expect(code).toBe(0);
    expect(stdout).toContain('kubectl-archmap __complete');
  });

  it('bash loads the script and completes with it', async () => {
    const bin = await mkdtemp(join(folder, 'bash-'));
    await symlink(
      new URL('../../bin/kubectl-archmap', import.meta.url).pathname,
      join(bin, 'kubectl-archmap'),
    );
    const { execFile } = await import('node:child_process');
    const { promisify } = await import('node:util');
    const script =
      'source <(kubectl-archmap completion bash); COMP_WORDS=(kubectl-archmap get ad); COMP_CWORD=2; _kubectl_archmap; echo "${COMPREPLY[*]}"';
    const { stdout } = await promisify(execFile)('bash', ['-c', script], {
      env: { ...process.env, PATH: `${bin}:${process.env['PATH']}` },
    });
    expect(stdout.trim()).toBe('addons');
  });

  it('installs the helper next to the program, once', async () => {
    const bin = join(folder, 'bin');
    await mkdir(bin);
    await writeFile(join(bin, 'kubectl-archmap'), '#!/bin/sh\n');
    await chmod(join(bin, 'kubectl-archmap'), 0o755);
    const first = await archmap(['completion', 'install'], { env: { PATH: bin } });
    expect(first).toMatchObject({ code: 0, stdout: '' });
    expect(await readFile(join(bin, 'kubectl_complete-archmap'), 'utf8')).toContain('__complete');
    const second = await archmap(['completion', 'install'], { env: { PATH: bin } });
    expect(second.stderr).toContain('already');
  });

  it('reports what is missing when the program is not on PATH', async () => {
    const { code, stderr } = await archmap(['completion', 'install'], { env: { PATH: '/nonexistent' } });
    expect(code).toBe(2);
    expect(stderr).toContain('PATH');
  });
});
