import type { ContainerRecord, PodTemplate } from '../../snapshot/records/index.ts';
import { defineCheck } from '../define.ts';
import type { Fault } from '../helpers/pod-faults.ts';
import { ofContainers, unset } from '../helpers/pod-faults.ts';
import { judgeTogether } from '../helpers/pod-security.ts';

const QUESTION = {
  faults,
  says: 'have no security context',
  none: 'every ordinary workload has a security context',
};

export default defineCheck({
  id: 'workloads/security-context-unset',
  title: 'Workloads say nothing about what they need',
  severity: 'low',
  why: 'A container without any security context gets what the runtime gives by habit: root, a dozen capabilities, a writable root file system. Nobody has thought about it, and nothing tells later what would be too much.',
  fix: 'Give each pod and container a securityContext; the Pod Security level restricted is a good list to begin with.',
  references: ['CIS 5.6.3', 'K01', 'pod-security-standards'],
  needs: ['workloads'],
  uses: ['addons', 'cluster', 'nodes'],
  *run(parts) {
    yield* judgeTogether(parts, QUESTION);
  },
});

function faults(template: PodTemplate): Fault[] {
  return says(template)
    ? []
    : ofContainers(template, (container) =>
        says(container) ? undefined : unset('no securityContext', 'anywhere'),
      );
}

/** The fields by which a pod or a container limits itself, whatever it sets them to. */
function says(context: Partial<ContainerRecord & PodTemplate>): boolean {
  const { runAsUser, runAsNonRoot, seccomp, hostProcess, privileged, allowPrivilegeEscalation } = context;
  const { capabilitiesAdd, capabilitiesDrop, readOnlyRootFilesystem, otherLimits } = context;
  const set = [runAsUser, runAsNonRoot, seccomp, hostProcess, privileged, allowPrivilegeEscalation];
  return [...set, otherLimits, capabilitiesAdd, capabilitiesDrop, readOnlyRootFilesystem].some(
    (field) => field !== undefined,
  );
}
