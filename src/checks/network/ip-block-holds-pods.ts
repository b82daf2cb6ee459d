import { addressOf, inBlock } from '../../model/policies/addresses.ts';
import type { Address } from '../../model/policies/addresses.ts';
import { spanOf } from '../../shared/address-spans.ts';
import type { CheckParts } from '../define.ts';
import { defineCheck } from '../define.ts';
import { lintPolicies } from '../helpers/policy-lint.ts';
import { containMost, faultsOfRules } from '../helpers/policy-rules.ts';
import type { TrafficPeer } from '../../snapshot/records/index.ts';

export default defineCheck({
  id: 'network/ip-block-holds-pods',
  title: 'NetworkPolicy CIDR block contains Pod addresses',
  control: 'Pod addresses in NetworkPolicy CIDR blocks',
  severity: 'info',
  why: 'Addresses of Pods change with every restart, and another workload may receive the address. CNI plugins differ in whether a CIDR block matches Pods at all: with Cilium it does not.',
  remediation:
    'Select Pods by `podSelector` and `namespaceSelector`, and use CIDR blocks for addresses outside the cluster.',
  references: ['network-policies'],
  needs: ['networkPolicies', 'pods'],
  uses: ['trust'],
  *run(parts) {
    const addresses = podAddresses(parts.pods);
    const answers = new Map<string, boolean>();
    const holdsPod = (peer: TrafficPeer): boolean => {
      if (peer.block === undefined) return false;
      const key = [peer.block, ...(peer.except ?? [])].join(' ');
      const answer =
        answers.get(key) ?? addressesIn(peer.block, addresses).some((one) => inBlock(peer, one) === 'yes');
      answers.set(key, answer);
      return answer;
    };
    yield* lintPolicies(parts, {
      about: ({ kind }) => kind === 'NetworkPolicy',
      faults: (policy) =>
        faultsOfRules(policy, ['ingress', 'egress'], ({ from = [] }) => {
          // Blocks for all addresses are those of other checks.
          if (containMost(from)) return undefined;
          const found = from.find(holdsPod);
          return found && `ipBlock ${found.block} contains addresses of Pods`;
        }),
      claimOfOne: 'allows Pods by their addresses',
      claim: 'allow Pods by their addresses',
      none: 'no CIDR block in a NetworkPolicy contains the address of a Pod',
    });
  },
});

/** Addresses on the pod network, in order. */
function podAddresses({ all }: CheckParts['pods']): Address[] {
  return all
    .filter(({ template }) => template.hostNetwork !== true)
    .flatMap(({ podIP, podIPs }) => podIPs ?? (podIP === undefined ? [] : [podIP]))
    .flatMap((text) => addressOf(text) ?? [])
    .sort((a, b) => a.family - b.family || (a.value < b.value ? -1 : 1));
}

/** Those in a CIDR: a part of the sorted list. */
function addressesIn(cidr: string, addresses: readonly Address[]): readonly Address[] {
  const span = spanOf(cidr);
  if (!span) return [];
  const positionOf = (value: bigint): number => {
    let [low, high] = [0, addresses.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const at = addresses[middle];
      if (at && (at.family < span.family || (at.family === span.family && at.value < value)))
        low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return addresses.slice(positionOf(span.first), positionOf(span.end));
}
