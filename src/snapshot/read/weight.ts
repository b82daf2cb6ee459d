import { ArchmapError } from '../../shared/errors.ts';
import type { RecordKind } from '../records/index.ts';

/**
 * Maximum of an input that is kept, in bytes as `weightOf` estimates them. 150,000 pods of 5,000 nodes, the limit of Kubernetes, are less
 * than half of it, and 20,000 controllers of them a third.
 */
const MAX_WEIGHT = 200 * 1024 * 1024;
/** Size in the model and the checks of a workload: of a controller, and of a pod without one. */
const WORKLOAD = 3_000;

/** Parts that many records share: counted once. */
const SHARED = new Set(['template', 'containers', 'volumes', 'owner']);
const SHARED_TEXTS = new Set(['namespace', 'node', 'phase', 'hostIP']);
const MAX_TEXTS = 100_000;

/** Adds up what is kept, so that no input exhausts the memory of the host. */
export interface Scale {
  /** Throws `input` when the sum is too large. */
  add(kind: RecordKind, record: object): void;
}

/** `each` = what the reader itself stores per record. */
export function createScale(each: number): Scale {
  const seen: Seen = { objects: new WeakSet(), texts: new Set() };
  let weight = 0;
  return {
    add(kind, record) {
      weight += each + weightOf(record, seen) + (isWorkload(kind, record) ? WORKLOAD : 0);
      if (weight > MAX_WEIGHT)
        throw new ArchmapError(
          'input',
          `the input holds more objects than any cluster: over ${MAX_WEIGHT / 1_048_576} MB of what is kept of them`,
          'give fewer files, or the lists of one cluster at a time',
        );
    },
  };
}

function isWorkload(kind: RecordKind, record: { owner?: unknown }): boolean {
  return (kind === 'pod' || kind === 'workload') && record.owner === undefined;
}

interface Seen {
  objects: WeakSet<object>;
  texts: Set<string>;
}

/** Approximately the bytes that V8 needs: three words for an object, two for a field of it, one byte per character. */
function weightOf(value: unknown, seen: Seen): number {
  if (typeof value === 'string') return 24 + value.length;
  if (typeof value !== 'object' || value === null) return 8;
  let weight = 24;
  if (Array.isArray(value)) {
    for (const item of value) weight += 8 + weightOf(item, seen);
    return weight;
  }
  const fields = value as Record<string, unknown>;
  for (const key in fields) {
    const field = fields[key];
    weight += 16;
    if (!isSeen(key, field, seen)) weight += weightOf(field, seen);
  }
  return weight;
}

/** Shared by many records, and counted before. */
function isSeen(key: string, field: unknown, { objects, texts }: Seen): boolean {
  if (typeof field === 'object' && field !== null && SHARED.has(key)) {
    if (objects.has(field)) return true;
    objects.add(field);
  } else if (typeof field === 'string' && SHARED_TEXTS.has(key)) {
    if (texts.has(field)) return true;
    if (texts.size < MAX_TEXTS) texts.add(field);
  }
  return false;
}

/** Number of values in a value, with a shared part counted once per reference; stops at `limit`. */
export function expandedSize(value: unknown, limit: number): number {
  const stack: unknown[] = [value];
  let size = 0;
  while (stack.length > 0 && size < limit) {
    const top = stack.pop();
    size++;
    if (typeof top !== 'object' || top === null) continue;
    for (const item of Array.isArray(top) ? top : Object.values(top)) {
      stack.push(item);
      if (stack.length > limit) return limit;
    }
  }
  return size;
}

/** Counts the characters that may begin a value. */
export function signsOf(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === COMMA || code === NEWLINE || code === BRACKET || code === BRACE) count++;
    else if ((code === COLON || code === DASH || code === QUESTION) && text.charCodeAt(i + 1) === BLANK)
      count++;
  }
  return count;
}

const [COMMA, NEWLINE, BRACKET, BRACE, COLON, DASH, QUESTION, BLANK] = [
  44, 10, 91, 123, 58, 45, 63, 32,
] as const;
