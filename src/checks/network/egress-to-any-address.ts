import type { TrafficRule } from '../../snapshot/records/index.ts';
import { defineCheck } from '../define.ts';
import { lintPolicies } from '../helpers/policy-lint.ts';
import { allowsEverything, containMost, faultsOfRules, portsText, rulesOf } from '../helpers/policy-rules.ts';

export default defineCheck({
  id: 'network/egress-to-any-address',
  title: 'NetworkPolicy allows egress to any address',
  control: 'NetworkPolicy egress destinations',
  severity: 'low',
  why: 'The selected Pods can connect to every address of the internet. An attacker with access to one of them can exfiltrate data and control it remotely.',
  remediation:
    'List the CIDR blocks of the required destinations, or route egress through a proxy or an egress gateway that allows domain names.',
  references: ['NSA Network policies', 'K05', 'network-policies'],
  peerChecks: [184],
  needs: ['networkPolicies'],
  uses: ['trust'],
  run: (parts) =>
    lintPolicies(parts, {
      about: ({ egress }) => egress,
      faults: (policy) => {
        // Rules without any condition are those of network/allow-all-policy.
        const about = (rule: TrafficRule) =>
          !allowsEverything(rule) && !isAboutNames(rule.ports, rule.others);
        const found = faultsOfRules(policy, ['egress'], (rule) =>
          about(rule) && (rule.from === undefined || containMost(rule.from))
            ? `any address on ${portsText(rule)}`
            : undefined,
        );
        if (found === 'unknown' || found.length > 0) return found;
        // Together, the blocks of several rules may be all addresses.
        const rules = (rulesOf(policy, 'egress') ?? []).filter(
          (rule) => rule.action === 'allow' && about(rule),
        );
        return containMost(rules.flatMap(({ from = [] }) => from))
          ? [`any address by ${rules.length} rules, on ${portsOfAll(rules)}`]
          : [];
      },
      claimOfOne: 'allows egress to any address',
      claim: 'allow egress to any address',
      none: 'no NetworkPolicy with egress rules allows any address',
      severity: (faults) => (faults.every((fault) => !fault.endsWith('all ports')) ? 'info' : undefined),
    }),
});

function portsOfAll(rules: readonly TrafficRule[]): string {
  const texts = [...new Set(rules.map(portsText))];
  return texts.includes('all ports') ? 'all ports' : texts.join(', ');
}

/** Port 53 alone: a rule for DNS. */
function isAboutNames(ports: readonly string[] = [], others: readonly string[] = []): boolean {
  const all = [...ports, ...others.map((entry) => entry.slice(entry.indexOf('/') + 1))];
  return all.length > 0 && all.every((port) => port === '53');
}
