import { BlockList, isIP } from 'node:net';

export type AddressReach = 'public' | 'private' | 'loopback' | 'invalid';

const loopback = blockList(['127.0.0.0/8', '::1/128']);

/**
 * Ranges that are not routed on the internet: RFC 1918, CGNAT (RFC 6598, also used by overlays), link-local, unique local. The
 * documentation ranges (RFC 5737, 3849) are not included: examples use them for public addresses.
 */
const notRouted = blockList([
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::/128',
  'fc00::/7',
  'fe80::/10',
  'ff00::/8',
]);

/** Reach of an IP literal: from where it can be routed to. Host names and other text are `invalid`. */
export function addressReach(address: string): AddressReach {
  const version = isIP(address);
  if (version === 0) return 'invalid';
  // An IPv4 address in one of the spellings of IPv6.
  const mapped = version === 6 ? canonicalAddress(address) : address;
  if (isIP(mapped) === 4 && version === 6) return addressReach(mapped);
  const family = version === 4 ? 'ipv4' : 'ipv6';
  if (loopback.check(address, family)) return 'loopback';
  return notRouted.check(address, family) ? 'private' : 'public';
}

function blockList(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = '', prefix = '0'] = range.split('/');
    list.addSubnet(network, Number(prefix), isIP(network) === 6 ? 'ipv6' : 'ipv4');
  }
  return list;
}

/** Whether only the host itself can connect: the name localhost, or a loopback address in any notation. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || addressReach(host) === 'loopback';
}

/** Host of a URL such as `https://10.0.0.1:2379` or `https://[::1]:2379`, without brackets and without a login. */
export function hostOf(url: string): string | undefined {
  const match = /^[a-z]+:\/\/(?:[^/?#@]*@)?(\[[^\]]+\]|[^:/]+)/i.exec(url.trim());
  return match?.[1]?.replace(/^\[|\]$/g, '');
}

/** Host of an etcd endpoint: a URL, or a plain `10.0.0.1:2379` (etcd client/v3/internal/endpoint). */
export function endpointHost(endpoint: string): string | undefined {
  return endpoint.includes('://') ? hostOf(endpoint) : hostOf(`tcp://${endpoint.trim()}`);
}

/** Whether a listener at this URL accepts connections from its own host only: the loopback interface, or a Unix socket. */
export function isLocalUrl(url: string): boolean {
  return /^unixs?:/i.test(url.trim()) || isLoopback(hostOf(url) ?? '');
}

/**
 * An address in canonical form, for comparison: IPv6 has many spellings (upper case, zeros, embedded IPv4). Other text is returned
 * unchanged.
 */
export function canonicalAddress(text: string): string {
  const short = text.replace(/^0+(?=\d)|(?<=\.)0+(?=\d)/g, '');
  if (isIP(short) === 4) return short;
  if (isIP(text) !== 6) return text;
  const mapped = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/.exec(compressed(text));
  if (!mapped) return compressed(text);
  const [high = 0, low = 0] = mapped.slice(1).map((group) => Number.parseInt(group, 16));
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/** In the notation of URLs, which allow no zone. */
function compressed(address: string): string {
  const url = `http://[${address}]/`;
  return URL.canParse(url) ? new URL(url).hostname.slice(1, -1) : address.toLowerCase();
}
