import type { Result } from '../../../src/result/types.ts';
import type { Cluster } from './cluster.ts';
import { startFilter } from './filter.ts';
import { check } from './program.ts';
import type { User, UserName } from './users.ts';
import { allowsEverything } from './variants.ts';

/** Data sources that the filter hides, for the users that are limited to a single one. */
const PODS = /^\/api\/v1\/(?:namespaces\/[^/]+\/)?pods(?:[/?]|$)/;
const FLAGZ = /^\/flagz/;
const METRICS = /^\/metrics/;
const HIDDEN: Partial<Record<UserName, readonly RegExp[]>> = {
  'by-pods': [FLAGZ, METRICS],
  'by-flagz': [PODS, METRICS],
  'by-metrics': [PODS, FLAGZ],
};

/**
 * The verdicts as one user. Where AlwaysAllow authorizes every request, a filtering proxy hides the other data sources
 * from users that are limited to one. The credential must pass the proxy, so it is a token.
 */
export async function checkAs(
  cluster: Cluster,
  users: Record<UserName, User>,
  name: UserName,
): Promise<Result> {
  const hidden = HIDDEN[name];
  if (!hidden || !allowsEverything(cluster.variant))
    return check(users[name].kubeconfig, name === 'kubelets' ? ['--kubelet'] : []);
  const filter = await startFilter(cluster, (path) => hidden.some((pattern) => pattern.test(path)));
  try {
    return await check(users.nobody.kubeconfig, ['--proxy-url', filter.url]);
  } finally {
    await filter.close();
  }
}
