import { document } from '../../shared/requirement.ts';
import { plural } from '../../shared/text.ts';
import { defineCheck } from '../define.ts';
import { listed, requiresOr } from '../helpers/objects.ts';
import { policyEnforcement } from '../helpers/policy-enforcement.ts';
import { LOOK_AT_AGENTS, unreachedNodes } from '../helpers/policy-reach.ts';

export default defineCheck({
  id: 'network/policies-unenforced',
  title: 'CNI plugin does not enforce NetworkPolicy',
  control: 'NetworkPolicy enforcement by the CNI plugin',
  severity: 'medium',
  why: 'kube-apiserver accepts NetworkPolicies even if the CNI plugin ignores them. Existing policies then have no effect and give a false sense of isolation.',
  remediation:
    'Use a CNI plugin that enforces NetworkPolicy (Calico, Cilium, Antrea), or add a policy engine such as kube-network-policies to the existing one.',
  references: ['CIS 5.3.1', 'NSA Network policies', 'K05', 'network-policies-prerequisites'],
  peerChecks: [332],
  needs: ['workloads'],
  uses: ['addons', 'cluster', 'nodes', 'networkPolicies', 'extensions', 'pods'],
  *run({ addons, cluster, nodes, networkPolicies, extensions, pods }) {
    const { networkPolicies: enforced, agents } = policyEnforcement({ addons, cluster, nodes, extensions });
    const unreached = unreachedNodes(agents, nodes, pods.all);
    if (enforced.known && enforced.value && unreached.length > 0)
      yield {
        verdict: 'unknown',
        message: `the CNI plugin enforces NetworkPolicies, but its agent is not ready on ${plural(unreached.length, 'node')} with Pods (${listed(unreached)})`,
        requires: [LOOK_AT_AGENTS],
        evidence: enforced.evidence,
      };
    else if (!enforced.known)
      yield {
        verdict: 'unknown',
        message: enforced.reason,
        requires: requiresOr(enforced.requires, document('review the CNI plugin documentation')),
      };
    else if (enforced.value)
      yield {
        verdict: 'pass',
        message: 'the CNI plugin enforces NetworkPolicies',
        evidence: enforced.evidence,
      };
    else
      yield {
        verdict: 'fail',
        restsOn: ['pods'],
        message: `NetworkPolicies are not enforced (${plural(networkPolicies.policies.length, 'policy', 'policies')} observed)`,
        evidence: enforced.evidence,
      };
  },
});
