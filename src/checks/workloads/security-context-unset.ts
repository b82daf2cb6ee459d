import type { ContainerRecord, PodTemplate } from '../../snapshot/records/index.ts';
import { workloadCheck } from '../families/workload-check.ts';
import { ofContainers, unset } from '../helpers/pod-faults.ts';

export default workloadCheck({
  id: 'workloads/security-context-unset',
  title: 'securityContext not set',
  control: 'Security context',
  severity: 'low',
  why: 'Containers without a securityContext run with the permissive defaults of the container runtime: usually root, about a dozen capabilities and a writable root file system.',
  remediation:
    'Set a `securityContext` for each Pod and container. The Pod Security level `restricted` lists the recommended fields.',
  references: ['CIS 5.6.3', 'K01', 'pod-security-standards'],
  verdictPer: 'cluster',
  faults: (template) =>
    declaresContext(template)
      ? []
      : ofContainers(template, (container) =>
          declaresContext(container) ? undefined : unset('securityContext is not set', 'anywhere'),
        ),
  description: 'do not set securityContext',
  none: 'all non-system workloads set securityContext',
});

/** Whether a pod or container sets any of its security fields, to any value. */
function declaresContext(context: Partial<ContainerRecord & PodTemplate>): boolean {
  const { runAsUser, runAsNonRoot, seccomp, hostProcess, privileged, allowPrivilegeEscalation } = context;
  const { capabilitiesAdd, capabilitiesDrop, readOnlyRootFilesystem, otherLimits } = context;
  const set = [runAsUser, runAsNonRoot, seccomp, hostProcess, privileged, allowPrivilegeEscalation];
  return [...set, otherLimits, capabilitiesAdd, capabilitiesDrop, readOnlyRootFilesystem].some(
    (field) => field !== undefined,
  );
}
