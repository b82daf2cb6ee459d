import { escapeMarkup } from '../../markup.ts';
import type { Picture } from '../types.ts';

const KEYS = [
  ['node', 'title', 'string'],
  ['node', 'kind', 'string'],
  ['node', 'lane', 'string'],
  ['node', 'facts', 'string'],
  ['node', 'mtls', 'string'],
  ['node', 'network', 'string'],
  ['node', 'worst', 'string'],
  ['node', 'risks', 'int'],
  ['edge', 'relation', 'string'],
  ['edge', 'label', 'string'],
  ['edge', 'count', 'int'],
] as const;

/** GraphML with every edge, for yEd, Gephi, networkx. http://graphml.graphdrawing.org/specification.html */
export function graphml(picture: Picture): string {
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ...KEYS.map(
      ([of, name, type]) => `  <key id="${name}" for="${of}" attr.name="${name}" attr.type="${type}"/>`,
    ),
    `  <graph id="cluster" edgedefault="directed">`,
    ...picture.lanes.flatMap(({ id: lane, cards }) =>
      cards.map(({ id, title, kind, lines: facts, worst, risks, mtls, network }) => {
        const count = Object.values(risks).reduce((sum, one) => sum + one, 0);
        const data = {
          title,
          kind,
          lane,
          facts: facts.join('; '),
          ...(mtls && { mtls }),
          ...(network && { network }),
          ...(worst && { worst }),
          risks: String(count),
        };
        return `    <node id="${escapeMarkup(id)}">${dataOf(data)}</node>`;
      }),
    ),
    ...picture.edges.map(
      ({ from, to, kind, label, count }) =>
        `    <edge source="${escapeMarkup(from)}" target="${escapeMarkup(to)}">${dataOf({ relation: kind, label, count: String(count) })}</edge>`,
    ),
    '  </graph>',
    '</graphml>',
  ];
  return `${lines.join('\n')}\n`;
}

function dataOf(data: Readonly<Record<string, string>>): string {
  return Object.entries(data)
    .map(([key, value]) => `<data key="${key}">${escapeMarkup(value)}</data>`)
    .join('');
}
