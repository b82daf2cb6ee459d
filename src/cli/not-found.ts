import { nearest, printable } from '../shared/text.ts';

export interface Missing {
  name: string;
  /** The namespace that was asked for. */
  namespace?: string | undefined;
  /** `ns/name` or `name` of what there is, in every namespace. */
  names: readonly string[];
  /** Collections that may hide it, as text; empty = none. */
  unavailable: string;
  /** What to do when nothing similar exists. */
  otherwise: string;
}

/** The hint for a name that nothing has: where else it exists, similar names, what may hide it. */
export function missingHint({ name, namespace, names, unavailable, otherwise }: Missing): string {
  const inside = namespace === undefined ? names : names.filter((one) => isIn(one, namespace));
  const same = names.flatMap((one) =>
    namespace !== undefined && !inside.includes(one) && one.endsWith(`/${name}`)
      ? [one.slice(0, -name.length - 1)]
      : [],
  );
  if (same.length > 0) return `it exists in namespace ${same.map(printable).join(', ')}`;
  const guess = nearest(name, inside);
  if (guess.length > 0) return `did you mean ${guess.map(printable).join(' or ')}?`;
  return unavailable === '' ? otherwise : `it may exist; not fully collected: ${unavailable}`;
}

function isIn(name: string, namespace: string): boolean {
  return !name.includes('/') || name.startsWith(`${namespace}/`);
}
