import { defineCheck } from '../define.ts';
import { lintPolicies } from '../helpers/policy-lint.ts';
import { allowsEverything, faultsOfRules } from '../helpers/policy-rules.ts';

export default defineCheck({
  id: 'network/allow-all-policy',
  title: 'NetworkPolicy allows all traffic',
  control: 'NetworkPolicies that allow all traffic',
  severity: 'low',
  why: 'NetworkPolicies are additive: one rule for every peer and port cancels every restriction of the same direction for the selected Pods. A default-deny policy next to it has no effect.',
  remediation: 'Replace the rule with rules for the required peers and ports, or delete the policy.',
  references: ['NSA Network policies', 'K05', 'network-policies'],
  peerChecks: [190],
  needs: ['networkPolicies'],
  uses: ['trust'],
  run: (parts) =>
    lintPolicies(parts, {
      faults: (policy) =>
        faultsOfRules(policy, ['ingress', 'egress'], (rule, direction) =>
          allowsEverything(rule) ? `an ${direction} rule for every peer and port` : undefined,
        ),
      claimOfOne: 'contains a rule that allows all traffic',
      claim: 'contain a rule that allows all traffic',
      none: 'no NetworkPolicy contains a rule that allows all traffic',
    }),
});
