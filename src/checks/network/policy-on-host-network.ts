import { defineCheck } from '../define.ts';
import { lintPolicies } from '../helpers/policy-lint.ts';
import { selectablePods } from '../helpers/policy-pods.ts';

export default defineCheck({
  id: 'network/policy-on-host-network',
  title: 'NetworkPolicy selects Pods on the host network only',
  control: 'NetworkPolicies and the host network',
  severity: 'low',
  why: 'Most CNI plugins do not apply NetworkPolicies to Pods on the host network: their traffic is that of the node. The policy has no effect, and its Pods stay reachable.',
  remediation:
    'Remove `hostNetwork` from the Pods, or restrict their ports with a firewall of the node or a host policy of the CNI plugin.',
  references: ['NSA Network policies', 'network-policies'],
  needs: ['networkPolicies', 'pods', 'workloads'],
  uses: ['trust', 'namespaces'],
  *run(parts) {
    const pods = selectablePods(parts);
    yield* lintPolicies(parts, {
      about: ({ kind }) => kind === 'NetworkPolicy',
      faults: (policy) => {
        if (policy.sections === undefined) return 'unknown';
        const selector = [...policy.sections, ...(policy.outgoing ?? [])].flatMap(({ subjects }) =>
          subjects.flatMap((subject) => subject.pods ?? []),
        );
        const selected = pods.selectedBy(policy);
        // A policy for all Pods applies to future ones, too.
        if (selector.length === 0 || selected.length === 0) return [];
        return selected.every(({ template }) => template.hostNetwork === true)
          ? [
              `selects Pods with hostNetwork: true, such as ${selected[0]?.pod?.name ?? 'those of a template'}`,
            ]
          : [];
      },
      claimOfOne: 'selects Pods on the host network only',
      claim: 'select Pods on the host network only',
      none: 'every NetworkPolicy with a selector selects Pods on the Pod network',
      restsOn: ['pods', 'workloads'],
    });
  },
});
