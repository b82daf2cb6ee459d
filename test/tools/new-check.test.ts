import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { newCheckFiles, withTruthRow } from '../../tools/new-check/files.ts';
import { kubeletSettingCheck } from '../../src/checks/families/kubelet-setting-check.ts';
import { evaluate, exampleSnapshot, examplesOf } from '../support/example.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const TRUTH = 'test/cluster/variants/truth.yaml';
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archmap-new-check-'));
  await cp(join(root, TRUTH), join(folder, TRUTH));
});
afterEach(() => rm(folder, { recursive: true }));

function newCheck(...words: string[]) {
  return promisify(execFile)(process.execPath, ['tools/run.mjs', 'tools/new-check.ts', ...words], {
    cwd: root,
    env: { ...process.env, ARCHMAP_ROOT: folder },
  });
}

describe('npm run new-check', () => {
  it('writes a check with verdict unknown and a page that the catalogue test rejects', async () => {
    await newCheck('nodes/old-kernel');
    const source = await readFile(join(folder, 'src/checks/nodes/old-kernel.ts'), 'utf8');
    expect(source).toContain("id: 'nodes/old-kernel'");
    expect(source).toContain("verdict: 'unknown'");
    const page = await readFile(join(folder, 'docs/checks/nodes/old-kernel.md'), 'utf8');
    expect(examplesOf(page)).toEqual([]);
    const truth = await readFile(join(folder, TRUTH), 'utf8');
    expect(truth).toMatch(/^nodes\/.*\nnodes\/old-kernel: TODO\nscheduler\//m);
  });

  it('fills in the examples of a kubelet setting, whose area has an expected verdict', async () => {
    const id = 'kubelet/old-setting';
    const { stdout } = await newCheck(
      id,
      'kubelet-setting',
      'authentication.anonymous.enabled',
      'true',
      'false',
    );
    expect(stdout).toContain(`${TRUTH} has a row kubelet/*`);
    const source = await readFile(join(folder, `src/checks/${id}.ts`), 'utf8');
    expect(source).toContain(
      "setting: 'authentication.anonymous.enabled',\n  bad: (value) => value === 'true',",
    );
    const page = await readFile(join(folder, `docs/checks/${id}.md`), 'utf8');
    expect(page).toContain('\nauthentication:\n  anonymous:\n    enabled: false\n');
    const check = kubeletSettingCheck({
      id,
      title: 'x',
      control: 'x',
      severity: 'low',
      why: 'x',
      remediation: 'x',
      references: [],
      setting: 'authentication.anonymous.enabled',
      bad: (value) => value === 'true',
      fail: 'x',
      pass: 'x',
    });
    const examples = examplesOf(page);
    expect(examples.map(({ expected }) => expected)).toEqual([
      'fail',
      'fail',
      'pass',
      'unknown',
      'unknown',
      'unknown',
    ]);
    for (const { expected, text } of examples)
      expect(evaluate(check, exampleSnapshot(text))).toMatchObject([{ verdict: expected }]);
  });

  it('counts a setting that is left out as its zero value', () => {
    const files = newCheckFiles('kubelet/old', 'kubelet-setting', ['failSwapOn', 'false', 'true']);
    expect(files.get('src/checks/kubelet/old.ts')).toContain(
      "bad: (value) => ['', 'false'].includes(value),",
    );
  });

  it.each([
    ['api-server/new', 'flag', 'a/b: x\napi-server/new: { is: TODO, unknown: [nobody, by-metrics] }\n'],
    ['a/new', undefined, 'a/b: x\na/new: TODO\n'],
  ])('writes the row of %s', (id, family, text) => {
    expect(withTruthRow('a/b: x\n', id, family)?.text).toBe(text);
  });

  it('writes the row below one of several lines', () => {
    expect(withTruthRow('a/b:\n  x\nc/d: x\n', 'a/new')?.text).toBe('a/b:\n  x\na/new: TODO\nc/d: x\n');
  });

  it.each([
    ['api-server/old-flag', 'flag', 'flagCheck'],
    ['api-server/old-plugin', 'plugin', 'pluginCheck'],
    ['api-server/old-count', 'metric', 'metricCheck'],
    ['kubelet/old-setting', 'kubelet-setting', 'kubeletSettingCheck'],
    ['identities/old-rights', 'permission', 'permissionCheck'],
    ['workloads/old-settings', 'workload', 'workloadCheck'],
  ])('writes %s as a check of the family %s', async (id, family, define) => {
    const source = newCheckFiles(id, family).get(`src/checks/${id}.ts`) ?? '';
    expect(source).toContain(`export default ${define}({\n  id: '${id}',`);
    const [, file = ''] = /from '\.\.\/(families\/.*)'/.exec(source) ?? [];
    expect(await readFile(join(root, 'src/checks', file), 'utf8')).toContain(`export function ${define}`);
  });

  it.each([
    ['api-server/old-flag', 'flags', 'there is no family "flags"'],
    ['nodes/old-flag', 'flag', 'are in api-server, controller-manager, scheduler'],
  ])('rejects %s of the family %s', async (id, family, words) => {
    await expect(newCheck(id, family)).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining(words),
    });
  });

  it('does not overwrite', async () => {
    await newCheck('nodes/old-kernel');
    await expect(newCheck('nodes/old-kernel')).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining('exists already'),
    });
  });

  it.each(['old-kernel', 'kernel/old', 'nodes/Old', 'nodes/a/b', '../x/y', ''])('rejects %j', async (id) => {
    await expect(newCheck(id)).rejects.toMatchObject({ code: 2, stderr: expect.stringMatching(/^error: /) });
  });
});
