import { dump } from 'js-yaml';
import { LOG_COMMAND } from '../shared/text.ts';

export type DataFormat = 'json' | 'yaml';

// oxlint-disable-next-line no-control-regex -- C1 controls and direction marks are legal in JSON and still act on a terminal
const TERMINAL = /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** JSON or YAML of plain data, with a newline at the end. Strings are preserved; control characters are escaped. */
export function data(value: unknown, format: DataFormat): string {
  if (format === 'yaml') return dump(value, { lineWidth: -1, noRefs: true });
  const text = JSON.stringify(value, undefined, 2).replace(
    TERMINAL,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
  // `##[` begins a command in a build log; in JSON and YAML it occurs in strings only.
  return `${text.replace(LOG_COMMAND, '$1\\u005b')}\n`;
}
