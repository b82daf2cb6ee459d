/** Templates that are valid YAML with empty values: those of ytt, and those whose tokens a pipeline replaces. */
import { isObject } from '../project/raw.ts';

/** `privileged: #@ data.values.x`, `hostPID: #{PID}#`: YAML parses them as comments after an empty value. */
const EMPTY_VALUE = /([:-])[ \t]+#(?:@|\{)[^\n]*$/gm;
/** A line of a ytt template that loads its values. */
export const UNFILLED_LINE = /^#@\s*load\(/;
const MARK = '\ue001';
const MAX_DEPTH = 200;

/** Whether it has values that are not filled in. `parse` = the parser of the text; inside strings such signs have no meaning. */
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
