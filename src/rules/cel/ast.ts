/** The syntax tree of an expression in the form of cel-js; only the fields that are used. */
export interface Node {
  op: string;
  args: unknown;
  /** Position of a field's or operator's name. */
  pos: number;
  start: number;
  end: number;
  /** The expansion of a macro (`all`, `map` ...). */
  meta?: { alternate?: Node };
  /** The evaluation function that the type checker selected for this node; operands in, value out. */
  handle?: Handle;
}

export type Handle = (...operands: unknown[]) => unknown;

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'op' in value && 'args' in value;
}

/** Calls `seen` with each node once, outer nodes first; with `expanded`, also with the nodes of macro expansions. */
export function visit(root: unknown, seen: (node: Node) => void, expanded = false): void {
  const known = new Set<object>();
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || known.has(value)) return;
    known.add(value);
    if (Array.isArray(value)) value.forEach(walk);
    else if (isNode(value)) {
      seen(value);
      walk(value.args);
      if (expanded) walk(value.meta?.alternate);
    } else if (Object.getPrototypeOf(value) === Object.prototype && 'iterable' in value) {
      const { iterable, init, step } = value as unknown as Record<string, unknown>;
      [iterable, init, step].forEach(walk);
    }
  };
  walk(root);
}

/** Names of variables that an expression reads, including those it declares itself, which is harmless. */
export function variablesOf(root: unknown): Set<string> {
  const names = new Set<string>();
  visit(root, ({ op, args }) => {
    if (op === 'id' && typeof args === 'string') names.add(args);
  });
  return names;
}
