import type { PodRecord, WorkloadRecord } from '../snapshot/records/index.ts';
import type { Snapshot } from '../snapshot/types.ts';
import { isStatic } from './control-plane/pods.ts';
import { compare } from './sorting.ts';
import type { PodFacts, WorkloadFacts } from './types.ts';

interface Group {
  kind: string;
  namespace: string;
  name: string;
  pods: PodRecord[];
  record?: WorkloadRecord;
}

/**
 * Controllers with their pods, pods without a controller, and static pods. A ReplicaSet is its Deployment when its name
 * ends in the pod-template-hash, a Job is its CronJob when one has made it. Finished pods are left out.
 */
export function buildWorkloads(snapshot: Snapshot, pods: PodFacts): WorkloadFacts[] {
  const groups = new Map<string, Group>();
  const cronJobs = new Set<string>();
  const at = (kind: string, namespace: string, name: string): Group => {
    const key = `${kind}/${namespace}/${name}`;
    const group = groups.get(key) ?? { kind, namespace, name, pods: [] };
    groups.set(key, group);
    return group;
  };
  for (const record of snapshot.records.workload) {
    if (record.owner && (record.kind === 'ReplicaSet' || record.kind === 'Job')) continue;
    if (record.kind === 'CronJob') cronJobs.add(`${record.namespace}/${record.name}`);
    at(record.kind, record.namespace, record.name).record = record;
  }
  for (const pod of pods.all) {
    const { kind, name } = controllerOf(pod, cronJobs);
    at(kind, pod.namespace, name).pods.push(pod);
  }
  return [...groups.values()]
    .flatMap(toFacts)
    .sort((a, b) => compare(a.namespace, b.namespace) || compare(a.kind, b.kind) || compare(a.name, b.name));
}

function controllerOf(pod: PodRecord, cronJobs: ReadonlySet<string>): { kind: string; name: string } {
  const { owner } = pod;
  if (!owner || owner.kind === 'Node') return { kind: 'Pod', name: pod.name };
  if (owner.kind === 'ReplicaSet') {
    const hash = pod.template.labels['pod-template-hash'];
    if (hash && owner.name.endsWith(`-${hash}`))
      return { kind: 'Deployment', name: owner.name.slice(0, -hash.length - 1) };
  }
  if (owner.kind === 'Job') {
    // The CronJob controller names its Jobs after itself and the minute.
    const parent = owner.name.replace(/-\d+$/, '');
    if (parent !== owner.name && cronJobs.has(`${pod.namespace}/${parent}`))
      return { kind: 'CronJob', name: parent };
  }
  return owner;
}

function toFacts({ kind, namespace, name, pods, record }: Group): WorkloadFacts[] {
  const template = record?.template ?? pods[0]?.template;
  if (!template) return [];
  const first = pods[0];
  return [
    {
      kind,
      namespace,
      name,
      ...(record?.replicas !== undefined && { replicas: record.replicas }),
      ...(record?.readyReplicas !== undefined
        ? { ready: record.readyReplicas }
        : pods.length > 0
          ? { ready: pods.filter(({ ready }) => ready).length }
          : {}),
      ...(record?.schedule && { schedule: record.schedule }),
      // Live pods show what admission made of the template: injected sidecars, defaulted service accounts.
      template: first?.template ?? template,
      pods,
      mirror: first !== undefined && isStatic(first),
    },
  ];
}
