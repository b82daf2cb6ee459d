/** Lists, and string functions that cel-js lacks: https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-list-library */
import { isDeepStrictEqual } from 'node:util';
import type { Define } from './define.ts';

/** The values of `duration('1m')` and `1u` in cel-js, whose types do not export the classes. */
interface Duration {
  valueOf: () => number;
  addDuration: (other: Duration) => Duration;
}

interface Unsigned {
  valueOf: () => bigint;
  constructor: new (value: bigint) => Unsigned;
}

type Ordered = string | number | bigint | boolean | Date | Duration | Unsigned;

/** Kubernetes has these functions for lists of one ordered type. */
function ordered(items: readonly unknown[]): readonly Ordered[] {
  const kinds = new Set(items.map(kindOf));
  if (kinds.size > 1 || kinds.has(undefined))
    throw new Error('the list must hold numbers, texts, bools, times or durations, and one kind of them');
  return items as readonly Ordered[];
}

function kindOf(item: unknown): string | undefined {
  if (typeof item !== 'object') return typeof item;
  if (item instanceof Date) return 'time';
  if (isDuration(item)) return 'duration';
  return isUnsigned(item) ? 'unsigned' : undefined;
}

function isDuration(item: unknown): item is Duration {
  return typeof item === 'object' && item !== null && 'addDuration' in item;
}

function isUnsigned(item: unknown): item is Unsigned {
  return typeof item === 'object' && item !== null && 'verify' in item && typeof item.valueOf() === 'bigint';
}

function compare(a: Ordered, b: Ordered): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const best = (name: string, wanted: number) => (items: readonly unknown[]) => {
  const [first, ...rest] = ordered(items);
  if (first === undefined) throw new Error(`${name} of an empty list`);
  return rest.reduce((kept, item) => (compare(item, kept) === wanted ? item : kept), first);
};

/** Sum of integers, doubles or durations; 0 for an empty list. Throws on overflow of a 64-bit int. */
function sum(items: readonly unknown[]): unknown {
  const [first] = ordered(items);
  if (first === undefined) return 0n;
  if (isDuration(first))
    return items.slice(1).reduce<Duration>((total, item) => total.addDuration(item as Duration), first);
  if (isUnsigned(first)) {
    const total = (items as readonly Unsigned[]).reduce((all, item) => all + item.valueOf(), 0n);
    return new first.constructor(total);
  }
  if (typeof first === 'number') return (items as readonly number[]).reduce((total, item) => total + item, 0);
  if (typeof first !== 'bigint') throw new Error('only numbers and durations have a sum');
  const total = (items as readonly bigint[]).reduce((all, item) => all + item, 0n);
  if (BigInt.asIntN(64, total) !== total) throw new Error('the sum has more than 64 bits');
  return total;
}

function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a === 'object' && typeof b === 'object') return isDeepStrictEqual(a, b);
  return isNumber(a) && isNumber(b) && a == b; // eslint-disable-line eqeqeq -- 1 and 1.0 are equal to CEL
}

function isNumber(value: unknown): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

export function registerLists(define: Define): void {
  define({
    'list.isSorted(): bool': (items: readonly unknown[]) =>
      ordered(items).every((item, index, all) => index === 0 || compare(all[index - 1] ?? item, item) <= 0),
    'list.sum(): dyn': sum,
    'list.min(): dyn': best('min', -1),
    'list.max(): dyn': best('max', 1),
    'list.indexOf(dyn): int': (items: readonly unknown[], wanted: unknown) =>
      BigInt(items.findIndex((item) => equal(item, wanted))),
    'list.lastIndexOf(dyn): int': (items: readonly unknown[], wanted: unknown) =>
      BigInt(items.findLastIndex((item) => equal(item, wanted))),
  });
}

/** CEL's strings library, which Kubernetes supports completely. */
export function registerStrings(define: Define): void {
  define({
    'string.charAt(int): string': (text: string, index: bigint) => {
      if (index < 0n || index > BigInt(text.length)) throw new Error(`there is no character ${index}`);
      return text.charAt(Number(index));
    },
    'string.replace(string, string): string': (text: string, from: string, to: string) =>
      replaced(text, from, to, -1),
    'string.replace(string, string, int): string': (text: string, from: string, to: string, most: bigint) =>
      replaced(text, from, to, Number(most)),
  });
}

/** Longer than any text of a cluster; limits the texts that rules create. */
const LONGEST = 1_000_000;

function replaced(text: string, from: string, to: string, most: number): string {
  // As in Go, an empty string matches before, between and after all characters.
  const parts = from === '' ? ['', ...Array.from(text), ''] : text.split(from);
  const joints = most < 0 ? parts.length - 1 : Math.min(most, parts.length - 1);
  if (text.length + joints * to.length > LONGEST) throw new Error('the text would become too long');
  return (
    parts
      .slice(0, joints)
      .map((part) => part + to)
      .join('') + parts.slice(joints).join(from)
  );
}
