import type { PodRecord } from '../snapshot/records/index.ts';
import type { Snapshot } from '../snapshot/types.ts';
import { sorted } from './sorting.ts';
import type { PodFacts } from './types.ts';

/** Pods by namespace and name, with the two indexes that all other parts need. Finished pods (Succeeded, Failed) are omitted. */
export function buildPods(snapshot: Snapshot): PodFacts {
  // Lists of the API are sorted, so this costs one comparison per pod; files have any order.
  const all = sorted(snapshot.records.pod.filter(({ phase }) => phase !== 'Succeeded' && phase !== 'Failed'));
  return {
    all,
    complete: snapshot.outcomes.get('pods')?.status === 'ok',
    controllersComplete: snapshot.outcomes.get('workloads')?.status === 'ok',
    byNamespace: groupBy(all, ({ namespace }) => namespace),
    byNode: groupBy(all, ({ node }) => node),
  };
}

function groupBy(
  pods: readonly PodRecord[],
  key: (pod: PodRecord) => string | undefined,
): Map<string, PodRecord[]> {
  const groups = new Map<string, PodRecord[]>();
  for (const pod of pods) {
    const name = key(pod);
    if (name === undefined) continue;
    const group = groups.get(name);
    if (group) group.push(pod);
    else groups.set(name, [pod]);
  }
  return groups;
}
