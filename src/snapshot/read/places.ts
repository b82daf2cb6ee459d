/**
 * Where the objects of files are: file, document and line, for annotations of a change. Nothing of it is part of a snapshot file, and live
 * clusters have none.
 */
import { metaOf, namespaceOf, obj, str } from '../project/raw.ts';
import type { Raw } from '../project/raw.ts';
import { cleanLine } from '../text.ts';
import type { CutPosition } from './events.ts';
import { wasLive } from './wrappings.ts';

export interface ObjectPlace {
  /** As the user named it, or below the directory that the user named; `-` for standard input. */
  file: string;
  /** 1-based. */
  document: number;
  /** 1-based: the first line of the object. */
  line: number;
  /** The file that a renderer reports as its source, such as `shop/templates/web.yaml`. Untrusted text of the input. */
  template?: string;
}

/** Places of the objects of files, by `placeKey`. */
export type ObjectPlaces = ReadonlyMap<string, ObjectPlace>;

/** Dumps of large clusters have more objects; repositories of manifests do not. */
const MAX_PLACES = 50_000;
const MAX_TEMPLATE = 512;
/** No name of a group. */
const MIXED = '*';
const MAX_ORIGIN = 4_096;
/** Kustomize (`buildMetadata: [originAnnotations]`) and functions of kpt write the source of an object here. */
const ORIGIN = 'config.kubernetes.io/origin';
const PATH = 'config.kubernetes.io/path';

/** Identifies an object as verdicts do: `Deployment/shop/web`, `ClusterRole//admin`. */
export function placeKey(kind: string, namespace: string | undefined, name: string): string {
  return `${kind}/${namespace ?? ''}/${name}`;
}

export class Places {
  readonly all = new Map<string, ObjectPlace>();
  /** Objects that a cluster returned: manifests of the same name do not replace them. */
  private readonly live = new Set<string>();
  /** API group of each key. Verdicts name no group: kinds of two groups with one name have no place. */
  private readonly groups = new Map<string, string>();

  /** `namespaced` is undefined for kinds that are not known; then the field decides. */
  add(file: string, position: CutPosition, raw: Raw, kind: string, namespaced: boolean | undefined): void {
    const meta = metaOf(raw);
    // Objects with a controller are generated; no file that is reviewed contains them.
    if (meta === undefined || Array.isArray(meta.raw['ownerReferences'])) return;
    const namespace =
      namespaced === true ? namespaceOf(meta) : namespaced === false ? undefined : meta.namespace;
    const key = placeKey(kind, namespace, meta.name);
    if (this.groups.size >= MAX_PLACES && !this.groups.has(key)) return;
    const [group = ''] = /^[^/]*(?=\/)/.exec(String(raw['apiVersion'])) ?? [];
    const seen = this.groups.get(key) ?? group;
    this.groups.set(key, seen === group ? group : MIXED);
    if (this.groups.get(key) === MIXED) {
      this.all.delete(key);
      return;
    }
    const live = wasLive(raw);
    if (!live && this.live.has(key)) return;
    if (live) this.live.add(key);
    const template = position.template ?? annotated(obj(meta.raw['annotations']));
    this.all.set(key, {
      file,
      document: position.document,
      line: position.line,
      ...(template !== undefined && { template: cleanLine(template, MAX_TEMPLATE) }),
    });
  }
}

/** The path in the annotations that renderers write. An origin in another repository is no file here. */
function annotated(annotations: Raw): string | undefined {
  const origin = annotations[ORIGIN];
  if (typeof origin === 'string' && origin.length <= MAX_ORIGIN && !/^repo:/m.test(origin)) {
    const path = /^path:\s*(\S.*)$/m.exec(origin)?.[1];
    if (path !== undefined) return path.trim();
  }
  return str(annotations[PATH], MAX_TEMPLATE);
}
