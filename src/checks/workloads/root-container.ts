import { workloadCheck } from '../families/workload-check.ts';
import { LIST_NODES } from '../../model/requirements.ts';
import { userNamespacesKept } from '../../data/pod-settings.ts';
import { ofContainers, unset } from '../helpers/pod-faults.ts';

export default workloadCheck({
  id: 'workloads/root-container',
  title: 'Workloads may run as root',
  severity: 'low',
  why: 'Root in a container is root of the machine for the kernel, held back by namespaces and capabilities alone. A weakness of the runtime, or a writable mount, then counts double.',
  fix: 'Set runAsNonRoot: true and a runAsUser above zero, or hostUsers: false, which makes root of the container nobody on the machine.',
  references: ['CIS 5.2.7', 'NSA Non-root containers', 'K01', 'pod-security-standards'],
  verdictPer: 'cluster',
  faults: (template, { kubelets }) => {
    const apart = template.hostUsers === false;
    const minors = [...kubelets];
    const ignored = minors.some((minor) => minor !== undefined && minor < userNamespacesKept);
    if (apart && !ignored && !minors.includes(undefined)) return [];
    const found = ofContainers(template, (container) => {
      const user = container.runAsUser ?? template.runAsUser;
      if (user === 0) return 'runAsUser: 0';
      const guarded = user !== undefined || (container.runAsNonRoot ?? template.runAsNonRoot) === true;
      return guarded ? undefined : unset('no runAsNonRoot, no runAsUser: the image decides');
    });
    return apart && !ignored ? found.map((fault) => ({ ...fault, doubt: OLD_KUBELET })) : found;
  },
  says: 'may run as root',
  none: 'no ordinary workload may run as root',
});

const OLD_KUBELET = {
  reason: `kubelets before 1.${userNamespacesKept} ignore hostUsers: false, and the version of those of its nodes was not seen`,
  requires: LIST_NODES,
};
