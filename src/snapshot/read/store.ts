/**
 * Records from files, each object once. The same object may be given several times (a dump has pods as a list and one by one, overlays
 * repeat their base, three hosts have a manifest of one name each): which one counts is decided here, and what cannot be both is told.
 */
import { createSnapshotBuilder } from '../builder.ts';
import type { SnapshotBuilder } from '../builder.ts';
import { eachRecord } from '../project/projector.ts';
import { sameValue } from '../project/template.ts';
import type { Projected } from '../project/types.ts';
import type { PodRecord, RecordKind } from '../records/index.ts';
import { createScale } from './weight.ts';

/** Where an object is from, and what the server wrote into it. */
export interface Origin {
  file: string;
  /** Which one of the file it is, 1-based; 0 for what is no object. `item` is 0 outside of lists. */
  document: number;
  item: number;
  uid: string | undefined;
  resourceVersion: string | undefined;
  /** Key of its kind, for objects of kinds that are known. */
  kind?: string;
}

/** Objects of one name that differ; the later one, or the one that the server vouches for, is kept. */
export interface Conflict {
  /** `Pod shop/web`. */
  object: string;
  files: readonly [string, string];
  /** Two objects of their own, by their uids: of two clusters, or one made anew. */
  twoObjects: boolean;
}

export interface RecordStore {
  add(projected: Projected, origin: Origin): void;
  /** Objects that were given before. */
  readonly duplicates: number;
  readonly size: number;
  /** The first of them, and how many there are. */
  readonly conflicts: { readonly first: readonly Conflict[]; readonly count: number };
  /** The namespace that identifies a cluster has two uids. */
  readonly twoClusters: boolean;
  /** Keys of kinds of which one name is two objects: their lists are of two clusters or of two times. */
  readonly split: ReadonlySet<string>;
  /** Fills a new builder, kind by kind. */
  builder(): SnapshotBuilder;
}

/** There are as many as objects: flat, without what can be made from it. */
interface Kept extends Origin {
  projected: Projected;
}

const TOLD = 3;
/** Bytes that it takes to know an object again when it is given twice. */
const IDENTITY = 250;
/** Records of a part of an object; the object itself is told. */
const PARTS: ReadonlySet<RecordKind> = new Set<RecordKind>(['certificate', 'envoyBootstrap']);

export function createRecordStore(): RecordStore {
  const kinds = new Map<RecordKind, Map<string, Kept>>();
  const scale = createScale(IDENTITY);
  const first: Conflict[] = [];
  const split = new Set<string>();
  let [duplicates, size, conflicts, twoClusters] = [0, 0, 0, false];
  const clash = (kept: Kept, item: Projected, origin: Origin): boolean => {
    duplicates++;
    const { later, differs, twoObjects } = laterOf(kept, item, origin);
    if (twoObjects && item.kind === 'namespace' && item.record.name === 'kube-system') twoClusters = true;
    if (twoObjects && origin.kind !== undefined) split.add(origin.kind);
    if (differs && !PARTS.has(item.kind)) {
      conflicts++;
      if (first.length < TOLD)
        first.push({ object: nameOf(item), files: [kept.file, origin.file], twoObjects });
    }
    return later;
  };
  return {
    add(projected, origin) {
      eachRecord(projected, (item) => {
        let records = kinds.get(item.kind);
        if (records === undefined) kinds.set(item.kind, (records = new Map<string, Kept>()));
        const key = isOfHost(item) ? `${identity(item)}/${placeOf(origin)}` : identity(item);
        const kept = records.get(key);
        if (kept !== undefined && !clash(kept, item, origin)) return;
        if (kept === undefined) size++;
        scale.add(item.kind, item.record);
        records.set(key, { ...origin, projected: item });
      });
    },
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
        for (const { projected } of records.values()) addTo(builder, projected);
      return builder;
    },
  };
}

/** Does the new one replace the old one, and are they more than two states of one object? */
function laterOf(
  before: Kept,
  item: Projected,
  origin: Origin,
): { later: boolean; differs: boolean; twoObjects: boolean } {
  const differs = !sameValue(before.projected.record, item.record);
  const [one, other] = [before.uid, origin.uid];
  if (one !== undefined && one === other) {
    // Two states of one object: the server counts them.
    return {
      later: !isOlder(origin.resourceVersion, before.resourceVersion),
      differs: false,
      twoObjects: false,
    };
  }
  // What a cluster showed counts more than what somebody wrote down.
  if (one !== undefined && other === undefined) return { later: false, differs, twoObjects: false };
  return { later: true, differs, twoObjects: one !== undefined && other !== undefined };
}

function isOlder(version: string | undefined, than: string | undefined): boolean {
  if (version === undefined || than === undefined || !/^\d+$/.test(version) || !/^\d+$/.test(than))
    return false;
  return version.length === than.length ? version < than : version.length < than.length;
}

function nameOf({ kind, record }: Projected): string {
  const named = record as { kind?: string; namespace?: string; name?: string };
  const name = named.namespace === undefined ? named.name : `${named.namespace}/${named.name ?? ''}`;
  const word = named.kind ?? kind.charAt(0).toUpperCase() + kind.slice(1);
  return `${word} ${name ?? ''}`;
}

/** A manifest of the directory that a kubelet runs pods from: every host has one of that name, and it is another pod. */
function isOfHost(item: Projected): item is Projected & { kind: 'pod' } {
  return item.kind === 'pod' && item.record.manifest === true && item.record.namespace === 'kube-system';
}

/** Of manifests of one name each gets the shortest end of its path that no other has. */
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
    const tells = (length: number) =>
      new Set(ends(length)).size === files &&
      new Set(ends(length).map((end) => folderOf(end.split('/')))).size === folders;
    let length = 2;
    while (length < longest && !tells(length)) length++;
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
  // The union keeps kind and record together; the compiler cannot follow that through one generic call.
  builder.add(item.kind as 'pod', item.record as never);
}

/** What makes an object itself, within its record kind. What has no name is equal only to its exact copy. */
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
    case 'right':
    case 'openid':
      return JSON.stringify(record);
    default: {
      const named: { kind?: string; namespace?: string; name: string } = record;
      return `${named.kind ?? ''}/${named.namespace ?? ''}/${named.name}`;
    }
  }
}
