import { see } from '../../../../src/shared/requirement.ts';
import type { Result, Verdict } from '../../../../src/result/types.ts';
import { formatResult } from '../../../../src/report/formats/index.ts';
import { RESULT_FORMATS } from '../../../../src/report/formats/names.ts';

/** Formats for machines; the others have separate tests. */
export const HOST_FORMATS = RESULT_FORMATS.filter(
  (format) => !['table', 'wide', 'json', 'yaml', 'html'].includes(format),
);

/** Names and contents of objects that attack the readers of reports. */
export const NASTY: readonly string[] = [
  '\u001b[31mred\u001b[0m\u009b2J',
  '</script><img src=x onerror=alert(1)>',
  ']]></failure><testcase/>',
  '::error file=a::owned',
  'x\n::stop-commands::pwn\r\n::set-output name=a::b',
  'a ##[add-mask]secret ##vso[task.setvariable variable=a]b ##teamcity[buildStop]',
  '=cmd()|calc!A1',
  '@SUM(1+1)',
  '\t=1+1',
  '-1+1',
  '\uff1d1+1',
  '| a | b |\n| --- | --- |',
  '[click](javascript:alert(1)) ![x](http://evil.example/p.png) <http://evil.example>',
  'http://evil.example www.evil.example @octocat @org/team #1 GH-1 !2 ~bug',
  '`code` **bold** __under__ ~~gone~~ # head\n- item\n1. one\n> quote',
  '"quoted" \\ back \\" $(x) ${y} %25 %0A {{ .Values }}',
  'nul\u0000bell\u0007del\u007f',
  'lone \ud800 low \udc00 noncharacters \ufffe\uffff',
  '\u202eright to left\u2066 zero\u200bwidth \u2028line',
  '__proto__',
  '../../etc/passwd',
  '..',
  '',
  ' ',
  '漢字-\u{1f600}',
  'a: b #c\n---\nkind: Secret',
  '!!js/function >\n  alert(1)',
  'x'.repeat(3000),
];

/** The result with this text in every field that a cluster, a file or a person controls. */
export function filled(result: Result, word: string): Result {
  return {
    ...result,
    cluster: {
      ...result.cluster,
      name: word,
      context: word,
      server: word,
      uid: word,
      version: { known: true, value: word, evidence: [] },
      distribution: { known: true, value: word, evidence: [] },
    },
    coverage: result.coverage.map((row) => ({
      ...row,
      status: 'permission-denied',
      reason: word,
      missing: [word],
    })),
    nodes: result.nodes.map((row) => ({
      ...row,
      name: word,
      os: word,
      kernel: word,
      arch: word,
      version: word,
      runtime: `${word}://${word}`,
      roles: [word],
    })),
    workloads: result.workloads.map((row) => ({ ...row, namespace: word, name: word, images: [word] })),
    addons: result.addons.map((row) => ({ ...row, version: word, namespaces: [word] })),
    controlPlane: result.controlPlane.map((row) => ({
      ...row,
      version: { known: true, value: word, evidence: [] },
      instances: row.instances.map((one) => ({ ...one, image: word })),
    })),
    verdicts: result.verdicts.map((verdict, index): Verdict => ({
      ...verdict,
      object: { kind: index % 7 === 0 ? word : 'Pod', namespace: word, name: word },
      message: word,
      declaredIn: { file: word, document: 1, line: index, template: word },
      evidence: [{ location: word, value: word, confidence: 'observed', source: 'pod' }],
      ...(verdict.verdict === 'unknown' && { requires: [see(word)] }),
      ...(verdict.verdict === 'fail' &&
        index % 3 === 0 && { waiver: { reason: word, owner: word, expires: '2027-01-31' } }),
    })),
  };
}

/** The first fail is accepted, the second is known, the first passed check is an error. */
export function marked(result: Result): Result {
  const broken = result.verdicts.findIndex(({ verdict }) => verdict === 'pass');
  const verdicts = result.verdicts.map((verdict, index): Verdict => {
    if (index === 0)
      return { ...verdict, waiver: { reason: 'bought in', owner: 'ops', expires: '2027-01-31' } };
    if (index === 1) return { ...verdict, inBaseline: true };
    return index === broken
      ? { ...verdict, verdict: 'error', message: 'the check itself failed: boom' }
      : verdict;
  });
  return {
    ...result,
    verdicts,
    summary: {
      ...result.summary,
      accepted: 1,
      verdicts: { ...result.summary.verdicts, pass: result.summary.verdicts.pass - 1, error: 1 },
    },
  };
}

/** One verdict for a test. */
export function verdictOf(result: Result, wanted: Partial<Verdict>): Result {
  const [first] = result.verdicts;
  if (!first) throw new Error('the result has no verdict');
  return { ...result, verdicts: [{ ...first, ...wanted }] };
}

/** A report as text, by the format's name on the command line. */
export async function report(result: Result, format: (typeof HOST_FORMATS)[number], all = false) {
  return formatResult(result, format, { color: false, headers: true, borders: false, all });
}

/** Verdicts of one kind. */
export function count(result: Result, is: (verdict: Verdict) => boolean): number {
  return result.verdicts.filter(is).length;
}
