import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Log, Run } from 'sarif';
import { sarif } from '../../../src/report/formats/sarif.ts';
import type { Result, Verdict } from '../../../src/result/types.ts';
import { evaluatedFile, withFails } from '../../support/evaluated-results.ts';
import { count, filled, marked, NASTY, verdictOf } from './support/results.ts';

/** The SARIF authors' validator, for this platform; the schema is in the same folder. */
const multitool = createRequire(import.meta.url)('@microsoft/sarif-multitool') as string;

let demo: Result;
let validate: ValidateFunction;
beforeAll(async () => {
  demo = await evaluatedFile();
  const schema = JSON.parse(await readFile(join(dirname(multitool), 'sarif-2.1.0.json'), 'utf8')) as object;
  validate = new Ajv2020({ strict: false, validateFormats: false, allErrors: true }).compile(schema);
});

function runOf(result: Result, all = false): Run {
  const log = JSON.parse(sarif(result, { all }).text) as Log;
  validate(log);
  expect(validate.errors).toBeNull();
  expect(log.runs).toHaveLength(1);
  return log.runs[0] as Run;
}

const resultsOf = (result: Result, all = false) => runOf(result, all).results ?? [];
const notificationsOf = (result: Result) => runOf(result).invocations?.[0]?.toolExecutionNotifications ?? [];

describe('the file', () => {
  it.each(['demo', 'hardened', 'broken', 'large'])('satisfies the schema: %s', async (name) => {
    const result = await evaluatedFile(name);
    for (const all of [false, true]) runOf(result, all);
  });

  it('satisfies the schema for all names', () => {
    for (const word of NASTY) runOf(filled(demo, word), true);
  });

  it('is rejected by the schema when it is wrong', () => {
    const log = JSON.parse(sarif(demo, { all: false }).text) as Log;
    const [first] = log.runs[0]?.results ?? [];
    Object.assign(first ?? {}, { kind: 'unknown' });
    expect(validate(log)).toBe(false);
  });

  it('has a separate category for a cluster, and for a namespace of it', () => {
    expect(runOf(demo).automationDetails?.id).toBe('archmap/harbour-finch/');
    expect(runOf({ ...demo, namespace: 'shop' }).automationDetails?.id).toBe('archmap/harbour-finch/shop/');
  });
});

describe('results', () => {
  it('contain fails only: code scanning would raise an alert for anything else', () => {
    const results = resultsOf(demo);
    expect(results).toHaveLength(count(demo, ({ verdict }) => verdict === 'fail'));
    expect(new Set(results.map(({ kind }) => kind))).toEqual(new Set(['fail']));
    expect(results.every(({ level }) => level !== 'none')).toBe(true);
  });

  it('are all verdicts with --all, and unknown or error is open, never a pass', () => {
    const result = marked(demo);
    const results = resultsOf(result, true);
    expect(results.map(({ kind }) => kind)).toEqual(
      result.verdicts.map(
        ({ verdict }) =>
          ({ fail: 'fail', pass: 'pass', unknown: 'open', error: 'open', 'not-applicable': 'notApplicable' })[
            verdict
          ],
      ),
    );
    // Section 3.27.10: every kind except fail has level none.
    for (const { kind, level } of results) expect(level === 'none').toBe(kind !== 'fail');
  });

  it('contain accepted risks with the reason, and the baseline state', () => {
    const [accepted, known, fresh] = resultsOf(marked(demo));
    expect(accepted?.suppressions).toEqual([
      { kind: 'external', status: 'accepted', justification: 'bought in (ops, until 2027-01-31)' },
    ]);
    expect(known?.baselineState).toBe('unchanged');
    expect(known).not.toHaveProperty('suppressions');
    expect(fresh).not.toHaveProperty('suppressions');
    expect(fresh).not.toHaveProperty('baselineState');
  });

  it('refer to an existing rule, and to a location', () => {
    const run = runOf(demo, true);
    for (const { ruleId, ruleIndex = -1, locations = [], partialFingerprints } of run.results ?? []) {
      expect(run.tool.driver.rules?.[ruleIndex]?.id).toBe(ruleId);
      expect(locations[0]?.physicalLocation?.artifactLocation?.uri).toMatch(/^cluster\//);
      expect(partialFingerprints?.['primaryLocationLineHash']).toMatch(/^[0-9a-f]{16}:1$/);
    }
  });

  it('contain no links, whatever the messages are', () => {
    const [one] = resultsOf(verdictOf(demo, { message: 'see [here](https://evil.example)' }));
    expect(one?.message.text).not.toContain('](');
    expect(one?.message.text).toContain('evil.example');
  });
});

describe('rules', () => {
  it("have the highest severity of the check's fails, because an alert has no own severity", () => {
    const [first] = demo.verdicts as [Verdict];
    const verdicts = [
      { ...first, severity: 'medium' as const },
      { ...first, severity: 'low' as const },
    ];
    const [rule] = runOf({ ...demo, verdicts }).tool.driver.rules ?? [];
    expect(rule?.properties?.['security-severity']).toBe('5.5');
    expect(rule?.defaultConfiguration?.level).toBe('warning');
  });

  it('have a name in PascalCase, the control, and the page of the check as help', () => {
    for (const rule of runOf(demo).tool.driver.rules ?? []) {
      const info = demo.checks.find(({ id }) => id === rule.id);
      expect(rule.name).toMatch(/^[A-Z][A-Za-z0-9]+$/);
      expect(rule.shortDescription?.text).toBe(info?.control);
      expect(rule.helpUri).toMatch(new RegExp(`/docs/checks/${rule.id}\\.md$`));
      expect(rule.help?.markdown).toContain(`(${rule.helpUri})`);
      expect(rule.help?.markdown).toContain('**How to fix:** ');
    }
  });

  it('fit the length limits of code scanning', () => {
    const long = '漢'.repeat(3000);
    const checks = demo.checks.map((check) => ({ ...check, title: long, why: long }));
    for (const rule of runOf({ ...demo, checks }).tool.driver.rules ?? []) {
      expect((rule.name ?? '').length).toBeLessThanOrEqual(255);
      expect((rule.shortDescription?.text ?? '').length).toBeLessThanOrEqual(1024);
      expect((rule.fullDescription?.text ?? '').length).toBeLessThanOrEqual(1024);
      expect(rule.help?.text).toContain(long);
      expect(rule.properties?.tags?.length).toBeLessThanOrEqual(10);
    }
  });
});

describe('unknown results', () => {
  it('are notifications of the run, with their requirements', () => {
    const result = marked(demo);
    const reported = notificationsOf(result).map(({ message }) => message.text ?? '');
    const open = result.verdicts.filter(({ verdict }) => verdict === 'unknown' || verdict === 'error');
    expect(open.length).toBeGreaterThan(1);
    for (const { check, requires = [] } of open)
      expect(
        reported.some(
          (text) => text.startsWith(`${check}, `) && requires.every((one) => text.includes(one.text)),
        ),
      ).toBe(true);
  });

  it('leave the run successful, because code scanning would reject the whole file', () => {
    const result = marked(demo);
    const broken = notificationsOf(result).filter(({ level }) => level === 'error');
    expect(broken).toHaveLength(1);
    expect(broken[0]?.message.text).toContain('error: the check itself failed: boom');
    expect(runOf(result).invocations?.[0]?.executionSuccessful).toBe(true);
  });
});

describe('limits of code scanning', () => {
  it('25,000 results: the worst are kept, and both the file and the notes report the omitted ones', () => {
    const { text, notes } = sarif(withFails(demo, 30_000), { all: false });
    const [run] = (JSON.parse(text) as Log).runs;
    expect(run?.results).toHaveLength(25_000);
    expect(run?.results?.slice(0, 10).every(({ level }) => level === 'error')).toBe(true);
    expect(notes).toEqual([
      '5000 results omitted (the least severe): limit of code scanning for one file. Complete list: kubectl archmap check -o json. Code scanning shows the worst 5000 of 25000 results.',
    ]);
    expect(run?.invocations?.[0]?.toolExecutionNotifications?.[0]?.message.text).toBe(notes[0]);
  });

  it('10 MB compressed: incompressible text reduces the number of results', () => {
    const noise = (index: number) =>
      Array.from({ length: 60 }, (_, part) =>
        createHash('sha512').update(`${index} ${part}`).digest('base64'),
      ).join('');
    const many = withFails(demo, 4_000);
    const { text, notes } = sarif(
      { ...many, verdicts: many.verdicts.map((verdict, index) => ({ ...verdict, message: noise(index) })) },
      { all: false },
    );
    const kept = (JSON.parse(text) as Log).runs[0]?.results?.length ?? 0;
    expect(gzipSync(text).length).toBeLessThan(10_000_000);
    expect(kept).toBeGreaterThan(1_000);
    expect(notes[0]).toMatch(new RegExp(`^${4_000 - kept} results omitted`));
  });

  it('an endless text is truncated and marked', () => {
    const [one] = resultsOf(verdictOf(demo, { message: 'x'.repeat(50_000) }));
    expect(one?.message.text?.length).toBeLessThan(10_100);
    expect(one?.message.text).toMatch(/x \.\.\. \(\d+ more characters\)$/);
  });
});
