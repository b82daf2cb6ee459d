import { plural } from '../../shared/text.ts';
import { cardOf, risksOfAll } from './risks.ts';
import type { LaneId, Card } from './types.ts';

/** Maximum number of drawn cards per lane, except for critical and high risks. About 300 in total are readable. */
const MAX_CARDS: Readonly<Record<LaneId, number>> = {
  identities: 10,
  'control-plane': 24,
  nodes: 40,
  outside: 3,
  'entry-points': 32,
  addons: 60,
  namespaces: 80,
  storage: 16,
};

const NOUNS: Readonly<Record<LaneId, readonly [one: string, many: string]>> = {
  identities: ['identity', 'identities'],
  'control-plane': ['component', 'components'],
  nodes: ['pool', 'pools'],
  outside: ['network', 'networks'],
  'entry-points': ['entry point', 'entry points'],
  addons: ['add-on', 'add-ons'],
  namespaces: ['namespace', 'namespaces'],
  storage: ['storage', 'storages'],
};

/**
 * Collapses excess cards into one stack, which has the risks of all its cards. A card with a critical or high risk is never collapsed,
 * whatever their number; then cards with other risks have priority, in their order.
 */
export function collapseCards(lane: LaneId, cards: readonly Card[]): readonly Card[] {
  const most = MAX_CARDS[lane];
  if (cards.length <= most) return cards;
  const criticalOrHigh = ({ worst }: Card) => worst === 'critical' || worst === 'high';
  let room = most - cards.filter(criticalOrHigh).length;
  const kept = new Set(cards.filter(criticalOrHigh));
  for (const card of [...cards.filter(({ worst }) => worst), ...cards.filter(({ worst }) => !worst)]) {
    if (room <= 0) break;
    if (kept.has(card)) continue;
    kept.add(card);
    room--;
  }
  const folded = cards.filter((card) => !kept.has(card));
  // A stack of one card would save nothing.
  if (folded.length <= 1) return cards;
  return [...cards.filter((card) => kept.has(card)), stackOf(lane, folded)];
}

function stackOf(lane: LaneId, folded: readonly Card[]): Card {
  const [one, many] = NOUNS[lane];
  const { verdicts } = risksOfAll(folded);
  const draft = {
    id: `stack/${lane}`,
    kind: 'stack' as const,
    title: plural(folded.length, `more ${one}`, `more ${many}`),
    lines: ['no critical or high risks'],
    objects: [],
    inside: folded.length,
  };
  return { ...cardOf(draft, lane, verdicts), folded };
}
