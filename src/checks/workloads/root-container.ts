import type { WorkloadFacts } from '../../model/types.ts';
import { defineCheck } from '../define.ts';
import { judgeTogether, ofLinuxContainers } from '../helpers/pod-security.ts';

const QUESTION = {
  faults,
  says: 'may run as root',
  none: 'no ordinary workload may run as root',
};

export default defineCheck({
  id: 'workloads/root-container',
  title: 'Workloads may run as root',
  severity: 'low',
  why: 'Root in a container is root of the machine for the kernel, held back by namespaces and capabilities alone. A weakness of the runtime, or a writable mount, then counts double.',
  fix: 'Set runAsNonRoot: true and a runAsUser above zero, or hostUsers: false, which makes root of the container nobody on the machine.',
  references: [
    { framework: 'CIS 1.12', id: '5.2.7' },
    { framework: 'NSA/CISA', id: 'Non-root containers' },
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
  return template.hostUsers === false
    ? []
    : ofLinuxContainers(workload, (container) => {
        const user = container.runAsUser ?? template.runAsUser;
        if (user === 0) return 'runAsUser: 0';
        const guarded = user !== undefined || (container.runAsNonRoot ?? template.runAsNonRoot) === true;
        return guarded ? undefined : 'no runAsNonRoot, no runAsUser: the image decides';
      });
}
