import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse as parseCsv } from 'csv-parse/sync';
import { loadAll } from 'js-yaml';
import { csv } from '../../../src/report/formats/csv.ts';
import { github } from '../../../src/report/formats/github.ts';
import { gitlab } from '../../../src/report/formats/gitlab.ts';
import { markdown } from '../../../src/report/formats/markdown.ts';
import { openreports, policyreport } from '../../../src/report/formats/openreports.ts';
import { prometheus } from '../../../src/report/formats/prometheus.ts';
import type { Result } from '../../../src/result/types.ts';
import { hostile, evaluatedFile, withFails } from '../../support/evaluated-results.ts';

let demo: Result;
let nasty: Result;
let accepted: Result;

beforeAll(async () => {
  demo = await evaluatedFile();
  nasty = hostile(demo);
  accepted = {
    ...demo,
    verdicts: demo.verdicts.map((verdict, index) =>
      index === 0
        ? { ...verdict, waiver: { reason: 'known', owner: 'ops', expires: '2027-01-01' } }
        : index === 1
          ? { ...verdict, inBaseline: true as const }
          : verdict,
    ),
  };
});

const fails = ({ verdicts }: Result) => verdicts.filter(({ verdict }) => verdict === 'fail').length;

describe('CSV', () => {
  it('can be parsed, one row per verdict, and no cell is a formula', () => {
    for (const result of [demo, nasty]) {
      const rows = parseCsv<Record<string, string>>(csv(result, { all: true }).text, { columns: true });
      expect(rows).toHaveLength(result.verdicts.length);
      for (const row of rows) for (const cell of Object.values(row)) expect(cell).not.toMatch(/^\s*[=+\-@]/);
    }
  });
});

describe('GitHub', () => {
  it('has at most ten annotations of each level and reports the number of the others', () => {
    const many = withFails(demo, 500);
    const verdicts = many.verdicts.map((verdict, index) => ({ ...verdict, check: `nodes/check-${index}` }));
    const { text, notes } = github({ ...many, verdicts });
    const lines = text.trimEnd().split('\n');
    expect(lines.filter((line) => line.startsWith('::error '))).toHaveLength(10);
    expect(lines.filter((line) => line.startsWith('::warning '))).toHaveLength(10);
    expect(lines.filter((line) => line.startsWith('::notice '))).toHaveLength(10);
    expect(notes[0]).toMatch(/^471 risks omitted/);
    expect(lines.at(-1)).toContain('471 risks omitted');
  });

  it('groups the risks of a check, so that no high risk of the example cluster is omitted', () => {
    const { text, notes } = github(withFails(demo, 500));
    expect(text).toContain('::10 objects: Deployment ns-0/web-0, ');
    expect(notes).toEqual([]);
  });

  it('ends with the exit code and its reason', () => {
    const { text } = github(demo, { footer: ['Exit code 1: 2 risks at or above --fail-on=high'] });
    expect(text.trimEnd().split('\n').at(-1)).toMatch(
      /^::notice title=kubectl archmap::.* unknown; .*Exit code 1: 2 risks at or above --fail-on=high$/,
    );
  });

  it('contains no command from a name', () => {
    const lines = github(nasty).text.trimEnd().split('\n');
    expect(lines.every((line) => /^::(error|warning|notice) [^\r]*::[^\r]*$/.test(line))).toBe(true);
    expect(lines.length).toBeLessThanOrEqual(30);
  });

  it('does not annotate waived or known risks', () => {
    const { text } = github(accepted);
    expect(text).not.toContain(`(${accepted.verdicts[0]?.check ?? ''})`);
  });
});

describe('GitLab', () => {
  it('has the required fields of a code quality report, with unique fingerprints and relative paths', () => {
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
  it('splits large reports into several objects, and loses nothing', () => {
    const documents = loadAll(openreports(withFails(demo, 20_000), { all: false }).text) as {
      kind: string;
      summary: Record<string, number>;
      results: { result: string }[];
    }[];
    expect(documents.reduce((sum, { results }) => sum + results.length, 0)).toBe(20_000);
    for (const document of documents) expect(JSON.stringify(document).length).toBeLessThan(1_400_000);
    for (const { summary, results } of documents) expect(summary['fail']).toBe(results.length);
  });

  it('distinguishes unknown from pass and skip', () => {
    for (const format of [openreports, policyreport]) {
      const results = (
        loadAll(format(accepted, { all: true }).text) as { results: { result: string }[] }[]
      ).flatMap((one) => one.results);
      const count = (wanted: string) => results.filter(({ result }) => result === wanted).length;
      expect(count('warn')).toBe(accepted.summary.verdicts.unknown);
      expect(count('pass')).toBe(accepted.summary.verdicts.pass);
      expect(count('fail')).toBe(fails(accepted) - 1);
    }
  });
});

describe('Prometheus', () => {
  it('follows the text format: one type per family, samples with escaped labels, no duplicate series', () => {
    for (const result of [demo, nasty]) {
      const lines = prometheus(result).text.trimEnd().split('\n');
      const sample =
        /^[a-z_]+\{[a-z_]+="(?:[^"\\\n]|\\["\\n])*"(?:,[a-z_]+="(?:[^"\\\n]|\\["\\n])*")*\} -?\d+(?:\.\d+)?$/;
      for (const line of lines) if (line.startsWith('#')) expect(line).toMatch(/^# (HELP|TYPE) [a-z_]+ .+$/);
      const samples = lines.filter((line) => !line.startsWith('#'));
      for (const line of samples) expect(line).toMatch(sample);
      expect(new Set(samples.map((line) => line.slice(0, line.lastIndexOf(' ')))).size).toBe(samples.length);
    }
    expect(prometheus({ ...demo, tool: 'kubectl-archmap/1.2.3' }).text).toContain(
      'archmap_build_info{cluster="harbour-finch",version="1.2.3"} 1\n',
    );
    expect(prometheus(demo).text).toContain('archmap_risks{cluster="harbour-finch",severity="critical"} 1\n');
  });

  it('has no sample for a collector without requests, and distinguishes a namespace from the cluster', () => {
    const status = (collector: string) => demo.coverage.find((row) => row.collector === collector)?.status;
    expect(status('kubelets')).toBe('unavailable');
    const { text } = prometheus(demo);
    expect(text).not.toContain('collector="kubelets"');
    expect(text).toContain('archmap_collector_complete{cluster="harbour-finch",collector="pods"} 1\n');
    expect(prometheus({ ...demo, source: 'files' }).text).toContain('collector="kubelets"} 0\n');
    expect(prometheus({ ...demo, namespace: 'shop' }).text).toContain(
      'archmap_risks{cluster="harbour-finch",namespace="shop",severity="critical"} 1\n',
    );
  });
});

describe('Markdown', () => {
  it('contains no markup from a name and fits into a comment', () => {
    const { text } = markdown(nasty);
    expect(text).not.toContain('<script');
    expect(text).not.toMatch(/\]\(javascript/);
    expect(text).not.toMatch(/(^|[^&\w])@everyone/);
    const many = markdown(withFails(demo, 30_000));
    expect(Buffer.byteLength(many.text)).toBeLessThan(60_000);
  });

  it('has counts and critical and high risks first, and everything else collapsed', () => {
    const [visible = '', ...collapsed] = markdown(demo).text.split('<details>');
    expect(visible).toMatch(/Open risks: 1 critical, /);
    expect(visible.match(/^\| (?:critical|high)/gm)?.length).toBeGreaterThan(3);
    expect(visible).not.toMatch(/^\| (?:medium|low|info)/m);
    expect(collapsed[0]).toMatch(/^<summary>Other risks: \d+ medium, /);
  });

  it('has code of remediations as code, and parentheses as they are', () => {
    const { text } = markdown(demo);
    expect(text).toContain('`--encryption-provider-config`');
    expect(text).not.toContain('&#40;');
    const checks = demo.checks.map((check) => ({ ...check, remediation: 'a `b|c</code>` d `e <img> @all' }));
    expect(markdown({ ...demo, checks }).text).not.toMatch(/<img>|@all/);
    const even = demo.checks.map((check) => ({ ...check, remediation: 'a `b|c` <img> @all' }));
    expect(markdown({ ...demo, checks: even }).text).toContain('a `b\\|c` &#60;img&#62; &#64;');
  });
});
