import type { Place } from './settings.ts';

/** Traefik reads its static configuration from one of a file, arguments and variables (https://doc.traefik.io/traefik/getting-started/configuration-overview/). */
const FILE = /^--?configfile(?:=|$)/i;

/** Why the arguments do not decide: a file replaces them. */
export function configuredByFile({
  container: { command = [], args = [], mounts = [] },
}: Place): string | undefined {
  const isGiven = [...command, ...args].some((word) => FILE.test(word));
  return isGiven ||
    mounts.some(({ path }) => path === '/etc/traefik' || path.startsWith('/etc/traefik/traefik.'))
    ? 'the static configuration of Traefik is in a file, which is not collected'
    : undefined;
}
