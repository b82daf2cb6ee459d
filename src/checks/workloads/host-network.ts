import { workloadCheck } from '../families/workload-check.ts';

export default workloadCheck({
  id: 'workloads/host-network',
  title: 'A workload uses the network of its node',
  severity: 'medium',
  why: "A pod on the host network stands outside every NetworkPolicy, reaches what listens on the node's loopback address, and reads the machine's traffic when it may open raw sockets. In a cloud it is the machine for the metadata service.",
  fix: 'Take hostNetwork out and expose the workload by a Service. Forbid it by the Pod Security level baseline.',
  references: ['CIS 5.2.5', 'T1557', 'K05', 'pod-security-standards'],
  verdictPer: 'workload',
  faults: ({ hostNetwork }) => (hostNetwork === true ? [{ what: 'hostNetwork: true' }] : []),
  right: 'network',
  says: 'runs in the network of its node',
  none: 'no ordinary workload runs in the network of its node',
});
