import { isObject, metaOf, obj } from '../project/raw.ts';
import type { Raw } from '../project/raw.ts';
import { kindKey, knownKindNamed } from '../kinds.ts';
import type { KnownKind } from '../kinds.ts';
import type { Census, Share } from './census.ts';
import { kindOf, listedKind } from './census.ts';
import { memberOf, membersOf } from '../members.ts';
import type { CutPosition, ListEnd, ListEvents } from './events.ts';
import { apiSpelling } from './foreign.ts';
import { certainKind, kindByPath, kindByShape } from './shape.ts';

/** Result of reading an object: kept or not needed, or lost. */
export type Fate = 'fine' | 'lost';

export interface Context {
  /** Its kind, if nothing else identifies it. */
  hint: KnownKind | undefined;
  /** Nesting depth in lists. */
  nesting: number;
}

/** Receiver of objects. */
export interface ObjectTaker {
  /** Name of the file. */
  readonly file: string;
  /** Namespace of the file's path in a dump. */
  readonly namespace: string | undefined;
  problem(reason: string, position: CutPosition): void;
  /** A document, or an element of a list that has a type or needs none. */
  take(value: unknown, position: CutPosition, context: Context): Fate;
  /** An object without a type. */
  kindless(raw: Raw, position: CutPosition, hint: KnownKind | undefined, nesting: number): Fate;
  keep(apiVersion: string, kind: string, raw: Raw, position: CutPosition): Fate;
}

interface ListPlace {
  file: ObjectTaker;
  lists: Pick<Census, 'list'>;
  position: CutPosition;
  /** Text of the document up to the list. */
  before: () => string;
  hint: KnownKind | undefined;
  nesting: number;
}

/** Objects that wait for the type of their list; in YAML it comes last, and lists of Secrets and the like are short. */
const MAX_WAITING = 20_000;

/** The elements of one list, and what the list as a whole shows about its kinds. */
export class ListSink implements ListEvents {
  private readonly at: ListPlace;
  private readonly shares = new Map<string, Share>();
  private waiting: { raw: Raw; position: CutPosition }[] = [];
  private early: { apiVersion: string; kind: string } | undefined;
  private looked = false;
  private whole = true;

  constructor(at: ListPlace) {
    this.at = at;
  }

  item(value: unknown, position: CutPosition): void {
    const { file, hint, nesting } = this.at;
    if (!isObject(value)) {
      if (file.take(value, position, { hint, nesting }) === 'lost') this.whole = false;
      return;
    }
    const { apiVersion, kind } = value;
    if (typeof kind === 'string' && kind !== '') {
      this.settle(
        file.take(value, position, { hint, nesting }),
        typeof apiVersion === 'string' ? kindOf(apiVersion, kind) : knownKindNamed(kind),
        value,
      );
      return;
    }
    const raw = apiSpelling(value);
    const listed = this.listed();
    if (listed !== undefined) return this.keep(listed, raw, position);
    const certain = certainKind(raw);
    if (certain !== undefined) {
      this.settle(file.kindless(raw, position, certain, nesting), certain, raw);
    } else if (this.waiting.length < MAX_WAITING) this.waiting.push({ raw, position });
    else {
      file.problem('an object without a kind, and the list does not contain it before its objects', position);
      this.lost();
    }
  }

  lost(): void {
    this.whole = false;
  }

  close(envelope: unknown, end: ListEnd): void {
    const { file, lists, hint, nesting } = this.at;
    const around = isObject(envelope) ? apiSpelling(envelope) : undefined;
    if (around !== undefined) this.strange(around);
    // kubectl writes the kind of a list after its elements: without it the end is missing.
    if (around?.['apiVersion'] !== undefined && around['kind'] === undefined) {
      file.problem('a list without a kind: it breaks off', this.at.position);
      this.lost();
    }
    const byPath = kindByPath(obj(around?.['metadata'])['selfLink']);
    const listed =
      listedKind(around) ?? (around?.['kind'] === undefined ? byPath && nameOf(byPath) : undefined);
    for (const { raw, position } of this.waiting) {
      if (listed !== undefined) this.keep(listed, raw, position);
      else this.settle(file.kindless(raw, position, hint, nesting), kindByShape(raw, hint), raw);
    }
    this.waiting = [];
    const typed = listed && kindOf(listed.apiVersion, listed.kind);
    if (typed !== undefined) this.shareOf(typed);
    lists.list({
      envelope: around,
      end: this.whole ? end : 'lost',
      shares: [...this.shares.values()],
      typed,
      folder: file.namespace,
    });
  }

  /** An object that contains a list, or a list that contains another one: `items:` was added by hand. What can be read is kept. */
  private strange(around: Raw): void {
    const { file, position, hint, nesting } = this.at;
    const { items, ...object } = around;
    const isObject =
      typeof object['kind'] === 'string' && !object['kind'].endsWith('List') && metaOf(object) !== undefined;
    const isEmpty = items === undefined || items === null || (Array.isArray(items) && items.length === 0);
    if (!isObject && isEmpty) return;
    file.problem('an object and a list in one document', position);
    this.lost();
    if (isObject) file.take(object, position, { hint, nesting });
    else if (Array.isArray(items)) for (const item of items) this.item(item, position);
  }

  /** Kind of the elements, when it precedes them. */
  private listed(): { apiVersion: string; kind: string } | undefined {
    if (!this.looked) {
      this.looked = true;
      const text = this.at.before();
      const kind = /(?:^|["{,\s])kind"?\s*:\s*"?([A-Za-z0-9]+List)\b/m.exec(text)?.[1];
      const apiVersion = /(?:^|["{,\s])apiVersion"?\s*:\s*"?([a-z0-9./-]+)/m.exec(text)?.[1];
      this.early = listedKind({ apiVersion, kind });
    }
    return this.early;
  }

  private keep(
    { apiVersion, kind }: { apiVersion: string; kind: string },
    raw: Raw,
    position: CutPosition,
  ): void {
    this.settle(this.at.file.keep(apiVersion, kind, raw, position), kindOf(apiVersion, kind), raw);
  }

  private settle(fate: 'fine' | 'lost', kind: KnownKind | undefined, raw: Raw): void {
    if (fate === 'lost') this.whole = false;
    if (kind === undefined || fate === 'lost') return;
    const share = this.shareOf(kind);
    const meta = metaOf(raw);
    share.count++;
    if (meta === undefined) return;
    if (meta.uid !== undefined) share.uids++;
    if (kind.namespaced && meta.namespace !== undefined) share.namespaces.add(meta.namespace);
    if (!kind.namespaced) share.names.add(meta.name);
    const member = memberOf(
      membersOf(kindKey(kind)),
      meta.name,
      kind.namespaced ? meta.namespace : undefined,
    );
    if (member !== undefined) share.members.add(member);
  }

  private shareOf(kind: KnownKind): Share {
    const key = kindKey(kind);
    let share = this.shares.get(key);
    if (share === undefined) {
      share = { kind, namespaces: new Set(), members: new Set(), names: new Set(), count: 0, uids: 0 };
      this.shares.set(key, share);
    }
    return share;
  }
}

function nameOf({ group, kind }: KnownKind): { apiVersion: string; kind: string } {
  return { apiVersion: group === '' ? 'v1' : `${group}/v1`, kind };
}
