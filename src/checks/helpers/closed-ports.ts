import { makerOf } from '../../model/policies/stages.ts';
import { partyOf, picks } from '../../model/policies/party.ts';
import { common, portSet } from '../../model/policies/ports.ts';
import { onPodNetwork } from '../../model/policies/senders.ts';
import type { WorkloadFacts } from '../../model/types.ts';
import type { NetworkPolicyRecord } from '../../snapshot/records/index.ts';
import type { CheckParts } from '../define.ts';
import { policyEnforcement } from './policy-enforcement.ts';
import { unreachedNodes } from './policy-reach.ts';

type Parts = Pick<
  CheckParts,
  'addons' | 'cluster' | 'extensions' | 'namespaces' | 'networkPolicies' | 'nodes'
>;

/**
 * The NetworkPolicies by which no Pod can reach a TCP port of a workload; empty where that is not certain. It is certain where the network
 * enforces policies on the nodes of all its Pods, each Pod is selected, and no rule of a policy that may select it contains the port.
 * Policies of pod networks and of administrators can allow what these do not, so with any of them nothing is certain.
 */
export function closing(
  port: number,
  { namespace, pods }: WorkloadFacts,
  parts: Parts,
): readonly NetworkPolicyRecord[] {
  const { policies } = parts.networkPolicies;
  const own = policies.filter((policy) => policy.namespace === namespace && policy.ingress);
  if (own.length === 0 || pods.length === 0 || !pods.every(onPodNetwork)) return [];
  if (policies.some((policy) => makerOf(policy) !== 'kubernetes')) return [];
  const labels = parts.namespaces.find(({ name }) => name === namespace)?.record.labels;
  const found = new Set<NetworkPolicyRecord>();
  for (const pod of pods) {
    const party = partyOf(pod, labels);
    const answers = own.map((policy) => ({ policy, answer: selects(policy, party) }));
    if (answers.some(({ policy, answer }) => answer !== 'no' && mayAllow(policy, port))) return [];
    const sure = answers.filter(({ answer }) => answer === 'yes');
    if (sure.length === 0) return [];
    for (const { policy } of sure) found.add(policy);
  }
  const { networkPolicies: enforced, agents } = policyEnforcement(parts);
  if (!enforced.known || !enforced.value) return [];
  return unreachedNodes(agents, parts.nodes, pods).length > 0 ? [] : [...found];
}

/** `yes` only where the policy isolates the Pod. */
function selects({ namespace, sections }: NetworkPolicyRecord, party: ReturnType<typeof partyOf>) {
  if (sections === undefined) return 'maybe';
  const answers = sections.flatMap(({ isolates, subjects }) =>
    subjects.map((subject) => (isolates ? picks(subject, party, namespace) : 'maybe')),
  );
  return answers.includes('yes') ? 'yes' : answers.includes('maybe') ? 'maybe' : 'no';
}

/** A port by its name may be this one. */
function mayAllow({ sections = [] }: NetworkPolicyRecord, port: number): boolean {
  return sections.some(({ rules }) =>
    rules.some(
      ({ ports }) =>
        ports?.some((range) => !/^\d+(?:-\d+)?$/.test(range)) === true ||
        common(portSet(ports), [[port, port]]).length > 0,
    ),
  );
}
