import type { PodTemplate } from '../../snapshot/records/index.ts';
import { defineCheck } from '../define.ts';
import type { Fault } from '../helpers/pod-faults.ts';
import { ofContainers } from '../helpers/pod-faults.ts';
import { judgeEach } from '../helpers/pod-security.ts';

const QUESTION = {
  faults,
  right: 'privileged' as const,
  says: 'runs privileged containers',
  none: 'no ordinary workload runs privileged containers',
};

export default defineCheck({
  id: 'workloads/privileged-container',
  title: 'A workload runs privileged containers',
  severity: 'high',
  why: 'A privileged container is a process of the machine with all its devices: whoever breaks into it, or into its image, owns the node and whatever runs there.',
  fix: 'Take privileged out and add the one capability or mount the one device that is needed. Forbid it by the Pod Security level baseline.',
  references: ['CIS 5.2.2', 'T1611', 'K01', 'pod-security-standards'],
  needs: ['workloads'],
  uses: ['addons', 'cluster', 'nodes'],
  *run(parts) {
    yield* judgeEach(parts, QUESTION, 'high');
  },
});

function faults(template: PodTemplate): Fault[] {
  return ofContainers(template, ({ privileged }) => (privileged === true ? 'privileged: true' : undefined));
}
