import type { CollectContext, CollectResult } from '../define.ts';
import { defineCollector } from '../define.ts';
import { namespaced, rulesOf } from '../kinds.ts';
import { listKinds } from '../lists.ts';

const REPLICA_SET = 'ReplicaSet';

const KINDS = [
  namespaced('apps/v1', 'Deployment'),
  namespaced('apps/v1', 'DaemonSet'),
  namespaced('apps/v1', 'StatefulSet'),
  // Old ReplicaSets accumulate, ten per Deployment, and add only their owners.
  namespaced('apps/v1', REPLICA_SET, { metadataOnly: true }),
  namespaced('v1', 'ReplicationController'),
  namespaced('batch/v1', 'Job'),
  namespaced('batch/v1', 'CronJob'),
  // Only OpenShift serves it.
  namespaced('apps.openshift.io', 'DeploymentConfig'),
];

export const workloads = defineCollector({
  id: 'workloads',
  why: 'Replicas, Pod templates and owners of Pods.',
  notRead: 'ReplicaSets that a controller owns, except their metadata.',
  reads: rulesOf(KINDS),
  run: async (context) => {
    const orphans: Item[] = [];
    const setAside = (item: Item, kind: string): boolean => {
      const orphan = kind === REPLICA_SET && isUnowned(item);
      if (orphan) orphans.push(item);
      return orphan;
    };
    const result = await listKinds(context, KINDS, { skip: setAside });
    return orphans.length === 0 ? result : readWhole(context, orphans, result);
  },
});

type Item = Readonly<Record<string, unknown>>;

/** A ReplicaSet without a controller is a workload of its own: its template has to be read. */
function isUnowned(item: Item): boolean {
  const { ownerReferences = [] } = metadataOf(item);
  return !ownerReferences.some(({ controller }) => controller === true);
}

function metadataOf(item: Item) {
  return item['metadata'] as {
    namespace: string;
    ownerReferences?: readonly { controller?: boolean }[];
  };
}

/** Reads the ReplicaSets of their namespaces with their bodies. Those that cannot be read stay metadata only, and are reported. */
async function readWhole(
  context: CollectContext,
  orphans: readonly Item[],
  result: CollectResult,
): Promise<CollectResult> {
  const namespaces = [...new Set(orphans.map((item) => metadataOf(item).namespace))];
  const bodies = await listKinds(context, [namespaced('apps/v1', REPLICA_SET, { only: namespaces })], {
    skip: (item) => !isUnowned(item),
  });
  if (bodies.status === 'ok' || bodies.namespace !== undefined) return result;
  const read = new Set(context.records('workload').map(keyOf));
  for (const item of orphans)
    if (!read.has(keyOf({ kind: REPLICA_SET, ...(item['metadata'] as { namespace: string; name: string }) })))
      context.addRaw('apps/v1', REPLICA_SET, item);
  const reason = `replicasets: those without an owner were not collected completely${bodies.reason === undefined ? '' : `: ${bodies.reason}`}`;
  const { namespace: _, ...rest } = result;
  return {
    ...rest,
    status: result.status === 'ok' ? 'partial' : result.status,
    reason: result.reason === undefined ? reason : `${result.reason}; ${reason}`,
  };
}

function keyOf({ kind, namespace, name }: { kind: string; namespace: string; name: string }): string {
  return `${kind}/${namespace}/${name}`;
}
