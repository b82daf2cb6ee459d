import { defineCheck } from '../define.ts';
import { lintPolicies } from '../helpers/policy-lint.ts';
import { allowsEverything, containMost, faultsOfRules, portsText } from '../helpers/policy-rules.ts';

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
      faults: (policy) =>
        faultsOfRules(policy, ['egress'], (rule) => {
          // Rules without any condition are those of network/allow-all-policy.
          if (allowsEverything(rule)) return undefined;
          const any = rule.from === undefined || containMost(rule.from);
          return any && !isAboutNames(rule.ports, rule.others)
            ? `any address on ${portsText(rule)}`
            : undefined;
        }),
      claimOfOne: 'allows egress to any address',
      claim: 'allow egress to any address',
      none: 'no NetworkPolicy with egress rules allows any address',
      severity: (faults) => (faults.every((fault) => !fault.endsWith('all ports')) ? 'info' : undefined),
    }),
});

/** Port 53 alone: a rule for DNS. */
function isAboutNames(ports: readonly string[] = [], others: readonly string[] = []): boolean {
  const all = [...ports, ...others.map((entry) => entry.slice(entry.indexOf('/') + 1))];
  return all.length > 0 && all.every((port) => port === '53');
}
