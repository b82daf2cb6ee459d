import type { Lane, LaneId, Picture } from '../types.ts';
import { layoutColumns } from './columns.ts';
import type { Layout } from './types.ts';

/** The cluster's own components on the left; on the right the path from outside to the data, from top to bottom. */
const COLUMNS: readonly (readonly LaneId[])[] = [
  ['identities', 'control-plane', 'nodes'],
  ['outside', 'entry-points', 'addons', 'namespaces', 'storage'],
];

/** Cards per row: few in a small picture, more when a lane would be taller than a screen. */
const WIDE = [
  { narrow: 2, wide: 3, from: 24 },
  { narrow: 4, wide: 6, from: 48 },
] as const;

/** The layout of a whole cluster: fixed lanes in two columns. */
export function layoutPicture({ lanes, edges }: Picture): Layout {
  const byId = new Map<string, Lane>(lanes.map((lane) => [lane.id, lane]));
  const columns = COLUMNS.map((ids, column) => {
    const own = ids.flatMap((id) => byId.get(id) ?? []);
    return { lanes: own, per: perRow(own, WIDE[column] ?? WIDE[0]) };
  });
  return layoutColumns(columns, edges);
}

function perRow(lanes: readonly Lane[], { narrow, wide, from }: (typeof WIDE)[number]): number {
  return Math.max(0, ...lanes.map(({ cards }) => cards.length)) >= from ? wide : narrow;
}
