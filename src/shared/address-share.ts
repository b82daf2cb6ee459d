import { sizeOf, spanOf, WORLD } from './address-spans.ts';
import type { Span } from './address-spans.ts';

/** More than half of all addresses of a family counts as any address, as in the openness of policies (src/model/policies/openness.ts). */
export const MOST = 0.5;

/** A CIDR without some of its addresses. */
export interface Block {
  block?: string;
  except?: readonly string[];
}

/** The larger share of the world of IPv4 and IPv6 in these blocks, also in pieces; overlaps count once, unreadable blocks contain nothing. */
export function shareOfAddresses(blocks: readonly Block[]): number {
  const spans = blocks.flatMap(remaining);
  return Math.max(shareOf(WORLD[4], spans), shareOf(WORLD[6], spans));
}

/** What is left of a block. */
function remaining({ block = '', except = [] }: Block): Span[] {
  const whole = spanOf(block.trim());
  if (!whole) return [];
  const found: Span[] = [];
  let { first } = whole;
  for (const hole of except
    .flatMap((one) => spanOf(one.trim()) ?? [])
    .filter(({ family }) => family === whole.family)
    .sort((a, b) => (a.first < b.first ? -1 : 1))) {
    if (hole.first > first) found.push({ ...whole, first, end: least(hole.first, whole.end) });
    if (hole.end > first) first = hole.end;
    if (first >= whole.end) return found;
  }
  return [...found, { ...whole, first }];
}

function shareOf(world: Span, spans: readonly Span[]): number {
  const inside = spans.flatMap(({ family, first, end }) => {
    const span = { family, first: first > world.first ? first : world.first, end: least(end, world.end) };
    return family === world.family && span.first < span.end ? [span] : [];
  });
  return Number((sizeOf(inside) * 1_000_000n) / sizeOf([world])) / 1_000_000;
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
