import { LIST_NODES } from '../../model/requirements.ts';
import { RUN_LIVE } from '../../shared/requirement.ts';
import type { NodeFacts } from '../../model/types.ts';
import type { Evidence } from '../../shared/evidence.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { few, listed, observed } from './objects.ts';

/** Nodes that are hosts with a kubelet, a kernel and a container runtime of their own. */
export function hosts(nodes: readonly NodeFacts[]): NodeFacts[] {
  return nodes.filter((node) => !node.virtual && !node.invented);
}

/** `3 nodes (a, b, c)`, `5,000` nodes by their first three. */
export function nodeCount(nodes: readonly NodeFacts[], noun = 'node'): string {
  return `${plural(nodes.length, noun)} (${listed(nodes.map(({ name }) => name))})`;
}

/** Evidence of at most ten nodes; the message has the number. */
export function nodeEvidence(
  nodes: readonly NodeFacts[],
  value: (node: NodeFacts) => string | undefined,
): Evidence[] {
  return few(nodes, (node) => observed(`node ${node.name}`, value(node) ?? 'not reported'));
}

/** Without a node there is nothing to evaluate; a cluster of virtual nodes only has no hosts. */
export function withoutHosts(nodes: readonly NodeFacts[]): Finding {
  return nodes.length === 0
    ? { verdict: 'unknown', message: 'no nodes observed', requires: [LIST_NODES] }
    : {
        verdict: 'not-applicable',
        message: `${plural(nodes.length, 'node')}, all virtual: the hosts are provider responsibility`,
        evidence: nodeEvidence(nodes, () => 'virtual'),
      };
}

/** Nodes whose status lacks the value: a manifest, or a kubelet that has not reported yet. */
export function unreported(unobserved: readonly NodeFacts[], what: string): Finding {
  return {
    verdict: 'unknown',
    message: `${nodeCount(unobserved)} ${unobserved.length === 1 ? 'does' : 'do'} not report ${what}`,
    requires: [RUN_LIVE],
    evidence: nodeEvidence(unobserved, () => undefined),
  };
}
