/** The line of the field that a risk is about, found in the text of its manifest. */
import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Verdict } from '../result/types.ts';
import type { ObjectPlace } from '../snapshot/read/places.ts';
import type { Element, Span } from './element-lines.ts';
import { elementOf, indentOf, spanOfElement } from './element-lines.ts';

/** Larger files, and more of them, are not read a second time: the first line of the object is sufficient. */
const MAX_BYTES = 2 * 1024 * 1024;
const MAX_FILES = 500;

export interface PlacedVerdict {
  verdict: Verdict;
  at: ObjectPlace;
}

/**
 * Lines of the fields in the first evidence of these verdicts, where exactly one line of the object, or of the container or volume that
 * the evidence names, has that field and value; else the line of that name. Files that cannot be read have none; never throws.
 */
export async function fieldLines(
  placed: readonly PlacedVerdict[],
  directory: string,
): Promise<ReadonlyMap<Verdict, number>> {
  const found = new Map<Verdict, number>();
  const files = new Map<string, readonly string[]>();
  for (const { verdict, at } of placed) {
    const value = verdict.evidence[0]?.value ?? '';
    const pattern = patternOf(value);
    const element = elementOf(value);
    if ((pattern ?? element) === undefined || at.file === '-') continue;
    if (!files.has(at.file)) {
      if (files.size >= MAX_FILES) continue;
      files.set(at.file, await linesOf(resolve(directory, at.file)));
    }
    const lines = files.get(at.file) ?? [];
    const line = lineIn(lines, { first: at.line, last: endOf(lines, at.line) }, pattern, element);
    if (line !== undefined) found.set(verdict, line);
  }
  return found;
}

async function linesOf(path: string): Promise<readonly string[]> {
  try {
    const info = await stat(path);
    if (!info.isFile() || info.size > MAX_BYTES) return [];
    return (await readFile(path, 'utf8')).split('\n');
  } catch {
    return [];
  }
}

/** `container c: privileged: true` is the field `privileged` with the value `true`. */
function patternOf(value: string): RegExp | undefined {
  const [, key, content] = /(?:^|[\s.])([A-Za-z]\w*): ([\w./-]+)$/.exec(value) ?? [];
  if (key === undefined || content === undefined) return undefined;
  const text = content.replace(/[./-]/g, '\\$&');
  return new RegExp(`(?:^|[\\s{,"'])${key}["']?\\s*:\\s*["']?${text}["']?(?=[\\s,}]|$)`);
}

/** The field in the element that the evidence names, else the name of that element; without one, the field where it occurs once. */
function lineIn(
  lines: readonly string[],
  object: Span,
  pattern: RegExp | undefined,
  element: Element | undefined,
): number | undefined {
  const own = element && spanOfElement(lines, object, element);
  const only = pattern && onlyLine(lines, own ?? object, pattern);
  return only ?? own?.name;
}

/** The line of these where the pattern matches, if it is the only one. */
function onlyLine(lines: readonly string[], { first, last }: Span, pattern: RegExp): number | undefined {
  let found: number | undefined;
  for (let number = first; number <= last; number++) {
    if (!pattern.test(lines[number - 1] ?? '')) continue;
    if (found !== undefined) return undefined;
    found = number;
  }
  return found;
}

/** The last line of an object: of an element or of JSON by its indentation, else before the next document. */
function endOf(lines: readonly string[], start: number): number {
  const first = lines[start - 1] ?? '';
  const indent = indentOf(first);
  const isNested = /^\s*[-{]/.test(first);
  const seen = new Set<string>();
  for (let number = start; number <= lines.length; number++) {
    const line = lines[number - 1] ?? '';
    if (/^\s*(?:#.*)?\r?$/.test(line)) continue;
    if (number > start && (/^(?:---|\.\.\.)/.test(line) || (isNested && indentOf(line) <= indent)))
      return number - 1;
    const key = /^(apiVersion|kind)\s*:/.exec(line)?.[1];
    if (key === undefined) continue;
    if (seen.has(key)) return number - 1;
    seen.add(key);
  }
  return lines.length;
}
