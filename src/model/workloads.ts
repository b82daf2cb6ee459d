import type { PodRecord, WorkloadRecord } from '../snapshot/records/index.ts';
import type { Snapshot } from '../snapshot/types.ts';
import { isMirrorPod } from './control-plane/sources/mirror-pods.ts';
import type { Claim, Owner } from './owners.ts';
import { isComplete, isMadeByOthers, ownersOf } from './owners.ts';
import { compare } from './sorting.ts';
import { runtimeClasses, templatesOf, updatedPods } from './templates.ts';
import type { PodFacts, WorkloadFacts } from './types.ts';

interface Group extends Claim {
  /** The controller, where it was collected. */
  record?: WorkloadRecord;
  /** Controllers that it created and that still create pods. */
  parts: WorkloadRecord[];
  pods: PodRecord[];
}

/**
 * Controllers with their pods, and standalone pods: those without a controller, those whose controller does not exist, and static
 * pods. Finished pods are omitted, and so are old ReplicaSets and Jobs of other controllers.
 */
export function buildWorkloads(snapshot: Snapshot, pods: PodFacts): WorkloadFacts[] {
  const records = snapshot.records.workload;
  const owners = ownersOf(records, snapshot.outcomes.get('workloads'));
  const groups = new Map<WorkloadRecord | string, Group>();
  const groupOf = (owner: Exclude<Owner, 'self'>): Group => {
    const key = 'claim' in owner ? claimKey(owner.claim) : owner;
    const group = groups.get(key) ?? newGroup(owner);
    groups.set(key, group);
    return group;
  };
  for (const record of records) {
    const owner = owners.ofController(record);
    if (owner !== 'self') {
      if (isActive(record)) groupOf(owner).parts.push(record);
    } else if (isActive(record) || !isMadeByOthers(record)) groupOf(record);
  }
  const alone: Group[] = [];
  for (const pod of pods.all) {
    const owner = owners.ofPod(pod);
    if (owner === 'self') alone.push(newGroup({ claim: { ...identityOf(pod), kind: 'Pod' } }, [pod]));
    else groupOf(owner).pods.push(pod);
  }
  const fromFiles = snapshot.header.source === 'files';
  const classesSeen = fromFiles || snapshot.outcomes.get('platform')?.status === 'ok';
  const classes = runtimeClasses(snapshot.records.custom, classesSeen);
  const lists = [snapshot.outcomes.get('pods'), snapshot.outcomes.get('workloads')];
  return [...groups.values(), ...alone].sort(byIdentity).flatMap((group) => {
    const { kind, record, parts } = group;
    const templates = templatesOf(
      [...(record ? [record] : []), ...parts.toSorted(byRecord)],
      group.pods,
      classes,
    );
    const [first] = group.pods;
    const template = first?.template ?? templates[0]?.template;
    if (!template) return [];
    return {
      ...identityFacts(group),
      template,
      templates,
      updated: updatedPods(
        record,
        templates,
        group.pods,
        fromFiles || lists.every((list) => isComplete(list, group.namespace)),
      ),
      mirror: kind === 'Pod' && first !== undefined && isMirrorPod(first, snapshot),
    };
  });
}

/** The controller's own facts. */
function identityFacts({ kind, namespace, name, record, pods }: Group) {
  return {
    kind,
    namespace,
    name,
    ...((record ?? pods[0])?.namespaceUnset && { namespaceUnset: true }),
    ...(record?.replicas !== undefined && { replicas: record.replicas }),
    ...(record?.readyReplicas !== undefined ? { ready: record.readyReplicas } : readyCount(pods)),
    ...createdAt(record ?? (kind === 'Pod' ? pods[0] : undefined)),
    ...(record?.schedule && { schedule: record.schedule }),
    ...(record?.strategy && { strategy: record.strategy }),
    ...(record && { labels: record.labels }),
    ...(record?.claimTemplates && { claimTemplates: record.claimTemplates }),
    ...(record?.unclassedTemplates && { unclassedTemplates: record.unclassedTemplates }),
    ...(record?.claimedVolumes && { claimedVolumes: record.claimedVolumes }),
    pods,
  };
}

function createdAt(record: { created?: string } | undefined): { created?: string } {
  return record?.created === undefined ? {} : { created: record.created };
}

/** Empty where a pod does not report it, as in files without a status. */
function readyCount(pods: readonly PodRecord[]): { ready?: number } {
  if (pods.length === 0 || pods.some(({ ready }) => ready === undefined)) return {};
  return { ready: pods.filter(({ ready }) => ready).length };
}

/** It creates pods, or may: a controller that is scaled to zero or finished creates none unless it is scaled up again. */
function isActive({ replicas, finished }: WorkloadRecord): boolean {
  return replicas !== 0 && finished !== true;
}

function newGroup(owner: Exclude<Owner, 'self'>, pods: PodRecord[] = []): Group {
  return 'claim' in owner
    ? { ...owner.claim, parts: [], pods }
    : { ...identityOf(owner), kind: owner.kind, record: owner, parts: [], pods };
}

function identityOf({ namespace, name, uid }: PodRecord | WorkloadRecord): Omit<Claim, 'kind'> {
  return { namespace, name, ...(uid !== undefined && { uid }) };
}

function claimKey({ kind, namespace, name, uid = '' }: Claim): string {
  return `${kind}/${namespace}/${name}/${uid}`;
}

function byIdentity(a: Group, b: Group): number {
  return compare(a.namespace, b.namespace) || compare(a.kind, b.kind) || byRecord(a, b);
}

function byRecord(a: Omit<Claim, 'kind'>, b: Omit<Claim, 'kind'>): number {
  return compare(a.name, b.name) || compare(a.uid ?? '', b.uid ?? '');
}
