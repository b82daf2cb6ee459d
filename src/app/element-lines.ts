/** The lines of one container or volume in the text of a manifest. */

/** Lines, from 1, both included. */
export interface Span {
  first: number;
  last: number;
}

/** An element of a list of a Pod, by its name. */
export interface Element {
  lists: readonly string[];
  name: string;
}

const CONTAINERS = ['containers', 'initContainers', 'ephemeralContainers'];

/** The container or volume that an evidence value begins with: `container web: privileged: true`, `volume data: hostPath /`. */
export function elementOf(value: string): Element | undefined {
  const [, kind, name] = /^(?:init |ephemeral )?(container|volume) ([a-z0-9][-a-z0-9]*):/.exec(value) ?? [];
  if (name === undefined) return undefined;
  return { lists: kind === 'volume' ? ['volumes'] : CONTAINERS, name };
}

/**
 * The lines of an element in block style, and the line of its name. undefined where it is absent or occurs more than once, as in flow
 * style or in JSON.
 */
export function spanOfElement(
  lines: readonly string[],
  object: Span,
  { lists, name }: Element,
): (Span & { name: number }) | undefined {
  const named = new RegExp(`^(?:-\\s+)?(?:\\{.*)?name["']?\\s*:\\s*["']?${name}["']?\\s*(?:[,}#].*)?$`);
  let found: (Span & { name: number }) | undefined;
  for (let number = object.first; number <= object.last; number++) {
    const line = lines[number - 1] ?? '';
    if (!named.test(line.trim())) continue;
    const first = beginOf(lines, number, object.first);
    if (first === undefined || !isIn(lists, lines, first, object.first)) continue;
    if (found !== undefined) return undefined;
    found = { first, last: lastOf(lines, first, object.last), name: number };
  }
  return found;
}

export function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

const isBlank = (line: string) => /^\s*(?:#.*)?\r?$/.test(line);

/** The line with the dash of the element that has this key. */
function beginOf(lines: readonly string[], number: number, limit: number): number | undefined {
  const indent = keyIndent(lines[number - 1] ?? '');
  for (let at = number; at >= limit; at--) {
    const line = lines[at - 1] ?? '';
    if (isBlank(line)) continue;
    const own = keyIndent(line);
    if (own < indent) return undefined;
    if (own === indent && line.trimStart().startsWith('-')) return at;
  }
  return undefined;
}

/** The column of the first key of a line, after the dash. */
function keyIndent(line: string): number {
  const dash = /^\s*-\s+/.exec(line);
  return dash ? dash[0].length : indentOf(line);
}

/** Whether the list with this element is the value of one of these keys. */
function isIn(keys: readonly string[], lines: readonly string[], element: number, limit: number): boolean {
  const indent = indentOf(lines[element - 1] ?? '');
  for (let at = element - 1; at >= limit; at--) {
    const line = lines[at - 1] ?? '';
    const isDash = line.trimStart().startsWith('-');
    if (isBlank(line) || indentOf(line) > indent || (indentOf(line) === indent && isDash)) continue;
    const key = /^\s*(?:-\s+)?["']?(\w+)["']?\s*:\s*(?:#.*)?$/.exec(line)?.[1];
    return key !== undefined && keys.includes(key);
  }
  return false;
}

/** The last line before the next element, or before the end of the list. */
function lastOf(lines: readonly string[], first: number, limit: number): number {
  const indent = indentOf(lines[first - 1] ?? '');
  let last = first;
  for (let at = first + 1; at <= limit; at++) {
    const line = lines[at - 1] ?? '';
    if (isBlank(line)) continue;
    if (indentOf(line) <= indent) return last;
    last = at;
  }
  return last;
}
