import { LIST_NODES } from '../../model/requirements.ts';
import type { NodeFacts } from '../../model/types.ts';
import { groupBy } from '../../shared/group.ts';
import type { Finding } from '../define.ts';
import { few, observed } from './objects.ts';

/** AKS marks the node pools for its own components; no other offering has such pools. */
export function systemPools(nodes: readonly NodeFacts[]): Map<string, NodeFacts[]> {
  return groupBy(
    nodes.filter(({ record }) => record.labels['kubernetes.azure.com/mode'] === 'system'),
    ({ pool }) => pool,
  );
}

export function withoutSystemPool(nodes: readonly NodeFacts[]): Finding {
  return nodes.length === 0
    ? { verdict: 'unknown', message: 'no nodes observed', requires: [LIST_NODES] }
    : {
        verdict: 'not-applicable',
        message: 'no AKS system node pools found',
        evidence: few(nodes.slice(0, 3), ({ name }) =>
          observed(`node ${name}`, 'no label kubernetes.azure.com/mode'),
        ),
      };
}
