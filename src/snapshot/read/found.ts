/** What the files of one reading share, and what it found beside its records. */
import { metaOf } from '../project/raw.ts';
import type { Raw } from '../project/raw.ts';
import type { Projector } from '../project/projector.ts';
import type { Census } from './census.ts';
import { Places } from './places.ts';
import type { ProblemLog } from './problem.ts';
import type { LeftOutOf } from './sources.ts';
import type { RecordStore } from './store.ts';
import type { LeftOut } from './walk.ts';

/** State that the files of one run share. */
export interface SinkParts {
  readonly store: RecordStore;
  readonly census: Census;
  readonly found: Found;
  readonly problems: ProblemLog;
  readonly projector: Projector;
  /** Of manifests that name none. */
  readonly namespace?: string;
}

/** What was found in addition to the records. */
export interface Found {
  /** Kubernetes objects, kept or not. */
  objects: number;
  /** Readable documents that are no Kubernetes objects (values.yaml, Chart.yaml ...). */
  others: number;
  /** Files given by the user that had no usable content. */
  idle: string[];
  unevaluated: Unevaluated;
  /** Kind of the first manifest whose controller creates objects that are not in the files. */
  creator?: string;
  /** Files that were opened and not used. */
  unused: Unused;
  /** Where the objects are. */
  places: Places;
}

/** Objects of kinds that create pods and are not read. */
export interface Unevaluated {
  /** Number of objects by kind. */
  kinds: Map<string, number>;
  /** `Rollout shop/web`, as owner references name them. */
  objects: Set<string>;
}

export function createFound(): Found {
  const unevaluated = { kinds: new Map(), objects: new Set<string>() };
  return { objects: 0, others: 0, idle: [], unevaluated, unused: new Unused(), places: new Places() };
}

/** Why a file was left out, and whether it may contain objects that are usable in another form. */
export type Left = Pick<LeftOut, 'reason' | 'mayHold'>;

/** Files that were opened and not used, by reason. */
export class Unused {
  private readonly reasons = new Map<string, LeftOut>();

  add(name: string, left: Left): void {
    const known = this.reasons.get(left.reason);
    if (known === undefined) this.reasons.set(left.reason, { ...left, count: 1, first: name });
    else known.count++;
  }

  list(): LeftOutOf[] {
    return this.reasons.size === 0 ? [] : [{ directory: '', what: [...this.reasons.values()] }];
  }
}

/** The input chooses the names of kinds. */
const MAX_KINDS = 100;
const MAX_OBJECTS = 10_000;

/** Counts an object of a kind that creates pods and is not read. */
export function countUnevaluated({ unevaluated: { kinds, objects } }: Found, kind: string, raw: Raw): void {
  if (kinds.has(kind) || kinds.size < MAX_KINDS) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  const { name = '', namespace = 'default' } = metaOf(raw) ?? {};
  if (objects.size < MAX_OBJECTS) objects.add(`${kind} ${namespace}/${name}`);
}
