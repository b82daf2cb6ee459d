import type { Result } from '../../../src/result/types.ts';
import type { Cluster } from './cluster.ts';
import { startFilter } from './filter.ts';
import { check } from './program.ts';
import type { User, UserName } from './users.ts';
import { allowsEverything } from './variants.ts';

/** What a filter on the way hides, for the users who see through one witness alone. */
const PODS = /^\/api\/v1\/(?:namespaces\/[^/]+\/)?pods(?:[/?]|$)/;
const FLAGZ = /^\/flagz/;
const METRICS = /^\/metrics/;
const HIDDEN: Partial<Record<UserName, readonly RegExp[]>> = {
  'by-pods': [FLAGZ, METRICS],
  'by-flagz': [PODS, METRICS],
  'by-metrics': [PODS, FLAGZ],
};

/**
 * The verdicts as one user. Where AlwaysAllow gives everybody everything, what a witness-limited user is not to see is
 * hidden on the way, for the one user whose credential can travel through a filter: a token.
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
