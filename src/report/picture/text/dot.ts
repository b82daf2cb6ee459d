import { LIGHT } from '../draw/style.ts';
import type { Card, Picture } from '../types.ts';
import { cardLines, drawnEdges, edgeLabel, filledLanes } from './names.ts';

/** Graphviz: lanes as clusters. https://graphviz.org/doc/info/lang.html */
export function dot(picture: Picture): string {
  const lines = [
    'digraph archmap {',
    `  label=${quoted(`${picture.title}\n${picture.subtitle}`)}; labelloc=t; rankdir=TB;`,
    '  graph [fontname="Helvetica"]; node [shape=box, style="rounded,filled", fillcolor=white, fontname="Helvetica"]; edge [fontname="Helvetica", fontsize=9];',
    ...filledLanes(picture).flatMap(({ id, title, cards }) => [
      `  subgraph ${quoted(`cluster_${id}`)} {`,
      `    label=${quoted(title)}; style=rounded; bgcolor="${LIGHT.lane}";`,
      ...cards.map(
        (card) => `    ${quoted(card.id)} [label=${quoted(cardLines(card).join('\n'))}${style(card)}];`,
      ),
      '  }',
    ]),
    ...drawnEdges(picture).map(
      (edge) => `  ${quoted(edge.from)} -> ${quoted(edge.to)} [label=${quoted(edgeLabel(edge))}];`,
    ),
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

function style({ worst }: Card): string {
  return worst ? `, color="${LIGHT.severity[worst]}", penwidth=3` : '';
}

/** In a quoted string, a backslash begins an escape of labels, and only the quote ends the string. */
function quoted(text: string): string {
  return `"${text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n')}"`;
}
