import { addressOf, inBlock } from '../../model/policies/addresses.ts';
import type { Address } from '../../model/policies/addresses.ts';
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
    yield* lintPolicies(parts, {
      about: ({ kind }) => kind === 'NetworkPolicy',
      faults: (policy) =>
        faultsOfRules(policy, ['ingress', 'egress'], ({ from = [] }) => {
          // Blocks for all addresses are those of other checks.
          if (containMost(from)) return undefined;
          const found = from.find((peer) => holdsPod(peer, addresses));
          return found && `ipBlock ${found.block} contains addresses of Pods`;
        }),
      claimOfOne: 'allows Pods by their addresses',
      claim: 'allow Pods by their addresses',
      none: 'no CIDR block in a NetworkPolicy contains the address of a Pod',
    });
  },
});

function holdsPod(peer: TrafficPeer, addresses: readonly Address[]): boolean {
  return peer.block !== undefined && addresses.some((address) => inBlock(peer, address) === 'yes');
}

const MAX_ADDRESSES = 2_000;

/** Addresses on the pod network; a part of them where there are many. */
function podAddresses({ all }: CheckParts['pods']): Address[] {
  const found = all
    .filter(({ template }) => template.hostNetwork !== true)
    .flatMap(({ podIP, podIPs }) => podIPs ?? (podIP === undefined ? [] : [podIP]));
  const step = Math.max(1, Math.ceil(found.length / MAX_ADDRESSES));
  return found.filter((_, index) => index % step === 0).flatMap((text) => addressOf(text) ?? []);
}
