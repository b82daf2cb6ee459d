import type { NetworkPolicyRecord, TrafficRule } from '../../snapshot/records/index.ts';
import { onPodNetwork } from '../../model/policies/senders.ts';
import { makerOf } from '../../model/policies/stages.ts';
import { partyOf, picks } from '../../model/policies/party.ts';
import type { CheckParts } from '../define.ts';
import { defineCheck } from '../define.ts';
import { uncertainPolicies } from '../helpers/acting-policies.ts';
import { lintPolicies } from '../helpers/policy-lint.ts';
import { policyName } from '../helpers/policy-names.ts';
import { isEveryNamespace } from '../helpers/policy-rules.ts';

export default defineCheck({
  id: 'network/policy-overshadowed',
  title: 'NetworkPolicy overridden by an administrator policy',
  control: 'NetworkPolicies below administrator policies',
  severity: 'info',
  why: 'A policy of an administrator decides about all traffic from or to other Pods first. The NetworkPolicy of the namespace then has no effect on this traffic.',
  remediation:
    'Use the action `Pass` in the administrator policy for traffic that namespaces are allowed to decide, or delete the NetworkPolicy.',
  references: ['network-policies'],
  needs: ['networkPolicies', 'pods'],
  uses: ['trust', 'namespaces', 'addons', 'cluster', 'extensions'],
  *run(parts) {
    const { policies } = parts.networkPolicies;
    const uncertain = uncertainPolicies(policies, parts);
    const above = policies.filter(
      (policy) => makerOf(policy) === 'admin' && policy.tier !== 'Baseline' && !uncertain.has(policy),
    );
    yield* lintPolicies(parts, {
      about: ({ kind }) => kind === 'NetworkPolicy',
      faults: (policy) => above.flatMap((one) => faultsUnder(policy, one, parts)),
      claimOfOne: 'has no effect on traffic between Pods below a policy of an administrator',
      claim: 'have no effect on traffic between Pods below policies of an administrator',
      none: 'no NetworkPolicy is overridden by a policy of an administrator',
    });
  },
});

/** The directions in which the administrator's policy decides all traffic between pods for every pod that the other selects. */
function faultsUnder(
  policy: NetworkPolicyRecord,
  above: NetworkPolicyRecord,
  { pods, namespaces }: Pick<CheckParts, 'pods' | 'namespaces'>,
): string[] {
  const { namespace = '' } = policy;
  const labels = namespaces.find(({ name }) => name === namespace)?.record.labels;
  const own = (pods.byNamespace.get(namespace) ?? []).filter(onPodNetwork);
  return (['ingress', 'egress'] as const).flatMap((direction) => {
    const sections = direction === 'ingress' ? policy.sections : policy.outgoing;
    const deciding = (direction === 'ingress' ? above.sections : above.outgoing)?.filter(({ rules }) =>
      decidesAll(rules),
    );
    if (!policy[direction] || !sections || !deciding || deciding.length === 0) return [];
    // Both deny: a policy without rules allows nothing that the one above takes back.
    const allows = sections.some(({ rules }) =>
      rules.some(({ from, action }) => action === 'allow' && isAboutPods(from)),
    );
    const relaxes = deciding.some(({ rules }) => decidingRule(rules)?.action === 'allow');
    if (!allows && !relaxes) return [];
    const selected = own
      .map((pod) => partyOf(pod, labels))
      .filter((party) =>
        sections.some(({ subjects }) => subjects.some((one) => picks(one, party, namespace) !== 'no')),
      );
    const all = selected.every((party) =>
      deciding.some(({ subjects }) => subjects.some((one) => picks(one, party, undefined) === 'yes')),
    );
    return selected.length > 0 && all
      ? [`${policyName(above)} decides ${direction} between all Pods first`]
      : [];
  });
}

/** Whether peers can be Pods: not only CIDR blocks. */
function isAboutPods(from: TrafficRule['from']): boolean {
  return from === undefined || from.some(({ block }) => block === undefined);
}

/** The first rule for all pods on every port. */
function decidingRule(rules: readonly TrafficRule[]): TrafficRule | undefined {
  return rules.find(
    ({ ports, from }) =>
      ports === undefined && (from === undefined || from.some((peer) => isEveryNamespace(peer))),
  );
}

/** That rule is no Pass, and none precedes it. */
function decidesAll(rules: readonly TrafficRule[]): boolean {
  const first = decidingRule(rules);
  const passes = rules.findIndex(({ action }) => action === 'pass');
  return first !== undefined && first.action !== 'pass' && (passes < 0 || passes > rules.indexOf(first));
}
