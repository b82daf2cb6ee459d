/**
 * Domains in public DNS that answer with the address which is written in the name, of a pod or of a Service as well. As of 2026-11-30; source:
 * the projects' own pages (https://nip.io, https://sslip.io); `traefik.me` and that `xip.io` is gone are unverified.
 */
export const asOf = '2026-11-30';

const DOMAINS: readonly string[] = ['nip.io', 'sslip.io', 'xip.io', 'traefik.me'];

/** Does the name stand for an address that it holds? */
export function isWildcardDns(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  return DOMAINS.some((domain) => name.endsWith(`.${domain}`));
}
