import { readFile, readdir } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { defineCheck } from '../../src/checks/define.ts';
import { partSources } from '../../src/checks/parts.ts';
import { allChecks } from '../../src/checks/index.generated.ts';
import { AREAS, SEVERITIES } from '../../src/result/types.ts';
import { COLLECTOR_IDS } from '../../src/snapshot/types.ts';
import { loadExpected } from '../cluster/lib/expected.ts';
import { loadVariant } from '../cluster/lib/variants.ts';
import { exampleSnapshot, examplesOf, evaluate, reversed, withOutcomes } from '../support/example.ts';

const pagesFolder = new URL('../../docs/checks/', import.meta.url);
const HEADINGS = ['What it finds', 'Why it matters', 'How to fix', 'When to accept it', 'Examples'];

const catalogue = await Promise.all(
  allChecks.map(async (check) => {
    const page = await readFile(new URL(`${check.id}.md`, pagesFolder), 'utf8').catch(() => '');
    return { id: check.id, check, page, examples: examplesOf(page) };
  }),
);
const examples = catalogue.flatMap(({ id, check, examples: list }) =>
  list.map((example) => ({ name: `${id}: ${example.expected}: ${example.label}`, check, ...example })),
);

describe('catalogue', () => {
  it('has unique ids, sorted, each in a known area', () => {
    const ids = allChecks.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort());
    for (const { id, area } of allChecks) {
      expect(AREAS).toContain(area);
      expect(id).toMatch(new RegExp(`^${area}/[a-z0-9-]+$`));
    }
  });

  it('has no page without a check', async () => {
    const files = (await readdir(pagesFolder, { recursive: true })).filter(
      (file) => file.endsWith('.md') && file.includes('/'),
    );
    expect(files.map((file) => file.replaceAll('\\', '/').replace(/\.md$/, '')).sort()).toEqual(
      allChecks.map(({ id }) => id),
    );
  });

  it.each(catalogue)('$id has a title, control, why, remediation and references', ({ check }) => {
    const texts = Object.entries({
      title: check.title,
      control: check.control,
      why: check.why,
      remediation: check.remediation,
    });
    const problems = [
      ...(SEVERITIES.includes(check.severity) ? [] : ['severity is none of the severities']),
      ...(check.references.length > 0 ? [] : ['references is empty']),
      ...texts.filter(([, text]) => text === '').map(([name]) => `${name} is empty`),
      ...texts
        .filter(([, text]) => text !== '' && !/^\S(?:(?!\s{2}|\n).)+\S$/.test(text))
        .map(([name]) => `${name} has spaces around it, two in a row, or several lines`),
      ...(check.title.endsWith('.') ? ['title ends with a period'] : []),
      ...[check.why, check.remediation]
        .filter((text) => text !== '' && !text.endsWith('.'))
        .map((text) => `without a period at the end: ${text}`),
    ];
    expect(problems).toEqual([]);
  });

  it.each(catalogue)(
    '$id has a page with every section and each kind of example',
    ({ check, page, examples: list }) => {
      const headings = [...page.matchAll(/^## (.*)$/gm)].map(([, heading = '']) => heading);
      const generated = [
        `# ${check.control}\n`,
        '<!-- /facts -->',
        `## Why it matters\n\n<!-- why -->\n\n${check.why}\n\n<!-- /why -->\n`,
        `## How to fix\n\n<!-- fix -->\n\n${check.remediation}\n\n<!-- /fix -->\n`,
      ];
      const kinds = new Set(list.map(({ expected }) => expected));
      const problems = [
        ...(generated.every((text) => page.includes(text)) && /\| id +\|/.test(page)
          ? []
          : ['the texts of the check are not on its page: npm run generate']),
        ...HEADINGS.filter((heading) => !headings.includes(heading)).map(
          (heading) => `no heading ${heading}`,
        ),
        ...HEADINGS.filter((heading) => sectionOf(page, heading) === '').map(
          (heading) => `${heading} is empty`,
        ),
        ...(['fail', 'pass', 'unknown'] as const)
          .filter((kind) => !kinds.has(kind))
          .map((kind) => `no example \`\`\`yaml ${kind}`),
        ...(/\b(?:SETTING|BAD|GOOD)\b/.test(page) ? ['SETTING, BAD and GOOD are to be replaced'] : []),
      ];
      expect(problems).toEqual([]);
      expect(headings).toEqual(HEADINGS);
      expect([...page.matchAll(/^```yaml \S/gm)]).toHaveLength(list.length);
    },
  );

  it('has an expected verdict for every check on real clusters', async () => {
    const expected = await loadExpected(await loadVariant('stock'));
    const missing = allChecks.filter(({ id }) => !(id in expected));
    expect(missing.map(({ id }) => `no row in test/cluster/variants/truth.yaml: ${id}`)).toEqual([]);
  });
});

/** Text below a heading, without comments. */
function sectionOf(page: string, heading: string): string {
  const [, text = ''] = page.split(`\n## ${heading}\n`);
  return (text.split('\n## ', 1)[0] ?? '').replaceAll(/<!--.*?-->/g, '').trim();
}

describe('examples of the pages', () => {
  it.each(examples)('$name', ({ check, expected, text }) => {
    const verdicts = evaluate(check, exampleSnapshot(text)).map(({ verdict }) => verdict);
    expect(verdicts).toContain(expected);
    const additional = {
      fail: ['pass', 'unknown', 'not-applicable'],
      unknown: ['pass', 'not-applicable'],
      pass: ['not-applicable'],
      'not-applicable': [],
      error: [],
    }[expected];
    expect([expected, ...additional]).toEqual(expect.arrayContaining(verdicts));
  });

  it.each(examples)('$name: the order of arrival does not matter', ({ check, text }) => {
    const snapshot = exampleSnapshot(text);
    expect(evaluate(check, reversed(snapshot))).toEqual(evaluate(check, snapshot));
  });

  it.each(examples)('$name: every verdict is actionable', ({ check, text }) => {
    for (const verdict of evaluate(check, exampleSnapshot(text))) {
      expect(verdict.message).toMatch(/^\S.*\S$/);
      if (verdict.verdict === 'fail' || verdict.verdict === 'pass')
        expect(verdict.evidence.length).toBeGreaterThan(0);
      if (verdict.verdict === 'unknown') expect(verdict.requires?.length).toBeGreaterThan(0);
      expect(verdict.fingerprint).toMatch(/^[0-9a-f]{16}$/);
    }
  });
});

describe('missing evidence', () => {
  const nothing = exampleSnapshot('');

  it.each(catalogue)(
    '$id: no pass when everything is forbidden, absent or failed',
    ({ check, examples: list }) => {
      for (const status of ['permission-denied', 'unavailable', 'collection-failed'] as const) {
        for (const snapshot of [nothing, ...list.map(({ text }) => exampleSnapshot(text))]) {
          const verdicts = evaluate(check, withOutcomes(snapshot, status));
          expect(verdicts.filter(({ verdict }) => verdict !== 'unknown')).toEqual([]);
        }
      }
    },
  );

  it.each(catalogue)('$id: no pass on truncated lists', ({ check, examples: list }) => {
    const sources = check.needs.flatMap((part) => partSources[part].sources);
    if (sources.length === 0) {
      expect(check.uses.length + (check.collectors?.length ?? 0)).toBeGreaterThan(0);
      return;
    }
    for (const { text } of list.filter(({ expected }) => expected === 'pass')) {
      const verdicts = evaluate(check, withOutcomes(exampleSnapshot(text), 'partial'));
      expect(verdicts.filter(({ verdict }) => verdict === 'pass')).toEqual([]);
      expect(verdicts.map(({ verdict }) => verdict)).toContain('unknown');
    }
  });

  it.each(catalogue)('$id uses existing parts only', ({ check }) => {
    const parts = Object.keys(partSources);
    for (const part of [...check.needs, ...check.uses]) expect(parts).toContain(part);
    for (const collector of [...(check.collectors ?? []), ...(check.passNeeds ?? [])])
      expect(COLLECTOR_IDS).toContain(collector);
  });
});

describe('a check that throws', () => {
  const broken = (run: () => Iterable<never>) =>
    defineCheck({
      id: 'nodes/broken',
      title: 'x',
      control: 'x',
      severity: 'low',
      why: 'x',
      remediation: 'x',
      references: [],
      needs: ['nodes'],
      run,
    });

  it('is an error of that check only', () => {
    const check = broken(() => {
      throw new Error('no such field');
    });
    expect(evaluate(check, exampleSnapshot(''))).toMatchObject([
      { verdict: 'error', message: 'the check itself failed: no such field' },
    ]);
  });

  it('is an error when it returns no verdict', () => {
    expect(
      evaluate(
        broken(() => []),
        exampleSnapshot(''),
      ),
    ).toMatchObject([{ verdict: 'error' }]);
  });
});
