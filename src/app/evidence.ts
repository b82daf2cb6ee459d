/** How much of a check's data could be read: a gate without data must not look like a gate without risks. */
import type { CheckDefinition } from '../checks/define.ts';
import { partSources } from '../checks/parts.ts';
import { delivered } from '../snapshot/hides.ts';
import type { ClusterModel } from '../model/parts.ts';
import type { CheckInfo } from '../result/types.ts';
import type { CollectorId, Outcome } from '../snapshot/types.ts';
import { collectorsOf, CONTEXT } from './rbac.ts';

/** Available to every user who can connect and authenticate, independent of read permissions in the cluster. */
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
 * Whether data for a check is missing because it was refused or its collection failed. Undefined when all was collected, and for files,
 * which contain by design only what was exported.
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

/** These are partial when one of several servers did not respond, which is not an error of the collection. */
export const SAMPLED: ReadonlySet<string> = new Set<CollectorId>([
  'flagz',
  'metrics',
  'kubelets',
  ...OUTSIDE,
]);

/** Refused or failed, completely or in part; data that `-n` excludes is neither. */
function isHindered({ collector, status, namespace }: Outcome): boolean {
  if (status === 'permission-denied' || status === 'collection-failed') return true;
  return status === 'partial' && namespace === undefined && !SAMPLED.has(collector);
}

/** Collectors that provide cluster data to a check; those about location and ownership do not count. */
function insideOf({ needs, uses, collectors = [], passNeeds = [] }: CheckDefinition): CollectorId[] {
  const parts = [...needs, ...uses].filter((part) => part !== 'cluster' && part !== 'trust');
  const own = [...parts.flatMap((part) => partSources[part].sources), ...collectors, ...passNeeds];
  const alternatives = parts
    .flatMap((part) => partSources[part].alternatives ?? [])
    .filter((id) => !CONTEXT.has(id));
  return [...new Set([...own, ...alternatives])].filter((id) => !OUTSIDE.has(id));
}
