import { defineCheck } from '../define.ts';
import { judgeConditions } from '../helpers/node-condition.ts';

export default defineCheck({
  id: 'nodes/network-unavailable',
  title: 'The network of nodes is not set up',
  severity: 'medium',
  why: 'Pods on such a node reach nothing and nobody reaches them, although the node calls itself ready. The network plugin or the routes of the cloud have failed there.',
  fix: "Look at the network plugin's pod on the node and at the routes of the cloud.",
  references: ['node-status'],
  peerChecks: [135],
  needs: ['nodes'],
  run: ({ nodes }) =>
    judgeConditions(nodes, {
      bad: { NetworkUnavailable: 'without a network' },
      pass: 'with a network, as far as they report it',
      optional: true,
    }),
});
