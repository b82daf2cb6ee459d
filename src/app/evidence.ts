/** How much of what a check looks at could be read: a gate that saw nothing must not look like one that found nothing. */
import type { CheckDefinition } from '../checks/define.ts';
import { partSources } from '../checks/parts.ts';
import { delivered } from '../checks/proof.ts';
import type { ClusterModel } from '../model/parts.ts';
import type { CheckInfo } from '../result/types.ts';
import type { CollectorId, Outcome } from '../snapshot/types.ts';
import { collectorsOf, CONTEXT } from './rbac.ts';

/** What everybody gets who reaches the API server and logs in, whatever may be read of the cluster behind it. */
const OUTSIDE: ReadonlySet<CollectorId> = new Set<CollectorId>([
  'version',
  'discovery',
  'identity',
  'permissions',
  'endpoint',
  'probe',
  'health',
  'openid',
]);

/**
 * What of the evidence for a check did not come because it was refused or failed; undefined when all came, or when it is of
 * files, which lack by nature what they were not given.
 */
export function evidenceFor(
  check: CheckDefinition,
  { cluster, outcome }: Pick<ClusterModel, 'cluster' | 'outcome'>,
): CheckInfo['dataAvailability'] {
  if (cluster.source === 'files') return undefined;
  const inside = insideOf(check);
  if (inside.length === 0) return 'public-only';
  const hindered = collectorsOf(check).some((id) => isHindered(outcome(id)));
  if (inside.some((id) => delivered(outcome(id)))) return hindered ? 'partial' : undefined;
  return hindered ? 'none' : undefined;
}

/** These are partial when one of several servers was not heard, which is nobody's fault. */
export const SAMPLED: ReadonlySet<string> = new Set<CollectorId>([
  'flagz',
  'metrics',
  'kubelets',
  ...OUTSIDE,
]);

/** Refused or failed, as a whole or in part; what `-n` leaves out is neither. */
function isHindered({ collector, status, namespace }: Outcome): boolean {
  if (status === 'permission-denied' || status === 'collection-failed') return true;
  return status === 'partial' && namespace === undefined && !SAMPLED.has(collector);
}

/** Collectors that show the cluster itself to a check; what only tells where and whose it is does not count. */
function insideOf({ needs, uses, collectors = [], passNeeds = [] }: CheckDefinition): CollectorId[] {
  const parts = [...needs, ...uses].filter((part) => part !== 'cluster' && part !== 'trust');
  const own = [...parts.flatMap((part) => partSources[part].sources), ...collectors, ...passNeeds];
  const alternatives = parts
    .flatMap((part) => partSources[part].alternatives ?? [])
    .filter((id) => !CONTEXT.has(id));
  return [...new Set([...own, ...alternatives])].filter((id) => !OUTSIDE.has(id));
}
