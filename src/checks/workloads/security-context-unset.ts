import type { ContainerRecord, PodTemplate } from '../../snapshot/records/index.ts';
import { workloadCheck } from '../families/workload-check.ts';
import { ofContainers, unset } from '../helpers/pod-faults.ts';

export default workloadCheck({
  id: 'workloads/security-context-unset',
  title: 'Workloads say nothing about what they need',
  severity: 'low',
  why: 'A container without any security context gets what the runtime gives by habit: root, a dozen capabilities, a writable root file system. Nobody has thought about it, and nothing tells later what would be too much.',
  fix: 'Give each pod and container a securityContext; the Pod Security level restricted is a good list to begin with.',
  references: ['CIS 5.6.3', 'K01', 'pod-security-standards'],
  verdictPer: 'cluster',
  faults: (template) =>
    says(template)
      ? []
      : ofContainers(template, (container) =>
          says(container) ? undefined : unset('no securityContext', 'anywhere'),
        ),
  says: 'have no security context',
  none: 'every ordinary workload has a security context',
});

/** The fields by which a pod or a container limits itself, whatever it sets them to. */
function says(context: Partial<ContainerRecord & PodTemplate>): boolean {
  const { runAsUser, runAsNonRoot, seccomp, hostProcess, privileged, allowPrivilegeEscalation } = context;
  const { capabilitiesAdd, capabilitiesDrop, readOnlyRootFilesystem, otherLimits } = context;
  const set = [runAsUser, runAsNonRoot, seccomp, hostProcess, privileged, allowPrivilegeEscalation];
  return [...set, otherLimits, capabilitiesAdd, capabilitiesDrop, readOnlyRootFilesystem].some(
    (field) => field !== undefined,
  );
}
