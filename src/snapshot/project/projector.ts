/**
 * From raw Kubernetes JSON to records. Dispatches by API group and kind; versions of a group have the same projection,
 * because the kept fields have the same path in all of them.
 */
import type { Project, Projection, Shared } from '../kinds/define.ts';
import { recordDeclarations } from '../records/index.ts';
import type { RecordKind } from '../records/index.ts';
import { customKind } from './custom.ts';
import { isObject, metaOf } from './raw.ts';
import { createTemplateTable } from './template.ts';
import type { Projected } from './types.ts';

/** Turns raw objects into records. Contains the tables of shared strings and templates: one projector per snapshot. */
export interface Projector {
  /** A raw object with its own apiVersion and kind; undefined when nothing of it is kept. Never throws. */
  project(raw: unknown): Projected | undefined;
  /**
   * As `project`, for items without a type: those of a raw list, and PartialObjectMetadata. The arguments take precedence
   * over the object's own fields.
   */
  projectAs(apiVersion: string, kind: string, raw: unknown): Projected | undefined;
  /** Whether objects of this kind can give a record at all. */
  handles(apiVersion: string, kind: string): boolean;
}

/** How objects of the API become records of one kind. */
interface Reader {
  record: RecordKind;
  project: Project<object>;
}

/** How to read one kind of the API. */
interface Entry extends Reader {
  group: string;
  version: string;
}

/** By `group/Kind`, as declared by the kinds; and the reader for kinds without a record of their own. */
function readersOf(shared: Shared): { table: ReadonlyMap<string, Reader>; custom: Reader | undefined } {
  const table = new Map<string, Reader>();
  let custom: Reader | undefined;
  for (const { record, createProject, project = createProject?.(shared), api = [] } of recordDeclarations) {
    if (record === 'custom') custom = project && { record, project };
    for (const { kinds, formerly, project: own = project } of api)
      for (const key of kinds) {
        if (own === undefined) continue;
        const reader = { record, project: own };
        table.set(key, reader);
        if (formerly !== undefined)
          table.set(`${splitVersion(formerly).group}${key.slice(key.indexOf('/'))}`, reader);
      }
  }
  return { table, custom };
}

/**
 * `fromFiles`: the source is files of the user, so that objects without uid and status are manifests. Live collection must never set it: an
 * object's own content is no proof of that.
 */
export function createProjector({ fromFiles = false }: { fromFiles?: boolean } = {}): Projector {
  const { table, custom } = readersOf({ templates: createTemplateTable(), fromFiles });
  const entries = new Map<string, Entry | undefined>();
  const find = (apiVersion: string, kind: string): Entry | undefined => {
    const key = `${apiVersion} ${kind}`;
    if (entries.has(key)) return entries.get(key);
    const { group, version } = splitVersion(apiVersion);
    const reader = table.get(`${group}/${kind}`) ?? (customKind(group, kind) && custom);
    const entry = reader && { ...reader, group, version };
    // Untrusted input may contain any kinds; the table stays small.
    if (entries.size < 2_000) entries.set(key, entry);
    return entry;
  };

  const projectAs = (apiVersion: string, kind: string, raw: unknown): Projected | undefined => {
    const entry = find(apiVersion, kind);
    if (entry === undefined || !isObject(raw)) return undefined;
    const meta = metaOf(raw);
    if (meta === undefined) return undefined;
    const { record, project, group, version } = entry;
    return withKind(record, project({ raw, meta, group, kind, version }));
  };

  return {
    projectAs,
    project: (raw) => {
      if (!isObject(raw)) return undefined;
      const apiVersion = raw['apiVersion'];
      const kind = raw['kind'];
      return typeof apiVersion === 'string' && typeof kind === 'string'
        ? projectAs(apiVersion, kind, raw)
        : undefined;
    },
    handles: (apiVersion, kind) => find(apiVersion, kind) !== undefined,
  };
}

/** The first record of an object, followed by the others. */
function withKind(kind: RecordKind, projection: Projection<object> | undefined): Projected | undefined {
  // A declaration creates records of its own kind, which the compiler checks there.
  const own = (record: object) => ({ kind, record }) as Projected;
  const { record, others = NONE, extra = NONE } = projection ?? {};
  if (record !== undefined && others.length + extra.length === 0) return own(record);
  const records = record === undefined ? others : [record, ...others];
  const [first, ...rest] = [...records.map(own), ...extra];
  return first && (rest.length > 0 ? { ...first, extra: rest } : first);
}

const NONE: readonly never[] = [];

/** `apps/v1` -> group apps; `v1` -> the core group, ''. */
export function splitVersion(apiVersion: string): { group: string; version: string } {
  const slash = apiVersion.indexOf('/');
  return slash < 0
    ? { group: '', version: apiVersion }
    : { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) };
}

/** Passes a projection and its extra records to `add`, in order. */
export function eachRecord(projected: Projected, add: (item: Projected) => void): void {
  add(projected);
  for (const item of projected.extra ?? []) eachRecord(item, add);
}
