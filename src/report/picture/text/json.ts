import type { Layout } from '../layout/types.ts';
import type { Card, Edge, Picture } from '../types.ts';

/** The graph with its coordinates, machine-readable; risks by fingerprint, as in the result. */
export function pictureData(picture: Picture, layout: Layout): object {
  const boxes = new Map(layout.cards.map(({ card, x, y, w, h }) => [card.id, { x, y, w, h }]));
  return {
    format: 'archmap-picture',
    schemaVersion: 1,
    title: picture.title,
    subtitle: picture.subtitle,
    takenAt: picture.takenAt,
    width: layout.w,
    height: layout.h,
    bands: layout.bands.map(({ band, x, y, w, h }) => ({
      id: band.id,
      title: band.title,
      x,
      y,
      w,
      h,
      risks: band.risks,
      fingerprints: band.verdicts.map(({ fingerprint }) => fingerprint),
      ...(band.gap !== undefined && { gap: band.gap }),
    })),
    nodes: picture.bands.flatMap(({ cards }) =>
      cards.map((card) => ({ ...nodeOf(card), ...boxes.get(card.id) })),
    ),
    edges: picture.edges.map(({ from, to, kind, label, count }: Edge) => ({ from, to, kind, label, count })),
  };
}

function nodeOf({
  id,
  band,
  kind,
  title,
  lines,
  worst,
  risks,
  unavailable,
  inside,
  folded,
  verdicts,
}: Card): object {
  return {
    id,
    band,
    kind,
    title,
    lines,
    risks,
    ...(worst && { worst }),
    ...(unavailable && { unavailable }),
    ...(inside !== undefined && { inside }),
    ...(folded && { folds: folded.map((card) => card.id) }),
    fingerprints: verdicts.map(({ fingerprint }) => fingerprint),
  };
}
