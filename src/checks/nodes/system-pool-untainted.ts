import { groupBy } from '../../shared/group.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, observed } from '../helpers/objects.ts';
import { systemPools, withoutSystemPool } from '../helpers/system-pool.ts';

export default defineCheck({
  id: 'nodes/system-pool-untainted',
  title: 'AKS system node pool without CriticalAddonsOnly taint',
  control: 'Taint of AKS system node pools',
  severity: 'low',
  why: 'Application Pods can be scheduled on system nodes. If they exhaust memory or CPU, DNS and the konnectivity tunnel to the control plane fail.',
  remediation:
    'Set the taint `CriticalAddonsOnly=true:NoSchedule` on the system node pool, and run applications in user node pools.',
  references: ['aks-system-node-pools'],
  peerChecks: [147],
  needs: ['nodes'],
  *run({ nodes }): Iterable<Finding> {
    const members = [...systemPools(nodes).values()].flat();
    if (members.length === 0) {
      yield withoutSystemPool(nodes);
      return;
    }
    const isOpen = ({ record }: (typeof members)[number]) =>
      !record.taints.some(({ key, effect }) => key === 'CriticalAddonsOnly' && effect !== 'PreferNoSchedule');
    const open = members.filter(isOpen);
    const alone = members.length === nodes.length;
    const evidence = few(
      groupBy(open.length > 0 ? open : members, ({ pool }) => pool),
      ([name, some]) =>
        observed(
          `pool ${name}`,
          `${plural(some.length, 'node')} ${open.length > 0 ? 'without' : 'with'} CriticalAddonsOnly`,
        ),
    );
    if (open.length === 0)
      yield {
        verdict: 'pass',
        message: 'all nodes of the system node pools have the taint CriticalAddonsOnly',
        evidence,
      };
    else
      yield {
        verdict: 'fail',
        // Without another pool the workloads cannot move.
        ...(alone && { severity: 'info' as const }),
        message: `${plural(open.length, 'node')} of system node pools without the taint CriticalAddonsOnly${alone ? '; no other node pool exists' : ''}`,
        evidence,
      };
  },
});
