/** More than half of all addresses of a family counts as any address, as in the openness of policies (src/model/policies/openness.ts). */
export const MOST = 0.5;

/** The larger share of the addresses of IPv4 and IPv6 in these blocks, also in pieces; blocks that overlap count twice. */
export function shareOfAddresses(blocks: readonly string[], except: readonly string[] = []): number {
  const share = { v4: 0, v6: 0 };
  const add = (block: string, sign: 1 | -1) => {
    const bits = Number(/\/(\d+)$/.exec(block.trim())?.[1]);
    if (!Number.isNaN(bits)) share[block.includes(':') ? 'v6' : 'v4'] += sign * 2 ** -bits;
  };
  for (const block of blocks) add(block, 1);
  for (const block of except) add(block, -1);
  return Math.max(share.v4, share.v6);
}
