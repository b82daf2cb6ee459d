import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { parse as parseCsv } from 'csv-parse/sync';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { loadAll } from 'js-yaml';
import { csv } from '../../../src/report/formats/csv.ts';
import { cyclonedx } from '../../../src/report/formats/cyclonedx.ts';
import { github } from '../../../src/report/formats/github.ts';
import { gitlab } from '../../../src/report/formats/gitlab.ts';
import { junit } from '../../../src/report/formats/junit.ts';
import { markdown } from '../../../src/report/formats/markdown.ts';
import { openreports, policyreport } from '../../../src/report/formats/openreports.ts';
import { prometheus } from '../../../src/report/formats/prometheus.ts';
import { sarif } from '../../../src/report/formats/sarif.ts';
import type { Result } from '../../../src/result/types.ts';
import { hostile, judgedFile, withFails } from '../../support/judged.ts';

const run = promisify(execFile);
const require = createRequire(import.meta.url);
let demo: Result;
let nasty: Result;
let waived: Result;

beforeAll(async () => {
  demo = await judgedFile();
  nasty = hostile(demo);
  waived = {
    ...demo,
    verdicts: demo.verdicts.map((verdict, index) =>
      index === 0
        ? { ...verdict, waived: { reason: 'known', owner: 'ops', expires: '2027-01-01' } }
        : index === 1
          ? { ...verdict, inBaseline: true as const }
          : verdict,
    ),
  };
});

const fails = ({ verdicts }: Result) => verdicts.filter(({ verdict }) => verdict === 'fail').length;

/** What the validator of SARIF's authors objects to. */
async function sarifErrors(text: string): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'archmap-sarif-'));
  try {
    const file = join(folder, 'in.sarif');
    const out = join(folder, 'out.sarif');
    await writeFile(file, text);
    const tool = join(
      dirname(require.resolve('@microsoft/sarif-multitool-linux/package.json')),
      'Sarif.Multitool',
    );
    // Exits with 1 for what it finds; the log tells what.
    await run(tool, ['validate', file, '--output', out, '--log', 'ForceOverwrite'], {
      env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' },
    }).catch(() => undefined);
    const log = JSON.parse((await readFile(out, 'utf8')).replace(/^\ufeff/, '')) as {
      runs: { results?: { ruleId: string; level?: string }[] }[];
    };
    return log.runs.flatMap(({ results = [] }) =>
      results.filter(({ level }) => level === 'error').map(({ ruleId }) => ruleId),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('SARIF', () => {
  it('satisfies the validator of its authors, schema and rules, whatever names are', async () => {
    expect(await sarifErrors(sarif(nasty, { all: true }).text)).toEqual([]);
    const few = { ...waived, verdicts: waived.verdicts.slice(0, 3) };
    expect(await sarifErrors(sarif(few, { all: false }).text)).toEqual([]);
    const broken = sarif(few, { all: false }).text.replaceAll('"startLine": 1', '"startLine": -1');
    expect(await sarifErrors(broken)).not.toEqual([]);
  });

  it('has no pass among the unknown, suppresses what is waived, and knows the baseline', () => {
    const [one] = (
      JSON.parse(sarif(waived, { all: true }).text) as { runs: { results: Record<string, unknown>[] }[] }
    ).runs;
    const results = one?.results ?? [];
    expect(results.filter(({ kind }) => kind === 'fail')).toHaveLength(fails(waived));
    expect(results.filter(({ kind }) => kind === 'open')).toHaveLength(
      waived.verdicts.filter(({ verdict }) => verdict === 'unknown').length,
    );
    expect(results[0]?.['suppressions']).toHaveLength(1);
    expect(results[1]?.['baselineState']).toBe('unchanged');
  });

  it('keeps to the limit of 25,000 results, the worst first, and says what it left out', () => {
    const { text, notes } = sarif(withFails(demo, 30_000), { all: false });
    const { runs } = JSON.parse(text) as {
      runs: {
        results: { properties: { severity: string } }[];
        invocations: { toolExecutionNotifications: unknown[] }[];
      }[];
    };
    expect(runs[0]?.results).toHaveLength(25_000);
    expect(runs[0]?.results.slice(0, 10).every(({ properties }) => properties.severity === 'critical')).toBe(
      true,
    );
    expect(runs[0]?.invocations[0]?.toolExecutionNotifications).toHaveLength(1);
    expect(notes[0]).toMatch(/^5000 results left out/);
  });
});

describe('JUnit', () => {
  it.each(['demo', 'nasty', 'waived'] as const)('is well-formed and counts right: %s', (name) => {
    const result = { demo, nasty, waived }[name];
    const { text } = junit(result);
    expect(XMLValidator.validate(text)).toBe(true);
    // oxlint-disable-next-line no-control-regex -- these are what XML 1.0 forbids
    expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
    const parsed = new XMLParser({
      ignoreAttributes: false,
      isArray: (tag) => tag === 'testcase' || tag === 'testsuite',
    }).parse(text) as {
      testsuites: Record<string, string> & { testsuite: { testcase: Record<string, unknown>[] }[] };
    };
    const cases = parsed.testsuites.testsuite.flatMap(({ testcase }) => testcase);
    expect(cases).toHaveLength(result.verdicts.length);
    expect(Number(parsed.testsuites['@_failures'])).toBe(cases.filter((one) => 'failure' in one).length);
    expect(Number(parsed.testsuites['@_skipped'])).toBe(cases.filter((one) => 'skipped' in one).length);
    expect(cases.filter((one) => 'failure' in one)).toHaveLength(
      result.verdicts.filter((one) => one.verdict === 'fail' && !one.waived).length,
    );
    const unknown = result.verdicts.filter(({ verdict }) => verdict === 'unknown').length;
    expect(cases.filter((one) => 'skipped' in one).length).toBeGreaterThanOrEqual(unknown);
    expect(new Set(cases.map((one) => `${String(one['@_classname'])} ${String(one['@_name'])}`)).size).toBe(
      cases.length,
    );
  });
});

describe('CSV', () => {
  it('is read back by a parser, one row a verdict, and no cell is a formula', () => {
    for (const result of [demo, nasty]) {
      const rows = parseCsv(csv(result, { all: true }).text, { columns: true }) as Record<string, string>[];
      expect(rows).toHaveLength(result.verdicts.length);
      for (const row of rows) for (const cell of Object.values(row)) expect(cell).not.toMatch(/^\s*[=+\-@]/);
    }
  });
});

describe('GitHub', () => {
  it('gives ten errors and ten warnings at most and says how many are left', () => {
    const { text, notes } = github(withFails(demo, 500));
    const lines = text.trimEnd().split('\n');
    expect(lines.filter((line) => line.startsWith('::error '))).toHaveLength(10);
    expect(lines.filter((line) => line.startsWith('::warning '))).toHaveLength(10);
    expect(notes[0]).toMatch(/^480 risks left out/);
    expect(lines.at(-1)).toContain('480 risks left out');
  });

  it('lets no name begin a command of its own', () => {
    const lines = github(nasty).text.trimEnd().split('\n');
    expect(lines.every((line) => /^::(error|warning|notice) [^\r]*::[^\r]*$/.test(line))).toBe(true);
    expect(lines.length).toBeLessThanOrEqual(21);
  });

  it('does not annotate again what is waived or known', () => {
    const { text } = github(waived);
    expect(text).not.toContain(`(${waived.verdicts[0]?.check ?? ''})`);
  });
});

describe('GitLab', () => {
  it('has what the code quality report asks for, with unique fingerprints and relative paths', () => {
    for (const result of [demo, nasty]) {
      const entries = JSON.parse(gitlab(result).text) as {
        fingerprint: string;
        severity: string;
        description: string;
        location: { path: string; lines: { begin: number } };
      }[];
      expect(entries).toHaveLength(fails(result));
      expect(new Set(entries.map(({ fingerprint }) => fingerprint)).size).toBe(entries.length);
      for (const { severity, location } of entries) {
        expect(['info', 'minor', 'major', 'critical', 'blocker']).toContain(severity);
        expect(location.path).toMatch(/^cluster\/[a-z0-9._/-]+\.yaml$/);
        expect(location.path.split('/')).not.toContain('..');
        expect(location.lines.begin).toBe(1);
      }
    }
  });
});

describe('OpenReports and PolicyReport', () => {
  it('splits what does not fit into one object, and loses nothing', () => {
    const documents = loadAll(openreports(withFails(demo, 20_000), { all: false }).text) as {
      kind: string;
      summary: Record<string, number>;
      results: { result: string }[];
    }[];
    expect(documents.reduce((sum, { results }) => sum + results.length, 0)).toBe(20_000);
    for (const document of documents) expect(JSON.stringify(document).length).toBeLessThan(1_400_000);
    for (const { summary, results } of documents) expect(summary['fail']).toBe(results.length);
  });

  it('tells the unknown apart from pass and from skip', () => {
    for (const format of [openreports, policyreport]) {
      const results = (
        loadAll(format(waived, { all: true }).text) as { results: { result: string }[] }[]
      ).flatMap((one) => one.results);
      const count = (wanted: string) => results.filter(({ result }) => result === wanted).length;
      expect(count('warn')).toBe(waived.summary.verdicts.unknown);
      expect(count('pass')).toBe(waived.summary.verdicts.pass);
      expect(count('fail')).toBe(fails(waived) - 1);
    }
  });
});

describe('CycloneDX', () => {
  it('satisfies the schema of 1.6, with and without hostile names', async () => {
    const folder = join(
      dirname(require.resolve('@cyclonedx/cyclonedx-library/package.json')),
      'res',
      'schema',
    );
    const read = async (file: string) => JSON.parse(await readFile(join(folder, file), 'utf8')) as object;
    const ajv = new Ajv({ strict: false, validateFormats: false });
    ajv.addSchema(
      await read('spdx.SNAPSHOT.schema.json'),
      'http://cyclonedx.org/schema/spdx.SNAPSHOT.schema.json',
    );
    ajv.addSchema(
      await read('jsf-0.82.SNAPSHOT.schema.json'),
      'http://cyclonedx.org/schema/jsf-0.82.SNAPSHOT.schema.json',
    );
    const validate = ajv.compile(await read('bom-1.6.SNAPSHOT.schema.json'));
    for (const result of [demo, nasty]) {
      const document = JSON.parse(cyclonedx(result).text) as {
        components: { type: string; purl?: string }[];
      };
      validate(document);
      expect(validate.errors).toBeNull();
      expect(document.components.filter(({ type }) => type === 'device')).toHaveLength(result.nodes.length);
    }
    expect(cyclonedx(demo).text).toContain('"pkg:oci/');
  });
});

describe('Prometheus', () => {
  it('keeps to the text format: one type a family, samples with escaped labels, no series twice', () => {
    for (const result of [demo, nasty]) {
      const lines = prometheus(result).text.trimEnd().split('\n');
      const sample =
        /^[a-z_]+\{[a-z_]+="(?:[^"\\\n]|\\["\\n])*"(?:,[a-z_]+="(?:[^"\\\n]|\\["\\n])*")*\} -?\d+(?:\.\d+)?$/;
      for (const line of lines)
        expect(line.startsWith('#') ? /^# (HELP|TYPE) [a-z_]+ .+$/ : sample).toEqual(expect.anything());
      const samples = lines.filter((line) => !line.startsWith('#'));
      for (const line of samples) expect(line).toMatch(sample);
      expect(new Set(samples.map((line) => line.slice(0, line.lastIndexOf(' ')))).size).toBe(samples.length);
    }
    expect(prometheus(demo).text).toContain('archmap_risks{cluster="harbour-finch",severity="critical"} 1\n');
  });
});

describe('Markdown', () => {
  it('lets no name become markup and stays below what a comment takes', () => {
    const { text } = markdown(nasty);
    expect(text).not.toContain('<script');
    expect(text).not.toMatch(/\]\(javascript/);
    expect(text).not.toMatch(/(^|[^&\w])@everyone/);
    const many = markdown(withFails(demo, 30_000));
    expect(many.text.length).toBeLessThan(65_536);
  });
});
