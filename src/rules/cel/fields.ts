/**
 * Finds fields that no object has: `has(object.lables.owner)` or `has(object.ownr)` would otherwise be false for every object, without an
 * error. Only some annotations are collected, so they can be tested by name only: their number, or whether one matches a pattern, is
 * unknown.
 */
import { nearest } from '../../shared/text.ts';
import type { Shape } from '../shape.ts';
import { isNode } from './ast.ts';
import type { Node } from './ast.ts';

export interface FieldFault {
  message: string;
  offset: number;
}

type Scope = ReadonlyMap<string, Shape | undefined>;

const LOOPS = new Set(['all', 'exists', 'exists_one', 'filter', 'map']);

/** Fields that are read but do not exist in values of a known shape; `scope` contains the shape of each variable. */
export function unknownFields(root: unknown, scope: Scope): FieldFault[] {
  const faults: FieldFault[] = [];
  shapeOf(root, scope, faults);
  return faults;
}

/** Shape of a value that is used as a whole. */
function wholeOf(node: unknown, scope: Scope, faults: FieldFault[]): Shape | undefined {
  if (Array.isArray(node)) {
    for (const one of node) wholeOf(one, scope, faults);
    return undefined;
  }
  const shape = shapeOf(node, scope, faults);
  if (isNode(node)) byNameOnly(shape, node, faults);
  return shape;
}

function byNameOnly(shape: Shape | undefined, { start }: Node, faults: FieldFault[]): void {
  if (shape?.prefixes)
    faults.push({
      message: 'not all annotations are collected: test for one by name, "NAME" in annotations',
      offset: start,
    });
}

/** Shape of a node's value; undefined when it is unknown. */
function shapeOf(node: unknown, scope: Scope, faults: FieldFault[]): Shape | undefined {
  if (!isNode(node)) return undefined;
  const { op, args } = node;
  switch (op) {
    case 'id':
      return scope.get(String(args));
    case '.':
    case '.?': {
      const [left, name] = args as [Node, string];
      return field(shapeOf(left, scope, faults), name, node.pos, faults);
    }
    case '[]':
    case '[?]': {
      const [left, index] = args as [Node, Node];
      const shape = shapeOf(left, scope, faults);
      wholeOf(index, scope, faults);
      if (shape?.items) return shape.items;
      if (typeof index.args === 'string' && index.op === 'value')
        return field(shape, index.args, index.start, faults);
      byNameOnly(shape, left, faults);
      if (shape?.properties)
        faults.push({ message: 'a field must be selected by a constant name', offset: index.start });
      return undefined;
    }
    case '?:': {
      const [condition, yes, no] = args as [Node, Node, Node];
      wholeOf(condition, scope, faults);
      return joined([shapeOf(yes, scope, faults), shapeOf(no, scope, faults)]);
    }
    case 'in': {
      const [key, map] = args as [Node, Node];
      const shape = shapeOf(map, scope, faults);
      if (shape?.prefixes && key.op === 'value') field(shape, String(key.args), key.start, faults);
      else {
        byNameOnly(shape, map, faults);
        wholeOf(key, scope, faults);
      }
      return undefined;
    }
    case 'rcall':
      return call(args as [string, Node, Node[]], scope, faults);
    case 'call':
      return plainCall(args as [string, Node[]], scope, faults);
    case 'list':
      return { items: joined((args as Node[]).map((one) => shapeOf(one, scope, faults))) ?? {} };
    case 'map':
      return literal(args as [Node, Node][], scope, faults);
    case '+': {
      const [left, right] = (args as Node[]).map((one) => wholeOf(one, scope, faults));
      return left?.items ? left : right;
    }
    case 'value':
      return undefined;
    default:
      wholeOf(args, scope, faults);
      return undefined;
  }
}

function field(
  shape: Shape | undefined,
  name: string,
  offset: number,
  faults: FieldFault[],
): Shape | undefined {
  const { prefixes } = shape ?? {};
  if (prefixes && !prefixes.some((prefix) => name.startsWith(prefix)))
    faults.push({
      message: `the annotation ${JSON.stringify(name)} is not collected; for the collected ones see docs/rules.md`,
      offset,
    });
  if (!shape?.properties)
    return typeof shape?.additionalProperties === 'object' ? shape.additionalProperties : undefined;
  const found = Object.hasOwn(shape.properties, name) ? shape.properties[name] : undefined;
  if (found) return found;
  const guess = nearest(name, Object.keys(shape.properties))[0];
  faults.push({
    message: `unknown field ${JSON.stringify(name)}${guess === undefined ? '' : `; did you mean ${guess}?`}`,
    offset,
  });
  return undefined;
}

/** One of several shapes: a field of any of them is accepted, and annotations are tested by name only if one requires it. */
function joined(shapes: readonly (Shape | undefined)[]): Shape | undefined {
  const [first, ...others] = new Set(shapes);
  if (others.length === 0) return first;
  const all = [first, ...others];
  const partial = all.find((shape) => shape?.prefixes);
  if (partial) return partial;
  if (all.every((shape) => shape?.items)) return { items: joined(all.map((shape) => shape?.items)) ?? {} };
  const properties = all.map((shape) => shape?.properties);
  return properties.includes(undefined)
    ? undefined
    : { properties: Object.assign({}, ...properties) as Fields };
}

type Fields = NonNullable<Shape['properties']>;

/** `{'a': x}`: has the fields of the literal. */
function literal(entries: readonly [Node, Node][], scope: Scope, faults: FieldFault[]): Shape | undefined {
  const fields = entries.map(([key, value]) => {
    wholeOf(key, scope, faults);
    return [key, shapeOf(value, scope, faults) ?? {}] as const;
  });
  if (fields.some(([{ op, args }]) => op !== 'value' || typeof args !== 'string')) return undefined;
  return { properties: Object.fromEntries(fields.map(([{ args }, shape]) => [String(args), shape])) };
}

function plainCall([name, args]: [string, Node[]], scope: Scope, faults: FieldFault[]): Shape | undefined {
  if (name !== 'has' && name !== 'dyn') return wholeOf(args, scope, faults);
  const [shape] = args.map((one) => shapeOf(one, scope, faults));
  return name === 'dyn' ? shape : undefined;
}

/** Functions that return the value of an optional. */
const PASSING = new Set(['or', 'orValue', 'value']);

function call(
  [name, receiver, args]: [string, Node, Node[]],
  scope: Scope,
  faults: FieldFault[],
): Shape | undefined {
  const shape = shapeOf(receiver, scope, faults);
  const [variable, ...bodies] = args;
  if (LOOPS.has(name) && variable?.op === 'id') {
    byNameOnly(shape, receiver, faults);
    const inner = new Map(scope).set(String(variable.args), shape?.items);
    const results = bodies.map((body) => shapeOf(body, inner, faults));
    if (name === 'filter') return shape;
    const items = results.at(-1);
    return name === 'map' && items ? { type: 'array', items } : undefined;
  }
  if (name === 'bind' && receiver.op === 'id' && receiver.args === 'cel' && variable && bodies.length === 2) {
    const [value, body] = bodies;
    return shapeOf(body, new Map(scope).set(String(variable.args), shapeOf(value, scope, faults)), faults);
  }
  if (receiver.op === 'id' && receiver.args === 'optional')
    return args.map((one) => shapeOf(one, scope, faults))[0];
  const passes = PASSING.has(name);
  if (!passes && name !== 'hasValue') byNameOnly(shape, receiver, faults);
  wholeOf(args, scope, faults);
  return passes ? shape : undefined;
}
