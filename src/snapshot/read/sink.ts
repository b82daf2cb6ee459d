/** Takes parsed documents of any origin and keeps what they hold: objects, lists of objects, saved answers of the server. */
import { flagzComponent, parseFlagz } from '../parse/flagz.ts';
import { parseVersion } from '../parse/health.ts';
import { isObject, metaOf, obj } from '../project/raw.ts';
import type { Raw } from '../project/raw.ts';
import { createProjector } from '../project/projector.ts';
import type { Projector } from '../project/projector.ts';
import type { CutPosition } from './json.ts';
import type { InputProblem } from './problem.ts';
import { createRecordStore } from './store.ts';
import type { RecordStore } from './store.ts';

export interface ObjectSink {
  readonly store: RecordStore;
  /** Kubernetes objects seen, kept or not. */
  readonly objects: number;
  /** Documents that are readable and no Kubernetes objects (values.yaml, Chart.yaml ...). */
  readonly others: number;
  /** Starts a file; problems are reported under its name. */
  file(name: string): FileSink;
}

/** What one file brings. */
export interface FileSink {
  /** An element of a list; `listKind` as far as it is known yet, e.g. `PodList`. */
  item(value: unknown, position: CutPosition, list: { apiVersion: string; kind: string } | undefined): void;
  document(value: unknown, position: CutPosition, isList: boolean): void;
  problem(reason: string, position?: Partial<CutPosition>): void;
}

const MAX_NESTING = 4;

export function createObjectSink(onProblem: (problem: InputProblem) => void): ObjectSink {
  const projector: Projector = createProjector();
  const store = createRecordStore();
  const counts = { objects: 0, others: 0 };
  return {
    store,
    get objects() {
      return counts.objects;
    },
    get others() {
      return counts.others;
    },
    file: (name) => fileSink(name, { projector, store, counts, onProblem }),
  };
}

interface Shared {
  projector: Projector;
  store: RecordStore;
  counts: { objects: number; others: number };
  onProblem: (problem: InputProblem) => void;
}

function fileSink(file: string, { projector, store, counts, onProblem }: Shared): FileSink {
  /** Elements that do not say what they are, until the list around them does. */
  let waiting: { value: Raw; position: CutPosition }[] = [];

  const problem = (reason: string, position: Partial<CutPosition> = {}): void =>
    onProblem({ file, ...position, reason });

  const keep = (apiVersion: string, kind: string, raw: Raw, position: CutPosition): void => {
    counts.objects++;
    if (!projector.handles(apiVersion, kind)) return;
    if (metaOf(raw) === undefined) {
      problem(`a ${kind} without a name`, position);
      return;
    }
    const projected = projector.projectAs(apiVersion, kind, raw);
    if (projected !== undefined) store.add(projected);
  };

  const object = (value: unknown, position: CutPosition, nesting: number): void => {
    if (Array.isArray(value)) {
      if (nesting < MAX_NESTING) for (const entry of value) object(entry, position, nesting + 1);
      return;
    }
    if (!isObject(value)) {
      problem('not a Kubernetes object', position);
      return;
    }
    const { apiVersion, kind } = value;
    if (typeof apiVersion !== 'string' || typeof kind !== 'string') {
      if (!addServerAnswer(store, value)) counts.others++;
      return;
    }
    if (kind.endsWith('List') && Array.isArray(value['items'])) {
      if (nesting >= MAX_NESTING) return;
      const list = { apiVersion, kind };
      value['items'].forEach((entry, index) =>
        item(entry, { ...position, item: index + 1 }, list, nesting + 1),
      );
      return;
    }
    if (!addServerAnswer(store, value)) keep(apiVersion, kind, value, position);
  };

  const item = (
    value: unknown,
    position: CutPosition,
    list: { apiVersion: string; kind: string } | undefined,
    nesting: number,
  ): void => {
    if (!isObject(value)) problem('not a Kubernetes object', position);
    else if (typeof value['kind'] === 'string' && typeof value['apiVersion'] === 'string')
      object(value, position, nesting);
    else if (list === undefined) waiting.push({ value, position });
    else if (list.kind !== 'List' && list.kind.endsWith('List')) {
      keep(list.apiVersion, list.kind.slice(0, -'List'.length), value, position);
    } else counts.others++;
  };

  return {
    problem,
    item: (value, position, list) => item(value, position, list, 1),
    document(value, position, isList) {
      if (!isList) {
        object(value, position, 0);
        return;
      }
      const { apiVersion, kind } = obj(value);
      const list =
        typeof apiVersion === 'string' && typeof kind === 'string'
          ? { apiVersion, kind }
          : { apiVersion: '', kind: '' };
      for (const entry of waiting) item(entry.value, entry.position, list, 1);
      waiting = [];
    },
  };
}

/** `/version` and `/flagz`, saved with `kubectl get --raw`; false when it is neither. */
function addServerAnswer(store: RecordStore, value: Raw): boolean {
  if (value['kind'] === 'Flagz') return addFlagz(store, JSON.stringify(value));
  if (value['kind'] !== undefined) return false;
  // `kubectl version -o json` wraps it.
  const version = parseVersion(value) ?? parseVersion(value['serverVersion']);
  if (version === undefined) return false;
  store.add({ kind: 'version', record: version });
  return true;
}

/** Adds a saved `/flagz`; false when it is none or nobody's. */
export function addFlagz(store: RecordStore, text: string): boolean {
  const flags = parseFlagz(text);
  const component = flags && flagzComponent(flags);
  if (flags === undefined || component === undefined) return false;
  store.add({ kind: 'flagz', record: { component, flags } });
  return true;
}
