import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ClusterError } from './errors.ts';

/** Required programs of the hosts, and their packages on Debian and its derivatives. */
const TOOLS = {
  ip: 'iproute2',
  unshare: 'util-linux',
  nsenter: 'util-linux',
  flock: 'util-linux',
  mount: 'mount',
  bash: 'bash',
  openssl: 'openssl',
  curl: 'curl',
} as const;

/** Throws ClusterError when this machine cannot run a cluster. Go is required only for a build. */
export function checkPreconditions(): void {
  if (process.platform !== 'linux') {
    throw new ClusterError(
      `a cluster needs Linux, this is ${process.platform}`,
      'use a Linux machine or a virtual one; npm test needs Node only',
    );
  }
  if (process.getuid?.() !== 0) {
    throw new ClusterError(
      'a cluster needs root: its hosts are network and mount namespaces',
      'run it with sudo, or in a throw-away machine',
    );
  }
  const missing = (Object.keys(TOOLS) as (keyof typeof TOOLS)[]).filter((tool) => !onPath(tool));
  if (missing.length > 0) {
    const packages = [...new Set(missing.map((tool) => TOOLS[tool]))];
    throw new ClusterError(`${missing.join(', ')} not found`, `install ${packages.join(', ')}`);
  }
}

function onPath(tool: string): boolean {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .some((folder) => folder !== '' && existsSync(join(folder, tool)));
}
