import { groupBy } from '../shared/group.ts';
import type { CustomRecord } from '../snapshot/records/index.ts';
import type { Snapshot } from '../snapshot/types.ts';
import { sorted } from './sorting.ts';
import type { NamespaceLimits } from './types.ts';

/** ResourceQuotas and LimitRanges by namespace. */
export function buildNamespaceLimits({ records }: Snapshot): NamespaceLimits {
  const core = sorted(records.custom).filter(({ group }) => group === '');
  const ofKind = (name: string) =>
    groupBy(
      core.filter(({ kind }) => kind === name),
      ({ namespace }: CustomRecord) => namespace ?? 'default',
    );
  return { quotas: ofKind('ResourceQuota'), limitRanges: ofKind('LimitRange') };
}
