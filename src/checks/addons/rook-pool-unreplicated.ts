import { see } from '../../shared/requirement.ts';
import { textAt, valueAt } from '../helpers/addons/custom.ts';
import { addonCheck, objects } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/rook-pool-unreplicated',
  title: 'Rook Ceph pool without replicas',
  control: 'Rook Ceph pool replicas',
  severity: 'medium',
  why: 'Each block is on one disk. The failure of that disk destroys the volumes of all workloads that use the pool.',
  remediation: 'Set `spec.replicated.size: 3` in the CephBlockPool.',
  references: ['K07', 'rook-ceph-block-pool'],
  addon: 'rook-ceph',
  asks: objects({
    kinds: ['ceph.rook.io/CephBlockPool'],
    noun: 'CephBlockPool',
    fault: ({ spec }) => {
      const size = textAt(spec, 'replicated.size');
      if (size === '1') return { message: 'replicated.size is 1; expected 3', value: 'replicated.size: 1' };
      return size !== undefined || valueAt(spec, 'erasureCoded') !== undefined
        ? undefined
        : {
            message: 'neither replicated.size nor erasureCoded is set',
            value: 'replicated and erasureCoded not set',
            requires: [see('review the CephBlockPool')],
          };
    },
    pass: 'more than one replica, or erasure coding',
  }),
});
