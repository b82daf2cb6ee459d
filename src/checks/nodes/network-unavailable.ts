import { defineCheck } from '../define.ts';
import { evaluateConditions } from '../helpers/node-condition.ts';

export default defineCheck({
  id: 'nodes/network-unavailable',
  title: 'Node condition NetworkUnavailable on ready nodes',
  control: 'Node condition NetworkUnavailable',
  severity: 'medium',
  why: 'Pods on the node have no network connectivity, although the node is Ready. New Pods are scheduled there and fail, because the network plugin or the cloud routes are not configured.',
  remediation: 'Check the network plugin Pod on the node and the routes of the cloud provider.',
  references: ['node-status'],
  peerChecks: [135],
  needs: ['nodes'],
  run: ({ nodes }) =>
    evaluateConditions(nodes, {
      bad: { NetworkUnavailable: 'with condition NetworkUnavailable=True' },
      pass: 'without condition NetworkUnavailable=True',
      optional: true,
    }),
});
