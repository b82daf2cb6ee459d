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
      return judged === 'none' && clusterWide ? 'not-understood' : judged;
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
  const opening = policies.filter(({ openIngress }) => openIngress === true);
  const limiting = policies.filter(({ openIngress }) => openIngress !== true);
  if (opening.length === 0) return coverageOf(limiting, pods);
  const opened = pods.filter((pod) => opening.some((policy) => matches(pod, policy.podSelector)));
  if (opened.length === pods.length) return 'none';
  if (opened.length > 0) return 'some';
  return opening.some(({ selectorIsComplex }) => selectorIsComplex)
    ? 'not-understood'
    : coverageOf(limiting, pods);
}

function coverageOf(
  policies: readonly NetworkPolicyRecord[],
  pods: readonly PodRecord[],
): ReturnType<PolicyFacts['coverage']> {
  if (policies.length === 0) return 'none';
  const plain = policies.filter(
    ({ podSelector, selectorIsComplex }) => podSelector !== undefined && !selectorIsComplex,
  );
  if (plain.some(({ podSelector }) => podSelector !== undefined && Object.keys(podSelector).length === 0))
    return 'all';
  const covered = pods.filter((pod) => plain.some(({ podSelector }) => matches(pod, podSelector)));
  if (pods.length > 0 && covered.length === pods.length) return 'all';
  return plain.length < policies.length ? 'not-understood' : 'some';
}

function matches(pod: PodRecord, selector: NetworkPolicyRecord['podSelector']): boolean {
  return (
    selector !== undefined &&
    Object.entries(selector).every(([name, value]) => pod.template.labels[name] === value)
  );
}
