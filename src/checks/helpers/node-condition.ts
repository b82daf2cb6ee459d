import { LIST_NODES } from '../../model/requirements.ts';
import type { NodeFacts } from '../../model/types.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { nodeCount, nodeEvidence, unreported } from './nodes.ts';

export interface ConditionQuestion {
  /** Conditions that are bad when True, in words: `short of disk`. */
  bad: Readonly<Record<string, string>>;
  pass: string;
  /** A node without this condition is healthy: not every network reports it. */
  optional?: true;
}

/**
 * One fail per condition, over all nodes that have it. Nodes that are down are excluded: their last status is old, and
 * nodes/not-ready reports them. `Unknown` is not a fault of its own for the same reason.
 */
export function* evaluateConditions(
  nodes: readonly NodeFacts[],
  { bad, pass, optional }: ConditionQuestion,
): Iterable<Finding> {
  if (nodes.length === 0) {
    yield { verdict: 'unknown', message: 'no nodes observed', requires: [LIST_NODES] };
    return;
  }
  const up = nodes.filter(({ ready }) => ready);
  let faults = 0;
  for (const [type, words] of Object.entries(bad)) {
    const some = up.filter(({ problems }) => problems.includes(type));
    if (some.length === 0) continue;
    faults++;
    yield {
      verdict: 'fail',
      detail: type,
      message: `${nodeCount(some)} ${words}`,
      evidence: nodeEvidence(some, ({ record }) => {
        const reason = record.conditions.find((condition) => condition.type === type)?.reason;
        return `${type}=True${reason ? ` (${reason})` : ''}`;
      }),
    };
  }
  if (faults > 0) return;
  const reported = up.filter(({ record }) =>
    Object.keys(bad).every(
      (type) => optional || record.conditions.some((condition) => condition.type === type),
    ),
  );
  if (reported.length < nodes.length) {
    const unobserved = nodes.filter((node) => !reported.includes(node));
    yield unreported(
      unobserved,
      `${Object.keys(bad).join(', ')}, or ${unobserved.length === 1 ? 'is' : 'are'} not ready`,
    );
    return;
  }
  yield {
    verdict: 'pass',
    message: `${plural(nodes.length, 'node')} ${pass}`,
    evidence: nodeEvidence(nodes.slice(0, 3), () =>
      Object.keys(bad)
        .map((type) => `${type} not True`)
        .join(', '),
    ),
  };
}
