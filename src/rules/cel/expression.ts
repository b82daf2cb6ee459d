import { messageOf } from '../../shared/errors.ts';
import { CLUSTER, LISTS, shapeOfList } from '../lists.ts';
import type { CelObject, RuleModel } from '../model.ts';
import type { Shape } from '../shape.ts';
import { variablesOf } from './ast.ts';
import type { CelEnvironment } from './environment.ts';
import { NotCollected } from './errors.ts';
import { unknownFields } from './fields.ts';
import { literalPatterns, meter } from './meter.ts';

/** An error in an expression, with its position in the text. */
export class ExpressionError extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

export interface Expression {
  /** Names of the model's lists that it reads. */
  lists: readonly string[];
  /** Throws NotCollected, OverBudget, or an Error with CEL's message. */
  evaluate: (model: RuleModel, object: CelObject | undefined) => unknown;
}

/**
 * Parses and checks an expression that must return a `bool` or a `string`, about objects of the list `about` or the cluster. Throws
 * ExpressionError with the position of the error.
 */
export function expression(
  text: string,
  about: string,
  gives: 'bool' | 'string',
  { env, run, patterns }: CelEnvironment,
): Expression {
  const program = attempt(() => env.parse(text));
  const { ast } = program as { ast: unknown };
  const checked = program.check();
  if (!checked.valid) throw mistake(checked.error);
  const type = checked.type ?? 'dyn';
  if (type !== gives && !type.startsWith('dyn'))
    throw new ExpressionError(`the expression returns ${type}, expected ${gives}`, 0);
  for (const { text, node } of literalPatterns(ast)) attempt(() => patterns.compile(text), node.start);
  const [fault] = unknownFields(ast, scopeFor(about));
  if (fault) throw new ExpressionError(fault.message, fault.offset);
  meter(ast, run, patterns);
  const lists = [...variablesOf(ast)].filter((name) => Object.hasOwn(LISTS, name));
  return {
    lists,
    evaluate: (model, object) => {
      const context: Record<string, unknown> = { cluster: model.cluster(), object: object ?? {} };
      for (const name of lists) context[name] = model.list(name);
      const value = attemptRun(
        () => program(context) as unknown,
        () => run.over,
      );
      if (typeof value === (gives === 'bool' ? 'boolean' : 'string')) return value;
      throw new Error(`the expression returned ${kindOf(value)}, expected a ${gives}`);
    },
  };
}

function scopeFor(about: string) {
  return new Map<string, Shape>([
    ['cluster', CLUSTER],
    ['object', about === 'cluster' ? { type: 'object', properties: {} } : shapeOfList(about)],
    ...Object.keys(LISTS).map((name) => [name, { type: 'array', items: shapeOfList(name) }] as const),
  ]);
}

function attempt<T>(what: () => T, offset?: number): T {
  try {
    return what();
  } catch (error) {
    throw mistake(error, offset);
  }
}

function mistake(error: unknown, offset?: number): ExpressionError {
  const { range } = error as { range?: { start?: number } };
  return new ExpressionError(wordsOf(error), offset ?? range?.start ?? 0);
}

/** Throws OverBudget even if the expression suppressed it; then NotCollected; then other errors. */
function attemptRun(program: () => unknown, over: () => Error | undefined): unknown {
  try {
    const value = program();
    const end = over();
    if (end) throw end;
    return value;
  } catch (error) {
    const end = over();
    if (end) throw end;
    const missing = [error, (error as { cause?: unknown }).cause].find((one) => one instanceof NotCollected);
    if (missing) throw missing;
    throw new Error(wordsOf(error), { cause: error });
  }
}

/** The first line of the message: the following lines show the position in the text. */
function wordsOf(error: unknown): string {
  const { summary } = error as { summary?: string };
  return (summary ?? messageOf(error)).split('\n')[0] ?? 'invalid expression';
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (value === null) return 'null';
  return (
    { bigint: 'an int', number: 'a double', string: 'a string', boolean: 'a bool' }[typeof value as string] ??
    'a map'
  );
}
