import { createHash } from 'node:crypto';
import { groupBy } from '../../../shared/group.ts';
import { LOCK_WORDS, SHIELD_WORDS } from '../draw/shapes.ts';
import type { Card, Edge, Picture } from '../types.ts';

/**
 * Ids for languages that allow letters, digits and underscores only. They depend only on the card's own id and on collisions, so that two
 * pictures of a cluster differ only where the cluster does.
 */
export function plainIds(cards: readonly { id: string }[], prefix = ''): ReadonlyMap<string, string> {
  const plain = (id: string) => prefix + id.replace(/[^A-Za-z0-9]+/g, '_');
  const alike = groupBy(new Set(cards.map(({ id }) => id)), plain);
  return new Map(
    cards.map(({ id }) => {
      const name = plain(id);
      if (alike.get(name)?.length === 1) return [id, name] as const;
      return [id, `${name}__${createHash('sha256').update(id).digest('hex').slice(0, 12)}`] as const;
    }),
  );
}

/** Lines of a card in a text format: title, facts, mutual TLS, network and risks as words. A namespace has its network among its facts. */
export function cardLines({ kind, title, lines, risks, mtls, network }: Card): string[] {
  const counts = Object.entries(risks).map(([severity, count]) => `${count} ${severity}`);
  const shield = kind === 'workload' && network ? SHIELD_WORDS[network] : '';
  return [title, ...lines, mtls ? LOCK_WORDS[mtls] : '', shield, counts.join(', ')].filter(
    (line) => line !== '',
  );
}

/** Bands with cards. */
export function filledLanes({ lanes }: Picture): Picture['lanes'] {
  return lanes.filter(({ cards }) => cards.length > 0);
}

export function allCardsOf({ lanes }: Picture): readonly Card[] {
  return lanes.flatMap(({ cards }) => cards);
}

/** Edges of text formats, without runs-on edges: they are too many for automatic layouts. */
export function drawnEdges({ edges }: Picture): readonly Edge[] {
  return edges.filter(({ kind }) => kind !== 'runs-on');
}

export function edgeLabel({ label, count }: Edge): string {
  return count > 1 ? `${label} (${count})` : label;
}
