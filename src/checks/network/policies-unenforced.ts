import { document } from '../../shared/requirement.ts';
import { plural } from '../../shared/text.ts';
import { defineCheck } from '../define.ts';
import { listed, requiresOr } from '../helpers/objects.ts';
import { policyEnforcement } from '../helpers/policy-enforcement.ts';
import { LOOK_AT_AGENTS, unreachedNodes } from '../helpers/policy-reach.ts';

export default defineCheck({
  id: 'network/policies-unenforced',
  title: 'The pod network ignores NetworkPolicies',
  severity: 'medium',
  why: 'The API server takes NetworkPolicies whether or not anything acts on them. With a pod network that does not, every rule that teams write is a sign on a door that does not close.',
  fix: 'Use a pod network that enforces policies (Calico, Cilium, Antrea ...), or add an enforcer beside the one in use, for example kube-network-policies.',
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
        message: `the pod network enforces them, but no agent of it is ready on ${plural(unreached.length, 'node')} with pods (${listed(unreached)})`,
        requires: [LOOK_AT_AGENTS],
        evidence: enforced.evidence,
      };
    else if (!enforced.known)
      yield {
        verdict: 'unknown',
        message: enforced.reason,
        requires: requiresOr(enforced.requires, document("look at the network plugin's documentation")),
      };
    else if (enforced.value)
      yield { verdict: 'pass', message: 'the pod network enforces them', evidence: enforced.evidence };
    else
      yield {
        verdict: 'fail',
        restsOn: ['pods'],
        message: `nothing enforces NetworkPolicies here (${plural(networkPolicies.policies.length, 'policy', 'policies')} seen)`,
        evidence: enforced.evidence,
      };
  },
});
