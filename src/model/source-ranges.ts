import { isIP } from 'node:net';
import { isCutText } from '../snapshot/text.ts';

/** Half of the possible internet addresses, by family: IPv4 as a whole, IPv6 in 2000::/3. */
const HALF = { 4: 1n << 31n, 6: 1n << 124n } as const;

/**
 * Whether these ranges admit the internet. A list protects as long as it excludes more than it admits: `0.0.0.0/0` does not, and neither do
 * its two halves, used where an input form rejects 0.0.0.0/0. An unreadable range admits no address; a truncated list may admit all.
 */
export function admitsEverySource(ranges: readonly string[]): boolean {
  if (ranges.some(isCutText)) return true;
  const spans = ranges.flatMap((range) => spanOf(range.trim()) ?? []);
  return ([4, 6] as const).some(
    (family) => size(spans.filter((span) => span.family === family)) >= HALF[family],
  );
}

/** Addresses of one family, from the first to the one after the last. */
export interface Span {
  family: 4 | 6;
  first: bigint;
  /** The one after the last. */
  end: bigint;
}

/** A CIDR, or a single address, as a span; undefined when it is neither. */
export function spanOf(range: string): Span | undefined {
  const [address = '', prefix] = range.split('/');
  const family = isIP(address);
  if (family !== 4 && family !== 6) return undefined;
  const bits = family === 4 ? 32 : 128;
  if (prefix !== undefined && !/^\d+$/.test(prefix)) return undefined;
  const length = prefix === undefined ? bits : Number(prefix);
  if (length > bits) return undefined;
  const width = 1n << BigInt(bits - length);
  const first = (numberOf(address, family) / width) * width;
  return { family, first, end: first + width };
}

function numberOf(address: string, family: 4 | 6): bigint {
  if (family === 4) return address.split('.').reduce((total, part) => total * 256n + BigInt(part), 0n);
  const [head = '', tail] = address.replace(/\d+\.\d+\.\d+\.\d+$/, '0:0').split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const groups = [...left, ...Array.from({ length: 8 - left.length - right.length }, () => '0'), ...right];
  return groups.reduce((total, group) => total * 65_536n + BigInt(`0x${group}`), 0n);
}

/** The number of addresses in all of them together; overlaps count once. */
function size(spans: readonly Span[]): bigint {
  let total = 0n;
  let reached = 0n;
  for (const { first, end } of [...spans].sort((a, b) => (a.first < b.first ? -1 : 1))) {
    const from = first > reached ? first : reached;
    if (end > from) total += end - from;
    if (end > reached) reached = end;
  }
  return total;
}
