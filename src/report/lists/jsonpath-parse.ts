import { ArchmapError } from '../../shared/errors.ts';

/** One step of a path: from the values so far to the next ones. */
export type Step =
  | { kind: 'literal'; value: string | number | boolean }
  | { kind: 'field'; name: string }
  | { kind: 'wildcard' }
  | { kind: 'recursive' }
  | {
      kind: 'slice';
      from: number | undefined;
      to: number | undefined;
      step: number | undefined;
      single: boolean;
    }
  | { kind: 'union'; members: readonly (readonly Step[])[] }
  | { kind: 'filter'; left: readonly Step[]; operator: string; right: readonly Step[] };

/** A part of a template: literal text, a path whose values are printed, or a loop over the values of a path. */
export type Part =
  | { kind: 'text'; text: string }
  | { kind: 'path'; steps: readonly Step[] }
  | { kind: 'range'; steps: readonly Step[]; body: readonly Part[] };

/**
 * Parses a template of `kubectl -o jsonpath`: text, `{.path}`, `{range .path}...{end}`. The grammar is that of
 * k8s.io/client-go/util/jsonpath. A range without `{end}` extends to the end, as there. Throws `usage`.
 */
export function parseTemplate(template: string): Part[] {
  const parts = new TemplateParser(template).parts();
  const root: Part[] = [];
  const open: Part[][] = [root];
  for (const part of parts) {
    const body = open.at(-1) ?? root;
    if (part.kind === 'end') {
      if (open.length === 1) throw invalid(template, 'not in range, nothing to end');
      open.pop();
    } else if (part.kind === 'range') {
      const inner: Part[] = [];
      body.push({ kind: 'range', steps: part.steps, body: inner });
      open.push(inner);
    } else body.push(part);
  }
  return root;
}

/**
 * Parses one path as `--sort-by` and `custom-columns` accept it: `.metadata.name`, `metadata.name`, `{.metadata.name}`. Throws `usage`.
 */
export function parsePath(expression: string): readonly Step[] {
  const inner = /^\{(.*)\}$/s.exec(expression.trim())?.[1] ?? expression.trim();
  const dotted =
    inner.startsWith('.') || inner.startsWith('[') || inner.startsWith('$') ? inner : `.${inner}`;
  const parts = new TemplateParser(`{${dotted}}`).parts();
  const [only] = parts;
  if (parts.length !== 1 || only?.kind !== 'path') throw invalid(expression, 'not a path');
  return only.steps;
}

/** An error about a template, with kubectl's words. */
export function invalid(template: string, reason: string): ArchmapError {
  return new ArchmapError(
    'usage',
    `invalid JSONPath "${template}": ${reason}`,
    'syntax: https://kubernetes.io/docs/reference/kubectl/jsonpath/',
  );
}

type Raw = Exclude<Part, { kind: 'range' }> | { kind: 'range'; steps: readonly Step[] } | { kind: 'end' };

/** Nested unions and filters; more is a mistake or an attack. */
const MAX_DEPTH = 20;
const SLICE = /^(-?\d*)(:-?\d*)?(:-?\d*)?$/;
const COMPARISON = /^([^!<>=]+)([!<>=]+)(.+)$/s;
const OPERATORS: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=']);

class TemplateParser {
  private at = 0;
  private readonly input: string;
  private readonly depth: number;

  constructor(input: string, depth = 0) {
    if (depth > MAX_DEPTH) throw invalid(input, 'nested too deeply');
    this.input = input;
    this.depth = depth;
  }

  parts(): Raw[] {
    const parts: Raw[] = [];
    while (this.at < this.input.length) {
      const open = this.input.indexOf('{', this.at);
      const end = open < 0 ? this.input.length : open;
      if (end > this.at) parts.push({ kind: 'text', text: this.input.slice(this.at, end) });
      this.at = end;
      if (open >= 0) {
        this.at++;
        parts.push(this.action());
      }
    }
    return parts;
  }

  /** What is between braces. */
  private action(): Raw {
    const start = this.at;
    const steps: Step[] = [];
    let word: string | undefined;
    for (;;) {
      const next = this.input[this.at];
      if (next === undefined || next === '\n') throw this.fail('unclosed action');
      if (next === '}') {
        this.at++;
        break;
      }
      if (next === ' ' || next === '@' || next === '$') this.at++;
      else if (/[A-Za-z_]/.test(next)) word = this.identifier(start, steps) ?? word;
      else steps.push(...this.step(next));
    }
    return word === 'end' ? { kind: 'end' } : { kind: word === 'range' ? 'range' : 'path', steps };
  }

  /** `range` and `end` at the beginning, else the literals true and false. */
  private identifier(start: number, steps: Step[]): string | undefined {
    const word = this.match(/[A-Za-z_0-9]+/y);
    if (word === 'true' || word === 'false') {
      steps.push({ kind: 'literal', value: word === 'true' });
      return undefined;
    }
    if ((word === 'range' || word === 'end') && this.input.slice(start, this.at).trim() === word) return word;
    throw this.fail(`unrecognized identifier ${word}`);
  }

  private step(next: string): Step[] {
    if (next === '.') return this.field();
    if (next === '[') return this.input.startsWith('[?(', this.at) ? this.filter() : this.brackets();
    if (next === '"' || next === "'") return [{ kind: 'literal', value: this.quoted(next) }];
    if (/[-+0-9]/.test(next)) {
      const number = this.match(/[-+]?[0-9.]+/y);
      if (number === '' || Number.isNaN(Number(number)))
        throw this.fail(`cannot parse number ${number || next}`);
      return [{ kind: 'literal', value: Number(number) }];
    }
    throw this.fail(`unrecognized character in action: ${next}`);
  }

  /** `.name`, `.*`, `..name`; a backslash escapes the next character. */
  private field(): Step[] {
    const recursive = this.input.startsWith('..', this.at);
    this.at += recursive ? 2 : 1;
    const name = this.match(/(?:\\.|[^\\ .,[\]$@{}\n])*/sy).replaceAll('\\', '');
    const before: Step[] = recursive ? [{ kind: 'recursive' }] : [];
    if (name === '') return before;
    return [...before, name === '*' ? { kind: 'wildcard' } : { kind: 'field', name }];
  }

  /** `[0]`, `[0:2]`, `[*]`, `['name']`, and unions of them. */
  private brackets(): Step[] {
    const end = this.input.indexOf(']', this.at);
    if (end < 0) throw this.fail('unterminated array');
    const text = this.input.slice(this.at + 1, end);
    this.at = end + 1;
    const members = text.split(',');
    if (members.length > 1)
      return [{ kind: 'union', members: members.map((member) => this.inner(`[${member.trim()}]`)) }];
    if (text === '*') return [slice(undefined, undefined, undefined)];
    const key = /^(?:'([^']*)'|"([^"]*)")$/.exec(text);
    if (key) return [...this.inner(`.${key[1] ?? key[2] ?? ''}`)];
    const range = SLICE.exec(text);
    if (!range || text === '') throw this.fail(`invalid array index ${text}`);
    const [, from, to, step] = range;
    if (to === undefined) return [{ ...slice(number(from), undefined, undefined), single: true }];
    return [slice(number(from), number(to.slice(1)), number(step?.slice(1)))];
  }

  /** `[?(@.name == "web")]`, `[?(@.name)]`. */
  private filter(): Step[] {
    this.at += 3;
    const start = this.at;
    let parentheses = 1;
    while (parentheses > 0) {
      const next = this.input[this.at];
      if (next === undefined || next === '\n') throw this.fail('unterminated filter');
      if (next === '"' || next === "'") this.quoted(next);
      else {
        parentheses += next === '(' ? 1 : next === ')' ? -1 : 0;
        this.at++;
      }
    }
    const text = this.input.slice(start, this.at - 1);
    if (this.input[this.at] !== ']') throw this.fail('unclosed array expect ]');
    this.at++;
    const [, left, operator, right] = COMPARISON.exec(text) ?? [];
    if (left === undefined || operator === undefined || right === undefined)
      return [{ kind: 'filter', left: this.inner(text), operator: 'exists', right: [] }];
    if (!OPERATORS.has(operator)) throw this.fail(`unrecognized filter operator ${operator}`);
    return [{ kind: 'filter', left: this.inner(left), operator, right: this.inner(right) }];
  }

  /** Moves behind a quoted text and returns it. */
  private quoted(quote: string): string {
    const start = this.at;
    this.at++;
    for (; this.input[this.at] !== quote; this.at++) {
      if (this.input[this.at] === undefined || this.input[this.at] === '\n')
        throw this.fail('unterminated quoted string');
      if (this.input[this.at] === '\\') this.at++;
    }
    this.at++;
    return unescape(this.input.slice(start + 1, this.at - 1));
  }

  private inner(text: string): readonly Step[] {
    const [only, ...more] = new TemplateParser(`{${text}}`, this.depth + 1).parts();
    if (only?.kind !== 'path' || more.length > 0) throw this.fail(`not a path: ${text}`);
    return only.steps;
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.input)?.[0] ?? '';
    this.at += found.length;
    return found;
  }

  private fail(reason: string): ArchmapError {
    return invalid(this.input, reason);
  }
}

function slice(from: number | undefined, to: number | undefined, step: number | undefined) {
  return { kind: 'slice' as const, from, to, step, single: false };
}

function number(text: string | undefined): number | undefined {
  return text === undefined || text === '' || text === '-' ? undefined : Number(text);
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  a: '\u0007',
};

/** Escapes of a quoted literal: `\n`, `\t`, `\"`, `\u0041`. */
function unescape(text: string): string {
  return text.replaceAll(/\\(u[0-9a-fA-F]{4}|.)/gs, (_, code: string) =>
    code.length > 1 ? String.fromCharCode(Number.parseInt(code.slice(1), 16)) : (ESCAPES[code] ?? code),
  );
}
