import { beforeAll, describe, expect, it } from '@jest/globals';
import { assess } from '../../../src/app/assess.ts';
import { page } from '../../../src/report/page/page.ts';
import { buildPicture } from '../../../src/report/picture/build.ts';
import { plainIds } from '../../../src/report/picture/text/names.ts';
import type { Result } from '../../../src/result/types.ts';
import { evaluatedFile } from '../../support/evaluated-results.ts';
import { recorded } from '../../support/recorded.ts';
import { without } from '../../support/without.ts';

const EXPOSURE = 'Entry points from the internet';
const ADMINISTRATORS = 'Cluster administrators';

/** The text of one card of the page's summary. */
function answer(result: Result, question: string): string {
  const html = page(result);
  const start = html.indexOf(`<h3>${question}</h3>`);
  return html
    .slice(start, html.indexOf('</section>', start))
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
}

const gaps = (result: Result) =>
  Object.fromEntries(buildPicture(result).lanes.map(({ id, gap }) => [id, gap ?? '']));

describe('uncollected data', () => {
  let blind: Result;
  let files: Result;
  beforeAll(async () => {
    blind = assess(without(await recorded('demo'), 'services', 'ingresses', 'gateways', 'nodes', 'pods'), {});
    // Files that contain workloads and nothing else.
    const demo = await evaluatedFile();
    files = {
      ...demo,
      source: 'files',
      entryPoints: [],
      nodes: [],
      identities: [],
      summary: { ...demo.summary, counts: {} },
      coverage: demo.coverage.map((row) =>
        row.collector === 'workloads'
          ? { ...row, status: 'partial', reason: 'files may not contain every object' }
          : { ...row, status: 'unavailable', reason: 'not in the files given' },
      ),
    };
  });

  it('is reported on the lanes of the map, and is never "none found"', () => {
    for (const result of [blind, files]) {
      expect(gaps(result)['entry-points']).toContain('services');
      expect(gaps(result)['nodes']).toContain('nodes');
    }
    expect(gaps(files)['identities']).toBe('RBAC roles and bindings: not in the files given');
  });

  it('is reported in the summary of the page', () => {
    expect(answer(blind, EXPOSURE)).toMatch(/could not be collected|the list is incomplete/);
    expect(answer(files, EXPOSURE)).toContain('Entry points could not be collected.');
    expect(answer(files, ADMINISTRATORS)).toContain('Subjects with cluster-admin are unknown');
    expect(answer(files, 'Cluster overview')).toMatch(/at least \d+ workloads \(the list/);
    expect(answer(files, 'Limitations')).toContain('not in the files given');
  });

  it('where nothing was evaluated, nothing is reported as passed', async () => {
    const all = await recorded('demo');
    const nothing = assess(without(all, ...all.outcomes.keys()), {});
    expect(nothing.summary.verdicts.pass + nothing.summary.verdicts.fail).toBe(0);
    expect(answer(nothing, 'Top risks')).toContain('No check could be evaluated.');
    expect(answer(nothing, 'Top risks')).toContain('kubectl archmap rbac');
    expect(page(nothing)).toContain('No entry points observed. Not fully collected: ');
  });

  it('differs from an empty complete list', async () => {
    const demo = await evaluatedFile();
    expect(gaps(demo)).toMatchObject({ nodes: '', 'entry-points': '', identities: '' });
    expect(answer({ ...demo, entryPoints: [] }, EXPOSURE)).toContain(
      'No entry points with a public address.',
    );
  });
});

describe('notices', () => {
  it('are on the page, such as that of an expired waiver', async () => {
    const demo = await evaluatedFile();
    const warning = 'w.yaml:4: the waiver for etcd/* (<ops>) expired on 2024-01-31 and is ignored';
    expect(page({ ...demo, warnings: [warning] })).toContain(
      '<b>Note:</b> w.yaml:4: the waiver for etcd/* (&lt;ops&gt;) expired on 2024-01-31 and is ignored',
    );
    expect(page(demo)).not.toContain('<b>Note:</b>');
  });
});

describe('ids of text formats', () => {
  it('are unique for cards with similar names, in any order', () => {
    const cards = ['identity/User/a-b', 'identity/User/a-b-2', 'identity/User/a.b', 'x'].map((id) => ({
      id,
    }));
    const ids = plainIds(cards);
    expect(new Set(ids.values()).size).toBe(cards.length);
    expect(ids.get('x')).toBe('x');
    expect(Object.fromEntries(plainIds(cards.toReversed()))).toEqual(Object.fromEntries(ids));
    for (const id of ids.values()) expect(id).toMatch(/^\w+$/);
  });
});
