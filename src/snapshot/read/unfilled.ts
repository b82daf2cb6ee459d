/** Templates that are YAML as they stand, with nothing where their values will be: ytt's, and those whose tokens a pipeline replaces. */
import { isObject } from '../project/raw.ts';

/** `privileged: #@ data.values.x`, `hostPID: #{PID}#`: YAML takes them for remarks behind an empty value. */
const EMPTY_VALUE = /([:-])[ \t]+#(?:@|\{)[^\n]*$/gm;
/** A line of a template that ytt makes values of. */
export const UNFILLED_LINE = /^#@\s*load\(/;
const MARK = '\ue001';
const MAX_DEPTH = 200;

/** Are there values in it that are still to be filled in? `parse` = as the text is parsed; in a text within it such signs mean nothing. */
export function isUnfilled(text: string, parse: (text: string) => unknown): boolean {
  const marked = text.replace(EMPTY_VALUE, `$1 ${MARK}`);
  if (marked === text) return false;
  try {
    return hasMark(parse(marked), 0);
  } catch {
    return false;
  }
}

function hasMark(value: unknown, depth: number): boolean {
  if (value === MARK) return true;
  if (depth > MAX_DEPTH || typeof value !== 'object' || value === null) return false;
  return (Array.isArray(value) ? value : isObject(value) ? Object.values(value) : []).some((inner) =>
    hasMark(inner, depth + 1),
  );
}
