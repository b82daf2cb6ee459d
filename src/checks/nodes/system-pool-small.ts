import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, observed } from '../helpers/objects.ts';
import { systemPools, withoutSystemPool } from '../helpers/system-pool.ts';

export default defineCheck({
  id: 'nodes/system-pool-small',
  title: 'AKS system node pool has a single node',
  control: 'Size of AKS system node pools',
  severity: 'medium',
  why: 'DNS, metrics-server and the konnectivity tunnel to the control plane run on the system node pools. A failure or upgrade of the single node interrupts them for the whole cluster.',
  remediation:
    'Scale the system node pool to at least two nodes; three are recommended with availability zones.',
  references: ['aks-system-node-pools'],
  peerChecks: [146],
  needs: ['nodes'],
  *run({ nodes }): Iterable<Finding> {
    const pools = systemPools(nodes);
    const members = [...pools.values()].flat();
    if (members.length === 0) {
      yield withoutSystemPool(nodes);
      return;
    }
    const evidence = few(pools, ([name, some]) => observed(`pool ${name}`, plural(some.length, 'node')));
    const message = `the system node pools have ${plural(members.length, 'node')}`;
    if (members.length > 1) yield { verdict: 'pass', message, evidence };
    else yield { verdict: 'fail', restsOn: ['nodes'], message, evidence };
  },
});
