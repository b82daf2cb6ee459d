import { escapeMarkup } from '../../markup.ts';
import { LIGHT } from '../draw/style.ts';
import type { Layout } from '../layout/types.ts';
import type { Picture } from '../types.ts';
import { cardLines, drawnEdges, edgeLabel } from './names.ts';

/**
 * A draw.io file with the computed coordinates, uncompressed: users can move the boxes, and reviewers see changes.
 * https://www.drawio.com/doc/faq/diagram-source-edit
 */
export function drawio(picture: Picture, layout: Layout): string {
  const at = (x: number, y: number, w: number, h: number) =>
    `<mxGeometry x="${x}" y="${y}" width="${w}" height="${h}" as="geometry"/>`;
  const shown = new Set(layout.cards.map(({ card }) => card.id));
  const cells = [
    '<mxCell id="0"/>',
    '<mxCell id="1" parent="0"/>',
    ...layout.lanes.map(
      ({ lane, x, y, w, h }) =>
        `<mxCell id="lane/${lane.id}" value="${escapeMarkup(lane.title)}" style="rounded=1;arcSize=3;verticalAlign=top;align=left;spacingLeft=10;fontStyle=1;html=0;fillColor=${LIGHT.lane};strokeColor=${LIGHT.line}" vertex="1" parent="1">${at(x, y, w, h)}</mxCell>`,
    ),
    ...layout.cards.map(({ card, x, y, w, h }) => {
      const stroke = card.worst
        ? `strokeColor=${LIGHT.severity[card.worst]};strokeWidth=3`
        : `strokeColor=${LIGHT.line}`;
      // Line feeds in attributes must be written as references.
      const text = escapeMarkup(cardLines(card).join('\n')).replace(/\n/g, '&#10;');
      return `<mxCell id="${escapeMarkup(card.id)}" value="${text}" style="rounded=1;arcSize=8;html=0;whiteSpace=wrap;fontSize=10;fillColor=${LIGHT.card};${stroke}" vertex="1" parent="1">${at(x, y, w, h)}</mxCell>`;
    }),
    ...drawnEdges(picture)
      .filter(({ from, to }) => shown.has(from) && shown.has(to))
      .map((edge) => {
        const { from, to, kind } = edge;
        return `<mxCell id="${escapeMarkup(`edge/${kind}/${from}/${to}`)}" value="${escapeMarkup(edgeLabel(edge))}" style="html=0;fontSize=9;strokeColor=${LIGHT.edge};edgeStyle=entityRelationEdgeStyle" edge="1" parent="1" source="${escapeMarkup(from)}" target="${escapeMarkup(to)}"><mxGeometry relative="1" as="geometry"/></mxCell>`;
      }),
  ];
  return (
    `<mxfile host="kubectl-archmap"><diagram id="cluster" name="${escapeMarkup(picture.title)}">` +
    `<mxGraphModel dx="0" dy="0" grid="0" page="0"><root>\n${cells.join('\n')}\n</root></mxGraphModel></diagram></mxfile>\n`
  );
}
