/**
 * Records from files, each object once. The same object may be given several times (a dump has pods as a list and one by one, overlays
 * repeat their base, three hosts have a manifest of one name each): this file decides which one counts, and reports contradictions.
 */
import { createSnapshotBuilder } from '../builder.ts';
import type { SnapshotBuilder } from '../builder.ts';
import { eachRecord } from '../project/projector.ts';
import { sameValue } from '../project/template.ts';
import type { Projected } from '../project/types.ts';
import type { PodRecord, RecordKind } from '../records/index.ts';
import { areBothEvaluated, meet, survivors } from './namesakes.ts';
import type { Kept, Origin } from './namesakes.ts';
import { createScale } from './weight.ts';

export type { Origin } from './namesakes.ts';

/** Objects of one name that differ, and are not two states of one. */
export interface Conflict {
  /** `Pod shop/web`. */
  object: string;
  files: readonly [string, string];
  /** Two objects, by their uids: from two clusters, or one that was recreated. */
  twoObjects: boolean;
  /** Both are evaluated; else the last one counts. */
  both: boolean;
}

export interface RecordStore {
  add(projected: Projected, origin: Origin): void;
  /** The file has foreign lines: its objects replace nothing. */
  uncertainty(file: string): void;
  /** Number of objects that were given before. */
  readonly duplicates: number;
  readonly size: number;
  /** The first of them, and their number. */
  readonly conflicts: { readonly first: readonly Conflict[]; readonly count: number };
  /** The namespace that identifies a cluster has two uids. */
  readonly twoClusters: boolean;
  /** Kinds without a complete list, by key, with the reason: one name is two objects. */
  readonly split: ReadonlyMap<string, string>;
  /** Fills a new builder, kind by kind. */
  builder(): SnapshotBuilder;
}

const REPORTED = 3;
/** Bytes needed to recognize an object when it is given twice. */
const IDENTITY = 250;
/** Records of a part of an object; the object itself is reported. */
const PARTS: ReadonlySet<RecordKind> = new Set<RecordKind>(['certificate', 'envoyBootstrap']);

const TWO_OBJECTS = 'one name is two objects by their uids: of two clusters, or of two times';
/** Namespaces that the API server never deletes: two uids are two clusters (NamespaceLifecycle). */
const UNDELETABLE: ReadonlySet<string> = new Set(['default', 'kube-public', 'kube-system']);
const TWO_CONTENTS = 'one object is given with different contents';

export function createRecordStore(): RecordStore {
  const kinds = new Map<RecordKind, Map<string, Kept>>();
  const scale = createScale(IDENTITY);
  const first: Conflict[] = [];
  const split = new Map<string, string>();
  const asUncertain = new Set<string>();
  let [duplicates, size, conflicts, twoClusters] = [0, 0, 0, false];
  const isUncertain = ({ file, uncertain }: Origin) => uncertain === true || asUncertain.has(file);
  const clash = (kept: Kept, next: Kept): void => {
    duplicates++;
    const { projected: item, uid, kind } = next;
    const { other } = meet(kept, next, isUncertain);
    if (other === undefined) return;
    const twoObjects = other.uid !== undefined && uid !== undefined;
    const both = areBothEvaluated(item);
    if (twoObjects && item.kind === 'namespace' && UNDELETABLE.has(item.record.name)) twoClusters = true;
    if (kind !== undefined && twoObjects) split.set(kind, TWO_OBJECTS);
    else if (kind !== undefined && !both && other.uid === undefined && uid === undefined)
      split.set(kind, TWO_CONTENTS);
    if (PARTS.has(item.kind) || sameValue(other.projected.record, item.record)) return;
    conflicts++;
    if (first.length < REPORTED)
      first.push({ object: nameOf(item), files: [other.file, next.file], twoObjects, both });
  };
  return {
    add(projected, origin) {
      eachRecord(projected, (item) => {
        let records = kinds.get(item.kind);
        if (records === undefined) kinds.set(item.kind, (records = new Map<string, Kept>()));
        const key = isOfHost(item) ? `${identity(item)}/${placeOf(origin)}` : identity(item);
        const kept = records.get(key);
        scale.add(item.kind, item.record);
        if (kept !== undefined) return clash(kept, { ...origin, projected: item });
        if (!origin.gone) size++;
        records.set(key, { ...origin, projected: item });
      });
    },
    uncertainty: (file) => void asUncertain.add(file),
    get duplicates() {
      return duplicates;
    },
    get size() {
      return size;
    },
    get conflicts() {
      return { first, count: conflicts };
    },
    split,
    get twoClusters() {
      return twoClusters;
    },
    builder() {
      const builder = createSnapshotBuilder();
      nameHosts(kinds.get('pod')?.values() ?? []);
      for (const records of kinds.values())
        for (const kept of records.values())
          for (const { projected } of survivors(kept, isUncertain)) addTo(builder, projected);
      return builder;
    },
  };
}

function nameOf({ kind, record }: Projected): string {
  const named = record as { kind?: string; namespace?: string; name?: string };
  const name = named.namespace === undefined ? named.name : `${named.namespace}/${named.name ?? ''}`;
  const word = named.kind ?? kind.charAt(0).toUpperCase() + kind.slice(1);
  return `${word} ${name ?? ''}`;
}

/** A manifest of a kubelet's static pod directory: every host has one of that name, for a pod of its own. */
function isOfHost(item: Projected): item is Projected & { kind: 'pod' } {
  return item.kind === 'pod' && item.record.manifest === true && item.record.namespace === 'kube-system';
}

/** Each manifest of the same name gets the shortest end of its path that is unique. */
function nameHosts(pods: Iterable<Kept>): void {
  const groups = new Map<string, { record: PodRecord; origin: Origin }[]>();
  for (const kept of pods) {
    const { projected: item } = kept;
    if (!isOfHost(item)) continue;
    const group = groups.get(item.record.name);
    if (group === undefined) groups.set(item.record.name, [{ record: item.record, origin: kept }]);
    else group.push({ record: item.record, origin: kept });
  }
  for (const group of groups.values()) {
    if (group.length < 2) continue;
    const paths = group.map(({ origin }) => origin.file.split('/'));
    const longest = Math.max(...paths.map((path) => path.length));
    const ends = (length: number) => paths.map((path) => path.slice(-length).join('/'));
    const files = new Set(paths.map((path) => path.join('/'))).size;
    const folders = new Set(paths.map(folderOf)).size;
    const reports = (length: number) =>
      new Set(ends(length)).size === files &&
      new Set(ends(length).map((end) => folderOf(end.split('/')))).size === folders;
    let length = 2;
    while (length < longest && !reports(length)) length++;
    const names = ends(length);
    const times = new Map<string, number>();
    for (const name of names) times.set(name, (times.get(name) ?? 0) + 1);
    group.forEach(({ record, origin }, index) => {
      const name = names[index] ?? '';
      record.file = (times.get(name) ?? 0) > 1 ? placeOf({ ...origin, file: name }) : name;
    });
  }
}

function folderOf(path: readonly string[]): string {
  return path.slice(0, -1).join('/');
}

function placeOf({ file, document, item }: Origin): string {
  return `${file}, document ${document}${item > 0 ? `, item ${item}` : ''}`;
}

function addTo(builder: SnapshotBuilder, item: Projected): void {
  // The union keeps kind and record together; the compiler cannot infer that through one generic call.
  builder.add(item.kind as 'pod', item.record as never);
}

/** The identity of an object, within its record kind. Without a name, it equals only its exact copy. */
export function identity(item: Projected): string {
  const { kind, record } = item;
  switch (kind) {
    case 'custom':
      return `${record.group}/${record.kind}/${record.namespace ?? ''}/${record.name}`;
    case 'gateway':
      return `${record.api}/${record.namespace}/${record.name}`;
    case 'certificate':
      return [record.holder, record.namespace, record.name, record.part, record.use, record.index].join('/');
    case 'envoyBootstrap':
      return `${record.namespace}/${record.source}`;
    case 'flagz':
    case 'metrics':
    case 'health':
    case 'version':
    case 'probe':
    case 'endpoint':
    case 'client':
    case 'discovery':
    case 'identity':
    case 'permission':
    case 'openid':
      return JSON.stringify(record);
    default: {
      const named: { kind?: string; namespace?: string; name: string } = record;
      return `${named.kind ?? ''}/${named.namespace ?? ''}/${named.name}`;
    }
  }
}
