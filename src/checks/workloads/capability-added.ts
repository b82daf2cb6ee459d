import { imageIs } from '../../addons/images.ts';
import { meshInitImages } from '../../data/mesh-images.ts';
import type { WorkloadFacts } from '../../model/types.ts';
import { defineCheck } from '../define.ts';
import { capabilityNames, judgeEach, ofLinuxContainers } from '../helpers/pod-security.ts';

/** What the level baseline lets a container add (https://kubernetes.io/docs/concepts/security/pod-security-standards/). */
const BASELINE = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
]);

/** Each of these alone leads out of a container whose root is the machine's. */
const AS_PRIVILEGED = new Set([
  'ALL',
  'BPF',
  'DAC_READ_SEARCH',
  'SYS_ADMIN',
  'SYS_MODULE',
  'SYS_PTRACE',
  'SYS_RAWIO',
]);

const QUESTION = {
  faults: (workload: WorkloadFacts) => adding(workload, (name) => !BASELINE.has(name)),
  says: 'adds capabilities beyond the level baseline',
  none: 'no ordinary workload adds capabilities beyond the level baseline',
};

export default defineCheck({
  id: 'workloads/capability-added',
  title: 'A workload has capabilities that open its node',
  severity: 'medium',
  why: 'Capabilities are root in slices. SYS_ADMIN, SYS_MODULE or all of them are as good as privileged; others read any file, watch other processes or change the network of the machine when the pod shares it.',
  fix: 'Drop ALL and add what the program fails without. Forbid the rest by the Pod Security level baseline.',
  references: [
    { framework: 'MITRE ATT&CK', id: 'T1611' },
    { framework: 'OWASP K8s 2025', id: 'K01' },
    {
      framework: 'docs',
      id: 'Pod Security Standards',
      url: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
    },
  ],
  union: [290],
  needs: ['workloads'],
  uses: ['addons', 'cluster', 'nodes'],
  *run(parts) {
    yield* judgeEach(parts, QUESTION, (workload) =>
      adding(workload, (name) => AS_PRIVILEGED.has(name)).length > 0 ? 'high' : 'medium',
    );
  },
});

function adding(workload: WorkloadFacts, which: (name: string) => boolean): string[] {
  return ofLinuxContainers(workload, ({ capabilitiesAdd, privileged, role, image }) => {
    if (role === 'init' && meshInitImages.some((known) => imageIs(image, known))) return undefined;
    const names = privileged === true ? [] : capabilityNames(capabilitiesAdd).filter(which);
    return names.length > 0 ? `adds ${names.join(', ')}` : undefined;
  });
}
