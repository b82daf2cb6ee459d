import { list, object, text } from './shape.ts';
import type { Infer } from './shape.ts';

/** One of several alternatives of a node selector: all expressions have to match. Without any it matches no node. */
export type NodeTerm = Infer<typeof nodeTerm>;

export const nodeTerm = object({
  expressions: list(object({ key: text, operator: text, values: list(text) })),
});
