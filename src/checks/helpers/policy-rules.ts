/** Questions about single rules of policies. */
import { isMostAddresses } from '../../model/policies/addresses.ts';
import { EVERY_FLOW, flowsOf, flowText, portsIn } from '../../model/policies/flows.ts';
import type { Ports } from '../../model/policies/ports.ts';
import { sizeOfPorts } from '../../model/policies/ports.ts';
import type { NetworkPolicyRecord, TrafficPeer, TrafficRule } from '../../snapshot/records/index.ts';
import type { PolicyFaults } from './policy-lint.ts';

export type Direction = 'ingress' | 'egress';

/** The rules of a policy for one direction; undefined where they were not collected. */
export function rulesOf(
  policy: NetworkPolicyRecord,
  direction: Direction,
): readonly TrafficRule[] | undefined {
  if (!policy[direction]) return [];
  const sections = direction === 'ingress' ? policy.sections : policy.outgoing;
  return sections?.flatMap(({ rules }) => rules);
}

/** The faults of the rules that allow traffic in these directions. */
export function faultsOfRules(
  policy: NetworkPolicyRecord,
  directions: readonly Direction[],
  faultOf: (rule: TrafficRule, direction: Direction) => string | undefined,
): PolicyFaults {
  const faults: string[] = [];
  let unclear = false;
  for (const direction of directions) {
    const rules = rulesOf(policy, direction);
    if (rules === undefined) unclear = true;
    for (const rule of rules ?? []) {
      const fault = rule.action === 'allow' ? faultOf(rule, direction) : undefined;
      if (fault !== undefined) faults.push(fault);
    }
  }
  return faults.length === 0 && unclear ? 'unknown' : [...new Set(faults)];
}

/** A rule without conditions, or with conditions that hold for every peer and for every TCP port. */
export function allowsEverything(rule: TrafficRule): boolean {
  const { from, ports } = rule;
  const everyPort = ports === undefined || sizeOfPorts(portsIn(flowsOf(rule, []), 'TCP')) === 65_535;
  const everyPeer =
    from === undefined ||
    from.some(({ entity, unread }) => entity === 'all' && !unread) ||
    (from.some((peer) => isEveryNamespace(peer)) && containMost(from));
  return everyPort && everyPeer;
}

/**
 * A peer that contains every Pod of every namespace: without a condition on labels of Pods, and with one on labels of namespaces only if all
 * of them meet it.
 */
export function isEveryNamespace(
  { namespaces, pods = [], unread }: TrafficPeer,
  selectsAll: (selector: readonly string[]) => boolean = () => false,
): boolean {
  if (namespaces === undefined || pods.length > 0 || unread === true) return false;
  return namespaces.length === 0 || selectsAll(namespaces);
}

/** Blocks that together contain most addresses of a family. */
export function containMost(peers: readonly TrafficPeer[]): boolean {
  return isMostAddresses(peers.filter(({ block, unread }) => block !== undefined && unread !== true));
}

/** `all ports`, or `ports 80, 443`. */
export function portsText(rule: TrafficRule): string {
  const ports: Ports = rule.ports === undefined ? EVERY_FLOW : flowsOf(rule, []);
  const names = [...(rule.ports ?? []), ...(rule.others ?? [])].filter(
    (range) => !/^(?:\w+\/)?\d+(?:-\d+)?$/.test(range),
  );
  if (ports === EVERY_FLOW) return 'all ports';
  const numbers = ports.length > 0 ? [flowText(ports)] : [];
  return `ports ${[...numbers, ...names].join(', ')}`;
}
