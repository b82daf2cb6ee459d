import { onPodNetwork } from '../../model/policies/senders.ts';
import type { NodeFacts, WorkloadFacts } from '../../model/types.ts';
import type { PodRecord } from '../../snapshot/records/index.ts';
import { command } from '../../shared/requirement.ts';

export const LOOK_AT_AGENTS = command('kubectl get pods -A -o wide', {
  before: 'inspect the Pods of the CNI agent with ',
});

/**
 * Nodes of these pods without a ready network agent: an agent filters packets on its own node only, so pods on Fargate, on Windows or
 * outside of its node selector are not covered. Empty where no pod of an agent shows its node; nodes that are not ready are excluded, since
 * their agents only seem to be gone.
 */
export function unreachedNodes(
  agents: readonly WorkloadFacts[],
  nodes: readonly NodeFacts[],
  pods: readonly PodRecord[],
): string[] {
  const ready = agents.flatMap((agent) => agent.pods.filter((pod) => pod.ready === true));
  const reached = new Set(ready.map(({ node }) => node));
  if (agents.length === 0) return [];
  const shown = ready.length > 0 && !reached.has(undefined);
  const among = (holds: (node: NodeFacts) => boolean): Set<string> =>
    new Set(nodes.filter(holds).map(({ name }) => name));
  const away = among(({ ready: up }) => !up);
  const without = among(({ virtual }) => virtual);
  const wanted = new Set(pods.filter(onPodNetwork).flatMap(({ node = [] }) => node));
  return [...wanted]
    .filter((node) => without.has(node) || (shown && !reached.has(node) && !away.has(node)))
    .sort();
}
