/**
 * Finds fields that no object has. Without it `has(object.lables.owner)` or `has(object.ownr)` would be false for every object,
 * and the rule would say so with a straight face. What an expression makes itself is not followed.
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

/** Fields that are read of values of a known shape and that these do not have; `scope` has the shape of each variable. */
export function unknownFields(root: unknown, scope: Scope): FieldFault[] {
  const faults: FieldFault[] = [];
  shapeOf(root, scope, faults);
  return faults;
}

/** Shape of what a node gives; undefined when it is not known. */
function shapeOf(node: unknown, scope: Scope, faults: FieldFault[]): Shape | undefined {
  if (Array.isArray(node)) {
    for (const one of node) shapeOf(one, scope, faults);
    return undefined;
  }
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
      shapeOf(index, scope, faults);
      if (shape?.items) return shape.items;
      return typeof index.args === 'string' && index.op === 'value'
        ? field(shape, index.args, index.start, faults)
        : undefined;
    }
    case '?:': {
      const [condition, yes, no] = args as [Node, Node, Node];
      shapeOf(condition, scope, faults);
      const [first, second] = [shapeOf(yes, scope, faults), shapeOf(no, scope, faults)];
      return first ?? second;
    }
    case 'in': {
      const [key, map] = args as [Node, Node];
      const shape = shapeOf(map, scope, faults);
      if (shape?.prefixes && key.op === 'value') field(shape, String(key.args), key.start, faults);
      else shapeOf(key, scope, faults);
      return undefined;
    }
    case 'rcall':
      return call(args as [string, Node, Node[]], scope, faults);
    case 'value':
      return undefined;
    default:
      shapeOf(args, scope, faults);
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
      message: `the annotation ${JSON.stringify(name)} is not collected; docs/rules.md says which ones are`,
      offset,
    });
  if (!shape?.properties)
    return typeof shape?.additionalProperties === 'object' ? shape.additionalProperties : undefined;
  const found = Object.hasOwn(shape.properties, name) ? shape.properties[name] : undefined;
  if (found) return found;
  const guess = nearest(name, Object.keys(shape.properties))[0];
  faults.push({
    message: `there is no field ${JSON.stringify(name)}${guess === undefined ? '' : `; did you mean ${guess}?`}`,
    offset,
  });
  return undefined;
}

function call(
  [name, receiver, args]: [string, Node, Node[]],
  scope: Scope,
  faults: FieldFault[],
): Shape | undefined {
  const shape = shapeOf(receiver, scope, faults);
  const [variable, ...bodies] = args;
  if (LOOPS.has(name) && variable?.op === 'id') {
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
  for (const arg of args) shapeOf(arg, scope, faults);
  return name === 'orValue' || name === 'value' || name === 'or' ? shape : undefined;
}
