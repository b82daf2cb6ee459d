/** Flags and arguments in two columns, in kubectl's notation. */
import type { Declared } from './declarations.ts';

/** Narrowest description next to the flags. */
const MIN_TEXT = 30;
/** Widest column of flags: a longer one has its description below it. */
const MAX_FLAG = 32;

export type Row = readonly [left: string, text: string];

export function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [`${title}:`, ...lines].join('\n');
}

/** `-n, --namespace=''` and its description, by name as in kubectl. */
export function flagRows(options: ReadonlyMap<string, Declared>): Row[] {
  return [...options]
    .filter(([, { hidden }]) => hidden !== true)
    .map(([name, option]): [string, Row] => {
      const spellings = [name, ...[option.alias ?? []].flat()];
      const short = spellings.find((one) => one.length === 1);
      const long = spellings.find((one) => one.length > 1) ?? name;
      // A flag that is on by default is documented by the word that turns it off.
      const shown = option.default === true ? `no-${long}` : long;
      const flag = `--${shown}${valueOf(option)}`;
      const text = sentence(option.describe ?? '', option.choices);
      return [shown, [short === undefined ? `    ${flag}` : `-${short}, ${flag}`, text]];
    })
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, row]) => row);
}

/** The default, in kubectl's notation: `=''`, `=[]`, `=high`; nothing for a boolean. */
function valueOf({ type, array, default: preset }: Declared): string {
  if (type === 'boolean') return '';
  if (array) return '=[]';
  if (typeof preset === 'string' || typeof preset === 'number') return `=${preset}`;
  return type === 'number' ? '=N' : "=''";
}

export function sentence(text: string, choices: readonly string[] | undefined): string {
  const end = text.endsWith('.') ? '' : '.';
  const list = choices?.every((choice) => !text.includes(choice)) ? ` One of: ${choices.join(', ')}.` : '';
  return `${capital(text)}${text === '' ? '' : end}${list}`;
}

export function capital(text: string): string {
  // Not `etcd`, not a file name.
  return /^[a-z]+(?= |$)/.test(text) ? `${text.charAt(0).toUpperCase()}${text.slice(1)}` : text;
}

/** Two columns; a long left part has a line of its own. */
export function rows(all: readonly Row[], columns: number): string[] {
  const left = Math.min(MAX_FLAG, Math.max(0, ...all.map(([one]) => one.length)));
  const margin = ' '.repeat(left + 5);
  const width = Math.max(MIN_TEXT, columns - margin.length);
  return all.flatMap(([name, text]) => {
    const [first = '', ...more] = wrapped(text, width);
    const below = more.map((line) => `${margin}${line}`);
    return name.length > left
      ? [`  ${name}`, `${margin}${first}`, ...below]
      : [`  ${name.padEnd(left)}   ${first}`, ...below];
  });
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
