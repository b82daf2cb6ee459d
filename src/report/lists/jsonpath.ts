import { lineStart, printable } from '../../shared/text.ts';
import { invalid, parseTemplate } from './jsonpath-parse.ts';
import type { Part, Step } from './jsonpath-parse.ts';

/**
 * Prints plain data with a template of `kubectl -o jsonpath`. Values of missing fields are empty; several values of one path are separated
 * by a space. Objects and arrays are printed as JSON. Throws `usage` for an invalid template and for an index outside an array.
 */
export function jsonPathText(template: string, value: unknown): string {
  // A build runner executes `::error::` at the beginning of a line.
  return print(parseTemplate(template), value, template).split('\n').map(lineStart).join('\n');
}

function print(parts: readonly Part[], value: unknown, template: string): string {
  return parts
    .map((part) => {
      if (part.kind === 'text') return part.text;
      const found = valuesAt(part.steps, value, template);
      return part.kind === 'range'
        ? found.map((one) => print(part.body, one, template)).join('')
        : found.map((one, index) => literalOf(part.steps, index) ?? valueText(one)).join(' ');
    })
    .join('');
}

/** A literal of the template itself is printed as it is, with its line breaks. */
function literalOf(steps: readonly Step[], index: number): string | undefined {
  const last = steps.at(-1);
  return index === 0 && last?.kind === 'literal' ? String(last.value) : undefined;
}

/** A value as kubectl prints it: texts as they are, without control characters; everything else as JSON. */
export function valueText(value: unknown): string {
  if (typeof value === 'string') return printable(value);
  return typeof value === 'object' && value !== null ? printable(JSON.stringify(value)) : String(value);
}

/** The values at a path. The template is named in errors. Throws `usage`. */
export function valuesAt(steps: readonly Step[], root: unknown, template: string): unknown[] {
  return steps.reduce<unknown[]>((values, step) => next(step, values, template), [root]);
}

function next(step: Step, values: readonly unknown[], template: string): unknown[] {
  switch (step.kind) {
    case 'literal':
      return values.map(() => step.value);
    case 'field':
      return values.flatMap((value) =>
        isRecord(value) && Object.hasOwn(value, step.name) ? [value[step.name]] : [],
      );
    case 'wildcard':
      return values.flatMap(children);
    case 'recursive':
      return values.flatMap(descendants);
    case 'union':
      return step.members.flatMap((member) => values.flatMap((value) => valuesAt(member, value, template)));
    case 'slice':
      return values.flatMap((value) => sliced(value, step, template));
    case 'filter':
      return values.flatMap((value) => filtered(value, step, template));
    default:
      return step satisfies never;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function children(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  return isRecord(value) ? Object.values(value) : [];
}

/** The value and everything in it that has members, parents first. */
function descendants(value: unknown): unknown[] {
  const found: unknown[] = [];
  const open: unknown[] = [value];
  while (open.length > 0) {
    const one = open.pop();
    const inside = children(one);
    if (inside.length === 0) continue;
    found.push(one);
    for (let index = inside.length - 1; index >= 0; index--) open.push(inside[index]);
  }
  return found;
}

function sliced(
  value: unknown,
  { from, to, step = 1, single }: Extract<Step, { kind: 'slice' }>,
  template: string,
): unknown[] {
  if (value === null) return [];
  if (!Array.isArray(value)) throw invalid(template, `${typeName(value)} is not array or slice`);
  const { length } = value;
  const start = absolute(from ?? 0, length);
  const end = single ? start + 1 : absolute(to ?? length, length);
  if (start === end) return [];
  if (start < 0 || start >= length) throw invalid(template, outside(start, length));
  if (end < 0 || end > length) throw invalid(template, outside(end - 1, length));
  if (start > end) throw invalid(template, `starting index ${start} is greater than ending index ${end}`);
  if (step <= 0) throw invalid(template, 'step must be > 0');
  return value.slice(start, end).filter((_, index) => index % step === 0);
}

function absolute(index: number, length: number): number {
  return index < 0 ? index + length : index;
}

function outside(index: number, length: number): string {
  return `array index out of bounds: index ${index}, length ${length}`;
}

function filtered(
  value: unknown,
  { left, operator, right }: Extract<Step, { kind: 'filter' }>,
  template: string,
): unknown[] {
  if (!Array.isArray(value))
    throw invalid(template, `${typeName(value)} is not array or slice and cannot be filtered`);
  return value.filter((item: unknown) => {
    const lefts = valuesAt(left, item, template);
    if (operator === 'exists' || lefts.length === 0) return lefts.length > 0;
    const rights = valuesAt(right, item, template);
    if (lefts.length > 1 || rights.length > 1)
      throw invalid(template, 'can only compare one element at a time');
    return rights.length === 1 && holds(lefts[0], operator, rights[0], template);
  });
}

function holds(left: unknown, operator: string, right: unknown, template: string): boolean {
  if (typeof left !== typeof right || !COMPARABLE.has(typeof left))
    throw invalid(template, 'incompatible types for comparison');
  const [a, b] = [left as string, right as string];
  if (operator === '==' || operator === '!=') return (a === b) === (operator === '==');
  if (typeof left === 'boolean') throw invalid(template, 'invalid type for comparison');
  return operator === '<' ? a < b : operator === '<=' ? a <= b : operator === '>' ? a > b : a >= b;
}

const COMPARABLE: ReadonlySet<string> = new Set(['string', 'number', 'boolean']);

function typeName(value: unknown): string {
  if (value === null) return 'null';
  return isRecord(value) ? 'object' : typeof value;
}
