import { textAt } from '../helpers/addons/custom.ts';
import { addonCheck, objects } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/rook-few-monitors',
  title: 'Rook Ceph has fewer than three monitors',
  control: 'Rook Ceph monitors',
  severity: 'medium',
  why: 'Ceph stops all reads and writes without a majority of monitors. With fewer than three, the loss of one node stops the storage of every workload.',
  remediation: 'Set `spec.mon.count: 3` and `allowMultiplePerNode: false` in the CephCluster.',
  references: ['K07', 'rook-ceph-cluster'],
  addon: 'rook-ceph',
  asks: objects({
    kinds: ['ceph.rook.io/CephCluster'],
    noun: 'CephCluster',
    about: ({ spec }) => textAt(spec, 'external.enable') !== 'true',
    fault: ({ spec }) => {
      // Rook uses three where the count is not set (pkg/operator/ceph/cluster/mon/spec.go).
      const count = Number(textAt(spec, 'mon.count') ?? 0) || 3;
      return count >= 3
        ? undefined
        : { message: `mon.count is ${count}; expected 3 or more`, value: `mon.count: ${count}` };
    },
    pass: 'mon.count is 3 or more',
  }),
});
