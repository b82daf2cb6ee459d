import { defineCheck } from '../define.ts';
import { lintPolicies } from '../helpers/policy-lint.ts';
import { selectablePods } from '../helpers/policy-pods.ts';

export default defineCheck({
  id: 'network/policy-selects-nothing',
  title: 'NetworkPolicy selects no Pod',
  control: 'Pods of NetworkPolicies',
  severity: 'info',
  why: 'The labels of the selector match no Pod and no Pod template of the namespace. A misspelled label leaves the intended Pods without isolation.',
  remediation:
    'Compare the `podSelector` with the labels of the Pods, or delete the policy if the workload no longer exists.',
  references: ['network-policies'],
  peerChecks: [188],
  needs: ['networkPolicies', 'pods', 'workloads'],
  uses: ['trust', 'namespaces'],
  *run(parts) {
    const pods = selectablePods(parts);
    yield* lintPolicies(parts, {
      about: ({ kind }) => kind === 'NetworkPolicy',
      faults: ({ namespace = '', sections, outgoing, ingress }) => {
        if (sections === undefined || (outgoing === undefined && !ingress)) return 'unknown';
        const subjects = [...sections, ...(outgoing ?? [])].flatMap((section) => section.subjects);
        const selector = subjects.flatMap((subject) => subject.pods ?? []);
        // In an empty namespace, a policy for all Pods waits for them.
        if (selector.length === 0 || pods.selects(subjects, namespace) !== 'no') return [];
        return [`podSelector ${[...new Set(selector)].join(', ')} matches no Pod`];
      },
      claimOfOne: 'selects no Pod',
      claim: 'select no Pod',
      none: 'every NetworkPolicy selects Pods or Pod templates',
      restsOn: ['pods', 'workloads'],
    });
  },
});
