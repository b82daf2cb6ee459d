import type { Outcome } from './types.ts';

/**
 * The outcome of a collector for these kinds alone: files may contain the whole list of one kind and nothing of the others. The outcome
 * itself when the kinds are no more complete.
 */
export function narrowedTo(outcome: Outcome, kinds: readonly string[] | undefined): Outcome {
  const { status, whole = [], namespaces: _, ...rest } = outcome;
  if (kinds === undefined || status !== 'partial' || whole.length === 0) return outcome;
  const seen = kinds.map((kind) => whole.find((one) => one.kind === kind));
  if (seen.some((one) => one === undefined)) return outcome;
  const limited = seen.flatMap((one) => (one?.namespaces ? [new Set(one.namespaces)] : []));
  const [first, ...others] = limited;
  if (first === undefined) return { collector: outcome.collector, status: 'ok', count: outcome.count };
  const namespaces = [...first].filter((name) => others.every((other) => other.has(name)));
  return { ...rest, status, whole, namespaces };
}
