import { escapeMarkup } from '../markup.ts';
import type { LegendEntry } from './draw/legend.ts';
import { legendEntries } from './draw/legend.ts';
import { drawLayout } from './draw/picture.ts';
import type { Theme } from './draw/style.ts';
import { styleOf } from './draw/style.ts';
import { textWidth } from './draw/text.ts';
import { wrap } from './draw/text-box.ts';
import type { Box, Layout } from './layout/types.ts';
import type { EdgeKind, Picture } from './types.ts';

export type Caption = Pick<Picture, 'title' | 'subtitle'>;

const MARGIN = 24;
const HEAD = 52;
const MIN_WIDTH = 640;
/** Height of one line of the legend, and the gap between two entries. */
const LINE = 22;
const GAP = 22;

/** A picture as one SVG file: no script, nothing to fetch, light or dark by the reader's setting. */
export function svg(layout: Layout, caption: Caption, theme: Theme): string {
  const { w, h, cards, edges } = layout;
  // Lines of this kind are not drawn in a file.
  const kinds = new Set<EdgeKind>(edges.map(({ edge }) => edge.kind).filter((kind) => kind !== 'runs-on'));
  return svgFile({
    content: drawLayout(layout, false),
    // The strokes at the edges are half outside.
    region: { x: -1, y: -1, w: w + 2, h: h + 2 },
    caption,
    legend: legendEntries({ cards: cards.map(({ card }) => card), kinds }),
    style: styleOf(theme),
  });
}

export interface SvgParts {
  /** Markup of the picture. */
  content: string;
  /** The part of it that is shown. */
  region: Box;
  caption: Caption;
  legend: readonly LegendEntry[];
  /** Rules; empty where the document that contains it has them. */
  style: string;
}

/** A file with a heading, a region of a picture, and a legend. */
export function svgFile({ content, region, caption: { title, subtitle }, legend, style }: SvgParts): string {
  const inner = Math.ceil(Math.max(region.w, MIN_WIDTH));
  const { text: keys, h: foot } = legendMarkup(legend, inner);
  const w = inner + 2 * MARGIN;
  const top = MARGIN + HEAD;
  const h = Math.ceil(top + region.h + MARGIN + foot + MARGIN);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}" role="img" aria-labelledby="archmap-title">` +
    `<title id="archmap-title">${escapeMarkup(`${title}: ${subtitle}`)}</title>${style === '' ? '' : `<style>${style}</style>`}` +
    `<rect class="ground" width="${w}" height="${h}"/>` +
    headingMarkup(title, subtitle, inner) +
    `<svg x="${MARGIN}" y="${top}" width="${region.w}" height="${region.h}" viewBox="${region.x} ${region.y} ${region.w} ${region.h}">${content}</svg>` +
    `<g transform="translate(${MARGIN} ${Math.ceil(top + region.h + MARGIN)})">${keys}</g></svg>\n`
  );
}

function headingMarkup(title: string, subtitle: string, w: number): string {
  const [heading = ''] = wrap(title, [w], 20, true);
  const [sub = ''] = wrap(subtitle, [w], 12);
  return (
    `<text class="title heading" x="${MARGIN}" y="${MARGIN + 18}">${escapeMarkup(heading)}</text>` +
    `<text class="sub" x="${MARGIN}" y="${MARGIN + 38}">${escapeMarkup(sub)}</text>`
  );
}

/** Entries in as many lines as the width requires. */
function legendMarkup(legend: readonly LegendEntry[], width: number): { text: string; h: number } {
  let [x, y] = [0, 0];
  const parts = legend.map(({ mark, w, words }) => {
    const room = w + 6 + textWidth(words, 11);
    if (x > 0 && x + room > width) [x, y] = [0, y + LINE];
    const drawn = `<g transform="translate(${Math.round(x)} ${y})">${mark}<text class="line" x="${w + 6}" y="12">${escapeMarkup(words)}</text></g>`;
    x += room + GAP;
    return drawn;
  });
  return { text: parts.join(''), h: y + LINE };
}
