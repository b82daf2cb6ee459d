import type { Result, Verdict } from '../../result/types.ts';
import { DetailViews } from '../picture/detail-views.ts';
import { laneLabel } from '../picture/draw/picture.ts';
import { layoutInside } from '../picture/layout/detail.ts';
import type { Box, Layout } from '../picture/layout/types.ts';
import type { Lane, Card, Picture } from '../picture/types.ts';
import { clusterName } from '../text.ts';
import type { PageCard, PageInside, PageObject, PageRows, Payload, RiskIndex } from './page-data.ts';

/** All data of the page: cards with their risks, content of detail views, rows that are not in the HTML. */
export function pageData(result: Result, picture: Picture, more: readonly PageRows[]): Payload {
  const index = new Map(result.verdicts.map((verdict, at) => [verdict, at]));
  const insides = new DetailViews(result);
  const open: Record<string, PageInside> = {};
  const pending = picture.lanes.flatMap(({ cards }) => [...cards]);
  for (let card = pending.shift(); card; card = pending.shift()) {
    const inside = insides.of(card);
    if (!inside) continue;
    open[card.id] = insideData(layoutInside(inside), index);
    // Cards inside a stack may have detail views, too.
    if (card.folded) pending.push(...card.folded);
  }
  return {
    title: picture.title,
    subtitle: picture.subtitle,
    cluster: clusterName(result),
    takenAt: result.takenAt,
    objects: objectsOf(result.verdicts),
    cards: picture.lanes.flatMap((lane) => [
      laneData(lane, index),
      ...lane.cards.map((card) => ({ ...cardData(card, index), lane: laneId(lane) })),
    ]),
    insides: open,
    more,
  };
}

/** Only fails can be accepted. */
function objectsOf(verdicts: readonly Verdict[]): Payload['objects'] {
  return Object.fromEntries(
    verdicts.flatMap(({ verdict, object }, at) =>
      verdict === 'fail' && object
        ? [[at, [object.kind, object.namespace ?? '', object.name] satisfies PageObject]]
        : [],
    ),
  );
}

type Index = ReadonlyMap<Verdict, RiskIndex>;

function cardData(
  { id, kind, title, lines, risks, worst, unavailable, inside, change, mtls, network, layer, verdicts }: Card,
  index: Index,
): PageCard {
  return {
    id,
    kind,
    title,
    lines,
    risks,
    ...(worst && { worst }),
    ...(unavailable && { unavailable: true as const }),
    ...(mtls && { mtls }),
    ...(network && { network }),
    ...(layer && { layer }),
    ...(inside !== undefined && { inside }),
    ...(change && { change }),
    on: verdicts.flatMap((verdict) => index.get(verdict) ?? []),
  };
}

function laneId({ id }: Pick<Lane, 'id'>): string {
  return `lane/${id}`;
}

/** A lane can be selected, too: it has the risks of the whole. */
function laneData({ id, title, risks, worst, verdicts, gap }: Lane, index: Index): PageCard {
  return {
    id: laneId({ id }),
    kind: 'stack',
    title,
    lines: gap === undefined ? [] : [`incomplete: ${gap}`],
    risks,
    ...(worst && { worst }),
    on: verdicts.flatMap((verdict) => index.get(verdict) ?? []),
  };
}

function insideData({ w, h, lanes, cards, edges }: Layout, index: Index): PageInside {
  return {
    w: Math.ceil(w),
    h: Math.ceil(h),
    lanes: lanes.map(({ lane, gap, ...box }) => ({
      ...laneData(lane, index),
      label: laneLabel(lane),
      gap,
      box: rounded(box),
    })),
    cards: cards.map(({ card, ...box }) => ({
      ...cardData(card, index),
      lane: `lane/${card.lane}`,
      box: rounded(box),
    })),
    edges: edges.map(({ edge, path, tip }) => ({ ...edge, path, tip })),
  };
}

function rounded({ x, y, w, h }: Box): [number, number, number, number] {
  return [Math.round(x), Math.round(y), Math.round(w), Math.round(h)];
}
