import type { NetworkPolicyRecord, PodRecord } from '../snapshot/records/index.ts';
import type { Snapshot } from '../snapshot/types.ts';
import { compare } from './sorting.ts';
import type { PodFacts, PolicyFacts } from './types.ts';

/** Which pods are picked by a policy that limits what may reach them. */
export function buildNetworkPolicies(snapshot: Snapshot, pods: PodFacts): PolicyFacts {
  const policies = [...snapshot.records.networkPolicy].sort((a, b) => compare(key(a), key(b)));
  const byNamespace = new Map<string, NetworkPolicyRecord[]>();
  for (const policy of policies) {
    if (policy.namespace === undefined) continue;
    const list = byNamespace.get(policy.namespace);
    if (list) list.push(policy);
    else byNamespace.set(policy.namespace, [policy]);
  }
  // A policy for the whole cluster may cover any namespace; its selector language is not replayed here.
  const clusterWide = policies.some(({ namespace, ingress }) => namespace === undefined && ingress);
  return {
    policies,
    coverage: (namespace) => {
      const own = (byNamespace.get(namespace) ?? []).filter(({ ingress }) => ingress);
      const judged = judge(own, pods.byNamespace.get(namespace) ?? []);
      return judged !== 'all' && clusterWide ? 'not-understood' : judged;
    },
  };
}

function key({ namespace, kind, name }: NetworkPolicyRecord): string {
  return `${namespace ?? ''}/${kind}/${name}`;
}

function judge(
  policies: readonly NetworkPolicyRecord[],
  pods: readonly PodRecord[],
): ReturnType<PolicyFacts['coverage']> {
  // Policies add up: what one opens to everybody, no other can close.
  const limiting = policies.filter(({ openIngress }) => openIngress !== true);
  const opening = policies.filter(({ openIngress }) => openIngress === true);
  const sure = opening.filter(isPlain);
  if (sure.some(picksAll)) return 'none';
  const rest = pods.filter((pod) => !sure.some((policy) => matches(pod, policy.podSelector)));
  if (pods.length > 0 && rest.length === 0) return 'none';
  const closed = coverageOf(limiting, rest);
  // Labels are a necessary condition of what the expressions pick.
  const perhaps = opening.some(
    (policy) => !isPlain(policy) && rest.some((pod) => matches(pod, policy.podSelector ?? {})),
  );
  if (closed !== 'none' && perhaps) return 'not-understood';
  return closed === 'all' && rest.length < pods.length ? 'some' : closed;
}

/** Its selector is understood to the full. */
function isPlain({ podSelector, selectorIsComplex }: NetworkPolicyRecord): boolean {
  return podSelector !== undefined && !selectorIsComplex;
}

function picksAll({ podSelector }: NetworkPolicyRecord): boolean {
  return podSelector !== undefined && Object.keys(podSelector).length === 0;
}

function coverageOf(
  policies: readonly NetworkPolicyRecord[],
  pods: readonly PodRecord[],
): ReturnType<PolicyFacts['coverage']> {
  if (policies.length === 0) return 'none';
  const plain = policies.filter(isPlain);
  if (plain.some(picksAll)) return 'all';
  const covered = pods.filter((pod) => plain.some(({ podSelector }) => matches(pod, podSelector)));
  if (pods.length > 0 && covered.length === pods.length) return 'all';
  if (plain.length < policies.length) return 'not-understood';
  return covered.length > 0 || pods.length === 0 ? 'some' : 'none';
}

function matches(pod: PodRecord, selector: NetworkPolicyRecord['podSelector']): boolean {
  return (
    selector !== undefined &&
    Object.entries(selector).every(([name, value]) => pod.template.labels[name] === value)
  );
}
