import { BlockList, isIP } from 'node:net';

export type AddressReach = 'public' | 'private' | 'loopback' | 'invalid';

const loopback = blockList(['127.0.0.0/8', '::1/128']);

/**
 * Ranges that are not routed on the internet: RFC 1918, CGNAT (RFC 6598, also used by overlays), link-local, unique local.
 * The documentation ranges (RFC 5737, 3849) are left out on purpose: in examples they stand for public addresses.
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

/** What an IP literal says about who can route to it. Host names and garbage are `invalid`. */
export function addressReach(address: string): AddressReach {
  const version = isIP(address);
  if (version === 0) return 'invalid';
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return addressReach(mapped);
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

/** Does only the same machine get there: the name localhost, or a loopback address in any notation? */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || addressReach(host) === 'loopback';
}

/** Host of a URL such as `https://10.0.0.1:2379` or `https://[::1]:2379`, without brackets. */
export function hostOf(url: string): string | undefined {
  const match = /^[a-z]+:\/\/(\[[^\]]+\]|[^:/]+)/i.exec(url.trim());
  return match?.[1]?.replace(/^\[|\]$/g, '');
}

/** Does a listener at this URL hear its own machine only: the loopback interface, or a Unix socket? */
export function isLocalUrl(url: string): boolean {
  return /^unixs?:/i.test(url.trim()) || isLoopback(hostOf(url) ?? '');
}
