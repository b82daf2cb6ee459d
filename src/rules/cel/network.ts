/** IP addresses and ranges: https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-ip-address-library and the CIDR one below it. */
import type { Environment } from '@marcbachmann/cel-js';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

export class Ip {
  readonly address: Address;

  constructor(address: Address) {
    this.address = address;
  }
}

export class Cidr {
  readonly address: Address;
  readonly bits: number;

  constructor(address: Address, bits: number) {
    this.address = address;
    this.bits = bits;
  }
}

/** No zones, no IPv4 inside of IPv6, no leading zeros: as the API server takes them. */
function parseIp(text: string): Ip | undefined {
  if (isIP(text) === 0 || text.includes('%')) return undefined;
  const address = ipaddr.parse(text);
  return address.kind() === 'ipv6' && (address as ipaddr.IPv6).isIPv4MappedAddress()
    ? undefined
    : new Ip(address);
}

function parseCidr(text: string): Cidr | undefined {
  const slash = text.lastIndexOf('/');
  const ip = slash < 0 ? undefined : parseIp(text.slice(0, slash));
  const bits = text.slice(slash + 1);
  if (!ip || !/^(0|[1-9]\d{0,2})$/.test(bits) || Number(bits) > width(ip.address)) return undefined;
  return new Cidr(ip.address, Number(bits));
}

const width = (address: Address) => (address.kind() === 'ipv4' ? 32 : 128);

function textOf(address: Address): string {
  return address.kind() === 'ipv6' ? (address as ipaddr.IPv6).toRFC5952String() : address.toString();
}

function contains(range: Cidr, address: Address, bits: number): boolean {
  if (range.address.kind() !== address.kind() || bits < range.bits) return false;
  const [a, b] = [range.address.toByteArray(), address.toByteArray()];
  for (let bit = 0; bit < range.bits; bit++) {
    const mask = 0x80 >> (bit % 8);
    const at = bit >> 3;
    if (((a[at] ?? 0) & mask) !== ((b[at] ?? 0) & mask)) return false;
  }
  return true;
}

function masked({ address, bits }: Cidr): Cidr {
  const bytes = address.toByteArray().map((byte, index) => {
    const left = Math.max(0, Math.min(8, bits - index * 8));
    return byte & (0xff << (8 - left));
  });
  return new Cidr(ipaddr.fromByteArray(bytes), bits);
}

function must<T>(value: T | undefined, text: string, what: string): T {
  if (value === undefined) throw new Error(`${JSON.stringify(text)} is no ${what}`);
  return value;
}

const mustIp = (text: string) => must(parseIp(text), text, 'IP address');
const mustCidr = (text: string) => must(parseCidr(text), text, 'CIDR range');

/** Neither special nor multicast nor link-local; private addresses are global unicast, as in Go. */
function isGlobalUnicast(address: Address): boolean {
  return !['unspecified', 'loopback', 'multicast', 'linkLocal', 'broadcast'].includes(address.range());
}

/** Multicast that stays on the link: 224.0.0.0/24 and ff02::/16. */
function isLinkLocalMulticast(address: Address): boolean {
  const bytes = address.toByteArray();
  return address.kind() === 'ipv4'
    ? bytes[0] === 224 && bytes[1] === 0 && bytes[2] === 0
    : bytes[0] === 0xff && ((bytes[1] ?? 0) & 0x0f) === 0x02;
}

export function registerNetwork(env: Environment): void {
  const range =
    (name: string) =>
    ({ address }: Ip) =>
      address.range() === name;
  env
    .registerType('net.IP', { ctor: Ip, fields: {} })
    .registerType('net.CIDR', { ctor: Cidr, fields: {} })
    .registerFunction('ip(string): net.IP', mustIp)
    .registerFunction('isIP(string): bool', (text: string) => parseIp(text) !== undefined)
    .registerFunction('ipIsCanonical(string): bool', (text: string) => textOf(mustIp(text).address) === text)
    .registerFunction('net.IP.family(): int', ({ address }: Ip) => (address.kind() === 'ipv4' ? 4n : 6n))
    .registerFunction('net.IP.isUnspecified(): bool', range('unspecified'))
    .registerFunction('net.IP.isLoopback(): bool', range('loopback'))
    .registerFunction('net.IP.isLinkLocalUnicast(): bool', range('linkLocal'))
    .registerFunction('net.IP.isLinkLocalMulticast(): bool', ({ address }: Ip) =>
      isLinkLocalMulticast(address),
    )
    .registerFunction('net.IP.isGlobalUnicast(): bool', ({ address }: Ip) => isGlobalUnicast(address))
    .registerFunction('string(net.IP): string', ({ address }: Ip) => textOf(address))
    .registerFunction('cidr(string): net.CIDR', mustCidr)
    .registerFunction('isCIDR(string): bool', (text: string) => parseCidr(text) !== undefined)
    .registerFunction('net.CIDR.ip(): net.IP', ({ address }: Cidr) => new Ip(address))
    .registerFunction('net.CIDR.prefixLength(): int', ({ bits }: Cidr) => BigInt(bits))
    .registerFunction('net.CIDR.masked(): net.CIDR', masked)
    .registerFunction('net.CIDR.containsIP(net.IP): bool', (own: Cidr, { address }: Ip) =>
      contains(own, address, width(address)),
    )
    .registerFunction('net.CIDR.containsIP(string): bool', (own: Cidr, text: string) => {
      const { address } = mustIp(text);
      return contains(own, address, width(address));
    })
    .registerFunction('net.CIDR.containsCIDR(net.CIDR): bool', (own: Cidr, { address, bits }: Cidr) =>
      contains(own, address, bits),
    )
    .registerFunction('net.CIDR.containsCIDR(string): bool', (own: Cidr, text: string) => {
      const { address, bits } = mustCidr(text);
      return contains(own, address, bits);
    })
    .registerFunction('string(net.CIDR): string', ({ address, bits }: Cidr) => `${textOf(address)}/${bits}`);
}
