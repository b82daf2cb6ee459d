import { workloadCheck } from '../families/workload-check.ts';
import { ofContainers } from '../helpers/pod-faults.ts';

export default workloadCheck({
  id: 'workloads/privileged-container',
  title: 'A workload runs privileged containers',
  severity: 'high',
  why: 'A privileged container is a process of the machine with all its devices: whoever breaks into it, or into its image, owns the node and whatever runs there.',
  fix: 'Take privileged out and add the one capability or mount the one device that is needed. Forbid it by the Pod Security level baseline.',
  references: ['CIS 5.2.2', 'T1611', 'K01', 'pod-security-standards'],
  verdictPer: 'workload',
  faults: (template) =>
    ofContainers(template, ({ privileged }) => (privileged === true ? 'privileged: true' : undefined)),
  right: 'privileged',
  says: 'runs privileged containers',
  none: 'no ordinary workload runs privileged containers',
});
