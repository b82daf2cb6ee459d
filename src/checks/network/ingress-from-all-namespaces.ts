import { holdAll, namespaceLookup } from '../../model/selectors.ts';
import { defineCheck } from '../define.ts';
import { lintPolicies } from '../helpers/policy-lint.ts';
import { faultsOfRules, isEveryNamespace, portsText } from '../helpers/policy-rules.ts';

/** The four of every cluster, and one more. */
const MANY = 5;

export default defineCheck({
  id: 'network/ingress-from-all-namespaces',
  title: 'NetworkPolicy allows ingress from all namespaces',
  control: 'NetworkPolicy sources of all namespaces',
  severity: 'low',
  why: 'A rule whose `namespaceSelector` matches all namespaces allows every Pod of the cluster, including Pods of future namespaces. One compromised workload can then reach the selected Pods.',
  remediation:
    'Select the namespaces that require access, for example by the label `kubernetes.io/metadata.name`, and add a `podSelector`.',
  references: ['NSA Network policies', 'K05', 'network-policies'],
  peerChecks: [185],
  needs: ['networkPolicies', 'namespaces'],
  uses: ['trust'],
  *run({ namespaces, ...parts }) {
    const lookups = namespaces.map(({ name, record }) => namespaceLookup(name, record.labels));
    // Of a few namespaces, a selector for all of them may select a team.
    const selectsAll = (selector: readonly string[]) =>
      lookups.length >= MANY && lookups.every((lookup) => holdAll(selector, lookup) === 'yes');
    yield* lintPolicies(parts, {
      about: ({ ingress }) => ingress,
      faults: (policy) =>
        faultsOfRules(policy, ['ingress'], (rule) =>
          rule.from?.some((peer) => isEveryNamespace(peer, selectsAll))
            ? `every namespace on ${portsText(rule)}`
            : undefined,
        ),
      claimOfOne: 'allows ingress from all namespaces',
      claim: 'allow ingress from all namespaces',
      none: 'no NetworkPolicy allows ingress from all namespaces by its selector',
      // Fewer ports limit what a compromised workload reaches.
      severity: (faults) => (faults.every((fault) => !fault.endsWith('all ports')) ? 'info' : undefined),
      restsOn: ['namespaces'],
    });
  },
});
