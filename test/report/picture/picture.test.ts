import { beforeAll, describe, expect, it } from '@jest/globals';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { allCards, buildPicture } from '../../../src/report/picture/build.ts';
import { formatPicture, pictureNotes } from '../../../src/report/picture/formats.ts';
import { DetailViews } from '../../../src/report/picture/detail-views.ts';
import { layoutPicture } from '../../../src/report/picture/layout/lanes.ts';
import { layoutInside } from '../../../src/report/picture/layout/detail.ts';
import type { Layout } from '../../../src/report/picture/layout/types.ts';
import type { Result } from '../../../src/result/types.ts';
import { hostile, evaluatedFile } from '../../support/evaluated-results.ts';
import { manyNamespaces } from './support/namespaces.ts';

let demo: Result;
let nasty: Result;
let large: Result;

beforeAll(async () => {
  demo = await evaluatedFile();
  nasty = hostile(demo);
  large = manyNamespaces(demo, 600);
});

function overlaps({ cards }: Layout): string[] {
  const found: string[] = [];
  cards.forEach((a, index) => {
    for (const b of cards.slice(index + 1))
      if (a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h)
        found.push(`${a.card.id} / ${b.card.id}`);
  });
  return found;
}

describe('the picture', () => {
  it('has every fail on a card or on a lane', () => {
    for (const result of [demo, nasty, large]) {
      const drawn = new Set(
        buildPicture(result).lanes.flatMap(({ verdicts, cards }) => [
          ...verdicts,
          ...cards.flatMap((card) => card.verdicts),
        ]),
      );
      for (const verdict of result.verdicts)
        if (verdict.verdict === 'fail') expect(drawn.has(verdict)).toBe(true);
    }
  });

  it('counts a risk once on each of its cards', () => {
    const extensions = buildPicture(demo).lanes.flatMap(({ cards }) =>
      cards.filter(({ id }) => id === 'extensions/admission'),
    );
    expect(extensions[0]?.risks).toEqual({ critical: 1, medium: 1, low: 1 });
  });

  it('groups cards over the limit, never critical ones, and sums their risks', () => {
    const namespaces = buildPicture(large).lanes.find(({ id }) => id === 'namespaces');
    const ids = namespaces?.cards.map(({ id }) => id) ?? [];
    expect(ids.length).toBeLessThanOrEqual(81);
    expect(ids).toEqual(expect.arrayContaining(['namespace/team-0300', 'namespace/team-0599']));
    const stack = namespaces?.cards.at(-1);
    expect(stack?.kind).toBe('stack');
    expect((stack?.risks.low ?? 0) + ids.length - 1).toBe(600);
    const inside = stack && new DetailViews(large).of(stack);
    const all = allCards(large).find(({ id }) => id === 'namespaces')?.cards.length ?? 0;
    expect(inside?.lanes.flatMap((lane) => lane.cards)).toHaveLength(all - (ids.length - 1));
  });

  it('is the same for the same result, and its cards do not overlap', () => {
    expect(buildPicture(demo)).toEqual(buildPicture(structuredClone(demo)));
    for (const result of [demo, nasty, large])
      expect(overlaps(layoutPicture(buildPicture(result)))).toEqual([]);
  });

  it('opens the detail view of every card that has one, without overlaps', () => {
    const insides = new DetailViews(demo);
    const open = allCards(demo).flatMap(({ cards }) => cards.filter(({ inside }) => inside !== undefined));
    expect(open.length).toBeGreaterThan(20);
    for (const card of open) {
      const inside = insides.of(card);
      expect(inside?.lanes.flatMap((lane) => lane.cards).length).toBeGreaterThan(0);
      if (inside) expect(overlaps(layoutInside(inside))).toEqual([]);
    }
    const stack = buildPicture(large)
      .lanes.flatMap(({ cards }) => cards)
      .find(({ kind }) => kind === 'stack');
    const tiles = stack && new DetailViews(large).of(stack);
    expect(tiles && overlaps(layoutInside(tiles))).toEqual([]);
  });

  it('shows what was not collected', () => {
    const unavailable: Result = {
      ...demo,
      nodes: [],
      nodePools: [],
      coverage: demo.coverage.map((row) =>
        row.collector === 'nodes'
          ? { ...row, status: 'permission-denied', reason: 'you may not list nodes' }
          : row,
      ),
    };
    expect(buildPicture(unavailable).lanes.find(({ id }) => id === 'nodes')?.gap).toContain(
      'you may not list nodes',
    );
  });
});

describe.each(['demo', 'nasty', 'large'] as const)('formats of %s', (name) => {
  const input = () => ({ demo, nasty, large })[name];
  const draw = (format: Parameters<typeof formatPicture>[1]) =>
    formatPicture(input(), format, { theme: 'light' });

  it('GraphML and draw.io are well-formed, and their edges connect existing nodes', async () => {
    for (const [format, node, edge, attributes] of [
      ['graphml', 'node', 'edge', ['@_source', '@_target']],
      ['drawio', 'mxCell', 'mxCell', ['@_source', '@_target']],
    ] as const) {
      const text = await draw(format);
      expect(XMLValidator.validate(text)).toBe(true);
      const all: Record<string, string>[] = [];
      const collect = (value: unknown, tag: string): void => {
        if (Array.isArray(value)) for (const one of value) collect(one, tag);
        else if (typeof value === 'object' && value !== null) {
          if (tag === node || tag === edge) all.push(value as Record<string, string>);
          for (const [key, one] of Object.entries(value)) collect(one, key);
        }
      };
      collect(new XMLParser({ ignoreAttributes: false }).parse(text), '');
      const ids = new Set(all.flatMap((one) => one['@_id'] ?? []));
      const edges = all.filter((one) => one['@_source'] !== undefined);
      expect(edges.length).toBeGreaterThan(10);
      for (const one of edges) for (const attribute of attributes) expect(ids).toContain(one[attribute]);
    }
  });

  it('SVG is well-formed and contains no script', async () => {
    const text = await draw('svg');
    expect(XMLValidator.validate(text)).toBe(true);
    expect(text).not.toMatch(/<script|<foreignObject|\son[a-z]+=|href=/i);
  });

  it('JSON has a box for every node', async () => {
    const { nodes, edges } = JSON.parse(await draw('json')) as {
      nodes: { id: string; x: number; w: number }[];
      edges: { from: string; to: string }[];
    };
    for (const { x, w } of nodes) expect([typeof x, typeof w]).toEqual(['number', 'number']);
    const ids = new Set(nodes.map(({ id }) => id));
    for (const { from, to } of edges) expect([ids.has(from), ids.has(to)]).toEqual([true, true]);
  });
});

describe('the default limits of Mermaid', () => {
  it('are noted when exceeded, without what is omitted', async () => {
    const notes = async (result: Result, format: 'mermaid' | 'dot') =>
      pictureNotes(format, await formatPicture(result, format, { theme: 'light' }));
    const manyRisks: Result = {
      ...large,
      verdicts: large.namespaces.flatMap(({ name }, index) =>
        large.verdicts.slice(0, 1).map((verdict) => ({
          ...verdict,
          fingerprint: String(index),
          object: { kind: 'Namespace', name },
        })),
      ),
    };
    expect(await notes(manyRisks, 'mermaid')).toEqual([expect.stringContaining('default limits of Mermaid')]);
    expect(await notes(manyRisks, 'dot')).toEqual([]);
    expect(await notes(demo, 'mermaid')).toEqual([]);
  });
});

describe('one card', () => {
  it('is drawn by its id or its name; a wrong one is rejected with the nearest', async () => {
    const byId = await formatPicture(demo, 'dot', { theme: 'light', card: 'namespace/warehouse' });
    expect(await formatPicture(demo, 'dot', { theme: 'light', card: 'warehouse' })).toBe(byId);
    expect(byId).toContain('workload/warehouse/DaemonSet/label-printer');
    await expect(
      formatPicture(demo, 'svg', { theme: 'light', card: 'namespace/warehous' }),
    ).rejects.toMatchObject({
      hint: expect.stringMatching(/^did you mean namespace\/warehouse/),
    });
  });
});
