/** `archmap rules test`: the rules of examples/ pass, and failures are reported. */
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { assess } from '../../src/app/assess.ts';
import { loadRules, testRules } from '../../src/app/rules.ts';
import { OTHERS } from '../../src/app/topics/guides.ts';
import { run } from '../../src/cli/commands/rules.ts';
import type { CommandContext } from '../../src/cli/context.ts';
import { rulesSchema } from '../../src/rules/schema.ts';
import { recorded } from '../support/recorded.ts';

const examples = fileURLToPath(new URL('../../examples/rules', import.meta.url));

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archmap-rules-'));
});
afterAll(() => rm(folder, { recursive: true }));

const SERVICE = `{ apiVersion: v1, kind: Service, metadata: { name: web, namespace: shop }, spec: { ports: [{ port: 80 }] } }`;
const rule = (
  id: string,
  fixtures: string,
  fields = 'pass: object.ports.all(p, p.port == 443)',
) => `apiVersion: archmap.io/v1
kind: Rules
rules:
  - id: custom/${id}
    title: A Service does not use 443
    severity: low
    why: It is expected.
    remediation: Change it.
    for: services
    ${fields}
    fixtures:
${fixtures}`;
const fixture = (name: string, expected: string, rest = `objects: [${SERVICE}]`) =>
  `      - name: ${name}\n        expect: ${expected}\n        ${rest}\n`;

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

/** Output and exit code of the command. */
async function command(files: string[], output: 'table' | 'json' | 'yaml' = 'table') {
  let [stdout, stderr] = ['', ''];
  let code: number | undefined;
  const io = {
    print: (text: string) => Promise.resolve(void (stdout += text)),
    note: (text: string) => void (stderr += `${text}\n`),
    progress: () => undefined,
    color: false,
  };
  await run({ action: 'test', files, output }, {
    io,
    exit: (value: number) => (code = value),
  } as unknown as CommandContext);
  return { stdout, stderr, code };
}

describe('the rules of examples/', () => {
  it('pass, and each has fixtures for fail and pass', async () => {
    const { outcomes, notes } = await testRules([examples]);
    expect(outcomes.filter(({ ok }) => !ok)).toEqual([]);
    expect(notes).toEqual([]);
    expect(new Set(outcomes.map(({ rule }) => rule)).size).toBeGreaterThanOrEqual(5);
    expect(new Set(outcomes.map(({ got }) => got))).toEqual(
      new Set(['fail', 'pass', 'unknown', 'not-applicable']),
    );
  });

  it('evaluate the example cluster without an error', async () => {
    const result = assess(
      await recorded('demo'),
      { only: ['custom'] },
      { rules: await loadRules([examples]) },
    );
    expect(result.verdicts.length).toBeGreaterThan(0);
    expect(result.verdicts.filter(({ verdict }) => verdict === 'error')).toEqual([]);
    expect(new Set(result.verdicts.map(({ area }) => area))).toEqual(new Set(['custom']));
  });

  it('name the schema for editors', async () => {
    for (const name of await readdir(examples))
      expect(await readFile(join(examples, name), 'utf8')).toMatch(
        /^# yaml-language-server: \$schema=\.\.\/\.\.\/docs\/schema\/rules-v1\.schema\.json\n/,
      );
    const published = await readFile(join(examples, '../../docs/schema/rules-v1.schema.json'), 'utf8');
    expect(JSON.parse(published)).toEqual(JSON.parse(JSON.stringify(rulesSchema)));
  });
});

describe('fixtures', () => {
  it("are compared with the rule's worst verdict", async () => {
    const good = SERVICE.replace('80', '443').replace('web', 'good');
    const path = await file(
      'worst.yaml',
      rule(
        'worst',
        fixture('both', 'fail', `objects: [${good}, ${SERVICE}]`) +
          fixture('a list', 'fail', `objects: [{ apiVersion: v1, kind: List, items: [${SERVICE}] }]`) +
          fixture('good', 'pass', `objects: [${good}]`) +
          fixture('good of a manifest', 'unknown', `complete: false\n        objects: [${good}]`) +
          fixture('refused', 'unknown', `permissionDenied: [services]\n        objects: [${SERVICE}]`) +
          fixture('none', 'not-applicable', 'objects: []'),
      ),
    );
    const { outcomes } = await testRules([path]);
    expect(outcomes.map(({ fixture, got, ok }) => [fixture, got, ok])).toEqual([
      ['both', 'fail', true],
      ['a list', 'fail', true],
      ['good', 'pass', true],
      ['good of a manifest', 'unknown', true],
      ['refused', 'unknown', true],
      ['none', 'not-applicable', true],
    ]);
  });

  it('with another verdict are reported with it', async () => {
    const path = await file('wrong.yaml', rule('wrong', fixture('web', 'pass')));
    expect(await testRules([path])).toEqual({
      outcomes: [
        {
          rule: 'custom/wrong',
          fixture: 'web',
          expected: 'pass',
          got: 'fail',
          ok: false,
          message: 'A Service does not use 443',
        },
      ],
      notes: [`${path}:4: custom/wrong has no fixture that expects fail`],
    });
  });

  it('an error of the rule never matches the expectation', async () => {
    const path = await file(
      'error.yaml',
      rule('error', fixture('web', 'unknown'), "pass: object.externalName == 'x'"),
    );
    const { outcomes } = await testRules([path]);
    expect(outcomes).toMatchObject([
      { got: 'error', ok: false, message: expect.stringContaining('externalName') },
    ]);
  });

  it.each([
    [
      'permissionDenied: [service]',
      /^.*:14:28: rules\[0\]\.fixtures\[0\]\.permissionDenied\[0\] must be one of /,
    ],
    ['expects: fail', /unknown field "expects"; did you mean expect\?/],
  ])('with a mistake: %s', async (field, words) => {
    const path = await file(
      'mistake.yaml',
      rule('mistake', fixture('web', 'fail', `${field}\n        objects: []`)),
    );
    await expect(testRules([path])).rejects.toMatchObject({
      code: 'input',
      message: expect.stringMatching(words),
    });
  });
});

describe('kubectl archmap rules test', () => {
  it('exits with 0 when all fixtures pass', async () => {
    const { stdout, stderr, code } = await command([examples]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^STATUS +RULE +FIXTURE +VERDICT +MESSAGE\nok +custom\/version-behind-standard/);
    expect(stdout).toMatch(/\n\d+ passed, 0 failed\n$/);
  });

  it('exits with 1 when a fixture fails', async () => {
    const path = await file('failing.yaml', rule('failing', fixture('web', 'pass')));
    const { stdout, stderr, code } = await command([path]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/FAILED +custom\/failing +web +fail, expected pass/);
    expect(stderr).toContain('custom/failing has no fixture that expects fail');
  });

  it('fails without a fixture: an empty test would always pass', async () => {
    const path = await file(
      'bare.yaml',
      rule('bare', fixture('web', 'pass')).split('    fixtures:')[0] ?? '',
    );
    await expect(command([path])).rejects.toThrow('the rules contain no fixtures');
  });

  it('runs the example of `explain custom-rules`', async () => {
    const [, example = ''] = /```yaml\n(.*?)```/s.exec(OTHERS['custom-rules']?.body ?? '') ?? [];
    expect(await command([await file('example.yaml', example)])).toMatchObject({ code: 0, stderr: '' });
  });

  it('writes rows for programs', async () => {
    const { stdout } = await command([examples], 'json');
    expect(JSON.parse(stdout)[0]).toEqual({
      rule: 'custom/version-behind-standard',
      fixture: 'unknown version',
      expected: 'unknown',
      got: 'unknown',
      ok: true,
      message: expect.stringContaining('version'),
    });
  });

  it('prints escape sequences as text', async () => {
    const path = await file(
      'escapes.yaml',
      rule(
        'escapes',
        fixture('"\\e[31mred\\e[0m"', 'fail'),
        `pass: 'false'\n    message: "'\\e]0;title\\a'"`,
      ),
    );
    const { stdout } = await command([path]);
    expect(stdout).toContain('\\u{1b}[31mred');
    expect(stdout).toContain('\\u{1b}]0;title');
    // eslint-disable-next-line no-control-regex -- what must not be there
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });

  it.each([
    ['no file', 'nothing.yaml', /cannot read the rules in .*nothing\.yaml/],
    ['a file without rules', 'empty.yaml', /contains no rules/],
    ['a file that is no YAML', 'broken.yaml', /broken\.yaml:\d+:\d+: /],
  ])('%s is invalid input', async (_, name, words) => {
    await file('empty.yaml', '# nothing\n');
    await file('broken.yaml', 'rules: [\n');
    await expect(command([join(folder, name)])).rejects.toMatchObject({
      code: 'input',
      message: expect.stringMatching(words),
      hint: expect.stringMatching(/\S/),
    });
  });

  it('reads the YAML files of a folder in order, and no other files', async () => {
    const inner = join(folder, 'inner');
    await mkdir(inner);
    for (const name of ['b.yml', 'a.yaml'])
      await writeFile(join(inner, name), rule(name.slice(0, 1), fixture('web', 'fail')));
    await writeFile(join(inner, 'README.md'), 'no rules: [');
    expect((await loadRules([inner])).map(({ id }) => id)).toEqual(['custom/a', 'custom/b']);
    await writeFile(join(inner, 'c.yaml'), rule('a', fixture('web', 'fail')));
    await expect(loadRules([inner])).rejects.toMatchObject({
      message: expect.stringMatching(/c\.yaml:4:5: duplicate rule custom\/a, also in .*a\.yaml:4$/),
    });
  });
});
