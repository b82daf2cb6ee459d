import { defineCheck } from '../define.ts';
import { lintPolicies } from '../helpers/policy-lint.ts';
import { faultsOfRules, isEveryNamespace, portsText } from '../helpers/policy-rules.ts';

export default defineCheck({
  id: 'network/ingress-from-all-namespaces',
  title: 'NetworkPolicy allows ingress from all namespaces',
  control: 'NetworkPolicy sources of all namespaces',
  severity: 'low',
  why: 'A rule with an empty `namespaceSelector` allows every Pod of the cluster, including Pods of future namespaces. One compromised workload can then reach the selected Pods.',
  remediation:
    'Select the namespaces that require access, for example by the label `kubernetes.io/metadata.name`, and add a `podSelector`.',
  references: ['NSA Network policies', 'K05', 'network-policies'],
  peerChecks: [185],
  needs: ['networkPolicies'],
  uses: ['trust'],
  run: (parts) =>
    lintPolicies(parts, {
      about: ({ ingress }) => ingress,
      faults: (policy) =>
        faultsOfRules(policy, ['ingress'], (rule) =>
          rule.from?.some(isEveryNamespace) ? `every namespace on ${portsText(rule)}` : undefined,
        ),
      claimOfOne: 'allows ingress from all namespaces',
      claim: 'allow ingress from all namespaces',
      none: 'no NetworkPolicy allows ingress from all namespaces by an empty selector',
      // Fewer ports limit what a compromised workload reaches.
      severity: (faults) => (faults.every((fault) => !fault.endsWith('all ports')) ? 'info' : undefined),
    }),
});
