/**
 * YAML files that users write (waivers, rules): parsed with the position of every value, and checked against the schema that editors also
 * use, so that an error names file, line and column.
 */
import type { Document } from 'yaml';
import { LineCounter, parseAllDocuments } from 'yaml';
import { ArchmapError } from '../shared/errors.ts';
import { printable } from '../shared/text.ts';
import { yamlFault } from '../shared/yaml-fault.ts';
import { faultOf } from './schema-errors.ts';
import { validator } from './validator.ts';

export interface Place {
  /** Starts at 1. */
  line: number;
  column: number;
}

export interface WrittenDocument<T> {
  value: T;
  /** `rules.yaml`, as specified by the user. */
  file: string;
  /** Position of a value, or of its nearest parent if the value is not in the file. */
  placeOf: (path: readonly (string | number)[]) => Place;
  /** Position in the file of the character `offset` of a string value, also inside quotes and block scalars. */
  placeIn: (path: readonly (string | number)[], offset: number) => Place;
}

/** More than any realistic file of this kind. */
const MAX_CHARACTERS = 4_000_000;
const MAX_ALIASES = 100;
const MAX_FAULTS = 10;

/**
 * Non-empty documents of a file. With `isOwn`, those that it accepts: others belong to another reader of the file. Throws `input` with
 * file, line and column of the first ten errors.
 */
export function readDocuments<T>(
  file: string,
  text: string,
  schema: object,
  isOwn: (value: unknown) => boolean = () => true,
): WrittenDocument<T>[] {
  if (text.length > MAX_CHARACTERS)
    throw new ArchmapError('input', `${printable(file)} is too large`, 'split the file');
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const documents: Document[] = Array.isArray(parsed) ? parsed : [];
  const validate = validator(schema);
  const faults: string[] = [];
  const read = documents.flatMap((document): WrittenDocument<T>[] => {
    for (const { pos, message } of document.errors)
      faults.push(at(file, lines.linePos(pos[0]), faultIn(message)));
    if (document.errors.length > 0) return [];
    const value = valueOf(document, file);
    if (value === null || !isOwn(value)) return [];
    const places = placesIn(document, lines, text);
    if (!validate(value)) {
      for (const error of validate.errors ?? []) {
        const fault = faultOf(error);
        if (fault) faults.push(at(file, asPlace(places.key(fault.path, fault.key)), fault.what));
      }
    }
    return [{ value: value as T, file, placeOf: places.value, placeIn: places.inside }];
  });
  refuse(faults);
  return read;
}

/** The parser is recursive: nesting deeper than its stack causes an engine error. */
function faultIn(message: string): string {
  return message.startsWith('Maximum call stack') ? 'it is nested too deeply' : yamlFault(message);
}

/** Throws `input` with the first ten faults; returns if there are none. */
export function refuse(faults: readonly string[]): void {
  if (faults.length === 0) return;
  // A parser that failed to recover repeats the same error.
  const reported = [...new Set(faults)];
  const more = reported.length - MAX_FAULTS;
  throw new ArchmapError(
    'input',
    [...reported.slice(0, MAX_FAULTS), ...(more > 0 ? [`and ${more} more`] : [])].join('; '),
    'fix the file; it was not applied',
  );
}

/** `rules.yaml:3:7: what`. */
export function at(
  file: string,
  { line, column }: Place | { line: number; col: number; column?: never },
  what: string,
): string;
export function at(
  file: string,
  place: { line: number; column?: number; col?: number },
  what: string,
): string {
  return `${printable(file)}:${place.line}:${place.column ?? place.col ?? 1}: ${printable(what)}`;
}

function asPlace({ line, column }: Place): Place {
  return { line, column };
}

function valueOf(document: Document, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES }) as unknown;
  } catch {
    throw new ArchmapError(
      'input',
      `${printable(file)} has too many YAML aliases`,
      'replace aliases by their values',
    );
  }
}

interface Places {
  value: (path: readonly (string | number)[]) => Place;
  key: (path: readonly (string | number)[], key: string | undefined) => Place;
  inside: (path: readonly (string | number)[], offset: number) => Place;
}

interface Ranged {
  range?: readonly [number, number, number] | null;
  type?: string;
  items?: readonly { key?: Ranged & { value?: unknown } }[];
}

function placesIn(document: Document, lines: LineCounter, text: string): Places {
  const node = (path: readonly (string | number)[]): Ranged | undefined => {
    for (let length = path.length; length >= 0; length--) {
      const found = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
      if ((found as Ranged | undefined)?.range) return found as Ranged;
    }
    return undefined;
  };
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const start = (path: readonly (string | number)[]) => node(path)?.range?.[0] ?? 0;
  return {
    value: (path) => place(start(path)),
    key: (path, key) => {
      const pair = key === undefined ? undefined : node(path)?.items?.find((item) => item.key?.value === key);
      return place(pair?.key?.range?.[0] ?? start(path));
    },
    inside: (path, offset) => {
      const scalar = node(path);
      const [from, to] = scalar?.range ?? [0, 0];
      return place(sourceOffset(text, from, to, scalar?.type ?? 'PLAIN', offset));
    },
  };
}

/** Offset in the file of a character of a scalar's value. Escapes and folded lines are counted as written. */
function sourceOffset(text: string, from: number, to: number, type: string, offset: number): number {
  if (type === 'PLAIN') return Math.min(to, from + offset);
  if (type === 'QUOTE_SINGLE' || type === 'QUOTE_DOUBLE') {
    const escape = type === 'QUOTE_DOUBLE' ? '\\' : "'";
    let at = from + 1;
    for (let seen = 0; seen < offset && at < to - 1; seen++) at += text[at] === escape ? 2 : 1;
    return at;
  }
  // A block scalar: the lines after its header, each without the indentation of the first.
  const body = text.indexOf('\n', from) + 1;
  const indent = /^ */.exec(text.slice(body))?.[0].length ?? 0;
  let at = body;
  let left = offset;
  for (const line of text.slice(body, to).split('\n')) {
    const length = Math.max(0, line.length - indent);
    if (left <= length) return Math.min(to, at + indent + left);
    left -= length + 1;
    at += line.length + 1;
  }
  return Math.min(to, at);
}
