import type { Environment } from '@marcbachmann/cel-js';
import { LISTS } from '../model.ts';
import type { CelObject, RuleModel } from '../model.ts';
import { NotCollected, OverBudget } from './errors.ts';
import type { Run } from './environment.ts';
import { rewrite, variablesOf } from './rewrite.ts';

/** A mistake in an expression, with its place in the text. */
export class ExpressionError extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

export interface Expression {
  /** Names of lists of the model that it reads. */
  lists: readonly string[];
  /** Throws NotCollected, OverBudget, or an Error in the words of CEL. */
  evaluate: (model: RuleModel, object: CelObject | undefined) => unknown;
}

/** Parses and checks an expression. Throws ExpressionError where it is wrong. */
export function expression(text: string, env: Environment, run: Run): Expression {
  let ast: unknown;
  try {
    ast = env.parse(text).ast;
    const checked = env.check(text);
    if (!checked.valid) throw checked.error ?? new Error('it is wrong');
  } catch (error) {
    throw new ExpressionError(wordsOf(error), offsetOf(error) ?? 0);
  }
  const lists = [...variablesOf(ast)].filter((name) => Object.hasOwn(LISTS, name));
  const program = env.parse(rewrite(text, ast).text);
  return {
    lists,
    evaluate: (model, object) => {
      const context: Record<string, unknown> = { cluster: model.cluster(), object: object ?? {} };
      for (const name of lists) context[name] = model.list(name);
      try {
        const value = program(context) as unknown;
        if (run.over) throw new OverBudget('it walks over too many elements');
        return value;
      } catch (error) {
        if (run.over) throw new OverBudget('it walks over too many elements', { cause: error });
        const cause = [error, (error as { cause?: unknown }).cause].find(
          (one) => one instanceof NotCollected,
        );
        if (cause) throw cause;
        throw new Error(wordsOf(error), { cause: error });
      }
    },
  };
}

/** The first line: what follows draws the place in the text. */
function wordsOf(error: unknown): string {
  const { summary, message } = error as { summary?: string; message?: string };
  return (summary ?? message ?? String(error)).split('\n')[0] ?? 'it is wrong';
}

function offsetOf(error: unknown): number | undefined {
  return (error as { range?: { start?: number } }).range?.start;
}
