import { isObject, metaOf, obj, placedIn, str } from '../project/raw.ts';
import type { Raw } from '../project/raw.ts';
import type { KnownKind } from '../kinds.ts';
import { apiVersionOf, kindKey, knownKindNamed } from '../kinds.ts';
import { wrongTypeOf } from './field-types.ts';
import { isPatch, isPatchOperation, missingPartOf, invalidFieldOf } from '../project/sound.ts';
import { kindOf } from './census.ts';
import { addServerAnswer, originOfObject } from './answers.ts';
import type { CutPosition, ListEvents, ReadEvents } from './events.ts';
import { imitatedLog, isDumped } from './dump-logs.ts';
import { isToRender, makesPods, noteForeign, releasedBy, TO_RENDER } from './creators.ts';
import { FileLists } from './file-lists.ts';
import { FileProblems } from './file-problems.ts';
import { apiSpelling } from './foreign.ts';
import { countUnevaluated } from './found.ts';
import type { SinkParts } from './found.ts';
import { ListSink } from './list-sink.ts';
import type { Context, Fate, ObjectTaker } from './list-sink.ts';
import { isGap, KINDLESS, PARTIAL } from './problem.ts';
import { folderNamespace, isOfOtherKind, kindByFile, kindByName, kindByShape } from './shape.ts';
import { areErrors, KUBECTL_ERROR, KUBECTL_REMARK, refusalIn } from './refusal.ts';
import type { Source } from './sources.ts';
import { Strays } from './strays.ts';
import { readText } from './text.ts';
import { carriedBy, isWatchEvent, wasLive, WRAPPED } from './wrappings.ts';

/** Arrays in arrays, lists in lists. */
const MAX_NESTING = 4;
/** A file with so many values that are no objects, and hardly any objects, is not read to its end. */
const MAX_USELESS = 50_000;
/** Lines between documents cost next to nothing, and logs have many. */
const STRAY = 0.25;
const MAX_PARTS = 1_000;
/** Names of pipes of a shell, `<(helm template .)`. */
const PIPE = /^\/(?:dev|proc)\//;

/** The content of one file. */
export class FileSink implements ReadEvents, ObjectTaker {
  /** Kind of the objects without a type in this file, by its name. */
  readonly hint: KnownKind | undefined;
  readonly file: string;
  /** Namespace of its path in a dump. */
  readonly namespace: string | undefined;
  private readonly sink: SinkParts;
  private readonly problems: FileProblems;
  /** YAML documents that are no objects. */
  private parts: CutPosition[] = [];
  private useful = 0;
  private useless = 0;
  /** What is read is the last state of a deleted object. */
  private gone = false;
  /** After the first log of a dump. */
  private behindLogs = false;
  private readonly lists: FileLists;
  private readonly othersBefore: number;
  private readonly strays = new Strays();

  /** It had content: objects, a response of the server, an empty list, or a reported problem. */
  gave = false;
  private readonly named: boolean;
  /** `-` for standard input and other pipes. */
  private readonly displayed: string;

  constructor(sink: SinkParts, { path, name, below, expected, named }: Source) {
    this.displayed = path === undefined || PIPE.test(path) ? '-' : name;
    this.named = named === true;
    this.sink = sink;
    this.file = name;
    this.problems = new FileProblems(sink.problems, expected);
    this.hint = kindByFile(below ?? name.slice(name.lastIndexOf('/') + 1));
    this.namespace = below === undefined ? undefined : folderNamespace(below);
    this.lists = new FileLists(sink.census);
    this.othersBefore = sink.found.others;
  }

  /** It has no usable content: reading should stop. */
  get isFutile(): boolean {
    return this.useless > MAX_USELESS && this.useless > 10 * this.useful;
  }

  list(position: CutPosition, before: () => string): ListEvents {
    return this.listOf(position, before, this.hint, 1);
  }

  listOf(
    position: CutPosition,
    before: () => string,
    hint: KnownKind | undefined,
    nesting: number,
  ): ListSink {
    this.gave = true;
    return new ListSink({ file: this, lists: this.lists, position, before, hint, nesting });
  }

  document(value: unknown, position: CutPosition, open: boolean): void {
    const before = this.sink.found.others;
    this.take(value, position, { hint: this.hint, nesting: 0 });
    if (open && this.sink.found.others > before) this.addPart(position);
  }

  private addPart(position: CutPosition): void {
    if (this.parts.length < MAX_PARTS) this.parts.push(position);
  }

  problem(reason: string, position: Partial<CutPosition> = {}): void {
    this.useless++;
    this.gave = true;
    const gap = !this.named && isGap(reason, this.file);
    this.problems.add({ file: this.file, ...position, reason, ...(gap && { gap: true as const }) });
  }

  private lost(reason: string, position: CutPosition): Fate {
    this.problem(reason, position);
    return 'lost';
  }

  stray(line: number, bytes: number, text = ''): void {
    this.useless += STRAY;
    this.strays.add(line, bytes, text);
    if (!KUBECTL_ERROR.test(text) && !KUBECTL_REMARK.test(text)) this.lists.uncertainty();
  }

  logs(): void {
    this.behindLogs = true;
    this.lists.logs();
  }

  /** The file has ended: counted problems are reported. False when it was neither usable nor expected to be. */
  end(): boolean {
    if (this.lists.close()) this.sink.store.uncertainty(this.file);
    if (this.isFutile) this.problem('hardly anything in it is a Kubernetes object; the rest is not read');
    const read = this.sink.found.others > this.othersBefore;
    for (const reported of this.strays.reported({ gave: this.gave, read, expected: this.problems.expected }))
      this.problems.add({ file: this.file, ...reported });
    // Among objects such a document is the rest of an interrupted one; alone it is a file of values.
    if (this.useful > 0)
      for (const position of this.parts)
        this.problem('YAML that is no object, among objects: a part of one?', position);
    return this.problems.end(this.useful > 0);
  }

  take(value: unknown, position: CutPosition, { hint, nesting }: Context): Fate {
    if (Array.isArray(value)) {
      if (nesting < MAX_NESTING) this.elements(value, {}, position, hint, nesting);
      return 'fine';
    }
    if (!isObject(value)) return this.lost('not a Kubernetes object', position);
    const { apiVersion, kind } = value;
    if (isWatchEvent(value)) return this.event(value, position, { hint, nesting });
    const refusal = refusalIn(value);
    if (refusal !== undefined) return this.lost(refusal, position);
    if (typeof kind === 'string' && kind !== '') {
      const items = value['items'];
      if (kind.endsWith('List') && Array.isArray(items) && nesting < MAX_NESTING) {
        this.elements(items, value, position, hint, nesting);
        return 'fine';
      }
      if (items !== undefined && items !== null)
        this.problem('an object and a list in one document', position);
      if (this.answer(value)) return 'fine';
      if (WRAPPED.has(kind)) return this.wrapped(value, position, nesting);
      const known = knownKindNamed(kind);
      const version = typeof apiVersion === 'string' ? apiVersion : known && apiVersionOf(known);
      if (version !== undefined) return this.keep(version, kind, value, position);
    }
    return this.kindless(apiSpelling(value), position, hint, nesting);
  }

  private elements(
    items: readonly unknown[],
    envelope: Raw,
    position: CutPosition,
    hint: KnownKind | undefined,
    nesting: number,
  ): void {
    const list = this.listOf(position, () => '', hint, nesting + 1);
    items.forEach((item, index) => list.item(item, { ...position, item: position.item ?? index + 1 }));
    const { items: _, ...around } = envelope;
    list.close(around, 'closed');
  }

  kindless(raw: Raw, position: CutPosition, hint: KnownKind | undefined, nesting: number): Fate {
    if (this.answer(raw)) return 'fine';
    const items = raw['items'];
    if (Array.isArray(items) && nesting < MAX_NESTING) {
      this.elements(items, raw, position, hint, nesting);
      return 'fine';
    }
    if (metaOf(raw) !== undefined) {
      const kind = kindByShape(raw, hint);
      if (kind !== undefined) return this.keep(apiVersionOf(kind), kind.kind, raw, position);
      if (isOfOtherKind(raw, this.file)) {
        this.sink.found.objects++;
        this.useful++;
        return 'fine';
      }
      if (makesPods('', raw)) countUnevaluated(this.sink.found, 'without a kind', raw);
      else this.problem(KINDLESS, position);
      return 'lost';
    }
    if (isPatchOperation(raw)) return this.lost(PARTIAL, position);
    if (nesting < MAX_NESTING && this.collections(raw, position, nesting)) return 'fine';
    if (nesting < MAX_NESTING && this.carried(raw, position, nesting)) return 'fine';
    for (const text of nesting < MAX_NESTING ? releasedBy(raw) : []) readText(text, this, this.file);
    if (isToRender(raw, this.file)) this.sink.found.unused.add(this.file, TO_RENDER);
    this.useless++;
    this.sink.found.others++;
    if (areErrors(this.file, raw)) return this.lost('errors of a collector in place of objects', position);
    return 'fine';
  }

  private answer(raw: Raw): boolean {
    const taken = addServerAnswer(this.sink.store, raw, this.file);
    if (taken && this.behindLogs) throw imitatedLog(this.file, 1);
    if (taken) this.gave = true;
    return taken;
  }

  /** A line of `kubectl get -w --output-watch-events`, or of the server's own watch: a state of the object, which may be its last. */
  private event(event: Raw, position: CutPosition, context: Context): Fate {
    if (context.nesting >= MAX_NESTING || event['type'] === 'BOOKMARK') return 'fine';
    this.gone = event['type'] === 'DELETED';
    const fate = this.take(event['object'], position, { ...context, nesting: context.nesting + 1 });
    this.gone = false;
    return fate;
  }

  /** Objects in another one, which is no object of the cluster, but creates them. */
  private wrapped(raw: Raw, position: CutPosition, nesting: number): Fate {
    this.gave = true;
    if (nesting < MAX_NESTING) this.carried(raw, position, nesting);
    return 'fine';
  }

  private carried(raw: Raw, position: CutPosition, nesting: number): boolean {
    const objects = carriedBy(raw);
    for (const object of objects) this.take(object, position, { hint: undefined, nesting: nesting + 1 });
    return objects.length > 0;
  }

  /** Collections of several kinds in one document, by name: `{ "nodes": [...], "pods": { "items": [...] } }`. */
  private collections(raw: Raw, position: CutPosition, nesting: number): boolean {
    let found = false;
    for (const [key, value] of Object.entries(raw)) {
      const kind = kindByName(key);
      if (kind === undefined || typeof value !== 'object' || value === null) continue;
      found = true;
      this.take(value, position, { hint: kind, nesting: nesting + 1 });
    }
    return found;
  }

  keep(apiVersion: string, kind: string, raw: Raw, position: CutPosition): Fate {
    const { found, projector, census, store } = this.sink;
    found.objects++;
    this.gave = true;
    const known = kindOf(apiVersion, kind);
    if (this.behindLogs && !isDumped(kind)) throw imitatedLog(this.file, position.line);
    if (!/^[A-Z]\w*$/i.test(kind)) return this.lost('a kind that is no name', position);
    if (known?.builtIn !== true)
      noteForeign(found, this.file, { apiVersion, kind, raw, isRead: projector.handles(apiVersion, kind) });
    if (!projector.handles(apiVersion, kind)) {
      this.useful++;
      return 'fine';
    }
    if (metaOf(raw) === undefined) return this.lost(`a ${kind} without a name`, position);
    if (known !== undefined && !this.gone)
      census.saw(known, str(obj(raw['metadata'])['name'], 512) ?? '', wasLive(raw));
    this.useful++;
    const lack = known?.builtIn === true ? missingPartOf(kind, raw) : undefined;
    const live = wasLive(raw);
    if (!live && kind !== 'Pod' && position.item === undefined && (lack !== undefined || isPatch(kind, raw)))
      return this.lost(PARTIAL, position);
    if (lack !== undefined) this.problem(`a ${kind} without ${lack}`, position);
    // Owned objects still refer to it.
    if (lack !== undefined && (kind === 'Pod' || !live)) return 'lost';
    const odd =
      known?.builtIn === true ? (invalidFieldOf(kind, raw) ?? wrongTypeOf(apiVersion, kind, raw)) : undefined;
    if (odd !== undefined) this.problem(`a ${kind} that no API server takes: ${odd}`, position);
    const placed = known?.builtIn && known.namespaced ? placedIn(raw, this.sink.namespace) : raw;
    const projected = projector.projectAs(apiVersion, kind, placed);
    if (projected !== undefined && !this.behindLogs)
      found.places.add(this.displayed, position, placed, kind, known?.namespaced);
    if (projected !== undefined)
      store.add(projected, {
        ...originOfObject(this.file, position, raw),
        ...(this.behindLogs && { uncertain: true }),
        ...(this.gone && { gone: true }),
        ...(known && { kind: kindKey(known) }),
      });
    return odd === undefined && lack === undefined ? 'fine' : 'lost';
  }
}
