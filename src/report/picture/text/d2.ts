import { LIGHT } from '../draw/style.ts';
import type { Card, Picture } from '../types.ts';
import { allCardsOf, cardLines, drawnEdges, edgeLabel, filledLanes, plainIds } from './names.ts';

/** D2: lanes as containers. https://d2lang.com/tour/strings */
export function d2(picture: Picture): string {
  const cards = plainIds(allCardsOf(picture), 'c_');
  const lanes = plainIds(picture.lanes, 'b_');
  const laneOf = new Map(picture.lanes.flatMap((lane) => lane.cards.map(({ id }) => [id, lane.id] as const)));
  const at = (id: string) => `${lanes.get(laneOf.get(id) ?? '') ?? ''}.${cards.get(id) ?? ''}`;
  const lines = [
    `# ${picture.title}: ${picture.subtitle}`,
    'direction: down',
    ...filledLanes(picture).flatMap((lane) => [
      `${lanes.get(lane.id) ?? ''}: ${quoted(lane.title)} {`,
      ...lane.cards.map(
        (card) => `  ${cards.get(card.id) ?? ''}: ${quoted(cardLines(card).join('\n'))}${style(card)}`,
      ),
      '}',
    ]),
    ...drawnEdges(picture).map((edge) => `${at(edge.from)} -> ${at(edge.to)}: ${quoted(edgeLabel(edge))}`),
  ];
  return `${lines.join('\n')}\n`;
}

function style({ worst }: Card): string {
  return worst ? ` {style.stroke: "${LIGHT.severity[worst]}"; style.stroke-width: 3}` : '';
}

/** `$` would begin a substitution, a backslash an escape. */
function quoted(text: string): string {
  return `"${text.replace(/[\\"$]/g, (character) => `\\${character}`).replace(/\n/g, '\\n')}"`;
}
