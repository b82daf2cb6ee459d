/** Addresses as numbers, in spans. */
import { isIP } from 'node:net';

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

export type Family = Span['family'];

/** One address, as a number. */
export interface Address {
  family: Family;
  value: bigint;
}

/** The span that counts as the world of a family: all of IPv4, and of IPv6 what is routed on the internet. */
export const WORLD: Readonly<Record<Family, Span>> = {
  4: { family: 4, first: 0n, end: 1n << 32n },
  6: { family: 6, first: 1n << 125n, end: 1n << 126n },
};

/** Whether the span contains the address; an unreadable one contains none. */
export function holds(span: Span | undefined, { family, value }: Address): boolean {
  return span !== undefined && span.family === family && value >= span.first && value < span.end;
}

/** The number of addresses in all of them together; overlaps count once. */
export function sizeOf(spans: readonly Span[]): bigint {
  let total = 0n;
  let reached = 0n;
  for (const { first, end } of [...spans].sort((a, b) => (a.first < b.first ? -1 : 1))) {
    const from = first > reached ? first : reached;
    if (end > from) total += end - from;
    if (end > reached) reached = end;
  }
  return total;
}
