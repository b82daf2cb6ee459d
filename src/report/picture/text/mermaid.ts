import { LIGHT } from '../draw/style.ts';
import type { Card, Picture } from '../types.ts';
import { allCardsOf, cardLines, drawnEdges, edgeLabel, filledLanes, plainIds } from './names.ts';

/**
 * A Mermaid flowchart, lanes as subgraphs. Texts contain numeric entities where Mermaid, Markdown or HTML would interpret characters:
 * https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters
 */
export function mermaid(picture: Picture): string {
  const cards = plainIds(allCardsOf(picture), 'c_');
  const lanes = plainIds(picture.lanes, 'b_');
  const at = (id: string) => cards.get(id) ?? '';
  const lines = [
    'flowchart TB',
    ...filledLanes(picture).flatMap((lane) => [
      `  subgraph ${lanes.get(lane.id) ?? ''}["${safe(lane.title)}"]`,
      ...lane.cards.map(
        (card) => `    ${at(card.id)}["${cardLines(card).map(safe).join('<br/>')}"]${style(card)}`,
      ),
      '  end',
    ]),
    ...drawnEdges(picture).map((edge) => `  ${at(edge.from)} -->|"${safe(edgeLabel(edge))}"| ${at(edge.to)}`),
    ...Object.entries(LIGHT.severity).map(
      ([severity, color]) => `  classDef ${severity} stroke:${color},stroke-width:3px`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

function style({ worst }: Card): string {
  return worst ? `:::${worst}` : '';
}

function safe(text: string): string {
  return text.replace(/[^\p{L}\p{N} .,:/@()+=-]/gu, (character) => `#${character.codePointAt(0) ?? 63};`);
}
