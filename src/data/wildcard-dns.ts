/**
 * Domains in public DNS that resolve to the address in the name, also to that of a pod or a Service. As of 2026-11-30; source: the
 * projects' own pages (https://nip.io, https://sslip.io); `traefik.me`, and that `xip.io` is gone, are unverified.
 */
export const asOf = '2026-11-30';

const DOMAINS: readonly string[] = ['nip.io', 'sslip.io', 'xip.io', 'traefik.me'];

/** Whether the name resolves to an address that it contains. */
export function isWildcardDns(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  return DOMAINS.some((domain) => name.endsWith(`.${domain}`));
}
