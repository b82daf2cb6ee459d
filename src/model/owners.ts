/** The controller that a pod, or an intermediate controller, belongs to. */
import type { OwnerRecord, PodRecord, WorkloadRecord } from '../snapshot/records/index.ts';
import type { Outcome } from '../snapshot/types.ts';
import type { WorkloadKind } from '../snapshot/workload-kinds.ts';
import { MAKERS, WORKLOAD_KINDS } from '../snapshot/workload-kinds.ts';
import { compare } from './sorting.ts';

/** A ReplicaSet, ReplicationController or Job that another controller created. */
export function isMadeByOthers({ kind, owner }: WorkloadRecord): boolean {
  return owner !== undefined && MAKERS[kind] !== undefined;
}

/** Collected kinds: an owner of these kinds that is not among the records does not exist, where the lists are complete. */
const RECORDED: ReadonlySet<string> = new Set(WORKLOAD_KINDS);

/** A controller without a record, as its pods reference it. */
export interface Claim {
  kind: string;
  namespace: string;
  name: string;
  uid?: string;
}

/** A record of the controller, the pods' reference where it was not collected, or `self` = no owner. */
export type Owner = WorkloadRecord | { claim: Claim } | 'self';

export interface Owners {
  /** The topmost controller of a pod. */
  ofPod: (pod: PodRecord) => Owner;
  /** The owner of a controller: the Deployment of a ReplicaSet. */
  ofController: (record: WorkloadRecord) => Owner;
}

/**
 * An owner is the object of the referenced kind, namespace, name and uid; the author of an object writes these references. Where
 * uids are missing on either side (files), the rest decides. Where the lists of controllers are incomplete, an owner that was not
 * collected is accepted by its name, so that its pods stay together; all of their templates are evaluated anyway. Owners of kinds
 * without records (custom controllers) are accepted likewise. With complete lists, an owner that is not among them does not exist.
 */
export function ownersOf(records: readonly WorkloadRecord[], outcome: Outcome | undefined): Owners {
  const index = new Map<string, WorkloadRecord[]>();
  for (const record of records) {
    const key = keyOf(record.kind, record.namespace, record.name);
    const list = index.get(key);
    if (list) list.push(record);
    else index.set(key, [record]);
  }
  for (const list of index.values()) list.sort((a, b) => compare(a.uid ?? '', b.uid ?? ''));
  const named: Named = (kind, namespace, name) => index.get(keyOf(kind, namespace, name)) ?? [];
  const find = ({ kind, name, uid }: OwnerRecord, namespace: string): WorkloadRecord | undefined => {
    const list = index.get(keyOf(kind, namespace, name)) ?? [];
    return uid === undefined
      ? list[0]
      : (list.find((record) => record.uid === uid) ?? list.find((record) => record.uid === undefined));
  };
  const reliable = (owner: OwnerRecord, namespace: string): Owner =>
    owner.uid !== undefined && isComplete(outcome, namespace) ? 'self' : { claim: claimOf(owner, namespace) };

  const ofController = (record: WorkloadRecord): Owner => {
    const { owner, namespace } = record;
    if (owner === undefined || owner.kind !== MAKERS[record.kind]) return 'self';
    return find(owner, namespace) ?? (owner.group === undefined ? reliable(owner, namespace) : 'self');
  };
  const seen = (owner: OwnerRecord, namespace: string): Owner | undefined => {
    const record = find(owner, namespace);
    if (!record) return undefined;
    const above = ofController(record);
    return above === 'self' ? record : above;
  };
  // Pods of one owner are adjacent, and share its reference.
  let last: { owner: OwnerRecord; namespace: string; found: Owner | undefined } | undefined;
  const ofPod = (pod: PodRecord): Owner => {
    const { owner, namespace } = pod;
    if (owner === undefined || owner.kind === 'Node') return 'self';
    if (last?.owner !== owner || last.namespace !== namespace)
      last = { owner, namespace, found: seen(owner, namespace) };
    if (last.found) return last.found;
    if (owner.group !== undefined || !RECORDED.has(owner.kind)) return { claim: claimOf(owner, namespace) };
    const rest = reliable(owner, namespace);
    return rest === 'self' ? rest : (byNames(pod, owner, named) ?? rest);
  };
  return { ofPod, ofController };
}

/** Whether the lists of this namespace are complete. With `-n`, of the requested one. */
export function isComplete(outcome: Outcome | undefined, namespace: string): boolean {
  return outcome?.status === 'ok' || (outcome?.status === 'partial' && outcome.namespace === namespace);
}

function keyOf(kind: string, namespace: string, name: string): string {
  return `${kind}/${namespace}/${name}`;
}

function claimOf({ kind, name, uid }: OwnerRecord, namespace: string): Claim {
  return { kind, namespace, name, ...(uid !== undefined && { uid }) };
}

type Named = (kind: WorkloadKind, namespace: string, name: string) => readonly WorkloadRecord[];

/** The intermediate owner was not collected; controllers derive the names of their objects from their own. */
function byNames({ namespace, template }: PodRecord, owner: OwnerRecord, named: Named): Owner | undefined {
  const hash = template.labels['pod-template-hash'];
  if (owner.kind === 'ReplicaSet' && hash && owner.name.endsWith(`-${hash}`)) {
    const name = owner.name.slice(0, -hash.length - 1);
    return named('Deployment', namespace, name)[0] ?? { claim: { kind: 'Deployment', namespace, name } };
  }
  // Names commonly end in numbers: a CronJob that was not collected is not assumed.
  const numbered = owner.kind === 'Job' ? /^(.+)-\d+$/.exec(owner.name)?.[1] : undefined;
  return numbered === undefined ? undefined : named('CronJob', namespace, numbered)[0];
}
