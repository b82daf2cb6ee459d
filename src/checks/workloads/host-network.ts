import type { PodTemplate } from '../../snapshot/records/index.ts';
import { defineCheck } from '../define.ts';
import type { Fault } from '../helpers/pod-faults.ts';
import { judgeEach } from '../helpers/pod-security.ts';

const QUESTION = {
  faults,
  right: 'network' as const,
  says: 'runs in the network of its node',
  none: 'no ordinary workload runs in the network of its node',
};

export default defineCheck({
  id: 'workloads/host-network',
  title: 'A workload uses the network of its node',
  severity: 'medium',
  why: "A pod on the host network stands outside every NetworkPolicy, reaches what listens on the node's loopback address, and reads the machine's traffic when it may open raw sockets. In a cloud it is the machine for the metadata service.",
  fix: 'Take hostNetwork out and expose the workload by a Service. Forbid it by the Pod Security level baseline.',
  references: ['CIS 5.2.5', 'T1557', 'K05', 'pod-security-standards'],
  needs: ['workloads'],
  uses: ['addons', 'cluster', 'nodes'],
  *run(parts) {
    yield* judgeEach(parts, QUESTION, 'medium');
  },
});

function faults({ hostNetwork }: PodTemplate): Fault[] {
  return hostNetwork === true ? [{ what: 'hostNetwork: true' }] : [];
}
