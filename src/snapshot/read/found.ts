/** What the files of one reading share, and what it found beside its records. */
import type { Projector } from '../project/projector.ts';
import type { Census } from './census.ts';
import type { ProblemLog } from './problem.ts';
import type { LeftOutOf } from './sources.ts';
import type { RecordStore } from './store.ts';
import type { LeftOut } from './walk.ts';

/** What the files of one reading share. */
export interface SinkParts {
  readonly store: RecordStore;
  readonly census: Census;
  readonly found: Found;
  readonly problems: ProblemLog;
  readonly projector: Projector;
  /** Of manifests that name none. */
  readonly namespace?: string;
}

/** What a reading has found beside its records. */
export interface Found {
  /** Kubernetes objects, kept or not. */
  objects: number;
  /** Documents that are readable and no Kubernetes objects (values.yaml, Chart.yaml ...). */
  others: number;
  /** Files that the user named and that gave nothing. */
  idle: string[];
  /** Kinds that make pods and are not read, with how many there were. */
  unevaluated: Map<string, number>;
  /** Kind of the first manifest whose controller creates objects that are not in the files. */
  creator?: string;
  /** Files that were opened and not used. */
  unused: Unused;
}

export function createFound(): Found {
  return { objects: 0, others: 0, idle: [], unevaluated: new Map(), unused: new Unused() };
}

/** Why a file was left out, and whether it may hold objects that are of use in another form. */
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

/** Kinds are the names of strangers. */
const MAX_KINDS = 100;

/** Counts an object of a kind that makes pods and is not read. */
export function countUnevaluated({ unevaluated }: Found, kind: string): void {
  if (unevaluated.has(kind) || unevaluated.size < MAX_KINDS)
    unevaluated.set(kind, (unevaluated.get(kind) ?? 0) + 1);
}
