import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { archmap, dump } from './support/in-process.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archmap-errors-'));
});
afterAll(() => rm(folder, { recursive: true }));

const TWO_LINES = /^error: [^\n]+\nhint: {2}[^\n]+\n$/;

describe('invalid usage', () => {
  it.each([
    [['chek'], 'chek', 'check'],
    [['check', '--onyl', 'etcd'], '--onyl', '--only'],
    [['check', '-o', 'tabel'], 'tabel', 'table'],
    [['check', '--fail-on', 'severe'], 'severe', 'critical'],
    [['check', '--only', 'etdc', '--demo'], 'unknown check or area "etdc"', 'etcd'],
    [['--dmeo'], 'unknown flag: --dmeo', '--demo'],
    [
      ['check', '--fail-on', 'hgih'],
      'invalid value "hgih" for --fail-on: must be one of critical, high',
      'high',
    ],
    [
      ['check', '--demo', '--severity', 'high,hgih'],
      'invalid value "hgih" for --severity',
      'did you mean high',
    ],
    [['check', '--demo', '--severity', ''], '--severity requires a value', '--severity VALUE'],
    [['check', '--demo', '--severity', ','], '--severity requires a value', 'critical'],
    [['check', '--demo', '--min-severity', 'sever'], 'invalid value "sever" for --min-severity', 'critical'],
    [['check', '--severity', 'high', '--min-severity', 'low'], 'mutually exclusive', 'one'],
    [['check', '--demo', '--group-by', 'team'], 'invalid value "team" for --group-by', 'namespace'],
    [['check', '--demo', '-l', 'team=a b'], 'invalid value "team=a b" for --selector', '-l team=shop'],
    [['check', '--demo', '-l', 'team in (a'], 'for --selector', '-l team=shop'],
    [['check', '--demo', '-l', 'team=no-such-team'], 'no namespace, workload or node', 'kubectl get'],
    [['check', '--demo', '-l', 'a=b', '--framework', 'cis'], 'mutually exclusive', 'remove one'],
    [['check', '--demo', '--min-severity', 'low', '--framework', 'cis'], 'mutually exclusive', 'severity'],
    [['explain', 'etcd', '--framework', 'cis'], 'mutually exclusive', 'explain --framework cis'],
    [['explain', 'encrpytion'], 'no check, control or topic matches "encrpytion"', 'encryption'],
    [['explain', 'zzzzqqqq'], 'zzzzqqqq', 'list all with: kubectl archmap explain'],
    [['get', 'node-pools', '--demo'], 'node-pools', 'nodes'],
    [['get', 'nodes', 'cp-9', '--from', dump], 'cp-9', 'cp-1'],
    [['explain', 'etcd/secrets-unencrypt'], 'etcd/secrets-unencrypt', 'etcd/secrets-unencrypted'],
    [['--demo', '--from', dump], '--demo', 'one'],
    [['check', '--complete'], '--complete applies to files only', '--from'],
    [['--complete', '--demo'], '--complete applies to files only', '--from'],
    [['check', '--only', ',', '--demo'], '--only requires a value', 'explain'],
    [['--from='], '--from requires a value', '--from VALUE'],
    [['-v='], '-v requires a value', '9'],
    [['-😀'], 'unknown flag: -😀', '--help'],
    [['-n', '..', '--server', 'http://127.0.0.1:9'], '".."', '-n'],
    [['-n', 'a/b', '--server', 'http://127.0.0.1:9'], '"a/b"', '-n'],
    [['-n', 'a%2fb', '--server', 'http://127.0.0.1:9'], '"a%2fb"', '-n'],
    [['--timeout', 'soon', '--demo'], 'soon', '90s'],
    [['get'], 'section', '--help'],
    [['get', 'nodes', 'cp-1', 'cp-2'], 'cp-2', '<section> [name]'],
    [['completion', 'tcsh'], 'shell "tcsh"', 'zsh'],
    [['--nope'], 'unknown flag: --nope', '--help'],
    [['-x'], 'unknown flag: -x', '--help'],
    [['help', 'chek'], 'chek', 'check'],
    [['explain', '--', '--x'], '--x', 'explain --help'],
    [['get', 'constructor', '--demo'], 'constructor', 'control-plane'],
    [['--demo=constructor'], 'constructor', 'true, false'],
    [['rbac', '--no-headers'], 'unknown flag: --no-headers is not available', 'kubectl archmap get'],
    [['get', 'nodes', '--only', 'etcd'], '--only', 'kubectl archmap check'],
    [['--demo', '--context'], '--context requires a value', '--context VALUE'],
    [['check', '--demo', '-n'], '-n requires a value', '-n VALUE'],
    [
      ['check', '--demo', '--fail-on', '-q'],
      'invalid value "-q" for --fail-on: must be one of critical',
      'critical',
    ],
    [['check', '--demo', '--fail-on='], '--fail-on requires a value', 'critical'],
    [['--demo=perhaps'], 'perhaps', 'true, false'],
    [['check', '--demo', '--only', 'etcd', '--skip', 'etcd'], 'no check', '--skip'],
    [['--demo', '-v', 'loud'], 'loud', '9'],
  ])('%j reports the argument and the correction', async (args, wrong, permission) => {
    const { code, stdout, stderr } = await archmap(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(TWO_LINES);
    const [what, hint] = stderr.split('\n');
    expect(what).toContain(wrong);
    expect(hint).toContain(permission);
  });
});

describe('invalid input', () => {
  it.each<[string, () => Buffer | string]>([
    ['empty.yaml', () => ''],
    [
      'cut.archmap.gz',
      () => gzipSync('{"format":"archmap-snapshot","schemaVersion":1}\n'.repeat(500)).subarray(0, 40),
    ],
    ['tabs.yaml', () => 'apiVersion: v1\nkind: Pod\nmetadata:\n\tname: web\n'],
    ['garbage.bin', () => Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 197 + 13) % 256))],
    [
      'newer.archmap.gz',
      () =>
        gzipSync(
          `${JSON.stringify({ format: 'archmap-snapshot', schemaVersion: 99, tool: 'x', takenAt: '2030-01-01T00:00:00Z', source: 'live' })}\n`,
        ),
    ],
    ['half.json', () => '{"kind": "List", "items": [{"kind": "Pod"'],
  ])('%s exits with one line for the cause, one line for the fix', async (name, content) => {
    const file = join(folder, name);
    await writeFile(file, content());
    const { code, stdout, stderr } = await archmap(['check', '--from', file]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(TWO_LINES);
    expect(stderr).toContain(name);
  });

  it('a missing file and a folder without manifests', async () => {
    for (const path of [join(folder, 'nowhere.yaml'), await mkdtemp(join(folder, 'none-'))]) {
      const { code, stderr } = await archmap(['--from', path]);
      expect(code).toBe(2);
      expect(stderr).toMatch(TWO_LINES);
    }
  });
});

describe('no cluster', () => {
  it.each([
    [['--server', 'http://127.0.0.1:1'], '127.0.0.1:1'],
    [['--kubeconfig', '/nonexistent/config'], '/nonexistent/config'],
    [['--server', 'https://127.0.0.1:1', '--certificate-authority', '/etc'], '/etc'],
    [['--server', 'https://a%zz:b@127.0.0.1:1'], 'not the address of an API server'],
    [['--server', 'https://10.0.0.1:1', '--proxy-url', 'http://us%er:p@127.0.0.1:1'], 'proxy-url'],
    [[], 'kubeconfig'],
  ])('%j reports the cluster and the fix', async (args, named) => {
    const { code, stdout, stderr } = await archmap([...args, '--request-timeout', '60s']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(TWO_LINES);
    expect(stderr).toContain(named);
    expect(stderr).not.toContain('bug');
  });
});
