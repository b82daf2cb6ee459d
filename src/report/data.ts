import { dump } from 'js-yaml';
import { LOG_COMMAND } from '../shared/text.ts';

export type DataFormat = 'json' | 'yaml';

// oxlint-disable-next-line no-control-regex -- C1 controls and direction marks are legal in JSON and still act on a terminal
const TERMINAL = /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** JSON or YAML of plain data, with a newline at the end. Strings are preserved; control characters are escaped. */
export function data(value: unknown, format: DataFormat): string {
  return format === 'yaml'
    ? dump(value, { lineWidth: -1, noRefs: true })
    : Array.from(jsonParts(value)).join('');
}

/** The same JSON in parts: a result of many megabytes is never in memory as one text. */
export function* jsonParts(value: unknown): Iterable<string> {
  if (!isObject(value)) {
    yield `${text(value, '')}\n`;
    return;
  }
  let before = '{\n';
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined) continue;
    yield `${before}  ${text(name, '')}: `;
    before = ',\n';
    if (Array.isArray(member) && member.length > 0) yield* listParts(member);
    else yield text(member, '  ');
  }
  yield before === ',\n' ? '\n}\n' : '{}\n';
}

function* listParts(items: readonly unknown[]): Iterable<string> {
  let before = '[\n    ';
  for (const item of items) {
    yield `${before}${text(item ?? null, '    ')}`;
    before = ',\n    ';
  }
  yield '\n  ]';
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Line breaks are between values only: in strings they are escaped. */
function text(value: unknown, indent: string): string {
  return JSON.stringify(value, undefined, 2)
    .replaceAll('\n', `\n${indent}`)
    .replace(TERMINAL, (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`)
    .replace(LOG_COMMAND, '$1\\u005b'); // `##[` begins a command in a build log; it occurs in strings only.
}
