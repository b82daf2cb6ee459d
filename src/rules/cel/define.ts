import type { Environment, RegisteredFunctionHandler } from '@marcbachmann/cel-js';

/** Registers functions by signature, and operators, whose signature has no parentheses. None is asynchronous. */
export type Define = (functions: Readonly<Record<string, RegisteredFunctionHandler>>) => void;

export function definer(env: Environment): Define {
  return (functions) => {
    for (const [signature, handler] of Object.entries(functions)) {
      if (signature.includes('(')) env.registerFunction(signature, handler, { async: false });
      else env.registerOperator(signature, handler);
    }
  };
}
