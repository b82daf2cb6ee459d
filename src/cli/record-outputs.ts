import { readFile } from 'node:fs/promises';
import type { ReportOptions } from '../report/options.ts';
import { ArchmapError, messageOf } from '../shared/errors.ts';
import { nearest } from '../shared/text.ts';

export const RECORD_FORMATS = [
  'table',
  'wide',
  'describe',
  'json',
  'yaml',
  'name',
  'jsonpath',
  'jsonpath-file',
  'custom-columns',
  'custom-columns-file',
] as const;
export type RecordFormat = (typeof RECORD_FORMATS)[number];

/** Formats that require an expression or a file after `=`. */
const WITH_VALUE: ReadonlySet<string> = new Set([
  'jsonpath',
  'jsonpath-file',
  'custom-columns',
  'custom-columns-file',
]);

export interface RecordOutput {
  format: RecordFormat;
  /** The expression of `jsonpath=` and `custom-columns=`, read from the file for their `-file` forms; else empty. */
  expression: string;
}

/** `-o wide`, `-o jsonpath={.items[*].name}`. Throws `usage` for an unknown format, a missing expression and an unreadable file. */
export async function readRecordOutput(value: string): Promise<RecordOutput> {
  const at = value.indexOf('=');
  const word = at < 0 ? value : value.slice(0, at);
  const format = RECORD_FORMATS.find((one) => one === word);
  if (format === undefined) {
    const guess = nearest(word, RECORD_FORMATS)[0];
    throw new ArchmapError(
      'usage',
      `invalid value "${word}" for --output`,
      `${guess ? `did you mean ${guess}? ` : ''}supported formats: ${RECORD_FORMATS.join(', ')}`,
    );
  }
  const expression = at < 0 ? '' : value.slice(at + 1);
  if (WITH_VALUE.has(format) && expression.trim() === '')
    throw new ArchmapError('usage', `-o ${format} requires a value`, `example: ${EXAMPLES[format] ?? ''}`);
  if (!WITH_VALUE.has(format) && at >= 0)
    throw new ArchmapError('usage', `-o ${format} accepts no value`, `specify -o ${format}`);
  return { format, expression: format.endsWith('-file') ? await textOf(expression) : expression };
}

const EXAMPLES: Readonly<Partial<Record<RecordFormat, string>>> = {
  jsonpath: "-o jsonpath='{.items[*].name}'",
  'jsonpath-file': '-o jsonpath-file=template.txt',
  'custom-columns': '-o custom-columns=NAME:.name,KIND:.kind',
  'custom-columns-file': '-o custom-columns-file=columns.txt',
};

/**
 * Prints records in a format other than a table of ours.
 *
 * @param root what JSON, YAML and JSONPath see: a list, or one object
 * @param items the records, for custom columns
 */
export async function recordText(
  { format, expression }: RecordOutput,
  root: object,
  items: readonly object[],
  options: ReportOptions,
): Promise<string> {
  if (format === 'json' || format === 'yaml') return (await import('../report/data.ts')).data(root, format);
  if (format === 'jsonpath' || format === 'jsonpath-file')
    return (await import('../report/lists/jsonpath.ts')).jsonPathText(expression, root);
  const { customColumns, customColumnsFromFile } = await import('../report/lists/custom-columns.ts');
  const text =
    format === 'custom-columns'
      ? customColumns(expression, items, options)
      : customColumnsFromFile(expression, items, options);
  return `${text}\n`;
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new ArchmapError(
      'usage',
      `cannot read ${file}: ${messageOf(error)}`,
      'check the name of the file',
      {
        cause: error,
      },
    );
  }
}
