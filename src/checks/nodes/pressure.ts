import { defineCheck } from '../define.ts';
import { judgeConditions } from '../helpers/node-condition.ts';

export default defineCheck({
  id: 'nodes/pressure',
  title: 'Nodes are short of memory, disk or process ids',
  severity: 'low',
  why: 'The kubelet begins to end pods and takes no new ones. What users see depends on which pods are ended first.',
  fix: 'Find what uses it up, set requests and limits, clean up images and logs, or give the node more.',
  references: ['node-pressure-eviction'],
  peerChecks: [132, 133, 134],
  needs: ['nodes'],
  run: ({ nodes }) =>
    judgeConditions(nodes, {
      bad: {
        MemoryPressure: 'short of memory',
        DiskPressure: 'short of disk',
        PIDPressure: 'short of process ids',
      },
      pass: 'under no pressure',
    }),
});
