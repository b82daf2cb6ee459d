import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FleetCluster } from '../../src/result/fleet/types.ts';
import type { TestFleet } from './support/fleet.ts';
import { healthy, silent, startFleet, unauthorized } from './support/fleet.ts';
import type { Ended } from './support/in-process.ts';
import { archmap } from './support/in-process.ts';

let work: string;
let fleet: TestFleet;
const WIDE = { COLUMNS: '' };

beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), 'archmap-fleet-'));
  fleet = await startFleet(work, {
    'prod-eu': healthy,
    'arn:aws:eks:eu-west-1:1:cluster/../prod': healthy,
    'prod-dead': 'dead',
    'prod-denied': unauthorized,
    slow: silent,
  });
});
afterAll(async () => {
  await fleet.close();
  rmSync(work, { recursive: true, force: true });
});

const run = (args: readonly string[], more: Parameters<typeof archmap>[1] = {}): Promise<Ended> =>
  archmap(['fleet', ...args], { ...more, env: { ...WIDE, KUBECONFIG: fleet.kubeconfig, ...more.env } });

const itemsOf = ({ stdout }: Ended): FleetCluster[] =>
  (JSON.parse(stdout) as { items: FleetCluster[] }).items;

describe('fleet', () => {
  it('evaluates the clusters that it can, and reports why others failed in one line each', async () => {
    const ended = await run(['--contexts', '*prod*', '-o', 'json', '--parallel', '5']);
    expect(ended.code).toBe(1);
    const items = itemsOf(ended);
    expect(items.map(({ name, state }) => `${name}: ${state}`)).toEqual([
      'arn:aws:eks:eu-west-1:1:cluster/../prod: complete',
      'prod-eu: complete',
      'prod-dead: failed',
      'prod-denied: failed',
    ]);
    const reasons = items.flatMap(({ error }) => (error === undefined ? [] : [error]));
    expect(reasons).toEqual([
      expect.stringMatching(/^http:\/\/127.0.0.1:\d+ refused the connection$/),
      expect.stringMatching(/requires authentication/),
    ]);
    expect(items[1]?.facts).toMatchObject({ version: 'v1.37.2', nodes: 1, coverage: { checks: 491 } });
  });

  it('ends the collection of a cluster that does not respond, and goes on with the next one', async () => {
    const args = ['--contexts', 'prod-dead,slow', '--parallel', '1', '--timeout', '1s', '-o', 'json'];
    const ended = await run(args);
    expect(ended.code).toBe(2);
    expect(itemsOf(ended).map(({ name, error }) => [name, error])).toEqual([
      ['prod-dead', expect.stringContaining('refused the connection')],
      ['slow', 'the timeout of 1 s for the collection expired'],
    ]);
  });

  it('exits with 2 for a failed cluster when no risk is at or above the threshold', async () => {
    const none = ['--fail-on', 'none'];
    expect((await run(['--contexts', 'prod-eu', ...none])).code).toBe(0);
    const both = await run(['--contexts', 'prod-eu,prod-dead', ...none]);
    expect(both.code).toBe(2);
    expect(both.stdout).toContain('Exit code 2: 1 cluster failed');
    const risky = await run(['--contexts', 'prod-eu', '--contexts', 'prod-dead']);
    expect(risky.code).toBe(1);
    expect(risky.stdout).toContain(
      'Exit code 1: risks at or above --fail-on=high in 1 cluster; 1 cluster failed',
    );
    expect((await run(['--contexts', 'prod-eu', ...none, '--require-complete'])).code).toBe(3);
  });

  it('writes one file per cluster that a merge reads back', async () => {
    const out = join(work, 'out');
    const live = await run(['--contexts', '*prod*', '--output-dir', out, '--snapshots', '-o', 'json']);
    const names = readdirSync(out).sort();
    expect(names).toEqual([
      expect.stringMatching(/^arn-aws-eks-eu-west-1-1-cluster-..-prod-[0-9a-f]{8}\.archmap\.gz$/),
      expect.stringMatching(/^arn-aws-eks-eu-west-1-1-cluster-..-prod-[0-9a-f]{8}\.json$/),
      'prod-dead.json',
      'prod-denied.json',
      'prod-eu.archmap.gz',
      'prod-eu.json',
    ]);
    const merged = await run(['merge', out, '-o', 'json']);
    expect(merged.code).toBe(2);
    const bare = (ended: Ended) => itemsOf(ended).map(({ file: _file, ...item }) => item);
    expect(bare(merged)).toEqual(bare(live));
    const again = await archmap(['report', join(out, 'prod-eu.json'), '-o', 'markdown']);
    expect(again.code).toBe(0);
  });

  it('replaces the result of a cluster that no longer responds', async () => {
    const out = join(work, 'stale');
    mkdirSync(out);
    writeFileSync(join(out, 'prod-dead.json'), '{"format":"archmap-result"}');
    await run(['--contexts', 'prod-dead', '--output-dir', out]);
    const saved = JSON.parse(readFileSync(join(out, 'prod-dead.json'), 'utf8')) as Record<string, string>;
    expect(saved).toMatchObject({ kind: 'ClusterFailure', context: 'prod-dead' });
    expect(saved['error']).toContain('refused the connection');
  });

  it('keeps the evaluated cluster in the report when its file cannot be written', async () => {
    const out = join(work, 'blocked');
    mkdirSync(join(out, 'prod-eu.json'), { recursive: true });
    const ended = await run([
      '--contexts',
      'prod-eu',
      '--output-dir',
      out,
      '--fail-on',
      'none',
      '-o',
      'json',
    ]);
    expect(ended.code).toBe(2);
    expect(itemsOf(ended)[0]).toMatchObject({ state: 'failed', facts: { version: 'v1.37.2' } });
    expect(itemsOf(ended)[0]?.error).toContain('is a directory');
  });

  it('reads contexts from a file and from stdin; a name that the kubeconfig lacks is a row', async () => {
    const file = join(work, 'contexts.txt');
    writeFileSync(file, '\ufeff# production\r\nprod-eu\r\n\r\n  absent  \nprod-eu\n');
    for (const [args, options] of [
      [['--contexts-file', file], {}],
      [['--contexts-file', '-'], { stdin: readFileSync(file, 'utf8') }],
    ] as const) {
      const ended = await run([...args, '-o', 'json'], options);
      expect(itemsOf(ended).map(({ name, state }) => [name, state])).toEqual([
        ['prod-eu', 'complete'],
        ['absent', 'failed'],
      ]);
      expect(itemsOf(ended)[1]?.error).toContain('absent');
    }
  });

  it('takes the share of a shard', async () => {
    const shards = await Promise.all(
      ['1/2', '2/2'].map((shard) => run(['--contexts', 'prod*', '--shard', shard, '-o', 'json'])),
    );
    expect(
      shards
        .flatMap(itemsOf)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['prod-dead', 'prod-denied', 'prod-eu']);
    const job = await run(['--contexts', 'prod*', '--shard', 'job/9'], {
      env: { JOB_COMPLETION_INDEX: '8' },
    });
    expect(job).toMatchObject({ code: 0, stderr: 'Shard 9 of 9: 0 of 3 contexts\n' });
    expect(job.stdout).toBe('No clusters\nExit code 0: no risk at or above --fail-on=high\n');
  });

  it.each([
    [[], 'fleet requires contexts'],
    [['--contexts', ','], 'fleet requires contexts'],
    [['--contexts', 'prod-ue'], 'no context of the kubeconfig matches "prod-ue"'],
    [['--contexts', 'stage-*'], 'no context of the kubeconfig matches "stage-*"'],
    [['--contexts', '*', '--token', 'x'], '--token applies to one cluster and cannot be used with fleet'],
    [['--contexts', '*', '--context', 'x'], '--context applies to one cluster and cannot be used with fleet'],
    [['--contexts', '*', '--parallel', '0'], '--parallel must be a positive number'],
    [['--contexts', '*', '--parallel', '1.5'], '--parallel must be a positive number'],
    [['--contexts', '*', '--snapshots'], '--snapshots requires --output-dir'],
    [['--contexts', '*', '--only', 'nonsense'], 'unknown check or area "nonsense"'],
    [['--contexts-file', './absent'], 'cannot read ./absent: no such file or directory'],
    [['--contexts', '*', '--output-dir', '/dev/null/x'], 'cannot create the directory /dev/null/x'],
    [['mrege', 'x'], 'unknown action "mrege"'],
    [['merge'], 'fleet merge requires files or directories'],
    [['merge', './absent'], 'cannot read ./absent: no such file or directory'],
    [['merge', 'x', '--contexts', 'y'], '--contexts does not apply to fleet merge'],
  ])('%j is refused before any request', async (args, message) => {
    const ended = await run(args);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(`error: ${message}`);
    expect(ended.stdout).toBe('');
  });
});

describe('fleet merge', () => {
  let results: string;
  let one: string;
  beforeAll(async () => {
    results = join(work, 'results');
    mkdirSync(join(results, 'more'), { recursive: true });
    one = (await archmap(['check', '--demo', '--fail-on', 'none', '-o', 'json'])).stdout;
    writeFileSync(join(results, 'a.json'), one);
    writeFileSync(join(results, 'more', 'b.json.gz'), gzipSync(one));
    writeFileSync(join(results, 'cut.json'), one.slice(0, one.length / 2));
    writeFileSync(join(results, 'cut.json.gz'), gzipSync(one).subarray(0, 5000));
    writeFileSync(join(results, 'empty.json'), '');
    writeFileSync(join(results, 'newer.json'), one.replace('"schemaVersion": 2', '"schemaVersion": 3'));
    writeFileSync(join(results, 'wrong.json'), one.replace('"verdicts": [', '"verdicts": [{},'));
    writeFileSync(join(results, 'package.json'), '{"name":"other"}');
    writeFileSync(join(results, 'notes.txt'), 'text');
    writeFileSync(join(results, '.hidden.json.tmp'), '{');
  });

  it('names damaged files and folds the rest', async () => {
    const ended = await run(['merge', results, '-o', 'json']);
    expect(ended.code).toBe(2);
    expect(itemsOf(ended).map(({ file, state }) => [file?.slice(results.length + 1), state])).toEqual([
      ['a.json', 'complete'],
      ['more/b.json.gz', 'complete'],
      ...['cut.json', 'cut.json.gz', 'empty.json', 'newer.json', 'wrong.json'].map((name) => [
        name,
        'failed',
      ]),
    ]);
    expect(ended.stderr).toContain(`note: ${join(results, 'package.json')} is not a saved result; skipped`);
    expect(ended.stderr).toContain('are the same cluster; its risks are counted twice');
  });

  it('gives the same bytes in whatever order files are named', async () => {
    const files = [join(results, 'a.json'), join(results, 'more', 'b.json.gz'), join(results, 'cut.json')];
    for (const format of ['json', 'html', 'table']) {
      const [first, second] = [
        await run(['merge', ...files, '-o', format]),
        await run(['merge', ...files.toReversed(), ...files, '-o', format]),
      ];
      expect(second?.stdout).toBe(first?.stdout);
      expect(first?.code).toBe(2);
    }
  });

  it('reads standard input, and is a gate with --fail-on', async () => {
    const plain = await run(['merge', '-', '-o', 'json'], { stdin: one });
    expect([plain.code, itemsOf(plain).length]).toEqual([0, 1]);
    expect((await run(['merge', '-', '--fail-on', 'critical'], { stdin: one })).code).toBe(1);
  });

  it('of a directory without results is an error', async () => {
    mkdirSync(join(work, 'nothing'));
    const ended = await run(['merge', join(work, 'nothing')]);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain('error: no result in ');
  });
});
