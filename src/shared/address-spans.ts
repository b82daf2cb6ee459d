/** Addresses as numbers, in spans. */
import { isIP } from 'node:net';

/** Addresses of one family, from the first to the one after the last. */
export interface Span {
  family: 4 | 6;
  first: bigint;
  /** The one after the last. */
  end: bigint;
}

/**
 * A CIDR, or a single address, as a span; undefined when it is neither. As kube-apiserver reads them (k8s.io/utils/net, ParseCIDRSloppy):
 * zeros in front of a decimal number have no meaning, and IPv4 addresses in IPv6 (`::ffff:10.0.0.1`) are IPv4.
 */
export function spanOf(range: string): Span | undefined {
  const [text = '', prefix, ...rest] = range.split('/');
  const address = text.replace(/^0+(?=\d+\.)/, '').replace(/\.0+(?=\d)/g, '.');
  const family = text.includes('%') ? 0 : isIP(address);
  if ((family !== 4 && family !== 6) || rest.length > 0) return undefined;
  const bits = family === 4 ? 32 : 128;
  if (prefix !== undefined && !/^\d+$/.test(prefix)) return undefined;
  const length = prefix === undefined ? bits : Number(prefix);
  if (length > bits) return undefined;
  const value = numberOf(address, family);
  return family === 6 && value >> 32n === MAPPED && length >= 96
    ? spanFrom(4, value & 0xffff_ffffn, length - 96)
    : spanFrom(family, value, length);
}

/** The first 96 bits of `::ffff:0:0/96`. */
const MAPPED = 0xffffn;

function spanFrom(family: Span['family'], value: bigint, length: number): Span {
  const width = 1n << BigInt((family === 4 ? 32 : 128) - length);
  const first = (value / width) * width;
  return { family, first, end: first + width };
}

function numberOf(address: string, family: 4 | 6): bigint {
  if (family === 4) return address.split('.').reduce((total, part) => total * 256n + BigInt(part), 0n);
  const [head = '', tail] = address
    .replace(/\d+\.\d+\.\d+\.\d+$/, (last) => {
      const value = numberOf(last, 4);
      return `${(value >> 16n).toString(16)}:${(value & 0xffffn).toString(16)}`;
    })
    .split('::');
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
