import type { WorkloadFacts } from '../../model/types.ts';
import type { ContainerRecord, PodTemplate } from '../../snapshot/records/index.ts';
import { defineCheck } from '../define.ts';
import { judgeTogether, ofContainers } from '../helpers/pod-security.ts';

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
  references: [
    { framework: 'CIS 1.12', id: '5.6.3' },
    { framework: 'OWASP K8s 2025', id: 'K01' },
    {
      framework: 'docs',
      id: 'Pod Security Standards',
      url: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
    },
  ],
  needs: ['workloads'],
  uses: ['addons', 'cluster'],
  *run(parts) {
    yield* judgeTogether(parts, QUESTION);
  },
});

function faults(workload: WorkloadFacts): readonly string[] {
  const { template } = workload;
  return says(template)
    ? []
    : ofContainers(workload, (container) => (says(container) ? undefined : 'no securityContext'));
}

/** The fields by which a pod or a container limits itself, whatever it sets them to. */
function says(context: Partial<ContainerRecord & PodTemplate>): boolean {
  const { runAsUser, runAsNonRoot, seccomp, hostProcess, privileged, allowPrivilegeEscalation } = context;
  const { capabilitiesAdd, capabilitiesDrop, readOnlyRootFilesystem } = context;
  const set = [runAsUser, runAsNonRoot, seccomp, hostProcess, privileged, allowPrivilegeEscalation];
  return [...set, capabilitiesAdd, capabilitiesDrop, readOnlyRootFilesystem].some(
    (field) => field !== undefined,
  );
}
