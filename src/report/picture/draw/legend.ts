/** The legend of a picture: one list for the SVG file and for the page. */
import { SEVERITIES } from '../../../result/types.ts';
import type { Card, EdgeKind, Layer } from '../types.ts';
import { LINE_LEGEND, sampleLine } from './edge-kinds.ts';
import { badge, lock, LOCK_STATES, LOCK_WORDS, shield, SHIELD_STATES, SHIELD_WORDS } from './shapes.ts';

export interface LegendEntry {
  /** SVG markup with this width, 16 high. */
  mark: string;
  w: number;
  words: string;
  layer?: Layer;
}

/** What a legend has to explain. */
export interface Legendary {
  cards: readonly Pick<Card, 'mtls' | 'network' | 'inside'>[];
  kinds: ReadonlySet<EdgeKind>;
}

/** Severities and shapes always; the other entries only if the picture has them. */
export function legendEntries({ cards, kinds }: Legendary): LegendEntry[] {
  const locks = new Set(cards.flatMap(({ mtls }) => mtls ?? []));
  const shields = new Set(cards.flatMap(({ network }) => network ?? []));
  return [
    ...SEVERITIES.map((severity) => ({
      mark: badge(severity, 0, 2),
      w: 12,
      words: severity,
      layer: 'risks' as const,
    })),
    {
      mark: '<g class="dark"><rect class="face" x="1" y="1" width="24" height="14" rx="4"/></g>',
      w: 26,
      words: 'not observed or not ready',
    },
    ...(cards.some(({ inside }) => inside !== undefined)
      ? [{ mark: pillMark(), w: 30, words: 'opens, with number of cards' }]
      : []),
    ...LINE_LEGEND.flatMap(([of, words]) => {
      const kind = of.find((one) => kinds.has(one));
      return kind === undefined
        ? []
        : [{ mark: `<g transform="translate(0 2)">${sampleLine(kind)}</g>`, w: 34, words }];
    }),
    ...LOCK_STATES.filter((state) => locks.has(state)).map((state) => ({
      mark: lock(state, 0, 0),
      w: 16,
      words: LOCK_WORDS[state],
      layer: 'mesh' as const,
    })),
    ...SHIELD_STATES.filter((state) => shields.has(state)).map((state) => ({
      mark: shield(state, 0, 0),
      w: 16,
      words: SHIELD_WORDS[state],
      layer: 'network' as const,
    })),
  ];
}

function pillMark(): string {
  return '<rect class="pill" x=".5" y="0.5" width="29" height="15" rx="7.5"/><text class="count" x="7" y="12">7</text><path class="chevron" d="M19 4.5l3.5 3.5l-3.5 3.5"/>';
}
