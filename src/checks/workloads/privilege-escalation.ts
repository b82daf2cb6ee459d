import type { WorkloadFacts } from '../../model/types.ts';
import { defineCheck } from '../define.ts';
import { judgeTogether, ofLinuxContainers } from '../helpers/pod-security.ts';

const QUESTION = {
  faults,
  says: 'may gain privileges after they start',
  none: 'no ordinary workload may gain privileges after it starts',
};

export default defineCheck({
  id: 'workloads/privilege-escalation',
  title: 'Workloads may gain privileges after they start',
  severity: 'low',
  why: 'Unless it is forbidden, a process can get more rights than its parent by a setuid program of its image. It is how an intruder becomes root in a container that was started as somebody else.',
  fix: 'Set allowPrivilegeEscalation: false in each container, and let the Pod Security level restricted ask for it.',
  references: [
    { framework: 'CIS 1.12', id: '5.2.6' },
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
  return ofLinuxContainers(workload, ({ allowPrivilegeEscalation }) =>
    allowPrivilegeEscalation === false ? undefined : 'allowPrivilegeEscalation is not false',
  );
}
