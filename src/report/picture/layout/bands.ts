import type { Band, BandId, Picture } from '../types.ts';
import { between, routes } from './routes.ts';
import type { Layout, PlacedBand, PlacedCard } from './types.ts';
import { BAND, CARD } from './types.ts';

/** The cluster's own components on the left; on the right the path from outside to the data, from top to bottom. */
const COLUMNS: readonly (readonly BandId[])[] = [
  ['identities', 'control-plane', 'nodes'],
  ['outside', 'entry-points', 'addons', 'namespaces', 'storage'],
];

/** Cards per row: few in a small picture, more when a band would be taller than a screen. */
const WIDE = [
  { narrow: 2, wide: 3, from: 24 },
  { narrow: 4, wide: 6, from: 48 },
] as const;

/** Fixed bands in two columns, cards on a grid in the order of the picture: unchanged cards keep their position. */
export function layoutPicture({ bands, edges }: Picture): Layout {
  const byId = new Map(bands.map((band) => [band.id, band]));
  const placed: PlacedBand[] = [];
  const cards: PlacedCard[] = [];
  let left = 0;
  let height = 0;
  COLUMNS.forEach((ids, column) => {
    const own = ids.flatMap((id) => byId.get(id) ?? []);
    const per = perRow(own, WIDE[column] ?? WIDE[0]);
    const w = per * CARD.w + (per - 1) * CARD.gap + 2 * BAND.pad;
    let top = 0;
    for (const band of own) {
      const h = bandHeight(band, per);
      placed.push({ band, x: left, y: top, w, h });
      cards.push(...grid(band, per, left, top));
      top += h + BAND.gap;
    }
    height = Math.max(height, top - BAND.gap);
    left += w + BAND.gap;
  });
  return { w: left - BAND.gap, h: height, bands: placed, cards, edges: routes(between(edges, cards)) };
}

function perRow(bands: readonly Band[], { narrow, wide, from }: (typeof WIDE)[number]): number {
  return Math.max(0, ...bands.map(({ cards }) => cards.length)) >= from ? wide : narrow;
}

function bandHeight({ cards }: Band, per: number): number {
  // An empty band contains its reason, in half the height of a card.
  const rows = Math.max(0.5, Math.ceil(cards.length / per));
  return BAND.head + rows * CARD.h + Math.max(0, Math.ceil(rows) - 1) * CARD.gap + BAND.pad;
}

function grid({ cards }: Band, per: number, left: number, top: number): PlacedCard[] {
  return cards.map((card, index) => ({
    card,
    x: left + BAND.pad + (index % per) * (CARD.w + CARD.gap),
    y: top + BAND.head + Math.floor(index / per) * (CARD.h + CARD.gap),
    w: CARD.w,
    h: CARD.h,
  }));
}
