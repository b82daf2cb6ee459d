/** The tree of an expression as cel-js gives it, as far as we read it. */
export interface Node {
  op: string;
  args: unknown;
  /** Where the name of a field or an operator stands. */
  pos: number;
  start: number;
  end: number;
  /** What a macro (`all`, `map` ...) was expanded to. */
  meta?: { alternate?: Node };
  /** What the type checker chose to do the work of this node; operands in, value out. */
  handle?: Handle;
}

export type Handle = (...operands: unknown[]) => unknown;

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'op' in value && 'args' in value;
}

/** Calls `seen` with each node once, outer ones first; with `expanded`, with those that macros were expanded to, too. */
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

/** Names of variables that an expression reads; those that it declares itself are among them, which does no harm. */
export function variablesOf(root: unknown): Set<string> {
  const names = new Set<string>();
  visit(root, ({ op, args }) => {
    if (op === 'id' && typeof args === 'string') names.add(args);
  });
  return names;
}
