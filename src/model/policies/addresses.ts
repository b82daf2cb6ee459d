import type { TrafficPeer } from '../../snapshot/records/index.ts';
import type { Answer } from '../selectors.ts';
import { answerOf } from '../selectors.ts';
import type { Address, Family, Span } from '../../shared/address-spans.ts';
import { holds, sizeOf, spanOf, WORLD } from '../../shared/address-spans.ts';

export type { Address, Family };

/** Ranges that contain the pod networks, where the actual ones are unknown. */
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fd00::/8'];

const spans = new Map<string, Span | undefined>();

/** As spanOf, cached: a few blocks are compared with every pod. */
function spanFor(range: string): Span | undefined {
  if (!spans.has(range)) {
    if (spans.size > 10_000) spans.clear();
    spans.set(range, spanOf(range));
  }
  return spans.get(range);
}

/** One text for each address, for maps. */
export function addressKey({ family, value }: Address): string {
  return `${family} ${value}`;
}

export function addressOf(text: string | undefined): Address | undefined {
  const span = text === undefined || text.includes('/') ? undefined : spanOf(text);
  return span && { family: span.family, value: span.first };
}

/** The first address of a CIDR. */
export function firstOf(range: string): Address | undefined {
  const span = spanOf(range);
  return span && { family: span.family, value: span.first };
}

/** Whether the address is in the block, and in none of its exceptions. An unreadable block may contain it. */
export function inBlock({ block = '', except = [] }: TrafficPeer, address: Address): Answer {
  const span = spanFor(block);
  if (span === undefined) return 'maybe';
  return answerOf(holds(span, address) && !except.some((range) => holds(spanFor(range), address)));
}

/** Large enough for a pod network: `/16` of IPv4, `/64` of IPv6. */
export function isLarge({ block = '' }: TrafficPeer): boolean {
  const span = spanFor(block);
  return span !== undefined && span.end - span.first >= (span.family === 4 ? 1n << 16n : 1n << 64n);
}

/** The admitted part of a family, of 1: of the world, and of the ranges that contain pod networks. */
export interface Share {
  world: number;
  private: number;
}

/**
 * How much of a family of addresses is admitted. The blocks divide it into pieces, and within each all addresses are treated alike;
 * `admits` is called for the first address of each.
 */
export function shareOf(
  family: Family,
  peers: readonly TrafficPeer[],
  admits: (address: Address) => boolean,
): Share {
  const ranges = [
    ...peers.flatMap(({ block, except = [] }) => (block === undefined ? [] : [block, ...except])),
    ...PRIVATE,
  ];
  const found = [...ranges.flatMap((range) => spanFor(range) ?? []), WORLD[family]].filter(
    (span) => span.family === family,
  );
  const cuts = [...new Set(found.flatMap(({ first, end }) => [first, end]))].sort((a, b) => (a < b ? -1 : 1));
  const inner = PRIVATE.flatMap((range) => spanFor(range) ?? []).filter((span) => span.family === family);
  const admitted = { world: 0n, private: 0n };
  cuts.slice(0, -1).forEach((value, index) => {
    const address: Address = { family, value };
    if (!admits(address)) return;
    const size = (cuts[index + 1] ?? value) - value;
    if (holds(WORLD[family], address)) admitted.world += size;
    if (inner.some((span) => holds(span, address))) admitted.private += size;
  });
  return {
    world: partOf(admitted.world, sizeOf([WORLD[family]])),
    private: partOf(admitted.private, sizeOf(inner)),
  };
}

/** In thousandths, which is precise enough for a comparison with a half. */
function partOf(part: bigint, whole: bigint): number {
  return Number((part * 1_000n) / whole) / 1_000;
}

/** Ranges that no host on the internet has: private, of one link or host, multicast and reserved ones. */
const NOT_PUBLIC = [...PRIVATE, '0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/3'];

/** Pieces of the internet's addresses, within each of which these blocks treat all alike, by their first address. */
export function publicPieces(
  family: Family,
  peers: readonly TrafficPeer[],
): { first: Address; size: number }[] {
  const inner = NOT_PUBLIC.flatMap((range) => spanFor(range) ?? []).filter((span) => span.family === family);
  const found = peers
    .flatMap(({ block, except = [] }) => (block === undefined ? [] : [block, ...except]))
    .flatMap((range) => spanFor(range) ?? [])
    .filter((span) => span.family === family);
  const world = WORLD[family];
  const cuts = [...new Set([...found, ...inner, world].flatMap(({ first, end }) => [first, end]))].sort(
    (a, b) => (a < b ? -1 : 1),
  );
  return cuts.slice(0, -1).flatMap((value, index) => {
    const first: Address = { family, value };
    if (!holds(world, first) || inner.some((span) => holds(span, first))) return [];
    return [{ first, size: Number((cuts[index + 1] ?? value) - value) }];
  });
}

/** Whether these blocks contain more than half of a family of addresses. */
export function isMostAddresses(peers: readonly TrafficPeer[]): boolean {
  return ([4, 6] as const).some((family) => {
    const blocks = peers.flatMap(({ block }) => (block === undefined ? [] : (spanFor(block) ?? [])));
    const whole = WORLD[family];
    // Without the exceptions: most rules contain too little in any case.
    if (sizeOf(blocks.filter((span) => span.family === family)) * 2n <= whole.end - whole.first) return false;
    return (
      shareOf(family, peers, (address) => peers.some((peer) => inBlock(peer, address) === 'yes')).world > 0.5
    );
  });
}
