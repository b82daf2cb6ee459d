import { workloadCheck } from '../families/workload-check.ts';
import { LIST_NODES } from '../../model/requirements.ts';
import { userNamespacesKept } from '../../data/pod-settings.ts';
import { ofContainers, unset } from '../helpers/pod-faults.ts';

export default workloadCheck({
  id: 'workloads/root-container',
  title: 'Containers may run as root (runAsNonRoot not set)',
  control: 'Containers that run as root',
  severity: 'low',
  why: 'Root in a container is root (UID 0) on the host, isolated only by namespaces and capabilities. A runtime vulnerability or a writable host mount then has full impact on the node.',
  remediation:
    'Set `runAsNonRoot: true` and a `runAsUser` above zero, or `hostUsers: false` (user namespaces), which maps root to an unprivileged host user.',
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
      return guarded ? undefined : unset('runAsNonRoot and runAsUser are not set (the image sets the user)');
    });
    return apart && !ignored ? found.map((fault) => ({ ...fault, uncertainty: OLD_KUBELET })) : found;
  },
  description: 'may run as root',
  none: 'no non-system workload may run as root',
});

const OLD_KUBELET = {
  reason: `kubelets before 1.${userNamespacesKept} ignore hostUsers: false, and kubelet versions are unknown`,
  requires: LIST_NODES,
};
