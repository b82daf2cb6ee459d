/**
 * Charges each operation of an expression before it runs, by the size of its operands: no expression can run indefinitely or fill the
 * memory. cel-js lets the type checker set a handler on each node; the meter wraps that handler.
 */
import { isNode, visit } from './ast.ts';
import type { Handle, Node } from './ast.ts';
import type { Run } from './budget.ts';
import type { Patterns } from './regex.ts';

/** An error costs as much as a hundred comparisons: it is created with its position in the text. */
const ERROR = 100;
/** A function of time zones reads the host's tables. */
const TIME_ZONE = 500;
/** Characters read or written, or plain values compared in sequence, in the time of one step. */
const CHARACTERS = 16;

/** Called once on a checked tree. `matches` uses RE2, which no pattern makes slow. */
export function meter(root: unknown, run: Run, patterns: Patterns): void {
  visit(
    root,
    (node) => {
      const inner = node.handle;
      if (!inner) return;
      const metered = handleFor(node, inner, run, patterns);
      if (metered) node.handle = metered;
    },
    true,
  );
}

function handleFor(node: Node, inner: Handle, run: Run, patterns: Patterns): Handle | undefined {
  switch (node.op) {
    case '==':
    case '!=':
      return (left, right, ...rest) => {
        run.spend(1 + comparing(left, right, run));
        return inner(left, right, ...rest);
      };
    case 'in':
      return (value, list, ...rest) => {
        run.spend(1 + searching(list, value, run));
        return inner(value, list, ...rest);
      };
    case '+':
      return (left, right, ...rest) => {
        run.spend(1 + sizeOf(left) + sizeOf(right));
        return inner(left, right, ...rest);
      };
    case 'call':
    case 'rcall':
      return requestHandle(node, inner, run, patterns);
    case 'comprehension':
      return (iterable, args, evaluator, ...rest) => {
        countErrors(evaluator as Evaluator, run);
        run.spend(1 + lengthOf(iterable));
        return inner(iterable, args, evaluator, ...rest);
      };
    default:
      return undefined;
  }
}

function requestHandle(node: Node, inner: Handle, run: Run, patterns: Patterns): Handle {
  const [name] = node.args as [string];
  return (...operands) => {
    const values = operands[0] as unknown[];
    run.spend(1 + calling(name, values, run));
    if (name === 'matches' && values.every((value) => typeof value === 'string'))
      return patterns.matches(String(values[0]), String(values[1]));
    const result = inner(...operands);
    run.spend(sizeOf(result));
    return result;
  };
}

function calling(name: string, values: readonly unknown[], run: Run): number {
  const [first, second] = values;
  if (name === 'size' && typeof first !== 'string') return 0;
  if (name === 'join' && Array.isArray(first))
    return first.reduce<number>((sum, item) => sum + 1 + sizeOf(item) + sizeOf(second), 0);
  if (name.startsWith('get') && values.length === 2) return TIME_ZONE;
  if (Array.isArray(first) && (name === 'indexOf' || name === 'lastIndexOf'))
    return searching(first, second, run);
  return values.reduce<number>((sum, value) => sum + sizeOf(value), 0);
}

/** Elements of a list or a map, pieces of a text; nested elements are not counted. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string' || value instanceof Uint8Array) return Math.ceil(value.length / CHARACTERS);
  return typeof value === 'object' && value !== null ? lengthOf(value) : 0;
}

function lengthOf(value: unknown): number {
  if (Array.isArray(value)) return value.length;
  if (value instanceof Map || value instanceof Set) return value.size;
  return isPlain(value) ? Object.keys(value).length : 0;
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Lists of different lengths differ at once; other values are compared to the depth of the left one. */
function comparing(left: unknown, right: unknown, run: Run): number {
  if (left === right) return 0;
  if (typeof left !== 'object' || typeof right !== 'object') return 0;
  return lengthOf(left) === lengthOf(right) ? depthOf(left, run.rest) : 0;
}

function searching(list: unknown, value: unknown, run: Run): number {
  if (!Array.isArray(list) && !(list instanceof Set)) return 0;
  if (typeof value !== 'object') return Math.ceil(lengthOf(list) / CHARACTERS);
  return lengthOf(list) * Math.max(1, depthOf(value, run.rest));
}

/** Elements at any depth, up to more than `most`. */
function depthOf(value: unknown, most: number): number {
  let count = 0;
  const walk = (one: unknown): void => {
    if (typeof one !== 'object' || one === null || count > most) return;
    const items: Iterable<unknown> = Array.isArray(one)
      ? one
      : one instanceof Map || one instanceof Set
        ? one.values()
        : isPlain(one)
          ? Object.values(one)
          : [];
    for (const item of items) {
      count++;
      if (count > most) return;
      walk(item);
    }
  };
  walk(value);
  return count;
}

interface Evaluator {
  tryEval: (node: unknown, context: unknown) => unknown;
}

const counted = new WeakSet<object>();

/** Quantifiers and `||` continue after an error; each error is charged, and the limit ends the evaluation. */
function countErrors(evaluator: Evaluator, run: Run): void {
  if (counted.has(evaluator)) return;
  counted.add(evaluator);
  const inner = evaluator.tryEval.bind(evaluator);
  evaluator.tryEval = (node, context) => {
    const value = inner(node, context);
    if (value instanceof Error) run.spend(ERROR);
    return value;
  };
}

/** Literal patterns, which can be validated before any evaluation. */
export function literalPatterns(root: unknown): { text: string; node: Node }[] {
  const found: { text: string; node: Node }[] = [];
  visit(root, ({ op, args }) => {
    if (op !== 'rcall') return;
    const [name, , [pattern]] = args as [string, Node, unknown[]];
    if (!['matches', 'find', 'findAll'].includes(name) || !isNode(pattern)) return;
    if (pattern.op === 'value' && typeof pattern.args === 'string')
      found.push({ text: pattern.args, node: pattern });
  });
  return found;
}
