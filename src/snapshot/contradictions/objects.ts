/** Objects that other objects refer to: pods of nodes, nodes of pods, namespaces of everything. */
import { enumeration, grouped, plural as counted } from '../../shared/text.ts';
import { NAMESPACED_COLLECTORS } from '../kinds.ts';
import { leaseClock, secondsBehind } from '../leases.ts';
import type { PodRecord } from '../records/index.ts';
import type { Contradiction, Reading, Rule } from './types.ts';
import { isWhole } from './types.ts';

/** Objects are created and deleted while lists are read one after the other: this share of them may be missing. */
const CHURN = 0.02;

/** Names of `used` that are not in `listed`, when they are more than that share. */
function lacking(used: ReadonlySet<string>, listed: ReadonlySet<string>): string[] {
  const missing = [...used].filter((name) => !listed.has(name)).sort();
  return missing.length > CHURN * Math.max(used.size, listed.size) ? missing : [];
}

function isRunning({ phase, node }: PodRecord): boolean {
  return phase === 'Running' && node !== undefined;
}

/** Every node of Kubernetes runs pods, and controllers count the ready ones. */
function pods(reading: Reading): Contradiction[] {
  if (!isWhole(reading, 'pods', 'Pod') || reading.records('pod').length > 0) return [];
  const ready = reading
    .records('node')
    .filter(({ conditions }) => conditions.some(({ type, status }) => type === 'Ready' && status === 'True'));
  if (ready.length > 0)
    return [
      {
        collector: 'pods',
        kinds: ['Pod'],
        reason: `pods: the list is empty, despite ${counted(ready.length, 'ready node')}`,
      },
    ];
  const replicas = readyReplicas(reading);
  return replicas === 0
    ? []
    : [
        {
          collector: 'pods',
          kinds: ['Pod'],
          reason: `pods: the list is empty, and controllers count ${grouped(replicas)} ready ones`,
        },
      ];
}

/** Ready pods as counted by controllers; ReplicaSets of Deployments would count theirs again. */
function readyReplicas({ records }: Reading): number {
  return records('workload').reduce(
    (sum, { kind, readyReplicas: ready = 0 }) => sum + (kind === 'ReplicaSet' ? 0 : ready),
    0,
  );
}

/** Kubelets renew every ten seconds. Leases of deleted nodes may remain for a while, without renewals. */
const NODE_LEASE_SECONDS = 60;

/**
 * Pods run on nodes, and kubelets renew the lease of their node. Tenants can write neither the status of a pod nor the
 * leases of `kube-node-lease`.
 */
function nodes(reading: Reading): Contradiction[] {
  if (!isWhole(reading, 'nodes', 'Node')) return [];
  const leases = reading.records('lease');
  const clock = leaseClock(leases) ?? 0;
  const renewing = leases.filter(
    (lease) => lease.namespace === 'kube-node-lease' && secondsBehind(lease, clock) <= NODE_LEASE_SECONDS,
  );
  const listed = new Set(reading.records('node').map(({ name }) => name));
  const used = new Set([
    ...reading
      .records('pod')
      .filter(isRunning)
      .map(({ node = '' }) => node),
    ...renewing.map(({ name }) => name),
  ]);
  const missing = lacking(used, listed);
  return missing.length === 0
    ? []
    : [
        {
          collector: 'nodes',
          kinds: ['Node'],
          reason: `nodes: the list lacks ${enumeration(missing)}, where pods run or a kubelet renews its lease`,
        },
      ];
}

/** The namespace of an object exists. */
function namespaces(reading: Reading): Contradiction[] {
  if (!isWhole(reading, 'namespaces', 'Namespace')) return [];
  const listed = new Set(reading.records('namespace').map(({ name }) => name));
  const used = new Set<string>();
  for (const kind of ['pod', 'workload', 'service', 'serviceAccount', 'role', 'binding'] as const)
    for (const { namespace } of reading.records(kind)) if (namespace !== undefined) used.add(namespace);
  const missing = lacking(used, listed);
  if (missing.length === 0) return [];
  const reason = `namespaces: the list lacks ${enumeration(missing)}, where objects exist`;
  // ConfigMaps are requested in the listed namespaces.
  return [
    { collector: 'namespaces', kinds: ['Namespace'], reason },
    { collector: 'configmaps', kinds: [], reason },
  ];
}

/** Lists of namespaced objects; the others are read by name, and report what is missing. */
const NAMESPACED = NAMESPACED_COLLECTORS.filter((id) => id !== 'configmaps' && id !== 'endpointslices');

/** Namespaces are listed, but not those of every cluster: a proxy returns a part to each user, and of other lists the same part. */
function filtered({ records, outcome, whole }: Reading): Contradiction[] {
  // Files may have been saved by several users.
  if (whole !== undefined) return [];
  const names = records('namespace').map(({ name }) => name);
  const { status, missing = [] } = outcome('namespaces') ?? {};
  if (status !== 'partial' || missing.length > 0 || names.length === 0 || names.includes('kube-system'))
    return [];
  return NAMESPACED.map((collector) => ({
    collector,
    kinds: [],
    reason: 'only some namespaces are shown to this user, and kube-system is not among them',
  }));
}

/** Running pods and controlled objects have an owner; a list without any of these owners is not that of this cluster. */
function owners(reading: Reading): Contradiction[] {
  const listed = new Set<string>(reading.records('workload').map(({ kind }) => kind));
  const owned = [
    ...reading.records('pod').filter(isRunning),
    ...reading.records('workload').filter(({ kind }) => kind === 'ReplicaSet'),
  ];
  const named = new Set(owned.flatMap(({ owner }) => (owner ? [owner.kind] : [])));
  return ['Deployment', 'DaemonSet', 'StatefulSet']
    .filter((kind) => named.has(kind) && !listed.has(kind) && isWhole(reading, 'workloads', `apps/${kind}`))
    .map((kind) => ({
      collector: 'workloads',
      kinds: [`apps/${kind}`],
      reason: `${kind}s: the list is empty, though ${kind === 'Deployment' ? 'ReplicaSets' : 'running pods'} belong to some`,
    }));
}

/** A claim is bound to a volume. */
function volumes(reading: Reading): Contradiction[] {
  if (!isWhole(reading, 'storage', 'PersistentVolume') || reading.records('persistentVolume').length > 0)
    return [];
  const bound = reading
    .records('persistentVolumeClaim')
    .filter(({ phase, volume }) => phase === 'Bound' && volume !== undefined);
  return bound.length === 0
    ? []
    : [
        {
          collector: 'storage',
          kinds: ['PersistentVolume'],
          reason: `persistentvolumes: the list is empty, though ${counted(bound.length, 'claim')} ${bound.length === 1 ? 'is' : 'are'} bound`,
        },
      ];
}

/** Rules about objects that are read in the whole cluster, with any `-n`. */
export const ofCluster: readonly Rule[] = [nodes];
/** Rules about objects of namespaces. */
export const ofNamespaces: readonly Rule[] = [pods, namespaces, filtered, owners, volumes];
