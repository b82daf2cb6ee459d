import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { load } from 'js-yaml';
import type { Result } from '../../src/result/types.ts';
import { archmap } from './support/in-process.ts';

const HEAD = 'apiVersion: archmap.io/v1\nkind: Config\n';
const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {hostNetwork: true, hostPID: true, containers: [{name: c, image: x}]}
`;

const NAMESPACE = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archmap-config-'));
  await mkdir(join(folder, 'manifests'));
  await writeFile(join(folder, 'manifests/web.yaml'), `${DEPLOYMENT}---\n${NAMESPACE}`);
});
afterAll(() => rm(folder, { recursive: true }));

async function check(config: string, args: readonly string[] = [], env: Record<string, string> = {}) {
  await writeFile(join(folder, '.archmap.yaml'), config);
  return archmap(['check', '--from', 'manifests', ...args], { cwd: folder, env });
}

async function result(config: string, args: readonly string[] = [], env: Record<string, string> = {}) {
  const ended = await check(config, [...args, '-o', 'json'], env);
  return { ...ended, result: JSON.parse(ended.stdout) as Result };
}

describe('settings', () => {
  it('are those of flags, then of the environment, then of the file, then defaults', async () => {
    const shown = async (config: string, args: readonly string[] = [], env: Record<string, string> = {}) =>
      (await check(config, [...args, '--show-config'], env)).stdout;
    expect(await shown('')).toContain('failOn: high # default\nrequireComplete: false # default\n');
    const file = `${HEAD}failOn: low\n`;
    expect(await shown(file)).toContain('failOn: low # .archmap.yaml:3\n');
    const env = { ARCHMAP_FAIL_ON: 'medium', ARCHMAP_SKIP: 'nodes, etcd' };
    expect(await shown(file, [], env)).toContain('failOn: medium # env ARCHMAP_FAIL_ON\n');
    expect(await shown(file, ['--fail-on', 'info'], env)).toContain('failOn: info # flag --fail-on\n');
    const { skip } = load(await shown(file, [], env)) as { skip: { check: string }[] };
    expect(skip.map((one) => one.check)).toEqual(['nodes', 'etcd']);
  });

  it.each([
    ['a kind in another case', `${HEAD.replace('Config', 'config')}failOn: low\n`],
    ['a misspelled kind', `${HEAD.replace('Config', 'Confg')}failOn: low\n`],
    ['a misspelled kind with waivers', `${HEAD.replace('Config', 'Confg')}failOn: low\nwaivers: []\n`],
    ['no kind', 'failOn: low\n'],
    ['a list', `- ${HEAD.trim().replace('\n', '\n  ')}\n  failOn: low\n`],
    ['text', 'failOn\n'],
  ])('in %s are refused, also when the waivers are in another file', async (_, text) => {
    await writeFile(join(folder, 'w.yaml'), 'apiVersion: archmap.io/v1\nkind: Waivers\nwaivers: []\n');
    const { code, stderr } = await check(text, ['--waivers', 'w.yaml']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/\.archmap\.yaml:[12]:\d/);
  });

  it('are printed as a document that has the same effect', async () => {
    const config = `${HEAD}failOn: low\nskip: [{check: nodes, reason: "a: b # c"}]\n`;
    const { stdout } = await check(config, ['--show-config']);
    const again = await check(stdout, ['--show-config']);
    expect(load(again.stdout)).toEqual(load(stdout));
  });

  it('decide the exit code, and a threshold that is above the default is reported', async () => {
    const only = ['--only', 'workloads/host-pid'];
    expect((await check('', only)).code).toBe(0);
    expect((await check(`${HEAD}failOn: medium\n`, only)).code).toBe(1);
    const none = await check(`${HEAD}failOn: none\n`, [...only, '--fail-on', 'medium']);
    expect(none).toMatchObject({ code: 1, stderr: '' });
    const { code, stderr } = await check(`${HEAD}failOn: none\n`, only);
    expect({ code, stderr }).toEqual({ code: 0, stderr: 'warning: .archmap.yaml:3: --fail-on is none\n' });
    expect((await check(`${HEAD}requireComplete: true\n`, ['--only', 'etcd'])).code).toBe(3);
  });
});

describe('skipped checks', () => {
  const config = `${HEAD}skip:\n  - check: workloads/host-*\n    reason: one node is shared\n`;

  it('are in the result, the summary and on stderr, with the reason', async () => {
    const { result: found, stderr } = await result(config);
    expect(found.skipped?.map(({ check: id }) => id)).toContain('workloads/host-network');
    expect(found.skipped?.[0]).toMatchObject({ reason: 'one node is shared', place: '.archmap.yaml:4' });
    expect(found.summary.skipped).toBe(found.skipped?.length);
    expect(found.verdicts.some(({ check: id }) => id.startsWith('workloads/host-'))).toBe(false);
    expect(stderr).toMatch(/warning: \.archmap\.yaml:4: \d+ checks skipped: one node is shared/);
    expect((await check(config)).stdout).toMatch(/, \d+ checks skipped by configuration\n/);
  });

  it('are evaluated when flags select the checks', async () => {
    const { result: found } = await result(config, ['--skip', 'nodes']);
    expect(found.skipped).toBeUndefined();
    expect(found.verdicts.some(({ check: id }) => id === 'workloads/host-network')).toBe(true);
  });

  it('include all others of a list of selected checks', async () => {
    const { result: found } = await result(`${HEAD}only: [{check: workloads, reason: a trial}]\n`);
    expect(found.skipped?.length).toBeGreaterThan(100);
    expect(found.skipped?.[0]?.reason).toBe('not in the list "only" (a trial)');
  });
});

describe('severities', () => {
  const rule = (severity: string) =>
    `${HEAD}severities: [{check: workloads/host-network, severity: ${severity}, reason: "see\\nADR 7"}]\n`.replace(
      '\\n',
      ' ',
    );

  it('replace those of the check, order the result and decide the gate; the original one is kept', async () => {
    const { result: found, code, stderr } = await result(rule('critical'));
    expect(code).toBe(1);
    expect(found.verdicts[0]).toMatchObject({
      check: 'workloads/host-network',
      severity: 'critical',
      severityChange: { from: 'medium', reason: 'see ADR 7', place: '.archmap.yaml:3' },
    });
    expect(found.summary.risks.critical).toBe(1);
    expect(stderr).toContain(
      'severity of workloads/host-network raised from medium to critical in 1 risk: see ADR 7',
    );
  });

  it('that are lower leave the risk a risk', async () => {
    const { result: found, stderr } = await result(rule('info'));
    const verdict = found.verdicts.find(({ check: id }) => id === 'workloads/host-network');
    expect(verdict).toMatchObject({ verdict: 'fail', severity: 'info' });
    expect(found.summary.risks.info).toBeGreaterThan(0);
    expect(stderr).toContain('lowered from medium to info');
  });

  it('are in the reports of pipelines', async () => {
    for (const format of ['github', 'gitlab', 'sarif', 'junit'])
      expect((await check(rule('low'), ['-o', format])).stdout).toContain(
        'severity changed from medium: see ADR 7',
      );
  });
});

describe('system namespaces', () => {
  it('change lists, and no result', async () => {
    const config = `${HEAD}systemNamespaces: [{name: 'sh*', reason: ours}]\n`;
    const [before, after] = [await result(''), await result(config)];
    expect(after.result.verdicts).toEqual(before.result.verdicts);
    expect(after.result.summary).toEqual(before.result.summary);
    const row = ({ result: { namespaces } }: typeof after) => namespaces.find(({ name }) => name === 'shop');
    expect(row(before)?.system).toBe(false);
    expect(row(after)).toMatchObject({
      system: true,
      purpose: { type: 'system', why: 'declared in .archmap.yaml:3: ours' },
    });
  });
});

describe('an invalid document', () => {
  it.each([
    [
      'an unknown field',
      `${HEAD}failon: high\n`,
      '.archmap.yaml:3:1: unknown field "failon"; did you mean failOn?',
    ],
    [
      'an invalid severity',
      `${HEAD}failOn: hgih\n`,
      '.archmap.yaml:3:9: failOn must be one of critical, high',
    ],
    [
      'a rule without a reason',
      `${HEAD}skip:\n  - check: etcd\n`,
      '.archmap.yaml:4:5: skip[0]: missing required field "reason"',
    ],
    [
      'an unknown check',
      `${HEAD}skip:\n  - {check: etdc, reason: x}\n`,
      '.archmap.yaml:4: no check or area is called "etdc"',
    ],
    ['a second document', `${HEAD}---\n${HEAD}`, '.archmap.yaml:4:1: a second document of kind Config'],
    ['another kind', 'apiVersion: archmap.io/v1\nkind: Confg\n', '.archmap.yaml:2:7: kind must be Config'],
    [
      'control characters',
      `${HEAD}skip:\n  - {check: "a\\e[31m", reason: x}\n`,
      'no check or area is called "a\\u{1b}[31m"',
    ],
  ])('stops the run: %s', async (_what, config, message) => {
    const { code, stdout, stderr } = await check(config);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  it('stops the run for variables as well', async () => {
    expect(await check('', [], { ARCHMAP_FAIL_ON: 'hgih' })).toMatchObject({ code: 2 });
    expect(await check('', [], { ARCHMAP_REQUIRE_COMPLETE: 'perhaps' })).toMatchObject({ code: 2 });
    expect((await check('', [], { ARCHMAP_SKIP: 'etdc' })).stderr).toContain(
      'env ARCHMAP_SKIP: no check or area',
    );
    expect(await check('', ['--config', 'missing.yaml'])).toMatchObject({ code: 2 });
  });

  it('leaves waivers of the same file in force', async () => {
    const waiver = `{check: workloads/host-pid, reason: r, owner: o, expires: 2999-01-01}`;
    const both = `${HEAD}failOn: medium\n---\napiVersion: archmap.io/v1\nkind: Waivers\nwaivers: [${waiver}]\n`;
    expect((await check(both, ['--only', 'workloads/host-pid'])).code).toBe(0);
  });
});
