import { LIGHT } from '../draw/style.ts';
import type { Card, Picture } from '../types.ts';
import { allCardsOf, cardLines, drawnEdges, edgeLabel, filledBands, plainIds } from './names.ts';

/** D2: bands as containers. https://d2lang.com/tour/strings */
export function d2(picture: Picture): string {
  const cards = plainIds(allCardsOf(picture), 'c_');
  const bands = plainIds(picture.bands, 'b_');
  const bandOf = new Map(picture.bands.flatMap((band) => band.cards.map(({ id }) => [id, band.id] as const)));
  const at = (id: string) => `${bands.get(bandOf.get(id) ?? '') ?? ''}.${cards.get(id) ?? ''}`;
  const lines = [
    `# ${picture.title}: ${picture.subtitle}`,
    'direction: down',
    ...filledBands(picture).flatMap((band) => [
      `${bands.get(band.id) ?? ''}: ${quoted(band.title)} {`,
      ...band.cards.map(
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
