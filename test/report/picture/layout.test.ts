import { readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { assess } from '../../../src/app/assess.ts';
import { allCards, buildPicture } from '../../../src/report/picture/build.ts';
import { DetailViews } from '../../../src/report/picture/detail-views.ts';
import { cardText, wrap } from '../../../src/report/picture/draw/text-box.ts';
import { textWidth } from '../../../src/report/picture/draw/text.ts';
import { layoutInside } from '../../../src/report/picture/layout/detail.ts';
import { layoutPicture } from '../../../src/report/picture/layout/lanes.ts';
import type { Box, Layout, Point } from '../../../src/report/picture/layout/types.ts';
import type { Result } from '../../../src/result/types.ts';
import { goldens } from '../../golden/clusters.ts';
import { snapshotOf } from '../../model/support/cluster.ts';
import { evaluatedFile, hostile } from '../../support/evaluated-results.ts';
import { generatedPicture } from './support/generated.ts';
import { manyNamespaces } from './support/namespaces.ts';

const SEED = Number(process.env['ARCHMAP_SEED'] ?? 20261202);
const PICTURES = 30;

const SNAPSHOTS = readdirSync(new URL('../../fixtures/snapshots', import.meta.url)).map((file) =>
  file.replace('.archmap.gz', ''),
);

/** Whether a horizontal or vertical segment touches the inside of a box. */
function crosses([x1, y1]: Point, [x2, y2]: Point, { x, y, w, h }: Box): boolean {
  const inside = 0.5;
  return (
    Math.min(x1, x2) < x + w - inside &&
    Math.max(x1, x2) > x + inside &&
    Math.min(y1, y2) < y + h - inside &&
    Math.max(y1, y2) > y + inside
  );
}

/** Lines that run through a card or a heading, or that are neither horizontal nor vertical. */
function faults({ cards, lanes, edges }: Layout): string[] {
  const found: string[] = [];
  for (const { edge, points } of edges)
    points.slice(1).forEach((to, index) => {
      const from = points[index] ?? to;
      const name = `${edge.from} -> ${edge.to}`;
      if (from[0] !== to[0] && from[1] !== to[1]) found.push(`${name} is slanted`);
      for (const placed of cards)
        if (crosses(from, to, placed)) found.push(`${name} crosses ${placed.card.id}`);
      for (const { lane, head } of lanes)
        if (crosses(from, to, head)) found.push(`${name} crosses the heading of ${lane.id}`);
    });
  return found;
}

/** Lines that do not begin and end at the edges of their cards. */
function loose({ cards, edges }: Layout): string[] {
  const boxes = new Map(cards.map((placed) => [placed.card.id, placed]));
  const touches = (box: Box | undefined, point: Point | undefined): boolean => {
    if (!box || !point) return false;
    const [x, y] = point;
    const across = x >= box.x && x <= box.x + box.w;
    const along = y >= box.y && y <= box.y + box.h;
    return (
      (across && (y === box.y || y === box.y + box.h)) || (along && (x === box.x || x === box.x + box.w))
    );
  };
  return edges.flatMap(({ edge, points }) =>
    touches(boxes.get(edge.from), points[0]) && touches(boxes.get(edge.to), points.at(-1))
      ? []
      : `${edge.from} -> ${edge.to}`,
  );
}

function layoutsOf(result: Result): Layout[] {
  const views = new DetailViews(result);
  const insides = allCards(result)
    .flatMap(({ cards }) => cards)
    .flatMap((card) => views.of(card) ?? []);
  return [layoutPicture(buildPicture(result)), ...insides.map(layoutInside)];
}

describe('lines of the map', () => {
  it.each(['demo', ...SNAPSHOTS])('run through no card and no heading of %s', async (name) => {
    for (const layout of layoutsOf(await evaluatedFile(name))) {
      expect(faults(layout)).toEqual([]);
      expect(loose(layout)).toEqual([]);
    }
  });

  it.each(Object.entries(goldens))('run through no card and no heading of %s', (_, { evidence, objects }) => {
    for (const layout of layoutsOf(assess(snapshotOf(evidence, ...objects), {})))
      expect([...faults(layout), ...loose(layout)]).toEqual([]);
  });

  it('do so with hostile names and with many namespaces, too', async () => {
    const demo = await evaluatedFile();
    for (const result of [hostile(demo), manyNamespaces(demo, 600)])
      for (const layout of layoutsOf(result)) expect([...faults(layout), ...loose(layout)]).toEqual([]);
  });

  it(`do so in ${PICTURES} generated maps from seed ${SEED}`, () => {
    let lines = 0;
    for (let seed = SEED; seed < SEED + PICTURES; seed++) {
      const picture = generatedPicture(seed);
      const layout = layoutPicture(picture);
      lines += layout.edges.length;
      expect({ seed, faults: faults(layout), loose: loose(layout) }).toEqual({ seed, faults: [], loose: [] });
      expect(layout.edges).toHaveLength(picture.edges.filter(({ from, to }) => from !== to).length);
      const wide = layout.lanes.filter(({ x, w, head }) => head.x <= x || head.x + head.w >= x + w);
      expect({ seed, wide }).toEqual({ seed, wide: [] });
    }
    expect(lines).toBeGreaterThan(500);
  });

  it('end in an arrowhead at the card that they lead to', async () => {
    const { edges } = layoutPicture(buildPicture(await evaluatedFile()));
    expect(edges.length).toBeGreaterThan(20);
    for (const { tip, points } of edges) {
      const [x, y] = points.at(-1) ?? [0, 0];
      expect(tip.startsWith(`M${x} ${y}L`)).toBe(true);
    }
  });

  it('are the same for the same picture', async () => {
    const picture = buildPicture(await evaluatedFile());
    expect(layoutPicture(picture)).toEqual(layoutPicture(structuredClone(picture)));
  });
});

describe('texts of cards', () => {
  const risks = {};

  const generated = Array.from({ length: PICTURES }, (_, index) => SEED + index).flatMap((seed) =>
    generatedPicture(seed).lanes.flatMap(({ cards }) =>
      cards.map((card) => ({ seed, card, text: cardText(card, 212) })),
    ),
  );

  it(`are shortened only in the last line, when all lines are full (seed ${SEED})`, () => {
    const wrong = generated.filter(({ card, text: { title } }) => {
      const at = title.findIndex((row) => row.includes('…'));
      if (at >= 0) return at !== 2 || title.length !== 3;
      return title.join('').replace(/ /g, '') !== card.title.replace(/ /g, '');
    });
    expect(generated.length).toBeGreaterThan(1000);
    expect(wrong).toEqual([]);
  });

  it(`fit their card, with badges and the mark of a card that opens (seed ${SEED})`, () => {
    const wrong = generated.filter(
      ({ text: { title, lines, last, h } }) =>
        title.some((row) => textWidth(row, 13, true) > 212 - 33) ||
        lines.some((row) => textWidth(row, 11) > 212 - 12) ||
        last >= h,
    );
    expect(wrong).toEqual([]);
  });

  it('break after a space or a slash, and keep short texts whole', () => {
    const room = [171, 171];
    expect(wrap('monitoring/prometheus-adapter', room, 13, true)).toEqual([
      'monitoring/',
      'prometheus-adapter',
    ]);
    expect(wrap('ci/deployer', room, 13, true)).toEqual(['ci/deployer']);
    expect(wrap('', room, 13)).toEqual([]);
    expect(wrap('x'.repeat(500), room, 13)[1]).toContain('…');
    expect(cardText({ title: '', lines: [], risks }, 212).h).toBe(64);
  });
});
