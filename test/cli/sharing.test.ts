/** Sharing: several outputs at once, pictures, saved results, comparisons, waivers, baselines, custom rules. */
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { XMLValidator } from 'fast-xml-parser';
import type { ResultDiff } from '../../src/result/diff/types.ts';
import type { Result } from '../../src/result/types.ts';
import { archmap } from './support/in-process.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const stock = join(root, 'test/fixtures/snapshots/stock.archmap.gz');
const broken = join(root, 'test/fixtures/snapshots/broken.archmap.gz');

let folder = '';
let count = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archmap-sharing-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** An empty working directory. */
async function place(): Promise<string> {
  const path = join(folder, String(count++));
  await mkdir(path);
  return path;
}

const WAIVER = `apiVersion: archmap.io/v1
kind: Waivers
waivers:
  - check: CHECK
    reason: Bought in; replaced in spring.
    owner: ops
    expires: 2027-01-31
`;

describe('-o', () => {
  it('writes a file for each format, the last to the screen, with an unchanged exit code', async () => {
    const cwd = await place();
    const { code, stdout, stderr } = await archmap(
      [
        'check',
        '--demo',
        '-o',
        'sarif=out.sarif',
        '-o',
        'junit=out.xml',
        '-o',
        'html=out.html',
        '-o',
        'table',
      ],
      { cwd },
    );
    expect(code).toBe(1);
    expect(stdout).toContain('critical');
    for (const file of ['out.sarif', 'out.xml', 'out.html']) expect(stderr).toContain(`Wrote ${file}`);
    expect(JSON.parse(await readFile(join(cwd, 'out.sarif'), 'utf8'))).toMatchObject({ version: '2.1.0' });
    expect(XMLValidator.validate(await readFile(join(cwd, 'out.xml'), 'utf8'))).toBe(true);
    expect(await readFile(join(cwd, 'out.html'), 'utf8')).toMatch(/^<!doctype html>/);
  });

  it('leaves no partial output: a file that cannot be written stops it before the screen', async () => {
    const cwd = await place();
    const { code, stdout, stderr } = await archmap(
      ['check', '--demo', '-o', 'csv=no/such/folder/out.csv', '-o', 'table'],
      { cwd },
    );
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr.trim().split('\n')).toHaveLength(2);
    expect(await readdir(cwd)).toEqual([]);
  });

  it.each([
    [['check', '-o', 'sarfi'], 'did you mean sarif?'],
    [['map', '-o', 'pgn'], 'must be one of html, svg'],
    [['check', '-o', 'csv='], 'requires a file name'],
    [['check', '-o', 'csv', '-o', 'table'], 'two reports have the same destination: standard output'],
    [['check', '-o', 'csv=a', '-o', 'junit=a'], 'two reports have the same destination: a'],
    [['check', '-o', 'csv=a', '-o', 'junit=./a'], 'two reports have the same destination: ./a'],
    [
      ['check', '-o', 'csv=/dev/stdout', '-o', 'table'],
      'two reports have the same destination: standard output',
    ],
  ])('rejects %j', async (args, words) => {
    const { code, stdout, stderr } = await archmap([...args, '--demo'], { cwd: await place() });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(words);
  });
});

describe('map', () => {
  it('in a terminal, writes what it cannot show to files named after the cluster', async () => {
    const cwd = await place();
    const { code, stderr } = await archmap(['map', '--demo'], { cwd, terminal: true });
    expect([code, stderr]).toEqual([0, 'Wrote archmap-harbour-finch.html\n']);
    const formats = ['svg', 'drawio', 'graphml', 'dot'].flatMap((format) => ['-o', format]);
    const more = await archmap(['map', '--demo', ...formats], { cwd, terminal: true });
    expect(more.stdout).toMatch(/^digraph /m);
    expect((await readdir(cwd)).sort()).toEqual(
      ['drawio', 'graphml', 'html', 'svg'].map((extension) => `archmap-harbour-finch.${extension}`),
    );
  });

  it.each([
    [['map', '--demo'], /^<!doctype html>/],
    [['map', '--demo', '-o', 'svg'], /^<svg /m],
    [['check', '--demo', '-o', 'html', '--fail-on', 'none'], /^<!doctype html>/],
  ])('%j writes to a pipe', async (args, start) => {
    const cwd = await place();
    const { stdout } = await archmap(args, { cwd });
    expect(stdout).toMatch(start);
    expect(await readdir(cwd)).toEqual([]);
  });

  it('`-` is stdout in a terminal, too', async () => {
    const cwd = await place();
    const { stdout } = await archmap(['map', '--demo', '-o', 'html=-'], { cwd, terminal: true });
    expect(stdout).toMatch(/^<!doctype html>/);
  });

  it('draws to the screen and to files, also a single card', async () => {
    const cwd = await place();
    const { code, stdout } = await archmap(['map', '--demo', '-o', 'svg=a.svg', '-o', 'mermaid'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^flowchart /m);
    expect(XMLValidator.validate(await readFile(join(cwd, 'a.svg'), 'utf8'))).toBe(true);
    const card = await archmap(['map', 'namespace/warehouse', '--demo', '-o', 'dot'], { cwd });
    expect(card.stdout).toContain('label-printer');
    const wrong = await archmap(['map', 'namespace/warehose', '--demo', '-o', 'dot'], { cwd });
    expect(wrong).toMatchObject({ code: 2, stdout: '' });
    expect(wrong.stderr).toContain('did you mean namespace/warehouse');
  });
});

describe('report', () => {
  it('prints a saved result unchanged, and in other formats', async () => {
    const cwd = await place();
    await archmap(['check', '--demo', '--all', '-o', 'json=a.json'], { cwd });
    const { code, stdout } = await archmap(['report', 'a.json', '-o', 'json'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toBe(await readFile(join(cwd, 'a.json'), 'utf8'));
    const piped = await archmap(['report', '-', '-o', 'csv'], { cwd, stdin: stdout });
    expect(piped.stdout.split('\n').length).toBeGreaterThan(50);
  });

  it('replaces the waivers and the baseline of a saved result by the given ones', async () => {
    const cwd = await place();
    await writeFile(join(cwd, 'all.yaml'), WAIVER.replace('CHECK', "'*'"));
    await writeFile(join(cwd, 'none.yaml'), 'apiVersion: archmap.io/v1\nkind: Waivers\nwaivers: []\n');
    await archmap(['check', '--demo', '-o', 'json=open.json', '--fail-on', 'none'], { cwd });
    await archmap(
      ['check', '--demo', '--waivers', 'all.yaml', '--baseline', 'open.json', '-o', 'json=marked.json'],
      {
        cwd,
      },
    );
    const report = async (...args: string[]) =>
      (await archmap(['report', 'marked.json', '--fail-on', 'high', ...args], { cwd })).code;
    expect(await report()).toBe(0);
    // One of the two marks is left each time.
    expect(await report('--waivers', 'none.yaml')).toBe(0);
    expect(await report('--baseline', 'marked.json')).toBe(0);
    expect(await report('--waivers', 'none.yaml', '--baseline', 'marked.json')).toBe(1);
  });

  it('reads a result with reordered keys or a byte order mark', async () => {
    const cwd = await place();
    await archmap(['check', '--demo', '-o', 'json=a.json'], { cwd });
    const result = JSON.parse(await readFile(join(cwd, 'a.json'), 'utf8')) as Record<string, unknown>;
    const sorted = Object.fromEntries(Object.entries(result).sort(([a], [b]) => (a < b ? -1 : 1)));
    await writeFile(join(cwd, 'b.json'), `\ufeff${JSON.stringify(sorted)}`);
    expect(await archmap(['report', 'b.json', '-o', 'csv'], { cwd })).toMatchObject({ code: 0 });
  });

  it.each(['', '2026-02-30T00:00:00Z', '+275760-09-13T00:00:00.000Z'])(
    'rejects a result with time %j: waivers would never expire',
    async (takenAt) => {
      const cwd = await place();
      await archmap(['check', '--demo', '-o', 'json=a.json'], { cwd });
      const result = JSON.parse(await readFile(join(cwd, 'a.json'), 'utf8')) as object;
      await writeFile(join(cwd, 'b.json'), JSON.stringify({ ...result, takenAt }));
      const { code, stderr } = await archmap(['report', 'b.json'], { cwd });
      expect(code).toBe(2);
      expect(stderr).toContain('is an invalid result: invalid time');
    },
  );

  it.each([
    [
      '{"format":"archmap-result","schemaVersion":0}',
      /is an invalid result: unknown schemaVersion 0\nhint: /,
    ],
    ['{"format":"archmap-result","schemaVersion":1}', /result version 1; supported: 2\nhint:  save it again/],
    ['{"format":"archmap-result","schemaVersion":2}', /is an invalid result: .*\nhint: /],
    ['{"format":"archmap-result","schemaVersion":99}', /result version 99.*\nhint:  upgrade/],
    ['{"format":"archmap-result", ', /is an invalid result: /],
    ['hello', /is not a saved result\nhint: /],
  ])('rejects %s', async (text, words) => {
    const cwd = await place();
    await writeFile(join(cwd, 'a.json'), text);
    const { code, stdout, stderr } = await archmap(['report', 'a.json'], { cwd });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(words);
  });
});

describe('waivers', () => {
  it('of .archmap.yaml accept a risk in every report, and the gate passes it', async () => {
    const cwd = await place();
    const before = JSON.parse((await archmap(['check', '--demo', '-o', 'json'], { cwd })).stdout) as Result;
    const critical = before.verdicts.find(({ severity }) => severity === 'critical')?.check ?? '';
    await writeFile(join(cwd, '.archmap.yaml'), WAIVER.replace('CHECK', critical));
    const { code, stdout } = await archmap(['check', '--demo', '--fail-on', 'critical', '-o', 'json'], {
      cwd,
    });
    expect(code).toBe(0);
    const after = JSON.parse(stdout) as Result;
    expect(after.verdicts.find(({ check }) => check === critical)?.waiver).toEqual({
      reason: 'Bought in; replaced in spring.',
      owner: 'ops',
      expires: '2027-01-31',
    });
    const screen = (await archmap(['check', '--demo'], { cwd })).stdout;
    expect(screen.replaceAll(/\s+/g, ' ')).toContain('Bought in; replaced in spring.');
    expect((await archmap(['check', '--demo', '-o', 'markdown'], { cwd })).stdout).toContain(
      'replaced in spring',
    );
  });

  it('that expired or match nothing are reported on stderr and accept nothing', async () => {
    const cwd = await place();
    await writeFile(
      join(cwd, 'w.yaml'),
      `${WAIVER.replace('CHECK', 'etcd/*').replace('2027-01-31', '2024-01-31')}${WAIVER.replace('CHECK', 'istio/no-such-check').split('\n').slice(3).join('\n')}`,
    );
    const { code, stderr } = await archmap(
      ['check', '--demo', '--fail-on', 'critical', '--waivers', 'w.yaml'],
      { cwd },
    );
    expect(code).toBe(1);
    expect(stderr).toContain('w.yaml:4: the waiver for etcd/* (ops) expired on 2024-01-31');
    expect(stderr).toContain('w.yaml:8: the waiver for istio/no-such-check matches no risk');
    // A terminal shows both streams.
    const screen = await archmap(['check', '--demo', '--waivers', 'w.yaml'], { cwd, terminal: true });
    expect(screen.stdout.match(/^Warning: w\.yaml:[48]:/gm)).toHaveLength(2);
    expect(screen.stderr).not.toContain('w.yaml:');
  });

  it.each([
    ['no owner', WAIVER.replace('    owner: ops\n', ''), /w\.yaml:4:5: .*owner/],
    [
      'an invalid date',
      WAIVER.replace('2027-01-31', '2027-02-30'),
      /w\.yaml:7:\d+: there is no day 2027-02-30/,
    ],
    ['an unknown field', WAIVER.replace('owner:', 'ownr:'), /w\.yaml:6:\d+: .*ownr/],
    ['no YAML', 'waivers: [', /w\.yaml:\d+:\d+: /],
    ['another kind', WAIVER.replace('kind: Waivers', 'kind: Rules'), /w\.yaml:2:\d+: /],
  ])('with %s are rejected, by file, line and column', async (_, text, words) => {
    const cwd = await place();
    await writeFile(join(cwd, 'w.yaml'), text.replace('CHECK', 'etcd'));
    const { code, stdout, stderr } = await archmap(['check', '--demo', '--waivers', 'w.yaml'], { cwd });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(words);
  });
});

describe('--baseline', () => {
  it('counts new risks only', async () => {
    const cwd = await place();
    await archmap(['check', '--from', stock, '-o', 'json=stock.json'], { cwd });
    await archmap(['check', '--from', broken, '-o', 'json=broken.json'], { cwd });
    const args = ['check', '--from', broken, '--fail-on', 'critical', '--baseline'];
    expect((await archmap([...args, 'broken.json'], { cwd })).code).toBe(0);
    expect((await archmap([...args, 'stock.json'], { cwd })).code).toBe(1);
    const wrong = await archmap([...args, stock], { cwd });
    expect(wrong).toMatchObject({ code: 2, stdout: '' });
    expect(wrong.stderr).toContain('is not a saved result');
  });
});

describe('a gate', () => {
  it('fails for a namespace that does not exist', async () => {
    const { code, stderr } = await archmap(['check', '--demo', '-n', 'shopp', '--fail-on', 'info']);
    expect(code).toBe(2);
    expect(stderr).toContain('error: namespace shopp not found\n');
  });
});

describe('diff', () => {
  it('compares snapshots and results, and fails for what is worse', async () => {
    const cwd = await place();
    await archmap(['check', '--from', broken, '--all', '-o', 'json=broken.json'], { cwd });
    const { code, stdout } = await archmap(['diff', stock, broken, '--fail-on', 'high', '-o', 'json'], {
      cwd,
    });
    expect(code).toBe(1);
    const diff = JSON.parse(stdout) as ResultDiff;
    expect(diff.summary.worse).toBeGreaterThan(10);
    expect((await archmap(['diff', 'broken.json', broken, '--fail-on', 'info'], { cwd })).code).toBe(0);
    const table = await archmap(['diff', stock, broken], { cwd });
    expect(table.code).toBe(0);
    expect(table.stdout).toContain('etcd client certificate authentication disabled');
    expect(table.stdout).toMatch(/^old: .* \(.*stock\.archmap\.gz\)\nnew: .* \(.*broken\.archmap\.gz\)\n/);
    const page = await archmap(['diff', stock, broken, '-o', 'html=d.html', '-o', 'markdown'], { cwd });
    expect(page.stdout).toContain('### Worse');
    expect(await readFile(join(cwd, 'd.html'), 'utf8')).toContain('id="changes"');
  });

  it('rejects input that is no state of a cluster', async () => {
    const cwd = await place();
    const { code, stdout, stderr } = await archmap(['diff', 'no-such-file', broken], { cwd });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('no-such-file');
  });
});

describe('custom rules', () => {
  it('of the examples pass their fixtures', async () => {
    const { code, stdout } = await archmap(['rules', 'test', join(root, 'examples/rules')]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/\n\d+ passed, 0 failed\n$/);
  });

  it('exit with 1 for failed fixtures, and with 2 for broken ones', async () => {
    const cwd = await place();
    const text = await readFile(join(root, 'examples/rules/ownership.yaml'), 'utf8');
    await writeFile(join(cwd, 'a.yaml'), text.replace(/expect: fail/, 'expect: pass'));
    const failed = await archmap(['rules', 'test', 'a.yaml'], { cwd });
    expect(failed.code).toBe(1);
    expect(failed.stdout).toMatch(/\n\d+ passed, 1 failed\n$/);
    await writeFile(join(cwd, 'b.yaml'), text.replace(/pass: .*/, 'pass: object.nme == "x"'));
    const wrong = await archmap(['rules', 'test', 'b.yaml'], { cwd });
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toMatch(/b\.yaml:\d+:\d+: /);
  });

  it('are listed with the checks, and are selected like them', async () => {
    const { stdout } = await archmap([
      'check',
      '--demo',
      '--rules',
      join(root, 'examples/rules'),
      '--only',
      'custom',
      '--all',
      '-o',
      'json',
    ]);
    const { verdicts, checks } = JSON.parse(stdout) as Result;
    expect(checks.length).toBeGreaterThan(2);
    expect(new Set(verdicts.map(({ area }) => area))).toEqual(new Set(['custom']));
  });
});

describe('explain', () => {
  it.each(['etcd', 'unknown', 'permission-denied', 'source/nodes', 'observed', 'waivers', 'custom'])(
    'prints %s, on the screen and as Markdown',
    async (word) => {
      const [screen, markdown] = [
        await archmap(['explain', word]),
        await archmap(['explain', word, '-o', 'markdown']),
      ];
      expect([screen.code, screen.stderr, markdown.code]).toEqual([0, '', 0]);
      expect(markdown.stdout).toMatch(/^# .+\n/);
      const long = screen.stdout.split('\n').filter((line) => line.length > 80 && !line.startsWith('    '));
      expect(long).toEqual([]);
    },
  );

  it('suggests the nearest topic', async () => {
    expect(await archmap(['explain', 'unknwn'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('did you mean unknown?'),
    });
  });
});
