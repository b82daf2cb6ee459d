import type { PodTemplate } from '../../snapshot/records/index.ts';
import { defineCheck } from '../define.ts';
import type { Fault } from '../helpers/pod-faults.ts';
import { ofContainers, unset } from '../helpers/pod-faults.ts';
import { judgeTogether } from '../helpers/pod-security.ts';

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
  references: ['CIS 5.2.6', 'K01', 'pod-security-standards'],
  needs: ['workloads'],
  uses: ['addons', 'cluster', 'nodes'],
  *run(parts) {
    yield* judgeTogether(parts, QUESTION);
  },
});

function faults(template: PodTemplate): Fault[] {
  return ofContainers(template, ({ allowPrivilegeEscalation, privileged }) => {
    if (allowPrivilegeEscalation === undefined) return unset('allowPrivilegeEscalation is not false');
    if (allowPrivilegeEscalation) return 'allowPrivilegeEscalation: true';
    // The API server refuses the two together; a file may hold them.
    return privileged === true ? 'allowPrivilegeEscalation: false, but privileged: true' : undefined;
  });
}
