import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { evaluateCoverage } from '../helpers/addons/coverage.ts';
import { installed, notInstalled } from '../helpers/addons/installed.ts';

export default defineCheck({
  id: 'addons/falco-nodes-uncovered',
  title: 'Nodes without a running Falco agent',
  control: 'Falco coverage of nodes',
  severity: 'low',
  why: 'Attacks on these nodes are not detected. An attacker chooses Pods there, and control plane nodes hold the most valuable credentials.',
  remediation:
    'Add tolerations for all taints to the DaemonSet of Falco, and repair Pods that are not ready.',
  references: ['K10', 'falco-deployment'],
  needs: ['workloads', 'nodes'],
  uses: ['addons', 'trust'],
  run(parts): Iterable<Finding> {
    const found = installed('falco', parts);
    if (found.workloads.length === 0) return [notInstalled(found, parts)];
    return [evaluateCoverage(found, parts.nodes)];
  },
});
