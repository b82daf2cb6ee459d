import { LIST_NODES } from '../../model/requirements.ts';
import type { PodTemplate } from '../../snapshot/records/index.ts';
import { defineCheck } from '../define.ts';
import { userNamespacesKept } from '../../data/pod-settings.ts';
import type { Fault } from '../helpers/pod-faults.ts';
import { ofContainers, unset } from '../helpers/pod-faults.ts';
import type { Place } from '../helpers/pod-places.ts';
import { judgeTogether } from '../helpers/pod-security.ts';

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
  uses: ['addons', 'cluster', 'nodes'],
  *run(parts) {
    yield* judgeTogether(parts, QUESTION);
  },
});

function faults(template: PodTemplate, { kubelets }: Place): Fault[] {
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
}

const OLD_KUBELET = {
  reason: `kubelets before 1.${userNamespacesKept} ignore hostUsers: false, and the version of those of its nodes was not seen`,
  requires: LIST_NODES,
};
