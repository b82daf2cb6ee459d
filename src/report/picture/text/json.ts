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
    lanes: layout.lanes.map(({ lane, x, y, w, h }) => ({
      id: lane.id,
      title: lane.title,
      x,
      y,
      w,
      h,
      risks: lane.risks,
      fingerprints: lane.verdicts.map(({ fingerprint }) => fingerprint),
      ...(lane.gap !== undefined && { gap: lane.gap }),
    })),
    nodes: picture.lanes.flatMap(({ cards }) =>
      cards.map((card) => ({ ...nodeOf(card), ...boxes.get(card.id) })),
    ),
    edges: picture.edges.map(({ from, to, kind, label, count }: Edge) => ({ from, to, kind, label, count })),
  };
}

function nodeOf({
  id,
  lane,
  kind,
  title,
  lines,
  worst,
  risks,
  unavailable,
  inside,
  mtls,
  network,
  folded,
  verdicts,
}: Card): object {
  return {
    id,
    lane,
    kind,
    title,
    lines,
    risks,
    ...(worst && { worst }),
    ...(unavailable && { unavailable }),
    ...(inside !== undefined && { inside }),
    ...(mtls && { mtls }),
    ...(network && { network }),
    ...(folded && { folds: folded.map((card) => card.id) }),
    fingerprints: verdicts.map(({ fingerprint }) => fingerprint),
  };
}
