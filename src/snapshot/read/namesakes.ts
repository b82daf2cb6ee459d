/** Which of several objects of one name count, and how two of them relate. */
import { sameValue } from '../project/template.ts';
import type { Projected } from '../project/types.ts';
import type { RecordKind } from '../records/index.ts';

/** Source of an object, and the fields that the server set. */
export interface Origin {
  file: string;
  /** 1-based number in the file; 0 for anything but an object. `item` is 0 outside of lists. */
  document: number;
  item: number;
  uid: string | undefined;
  resourceVersion: string | undefined;
  /** Key of its kind, for objects of kinds that are known. */
  kind?: string;
  /** A pod may have written it: it replaces nothing. */
  uncertain?: true;
  /** A watch saw it deleted: its last state. */
  gone?: true;
}

/** One per object: flat, without derived fields. */
export interface Kept extends Origin {
  projected: Projected;
  /** Others of its name that differ, in the order of the input; the end of the input decides which count. */
  namesakes?: Kept[];
}

/** Maximum of objects of one name that are distinguished. */
const MAX_NAMESAKES = 8;
/** Two of these are evaluated separately: risks of either are reported, and neither excuses anything. */
const EVALUATED_BOTH: ReadonlySet<RecordKind> = new Set<RecordKind>(['pod', 'workload', 'role', 'binding']);

/** Whether two objects of one name are both evaluated when the actual one is unknown. Of other kinds the last one counts. */
export function areBothEvaluated({ kind }: Projected): boolean {
  return EVALUATED_BOTH.has(kind);
}

/** `other` = the one that it differs from, other than as a state of it; undefined when it contradicts no earlier object. */
export function meet(first: Kept, next: Kept, isUncertain: (one: Kept) => boolean): { other?: Kept } {
  const namesakes = first.namesakes ?? [];
  const all = [first, ...namesakes];
  const same = all.find(
    ({ projected, gone }) => gone === next.gone && sameValue(projected.record, next.projected.record),
  );
  const other = all.findLast((one) => one !== same && !one.gone && !next.gone && !isOneObject(one, next));
  if (same !== undefined) {
    renew(same, next, isUncertain(same) && !isUncertain(next));
    return isOneObject(same, next) || same.uid === undefined || next.uid === undefined ? {} : { other: same };
  }
  const state = all.find(
    (one) =>
      (isOneObject(one, next) || isOneName(one, next)) &&
      one.file === next.file &&
      one.uncertain === next.uncertain,
  );
  if (state !== undefined) {
    if (!isLater(next, state)) return other === undefined ? {} : { other };
    delete state.gone;
    Object.assign(state, next);
  } else if (namesakes.length < MAX_NAMESAKES) first.namesakes = [...namesakes, next];
  else namesakes[MAX_NAMESAKES - 1] = next;
  return other === undefined ? {} : { other };
}

/**
 * The ones that count, in the order of the input: those of the cluster take precedence over those that a pod may have written, and over
 * manifests.
 */
export function survivors(first: Kept, isUncertain: (one: Kept) => boolean): readonly Kept[] {
  if (first.namesakes === undefined) return first.gone ? [] : [first];
  const all = [first, ...first.namesakes];
  const sure = all.filter((one) => !isUncertain(one));
  const states: Kept[] = [];
  for (const next of sure.length > 0 ? sure : all) {
    const at = states.findIndex((one) => isOneObject(one, next));
    const before = states[at];
    if (before === undefined) states.push(next);
    else if (isLater(next, before)) states[at] = next;
  }
  const there = states.filter(({ gone }) => gone !== true);
  const live = there.filter(({ uid }) => uid !== undefined);
  const left = live.length > 0 ? live : there;
  return areBothEvaluated(first.projected) ? left : left.slice(-1);
}

/** The same content again: a newer state and a better source replace the earlier ones. */
function renew(same: Kept, next: Kept, better: boolean): void {
  if (better || (same.uid === undefined && next.uid !== undefined)) {
    const { namesakes: _, ...reported } = next;
    delete same.uncertain;
    Object.assign(same, reported);
  } else if (isOneObject(same, next) && isOlder(same.resourceVersion, next.resourceVersion))
    same.resourceVersion = next.resourceVersion;
}

/** Two states of one object: the server numbers them. */
function isOneObject(one: Origin, other: Origin): boolean {
  return one.uid !== undefined && one.uid === other.uid;
}

/** Is one of two objects without a uid the deletion of the other one, or made after it? */
function isOneName(one: Origin, other: Origin): boolean {
  return one.uid === undefined && other.uid === undefined && (one.gone ?? other.gone) === true;
}

/** Of two states of one object: a uid never comes back, and else the server counts; where nothing tells, the order of the input does. */
function isLater(next: Origin, before: Origin): boolean {
  if (isOneObject(next, before) && next.gone !== before.gone) return next.gone === true;
  return !isOlder(next.resourceVersion, before.resourceVersion);
}

function isOlder(version: string | undefined, than: string | undefined): boolean {
  if (version === undefined || than === undefined || !/^\d+$/.test(version) || !/^\d+$/.test(than))
    return false;
  return version.length === than.length ? version < than : version.length < than.length;
}
