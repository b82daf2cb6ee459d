import type { KubeClient } from '../kube/types.ts';
import { ArchmapError } from '../shared/errors.ts';
import type { SnapshotBuilder } from '../snapshot/index.ts';

/**
 * `/version` may be readable without credentials, so that wrong credentials show only as a 401 on every later request. A web
 * server that is no API server responds, too.
 */
export function demandApiServer(
  client: KubeClient,
  statuses: readonly number[],
  builder: SnapshotBuilder,
): void {
  const { server, user } = client.info;
  const protectedOnes = statuses.slice(1);
  if (protectedOnes.length > 0 && protectedOnes.every((status) => status === 401)) {
    const who = user === undefined ? 'these credentials' : `the credentials of user ${user}`;
    const hint = server.startsWith('http:')
      ? 'as in kubectl, credentials are sent over TLS only; the server uses plain HTTP'
      : 're-authenticate, or check with kubectl auth whoami';
    throw new ArchmapError('credentials', `${server} rejects ${who} (401 Unauthorized)`, hint);
  }
  const known = builder.records('version').length + builder.records('discovery').length;
  if (known === 0 && !statuses.some((status) => status === 401 || status === 403)) {
    const [only, ...others] = new Set(statuses);
    const broken = only !== undefined && others.length === 0 && only >= 300 && only !== 404;
    throw new ArchmapError(
      'http',
      broken
        ? `${server} responds with HTTP ${only} to every request`
        : `${server} is not a Kubernetes API server`,
      broken && only >= 500
        ? 'check the health of the server and of proxies in front of it; try again later'
        : 'check the server in the kubeconfig, or --server',
    );
  }
}
