import { beforeAll, describe, expect, it } from '@jest/globals';
import { verdictSentence } from '../../../src/report/page/banner.ts';
import { page, pageSince } from '../../../src/report/page/page.ts';
import { comparedWith, risksSince } from '../../../src/report/page/since.ts';
import { trendHtml } from '../../../src/report/page/trend.ts';
import type { Result, Severity, Verdict } from '../../../src/result/types.ts';
import { evaluatedFile, hostile } from '../../support/evaluated-results.ts';

let demo: Result;
beforeAll(async () => {
  demo = await evaluatedFile();
});

const isOpen = ({ verdict, waiver }: Verdict) => verdict === 'fail' && !waiver;
const at = (result: Result, takenAt: string): Result => ({ ...result, takenAt });
const plain = (html: string) => html.replace(/<(style|script)[^]*?<\/\1>/g, '');
const withRisks = (risks: Partial<Record<Severity, number>>): Result => ({
  ...demo,
  summary: { ...demo.summary, risks: { critical: 0, high: 0, medium: 0, low: 0, info: 0, ...risks } },
});

describe('the opening sentence', () => {
  it('counts critical and high risks, and the checks that could not be evaluated', () => {
    expect(verdictSentence(withRisks({ critical: 1, high: 16 }))).toMatch(
      /^1 critical and 16 high risks are open; \d+ of \d+ checks could not be (completely )?evaluated\.$/,
    );
    expect(verdictSentence(withRisks({ high: 1 }))).toMatch(/^1 high risk is open; /);
    expect(verdictSentence(withRisks({ low: 2 }))).toMatch(
      /^No critical or high risks; 2 risks of lower severity; /,
    );
    const decided = demo.verdicts.filter(({ verdict }) => verdict !== 'unknown');
    expect(verdictSentence({ ...withRisks({}), verdicts: decided })).toMatch(
      /^No open risks in the collected data; all \d+ checks could be evaluated\.$/,
    );
  });

  it('claims nothing when no check was evaluated', () => {
    const verdicts = { ...demo.summary.verdicts, pass: 0, fail: 0 };
    expect(verdictSentence({ ...demo, summary: { ...demo.summary, verdicts } })).toBe(
      'No check could be evaluated.',
    );
  });
});

describe('a baseline', () => {
  /** The demo without its first open risk, with its second one less severe, and with a third one that is not there any more. */
  const earlier = (): Result => {
    const [first, second, third] = demo.verdicts.filter(isOpen);
    if (!first || !second || !third) throw new Error('too few risks');
    const verdicts = demo.verdicts.flatMap((verdict): Verdict[] => {
      if (verdict === first) return [];
      return [verdict === second ? { ...verdict, severity: 'low' } : verdict];
    });
    const gone: Verdict = {
      ...third,
      fingerprint: 'f'.repeat(16),
      object: { kind: 'Pod', name: '<b>gone</b>' },
    };
    return at({ ...demo, verdicts: [...verdicts, gone] }, '2026-11-01T08:00:00Z');
  };

  it('shows what is new, worse and resolved', () => {
    const compared = comparedWith(demo, [at(demo, '2026-10-01T08:00:00Z'), earlier()]);
    if (!compared) throw new Error('nothing compared');
    const since = risksSince(compared, demo);
    expect(since).toMatchObject({ since: '2026-11-01T08:00:00Z', counts: { new: 1, worse: 1, resolved: 1 } });
    const [first, second] = demo.verdicts.filter(isOpen);
    expect([first, second].map((verdict) => verdict && since.changeOf(verdict))).toEqual(['new', 'worse']);
    const html = plain(pageSince(demo, [earlier()]));
    expect(html).toContain('Since the baseline of 2026-11-01: 1 new, 1 resolved, 1 worse.');
    expect(html).toMatch(/data-verdict="resolved"[^]*?Pod &lt;b&gt;gone&lt;\/b&gt;/);
    expect(html).not.toContain('<b>gone</b>');
    expect(html).toContain('id="filter-change"');
  });

  it('that is equal has no change, and without one there is no filter for changes', () => {
    const html = plain(pageSince(demo, [at(demo, '2026-11-01T08:00:00Z')]));
    expect(html).toContain('No risk is new, resolved or worse since the baseline of 2026-11-01.');
    expect(plain(pageSince(demo, []))).not.toContain('id="filter-change"');
  });
});

describe('the trend', () => {
  it('has a bar and a row for each result, in the order of time, in text too', () => {
    const html = trendHtml([
      at(withRisks({ high: 3 }), '2026-11-01T08:00:00Z'),
      at(withRisks({ high: 9 }), '2026-09-01T08:00:00Z'),
      at(withRisks({ critical: 1 }), '2026-12-01T08:00:00Z'),
    ]);
    expect(html).toContain('Open risks in 3 results: 9 high on 2026-09-01; 1 critical on 2026-12-01.');
    expect(html.match(/<g><title>/g)).toHaveLength(3);
    expect(html.match(/<tr><th scope="row">[^<]*/g)?.map((row) => row.slice(20, 30))).toEqual([
      '2026-09-01',
      '2026-11-01',
      '2026-12-01',
    ]);
  });

  it('takes any number of results, leaves out other clusters, and is empty for one', () => {
    const many = Array.from({ length: 400 }, (_, day) => at(demo, new Date(day * 86_400_000).toISOString()));
    expect(trendHtml(many).match(/<g><title>/g)).toHaveLength(400);
    expect(trendHtml([demo])).toBe('');
    const other = { ...demo, cluster: { ...demo.cluster, uid: 'other' } };
    expect(trendHtml([other, demo])).toBe('');
    expect(trendHtml([other, at(demo, '2026-01-01T00:00:00Z'), demo])).toContain(
      '1 result of another cluster or scope is left out.',
    );
  });
});

describe('the page', () => {
  it('names a control, never a risk, for what is not a fail', () => {
    const html = plain(page(demo));
    const titles = new Map(demo.checks.map(({ id, title }) => [id, title]));
    const entries = [
      ...html.matchAll(/data-verdict="([a-z-]+)"[^>]*data-check="([^"]+)"[^>]*><summary>([^]*?)<\/summary>/g),
    ];
    expect(entries.length).toBeGreaterThan(100);
    for (const [, verdict, check = '', summary = ''] of entries) {
      if (verdict === 'fail') continue;
      expect(summary).not.toContain(`>${titles.get(check) ?? ''}<`);
      // Of a result that is no risk the severity has no color.
      if (verdict !== 'accepted') expect(summary).not.toContain('sev-');
    }
  });

  it('escapes hostile text in every part, also of an old state', () => {
    const bad = hostile(demo);
    const html = pageSince(bad, [at(bad, '2026-11-01T08:00:00Z'), at(demo, '2026-11-02T08:00:00Z')]);
    expect(html.match(/<script/g)).toHaveLength(2);
    expect(html.match(/<\/script>/g)).toHaveLength(2);
    // The script writes style sheets of files that the page saves.
    expect(html.replace(/<script>[^]*?<\/script>/g, '').match(/<\/style>/g)).toHaveLength(1);
    // Ids of cards are attributes that no reader sees.
    const seen = html.replace(/ data-(?:id|from|to)="[^"]*"/g, '');
    const raw = /.{0,60}(?:[^\P{Cc}\n]|\p{Bidi_Control})/u.exec(seen)?.[0];
    expect(raw).toBeUndefined();
  });
});
