import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { load } from 'js-yaml';
import type { Result } from '../../src/result/types.ts';
import { archmap, dump } from './support/in-process.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archmap-cli-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('overview', () => {
  it('shows every part of the cluster on one screen', async () => {
    const { code, stdout, stderr } = await archmap(['--from', dump]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const head of [
      'CONTROL PLANE',
      'NODES',
      'NAMESPACES',
      'ADD-ONS',
      'ENTRY POINTS',
      'RISKS',
      'NOT FULLY COLLECTED',
      'Next:',
    ])
      expect(stdout).toContain(head);
    expect(stdout).toMatch(/kube-apiserver +1 Pod +v1\.37/);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(62);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('of the example cluster fits on a screen', async () => {
    const { code, stdout, stderr } = await archmap(['--demo']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(80);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(stdout).toMatch(/kube-apiserver +3 Pods/);
    expect(stdout).toContain('CRITICAL');
  });

  it('gives the same bytes for the same input', async () => {
    const [first, second] = await Promise.all([
      archmap(['--from', dump, '-o', 'json']),
      archmap(['--from', dump, '-ojson']),
    ]);
    expect(first.stdout).toBe(second.stdout);
    expect(first.stdout.length).toBeGreaterThan(1000);
  });

  it('uses color only on request or in a terminal', async () => {
    const plain = await archmap(['--from', dump]);
    const color = await archmap(['--from', dump, '--color', 'always']);
    expect(plain.stdout).not.toContain('\u001b[');
    expect(color.stdout).toContain('\u001b[');
    // oxlint-disable-next-line no-control-regex -- the escape sequences are what is compared
    expect(color.stdout.replaceAll(/\u001b\[[0-9;]*m/g, '')).toBe(plain.stdout);
  });
});

describe('check', () => {
  it('exits with 1 from the threshold upwards, and with 0 below it', async () => {
    const code = async (...args: string[]) => (await archmap(['check', '--from', dump, ...args])).code;
    expect(await code()).toBe(1);
    expect(await code('--fail-on', 'critical')).toBe(1);
    expect(await code('--fail-on', 'none')).toBe(0);
    expect(await code('--only', 'api-server/audit-logging-off')).toBe(0);
    expect(await code('--only', 'api-server/audit-logging-off', '--fail-on', 'medium')).toBe(1);
    expect(await code('--only', 'api-server/public-endpoint')).toBe(0);
    expect(await code('--only', 'api-server/public-endpoint', '--require-complete')).toBe(3);
    const { stdout } = await archmap(['check', '--from', dump, '--only', 'api-server/public-endpoint']);
    expect(stdout).toContain('Exit code 0: no risk at or above --fail-on=high, but every result is unknown');
  });

  it('prints the same verdicts as table, wide, json and yaml', async () => {
    const [table, wide, json, yaml] = await Promise.all(
      ['table', 'wide', 'json', 'yaml'].map((format) =>
        archmap(['check', '--from', dump, '--only', 'etcd', '--all', '-o', format]),
      ),
    );
    const result = JSON.parse(json?.stdout ?? '') as Result;
    expect(load(yaml?.stdout ?? '')).toEqual(result);
    const failed = result.verdicts.filter(({ verdict }) => verdict === 'fail');
    expect(failed.map(({ check }) => check)).toContain('etcd/client-cert-auth-off');
    for (const { check, message } of failed) {
      expect(table?.stdout).toContain(check);
      expect(wide?.stdout).toContain(message);
    }
  });

  it('shows the requested severities, and the gate counts all', async () => {
    const [whole, high, named] = await Promise.all([
      archmap(['check', '--demo']),
      archmap(['check', '--demo', '--min-severity', 'high']),
      archmap(['check', '--demo', '--severity', 'low', '--severity', 'info', '--fail-on', 'high']),
    ]);
    expect(high.stdout).toContain('etcd/secrets-unencrypted');
    expect(high.stdout).not.toContain('MEDIUM');
    expect(high.stdout).toMatch(
      /^Not shown: \d+ risks \(\d+ medium, \d+ low, \d+ info\), \d+ unknown of other severities$/m,
    );
    expect(named.stdout).not.toContain('etcd/secrets-unencrypted');
    const last = (text: string) => text.trimEnd().split('\n').at(-1);
    expect(last(whole.stdout)).toMatch(/^Exit code 1: \d+ risks at or above --fail-on=high$/);
    for (const one of [high, named]) {
      expect(one.code).toBe(1);
      expect(last(one.stdout)).toBe(last(whole.stdout));
    }
  });

  it('writes all results to other formats, whatever the table shows', async () => {
    const [whole, some] = await Promise.all([
      archmap(['check', '--demo', '-o', 'json']),
      archmap(['check', '--demo', '-o', 'json', '--severity', 'low', '--group-by', 'area']),
    ]);
    expect(some.stdout).toBe(whole.stdout);
    expect(some.stderr).toBe('note: --severity applies to table, wide, csv; json: all results\n');
  });

  it('writes the requested severities to csv, which is read as a table', async () => {
    const { stdout, stderr } = await archmap(['check', '--demo', '-o', 'csv', '--min-severity', 'high']);
    const severities = stdout
      .split('\r\n')
      .slice(1, -1)
      .map((line) => line.slice(1, line.indexOf('"', 1)));
    expect(new Set(severities)).toEqual(new Set(['critical', 'high']));
    expect(stderr).not.toContain('note: --severity');
  });

  it('is limited to the objects with labels', async () => {
    const { code, stdout, stderr } = await archmap([
      'check',
      '--demo',
      '-l',
      'kubernetes.io/metadata.name in (warehouse),!no-such-label',
      '-o',
      'json',
    ]);
    const { verdicts, summary } = JSON.parse(stdout) as Result;
    expect(code).toBe(1);
    expect(verdicts.length).toBeGreaterThan(3);
    for (const { object } of verdicts) expect(object?.namespace ?? object?.name).toBe('warehouse');
    expect(Object.values(summary.verdicts).reduce((sum, count) => sum + count, 0)).toBe(verdicts.length);
    expect(stderr).toMatch(
      /^warning: -l .*: \d+ results about the whole cluster and \d+ results about other objects left out$/m,
    );
    const gate = async (label: string) => (await archmap(['check', '--demo', '-l', label])).code;
    expect(await gate('kubernetes.io/metadata.name=kube-node-lease')).toBe(0);
  });

  it('omits headers and draws borders on request', async () => {
    const bare = await archmap(['check', '--from', dump, '--no-headers']);
    const boxed = await archmap(['check', '--from', dump, '--borders']);
    expect(bare.stdout).not.toContain('SEVERITY');
    expect(boxed.stdout).toContain('┌');
  });
});

describe('get', () => {
  const sections = [
    'control-plane',
    'nodes',
    'namespaces',
    'workloads',
    'addons',
    'storage',
    'exposure',
    'identities',
  ];

  it.each(sections)('%s prints in every format', async (section) => {
    const outputs = await Promise.all(
      ['table', 'wide', 'json', 'yaml', 'name'].map((format) =>
        archmap(['get', section, '--from', dump, '-o', format]),
      ),
    );
    for (const { code } of outputs) expect(code).toBe(0);
    const list = JSON.parse(outputs[2]?.stdout ?? '') as { items: unknown[] };
    expect(load(outputs[3]?.stdout ?? '')).toEqual(list);
    const records = list.items;
    const rows = (outputs[0]?.stdout ?? '')
      .trim()
      .split('\n')
      .filter((line) => line !== '').length;
    if (records.length === 0) expect(outputs[0]?.stderr).toMatch(/^No /);
    else expect(rows).toBeGreaterThan(records.length > 0 ? 1 : 0);
  });

  it("shows one record by name, with kubectl's short names", async () => {
    const { stdout } = await archmap(['get', 'no', 'cp-1', '--from', dump, '-o', 'json']);
    expect((JSON.parse(stdout) as { name: string }).name).toBe('cp-1');
  });
});

describe('flags', () => {
  it.each([
    [['--demo', 'get', 'nodes', '-o', 'name']],
    [['-A', '--demo=true', 'get', 'nodes', '-oname']],
    [['get', '-qA', 'nodes', '--demo', '-o=name']],
    [['get', '--demo', '-o', 'json', '--output=name', '--', 'nodes']],
    [['get', 'nodes', '--demo', '--namespace=', '--output', 'name']],
  ])('%j are accepted wherever kubectl accepts them', async (args) => {
    const { code, stdout } = await archmap(args);
    expect(code).toBe(0);
    expect(stdout).toBe((await archmap(['get', 'nodes', '--demo', '-o', 'name'])).stdout);
  });

  it.each(['--no-headers', '--no-headers=true', '--no-headers=1'])('%s is accepted', async (flag) => {
    expect((await archmap(['get', 'nodes', '--demo', flag])).stdout).not.toContain('STATUS');
  });

  it('help is the same as in kubectl', async () => {
    const requested = await archmap(['help', 'get']);
    expect(requested.stdout).toBe((await archmap(['get', '--help'])).stdout);
    expect(requested.stdout).toContain('<section>');
  });

  it('help has the order of kubectl, and the global flags are a command of their own', async () => {
    const [{ stdout: help }, { stdout: options }] = await Promise.all([
      archmap(['check', '--help']),
      archmap(['options']),
    ]);
    const places = ['Examples:', 'Flags:', 'Usage:', 'Use "kubectl archmap options"'].map((part) =>
      help.indexOf(part),
    );
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(Math.min(...places)).toBeGreaterThan(0);
    expect(help).not.toContain('--client-certificate');
    for (const flag of ['--client-certificate', '--context', '--color=auto']) expect(options).toContain(flag);
    expect(help).toMatch(/--fail-on=.*\n.*\(default: high\)/);
    for (const line of [...help.split('\n'), ...options.split('\n')])
      expect(line.length).toBeLessThanOrEqual(100);
  });
});

describe('snapshot', () => {
  it('writes a file that reads as the same cluster', async () => {
    const file = join(folder, 'saved.archmap.gz');
    const saved = await archmap(['snapshot', '--from', dump, '-o', file]);
    expect(saved).toMatchObject({ code: 0, stdout: '' });
    const [before, after] = await Promise.all([
      archmap(['check', '--from', dump, '-o', 'json']),
      archmap(['check', '--from', file, '-o', 'json']),
    ]);
    // Places in files are no part of a snapshot.
    const verdicts = (text: string) =>
      (JSON.parse(text) as Result).verdicts.map(({ declaredIn: _place, ...verdict }) => verdict);
    expect(verdicts(after.stdout)).toEqual(verdicts(before.stdout));
  });

  it('passes through a pipe', async () => {
    const { stdout } = await archmap(['snapshot', '--from', dump, '-o', join(folder, 'p.archmap.gz')]);
    expect(stdout).toBe('');
    const text = await readFile(dump, 'utf8');
    const piped = await archmap(['check', '--from', '-', '-o', 'json'], { stdin: text });
    expect((JSON.parse(piped.stdout) as Result).verdicts.length).toBeGreaterThan(10);
  });

  it('leaves no partial file', async () => {
    const target = join(folder, 'none', 'x.archmap.gz');
    const { code, stderr } = await archmap(['snapshot', '--from', dump, '-o', target]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error: .*x\.archmap\.gz: the directory \S+none does not exist\nhint: /);
    expect((await readdir(folder)).filter((name) => name.includes('tmp'))).toEqual([]);
  });
});

const NODE = {
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name: 'cp1', labels: { 'node-role.kubernetes.io/control-plane': '' } },
  status: { conditions: [{ type: 'Ready', status: 'True' }] },
};

describe('stderr reports about the input', () => {
  const note = async (...args: string[]) => {
    const { code, stdout, stderr } = await archmap(args);
    return { code, stderr, printed: stdout !== '' };
  };

  it('a namespace that does not exist', async () => {
    const warning = 'warning: namespace nosuch does not exist\n';
    expect(await note('-n', 'nosuch', '--demo')).toEqual({ code: 0, stderr: warning, printed: true });
    expect(await note('-n', 'shop', '--demo')).toMatchObject({ code: 0, stderr: '' });
    // kubectl printed all namespaces; a file written by hand can be incomplete.
    expect((await note('-n', 'nosuch', '--from', dump)).stderr).toContain('nosuch does not exist');
    const manifest = join(folder, 'manifest.json');
    await writeFile(manifest, JSON.stringify(NODE));
    expect((await note('-n', 'nosuch', '--from', manifest)).stderr).toBe('');
  });

  it('a truncated snapshot', async () => {
    const file = join(folder, 'cut.archmap.gz');
    await archmap(['snapshot', '--demo', '-o', file]);
    const whole = await readFile(file);
    await writeFile(file, whole.subarray(0, whole.length / 2));
    const { code, stderr } = await note('--from', file);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^warning: .*cut\.archmap\.gz: .*cut off/);
  });

  it('the unread files of a folder, and whether --complete was given', async () => {
    const files = await mkdtemp(join(folder, 'files-'));
    await writeFile(
      join(files, 'nodes.json'),
      JSON.stringify({ kind: 'List', apiVersion: 'v1', items: [NODE] }),
    );
    await writeFile(join(files, 'web.log'), 'x');
    const verdict = async (...args: string[]) => {
      const only = 'control-plane/single-node';
      const { stdout, stderr } = await archmap([
        'check',
        '--from',
        files,
        '--only',
        only,
        '-o',
        'json',
        ...args,
      ]);
      return { verdict: (JSON.parse(stdout) as Result).verdicts[0]?.verdict, stderr };
    };
    const warning = `warning: left out of ${files}: logs (1: web.log)\n`;
    expect(await verdict()).toEqual({ verdict: 'unknown', stderr: warning });
    expect(await verdict('--complete')).toEqual({ verdict: 'fail', stderr: warning });
    const snapshot = join(folder, 'vouched.archmap.gz');
    await archmap(['snapshot', '--from', files, '--complete', '-q', '-o', snapshot]);
    const { stdout } = await archmap([
      'check',
      '--from',
      snapshot,
      '--only',
      'control-plane/single-node',
      '-o',
      'json',
    ]);
    expect((JSON.parse(stdout) as Result).verdicts[0]?.verdict).toBe('fail');
    const refused = await archmap(['check', '--from', snapshot, '--complete']);
    expect(refused).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('hint:  remove --complete'),
    });
  });

  it('a file name with the extension of another format', async () => {
    const [plain, right] = await Promise.all(
      ['plain.json', 'right.jsonl'].map((name) => note('snapshot', '--demo', '-o', join(folder, name))),
    );
    expect(plain?.stderr).toContain('plain.json holds compressed JSON lines');
    expect(right?.stderr).not.toContain('compressed');
  });
});

describe('get certificates', () => {
  it('lists the earliest expiry first, and none of their keys', async () => {
    const { stdout, code } = await archmap(['get', 'certs', '--demo', '-o', 'json']);
    expect(code).toBe(0);
    const { items: rows } = JSON.parse(stdout) as {
      items: { notAfter: string; use: string; daysLeft: number }[];
    };
    expect(rows.map(({ notAfter }) => notAfter)).toEqual(rows.map(({ notAfter }) => notAfter).sort());
    expect(new Set(rows.map(({ use }) => use))).toEqual(
      new Set([...rows.map(({ use }) => use), 'serving', 'cluster-ca', 'client-ca']),
    );
    expect(stdout).not.toContain('PRIVATE KEY');
    const wide = await archmap(['get', 'certificates', '--demo', '-o', 'wide']);
    expect(wide.stdout).toMatch(
      /^- +APIServer 10\.210\.3\.11 +serving +CN=kube-apiserver +2\d{3}-\d\d-\d\d +\d+/m,
    );
  });
});

describe('explain', () => {
  const json = async (...args: string[]) =>
    JSON.parse((await archmap(['explain', ...args, '-o', 'json'])).stdout) as never;

  it('prints one match as a page and several as a table, the best first', async () => {
    const [page, table] = await Promise.all([
      archmap(['explain', 'KCV-0030']),
      archmap(['explain', 'encryption', 'at', 'rest']),
    ]);
    expect(page.stdout).toMatch(/^Trivy KCV-0030: .*\n\nEncryption of Secrets at rest\nRisk: /);
    expect(table.stdout).toMatch(
      /^NAME +SEVERITY +TITLE\netcd\/secrets-unencrypted +HIGH +Encryption of Secrets at rest\n/,
    );
    expect(table.stdout).toMatch(/\nDetails: kubectl archmap explain etcd\/secrets-unencrypted\n$/);
    for (const line of table.stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('prints a search as data in one shape, and a page by its name as before', async () => {
    expect(await json('KCV-0030')).toMatchObject({
      query: 'KCV-0030',
      about: [expect.stringContaining('Trivy KCV-0030')],
      matches: [{ name: 'etcd/secrets-unencrypted', kind: 'check', severity: 'high' }],
    });
    expect(await json('etcd/secrets-unencrypted')).toMatchObject({ id: 'etcd/secrets-unencrypted' });
    const rows = await json('--framework', 'owasp');
    expect(rows).toHaveLength(10);
    expect(rows).toEqual(await json('OWASP'));
  });

  it.each(['cis', 'nsa', 'mitre', 'owasp'])(
    '--framework %s lists every control with its checks',
    async (id) => {
      const { code, stdout } = await archmap(['explain', '--framework', id]);
      const rows = (await json('--framework', id)) as { id: string; checks: { id: string }[] }[];
      expect(code).toBe(0);
      const words = stdout.replaceAll(/\s+/g, ' ');
      for (const row of rows) {
        expect(words).toContain(row.id);
        for (const check of row.checks) expect(words).toContain(check.id);
      }
    },
  );
});

describe('check --framework', () => {
  const stock = fileURLToPath(new URL('../fixtures/snapshots/stock.archmap.gz', import.meta.url));
  const run = (...args: string[]) => archmap(['check', '--from', stock, '--framework', ...args]);

  it('prints the benchmark row by row, whatever selection is set', async () => {
    const { code, stdout, stderr } = await run('cis');
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    const rows = stdout.match(/^\d+\.\d+\.?\d* +(?:Failed|Passed|Unknown|Not applicable) /gm);
    expect(rows).toHaveLength(131);
    expect(stdout).toMatch(/CIS Kubernetes Benchmark 1\.12 \(as of [\d-]+\), 131 controls: \d+ failed/);
    expect(stdout).toContain('30 controls: ');
    const wide = await run('cis', '-o', 'wide');
    expect(wide.stdout).toMatch(/^1\.1\.1 +Unknown .*stat -c/m);
    expect(wide.stdout).toMatch(/^1\.2\.15 +Failed .*api-server\/profiling-on$/m);
  });

  it('is the same as data', async () => {
    const json = JSON.parse((await run('cis', '-o', 'json')).stdout) as Result;
    expect(load((await run('cis', '-o', 'yaml')).stdout)).toEqual(json);
    expect(json.framework?.sections.flatMap(({ rows }) => rows)).toHaveLength(131);
    const all = JSON.parse((await archmap(['check', '--from', stock, '-o', 'json'])).stdout) as Result;
    expect(all).not.toHaveProperty('framework');
    expect(json.checks.length).toBeLessThan(all.checks.length);
  });

  it.each(['nsa', 'mitre', 'owasp'])('prints %s, and reports what is incomplete', async (name) => {
    const { stdout } = await run(name, '--fail-on', 'none');
    expect(stdout).toMatch(/\d+ failed, \d+ passed, \d+ unknown, \d+ not applicable\./);
    expect(stdout.includes('Only controls that checks refer to')).toBe(name !== 'owasp');
    expect(stdout).not.toContain('mores');
  });

  it('rejects any other framework, and a selection without rows', async () => {
    expect(await run('pci')).toMatchObject({ code: 2, stderr: expect.stringContaining('pci') });
    expect(await run('cis', '--only', 'addons')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('none of the selected checks refers to'),
    });
  });

  it('has the same row names in explain', async () => {
    const { stdout } = await archmap(['explain', 'cis/1.2.15']);
    expect(stdout).toContain('api-server/profiling-on');
    expect((await archmap(['explain', 'cis/1.1.1'])).stdout).toContain('stat -c');
    expect((await archmap(['explain', 'cis/1.1.1', '-o', 'markdown'])).stdout).toContain('```sh');
    expect(JSON.parse((await archmap(['explain', 'cis/1.1.1', '-o', 'json'])).stdout)).toMatchObject({
      unavailableData: 'node files',
    });
    expect(await archmap(['explain', 'cis/9.9'])).toMatchObject({ code: 2 });
  });
});

describe('explain', () => {
  it('lists the catalogue and shows a page', async () => {
    const list = await archmap(['explain', '-o', 'json']);
    const checks = JSON.parse(list.stdout) as { id: string; title: string }[];
    expect(checks.length).toBeGreaterThanOrEqual(30);
    const markdown = (await archmap(['explain', '-o', 'markdown'])).stdout.trimEnd().split('\n');
    expect(markdown.slice(0, 2)).toEqual(['| Check | Severity | Control |', '| --- | --- | --- |']);
    const rows = markdown.filter((line) => line.startsWith('|'));
    expect(rows).toHaveLength(checks.length + 2);
    for (const line of rows) expect(line.match(/(?<!\\)\|/g)).toHaveLength(4);
    const page = await archmap(['explain', 'etcd/secrets-unencrypted']);
    expect(page.stdout).toContain('etcd/secrets-unencrypted');
    expect(page.stdout).toContain('HOW TO FIX');
    expect(page.stdout).not.toContain('EXAMPLES');
  });
});

describe('rbac', () => {
  it('prints a ClusterRole that reads only', async () => {
    const { code, stdout } = await archmap(['rbac']);
    expect(code).toBe(0);
    const role = load(stdout) as { kind: string; rules: { verbs: string[] }[] };
    expect(role.kind).toBe('ClusterRole');
    expect(new Set(role.rules.flatMap(({ verbs }) => verbs))).toEqual(new Set(['get', 'list']));
  });

  it('contains less when fewer checks are selected', async () => {
    const [all, few] = await Promise.all([archmap(['rbac']), archmap(['rbac', '--only', 'nodes/not-ready'])]);
    expect(few.stdout.length).toBeLessThan(all.stdout.length);
    expect(few.stdout).toContain('nodes');
  });

  it('prints no role when --missing fails', async () => {
    const { code, stdout, stderr } = await archmap(['rbac', '--missing', '--kubeconfig', '/nonexistent']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^error: /);
  });

  it('reports the permissions that a snapshot lacks, for the selected checks only', async () => {
    const file = join(folder, 'refused.archmap.gz');
    const record = (t: string, d: object) => `${JSON.stringify({ t, d })}\n`;
    const refused = (collector: string, resource: string) =>
      record('outcome', {
        collector,
        status: 'permission-denied',
        count: 0,
        missing: [{ verb: 'list', resource }],
      });
    await writeFile(
      file,
      `${JSON.stringify({ format: 'archmap-snapshot', schemaVersion: 1, tool: 't', takenAt: '2026-11-24T00:00:00Z', source: 'live' })}\n${refused('nodes', 'nodes')}${refused('services', 'services')}${record('end', { records: 0, outcomes: 2, counts: {} })}`,
    );
    const { code, stdout, stderr } = await archmap([
      'rbac',
      '--only',
      'nodes/not-ready',
      '--missing',
      '--from',
      file,
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: 'Missing permissions: list nodes\n' });
    expect(load(stdout)).toMatchObject({
      kind: 'ClusterRole',
      metadata: { name: 'archmap-reader-missing' },
      rules: [{ apiGroups: [''], resources: ['nodes'], verbs: ['list'] }],
    });
    const demo = await archmap(['rbac', '--demo']);
    expect(demo).toMatchObject({ code: 0, stdout: (await archmap(['rbac'])).stdout });
    expect(demo.stderr).toContain('--missing');
  });

  it('reports nothing about permissions from files of objects, which record none', async () => {
    const file = join(folder, 'namespace.yaml');
    await writeFile(file, 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n');
    const { code, stdout, stderr } = await archmap(['rbac', '--missing', '--from', file]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('record no permissions');
  });
});

describe('untrusted names', () => {
  it('print escape sequences as text in every format', async () => {
    const file = join(folder, 'hostile.yaml');
    const name = '"evil\\u001b[31mred\\u202e"';
    await writeFile(
      file,
      `apiVersion: v1\nkind: Namespace\nmetadata: {name: ${name}}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: ${name}, namespace: ${name}}\nspec: {type: LoadBalancer, ports: [{port: 80}]}\n`,
    );
    for (const args of [
      [],
      ['check'],
      ['get', 'namespaces'],
      ['get', 'exposure', '-o', 'name'],
      ['check', '-o', 'json'],
      ['get', 'ns', '-o', 'yaml'],
    ]) {
      const { stdout, stderr } = await archmap([...args, '--from', file]);
      expect(stdout + stderr).not.toContain('\u001b');
      expect(stdout + stderr).not.toContain('\u202e');
    }
  });
});
