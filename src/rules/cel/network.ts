/** IP addresses and ranges: https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-ip-address-library and the CIDR one below it. */
import { isIP } from 'node:net';
import type { Environment } from '@marcbachmann/cel-js';
import ipaddr from 'ipaddr.js';
import type { Define } from './define.ts';

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

/** Without zones, IPv4-mapped IPv6 and leading zeros, like the API server. */
function parseIp(text: string): Ip | undefined {
  if (isIP(text) === 0 || text.includes('%')) return undefined;
  // ipaddr.js reads `::1.2.3.4` as the mapped `::ffff:1.2.3.4`.
  const address = ipaddr.parse(
    text.includes(':') ? text.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, asWords) : text,
  );
  return address.kind() === 'ipv6' && (address as ipaddr.IPv6).isIPv4MappedAddress()
    ? undefined
    : new Ip(address);
}

function asWords(_: string, ...bytes: string[]): string {
  const [a = 0, b = 0, c = 0, d = 0] = bytes.map(Number);
  return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
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

/** Classification by Go's net/netip, which Kubernetes uses; it includes private addresses in global unicast. */
const KINDS = {
  unspecified: ({ bytes }: Bytes) => bytes.every((byte) => byte === 0),
  loopback: ({ bytes, v4 }: Bytes) =>
    v4 ? bytes[0] === 127 : bytes.every((byte, index) => byte === (index === 15 ? 1 : 0)),
  multicast: ({ bytes, v4 }: Bytes) => (v4 ? ((bytes[0] ?? 0) & 0xf0) === 0xe0 : bytes[0] === 0xff),
  /** 224.0.0.0/24 and ff02::/16: not routed beyond the link. */
  linkLocalMulticast: ({ bytes, v4 }: Bytes) =>
    v4
      ? bytes[0] === 224 && bytes[1] === 0 && bytes[2] === 0
      : bytes[0] === 0xff && ((bytes[1] ?? 0) & 0x0f) === 0x02,
  linkLocalUnicast: ({ bytes, v4 }: Bytes) =>
    v4 ? bytes[0] === 169 && bytes[1] === 254 : bytes[0] === 0xfe && ((bytes[1] ?? 0) & 0xc0) === 0x80,
  globalUnicast: (address: Bytes): boolean =>
    !(['unspecified', 'loopback', 'multicast', 'linkLocalUnicast'] as const).some((kind) =>
      KINDS[kind](address),
    ) && !(address.v4 && address.bytes.every((byte) => byte === 255)),
} as const;

interface Bytes {
  bytes: readonly number[];
  v4: boolean;
}

const is =
  (kind: keyof typeof KINDS) =>
  ({ address }: Ip): boolean =>
    KINDS[kind]({ bytes: address.toByteArray(), v4: address.kind() === 'ipv4' });

const sameCidr = (a: Cidr, b: Cidr) => a.bits === b.bits && textOf(a.address) === textOf(b.address);

/** The receiver `ip` in `ip.isCanonical(...)`. */
class IpFunctions {
  readonly name = 'ip';
}

/** Types and functions of addresses and ranges; `net.IP` and `net.CIDR` as type names. */
export function registerNetwork(env: Environment, define: Define): void {
  env.registerType('net.IP', { ctor: Ip, fields: {} });
  env.registerType('net.CIDR', { ctor: Cidr, fields: {} });
  env.registerType('archmap.ip', IpFunctions);
  env.registerConstant('ip', 'archmap.ip', new IpFunctions());
  registerIps(define);
  registerCidrs(define);
  env.registerConstant('net', 'map<string, type>', {
    IP: env.evaluate('type(ip("::"))') as unknown,
    CIDR: env.evaluate('type(cidr("::/0"))') as unknown,
  });
}

function registerIps(define: Define): void {
  define({
    'ip(string): net.IP': mustIp,
    'isIP(string): bool': (text: string) => parseIp(text) !== undefined,
    'archmap.ip.isCanonical(string): bool': (_: unknown, text: string) =>
      textOf(mustIp(text).address) === text,
    'net.IP.family(): int': ({ address }: Ip) => (address.kind() === 'ipv4' ? 4n : 6n),
    'net.IP.isUnspecified(): bool': is('unspecified'),
    'net.IP.isLoopback(): bool': is('loopback'),
    'net.IP.isLinkLocalUnicast(): bool': is('linkLocalUnicast'),
    'net.IP.isLinkLocalMulticast(): bool': is('linkLocalMulticast'),
    'net.IP.isGlobalUnicast(): bool': is('globalUnicast'),
    'string(net.IP): string': ({ address }: Ip) => textOf(address),
    'net.IP == net.IP': (a: Ip, b: Ip) => textOf(a.address) === textOf(b.address),
  });
}

function registerCidrs(define: Define): void {
  const within = (range: Cidr, { address }: Ip) => contains(range, address, width(address));
  const around = (range: Cidr, { address, bits }: Cidr) => contains(range, address, bits);
  define({
    'cidr(string): net.CIDR': mustCidr,
    'isCIDR(string): bool': (text: string) => parseCidr(text) !== undefined,
    'net.CIDR.ip(): net.IP': ({ address }: Cidr) => new Ip(address),
    'net.CIDR.prefixLength(): int': ({ bits }: Cidr) => BigInt(bits),
    'net.CIDR.masked(): net.CIDR': masked,
    'net.CIDR.containsIP(net.IP): bool': within,
    'net.CIDR.containsIP(string): bool': (range: Cidr, text: string) => within(range, mustIp(text)),
    'net.CIDR.containsCIDR(net.CIDR): bool': around,
    'net.CIDR.containsCIDR(string): bool': (range: Cidr, text: string) => around(range, mustCidr(text)),
    'string(net.CIDR): string': ({ address, bits }: Cidr) => `${textOf(address)}/${bits}`,
    'net.CIDR == net.CIDR': sameCidr,
  });
}
