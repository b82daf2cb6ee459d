import { change } from '../../shared/requirement.ts';
import { plural } from '../../shared/text.ts';
import { defineCheck } from '../define.ts';
import { few, listed, observed, workloadName } from '../helpers/objects.ts';

const at = { kind: 'Namespace', name: 'default' };

export default defineCheck({
  id: 'namespaces/default-in-use',
  title: 'Workloads in the default namespace',
  control: 'Use of the default namespace',
  severity: 'low',
  why: 'RBAC, quotas, NetworkPolicy and Pod Security apply per namespace. Mixed workloads of several teams in `default` cannot be isolated, and permissions on it affect all of them.',
  remediation:
    'Create a namespace for each application and move the workloads. Keep `default` empty with a ResourceQuota (`spec.hard: { pods: "0" }`).',
  references: ['CIS 5.6.4', 'NSA Namespaces'],
  needs: ['workloads'],
  *run({ workloads }) {
    // Static Pods count: their marks outside system namespaces are those that any user can write.
    const all = workloads.filter(({ namespace }) => namespace === 'default');
    const [there, unplaced] = [
      all.filter(({ namespaceUnset }) => !namespaceUnset),
      all.filter(({ namespaceUnset }) => namespaceUnset),
    ];
    if (there.length > 0) {
      yield {
        verdict: 'fail',
        at,
        message: `${plural(there.length, 'workload')} in namespace default (${listed(there.map(({ name }) => name))})`,
        evidence: few(there, (workload) =>
          observed(
            workloadName(workload),
            workload.pods.length > 0 ? plural(workload.pods.length, 'Pod') : 'no running Pod',
          ),
        ),
      };
      return;
    }
    if (unplaced.length > 0) {
      yield {
        verdict: 'unknown',
        at,
        message: `metadata.namespace is not set in the manifest of ${plural(unplaced.length, 'workload')} (${listed(unplaced.map(({ name }) => name))}); \`kubectl -n\` or \`helm -n\` sets the namespace`,
        requires: [change('set metadata.namespace in the manifests')],
      };
      return;
    }
    yield {
      verdict: 'pass',
      at,
      message: 'no workload in namespace default',
      evidence: [observed('pods', `none in default (${plural(workloads.length, 'workload')} elsewhere)`)],
    };
  },
});
