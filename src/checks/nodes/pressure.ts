import { defineCheck } from '../define.ts';
import { evaluateConditions } from '../helpers/node-condition.ts';

export default defineCheck({
  id: 'nodes/pressure',
  title: 'Node memory, disk or PID pressure',
  control: 'Node memory, disk and PID conditions',
  severity: 'low',
  why: 'The kubelet evicts Pods and the node accepts fewer or no new Pods. Depending on the evicted Pods, applications lose capacity or become unavailable.',
  remediation:
    'Identify the consumer with `kubectl describe node`, and set requests and limits. Remove unused images and logs, or increase the capacity of the node.',
  references: ['node-pressure-eviction'],
  peerChecks: [132, 133, 134],
  needs: ['nodes'],
  run: ({ nodes }) =>
    evaluateConditions(nodes, {
      bad: {
        MemoryPressure: 'with condition MemoryPressure=True',
        DiskPressure: 'with condition DiskPressure=True',
        PIDPressure: 'with condition PIDPressure=True',
      },
      pass: 'without memory, disk or PID pressure',
    }),
});
