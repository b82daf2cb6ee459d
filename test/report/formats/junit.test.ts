import { beforeAll, describe, expect, it } from '@jest/globals';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { junit } from '../../../src/report/formats/junit.ts';
import type { Result } from '../../../src/result/types.ts';
import { evaluatedFile, withFails } from '../../support/evaluated-results.ts';
import { count, filled, marked, NASTY, verdictOf } from './support/results.ts';

interface Case {
  properties?: { property: { '@_value': string } };
  '@_name': string;
  '@_classname': string;
  failure?: { '@_message': string; '@_type': string; '#text': string };
  error?: { '@_message': string };
  skipped?: { '@_message': string };
}

interface Suite {
  '@_name': string;
  '@_tests': string;
  '@_failures': string;
  '@_errors': string;
  '@_skipped': string;
  '@_timestamp': string;
  testcase: Case[];
}

let demo: Result;
beforeAll(async () => {
  demo = await evaluatedFile();
});

function suitesOf(text: string): Suite[] {
  expect(XMLValidator.validate(text)).toBe(true);
  const parser = new XMLParser({
    ignoreAttributes: false,
    trimValues: false,
    isArray: (tag) => tag === 'testsuite' || tag === 'testcase',
    htmlEntities: true,
    processEntities: { enabled: true, maxTotalExpansions: Infinity, maxExpandedLength: Infinity },
  });
  const { testsuites } = parser.parse(text) as { testsuites: { testsuite?: Suite[] } };
  return testsuites.testsuite ?? [];
}

const casesOf = (result: Result) => suitesOf(junit(result).text).flatMap(({ testcase }) => testcase);

describe('the file', () => {
  it('is well-formed for all names', () => {
    for (const word of NASTY) expect(XMLValidator.validate(junit(filled(demo, word)).text)).toBe(true);
    expect(XMLValidator.validate(junit({ ...demo, verdicts: [] }).text)).toBe(true);
    expect(XMLValidator.validate(junit(demo).text.replace('<failure ', '<fault '))).not.toBe(true);
  });

  it('returns texts unchanged, escaped once', () => {
    const message = '<b> & "quoted" \'single\' ]]> &amp;';
    const [one] = casesOf(verdictOf(demo, { message, evidence: [] }));
    expect(one?.failure?.['@_message']).toContain(message);
    expect(one?.failure?.['#text']).toContain(message);
  });
});

describe('cases', () => {
  it('are all verdicts, with unique names, one suite per area', () => {
    const suites = suitesOf(junit(demo).text);
    const cases = suites.flatMap(({ testcase }) => testcase);
    expect(cases).toHaveLength(demo.verdicts.length);
    expect(new Set(cases.map((one) => `${one['@_classname']} ${one['@_name']}`)).size).toBe(cases.length);
    const areas = new Set<string>(demo.verdicts.map(({ area }) => area));
    expect(new Set(suites.map((suite) => suite['@_name']))).toEqual(areas);
    expect(suites).toHaveLength(areas.size);
    const [first] = demo.verdicts;
    const found = cases.filter((one) => one.properties?.property['@_value'] === first?.fingerprint);
    expect(found.map((one) => one['@_name'])[0]).toMatch(/^api-server\/[a-z-]+: \S+/);
    expect(new Set(suites.map((suite) => suite['@_timestamp']))).toEqual(
      new Set([demo.takenAt.slice(0, 19)]),
    );
  });

  it('have correct counts', () => {
    const result = marked(demo);
    const { text } = junit(result);
    const suites = suitesOf(text);
    for (const suite of suites) {
      expect(Number(suite['@_tests'])).toBe(suite.testcase.length);
      expect(Number(suite['@_failures'])).toBe(suite.testcase.filter(({ failure }) => failure).length);
      expect(Number(suite['@_errors'])).toBe(suite.testcase.filter(({ error }) => error).length);
      expect(Number(suite['@_skipped'])).toBe(suite.testcase.filter(({ skipped }) => skipped).length);
    }
    const failures = suites.reduce((sum, suite) => sum + Number(suite['@_failures']), 0);
    expect(text).toContain(
      `<testsuites name="kubectl-archmap" tests="${result.verdicts.length}" failures="${failures}" errors="1"`,
    );
  });

  it('fail only for what breaks a build: accepted, known and informational risks are skipped with the reason', () => {
    const result = marked(demo);
    const cases = casesOf(result);
    expect(cases[0]?.skipped?.['@_message']).toMatch(
      /^accepted: bought in \(ops, until 2027-01-31\); critical: /,
    );
    const known = cases.filter(({ skipped }) => skipped?.['@_message'].startsWith('in the baseline; high: '));
    expect(known).toHaveLength(1);
    expect(cases.filter(({ failure }) => failure)).toHaveLength(
      count(
        result,
        ({ verdict, severity, waiver, inBaseline }) =>
          verdict === 'fail' && severity !== 'info' && !waiver && !inBaseline,
      ),
    );
  });

  it('never pass for unknown or error', () => {
    const result = marked(demo);
    const cases = casesOf(result);
    const passed = cases.filter(({ failure, error, skipped }) => !failure && !error && !skipped);
    expect(passed).toHaveLength(count(result, ({ verdict }) => verdict === 'pass'));
    const unknown = cases.filter(({ skipped }) => skipped?.['@_message'].startsWith('unknown: '));
    expect(unknown).toHaveLength(count(result, ({ verdict }) => verdict === 'unknown'));
    const needs =
      result.verdicts.find(({ requires = [] }) => requires.length > 0)?.requires?.[0]?.text ?? 'none';
    expect(
      unknown.some(
        ({ skipped }) =>
          skipped?.['@_message'].includes(`; required to decide: `) && skipped['@_message'].includes(needs),
      ),
    ).toBe(true);
    expect(cases.filter(({ error }) => error?.['@_message'].includes('boom'))).toHaveLength(1);
  });

  it('have at most one outcome', () => {
    for (const one of casesOf(marked(demo)))
      expect([one.failure, one.error, one.skipped].filter(Boolean).length).toBeLessThanOrEqual(1);
  });

  it('are 30,000 for 30,000 verdicts', () => {
    const { text, notes } = junit(withFails(demo, 30_000));
    expect(text.match(/<testcase /g)).toHaveLength(30_000);
    expect(notes).toEqual([]);
  });
});
