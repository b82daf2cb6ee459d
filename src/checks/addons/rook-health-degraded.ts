import { textAt } from '../helpers/addons/custom.ts';
import { command } from '../../shared/requirement.ts';
import { addonCheck, objects } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/rook-health-degraded',
  title: 'Rook Ceph reports degraded health',
  control: 'Rook Ceph health',
  severity: 'medium',
  why: 'Ceph has lost redundancy or cannot serve some data. A further failure can stop workloads or destroy volumes.',
  remediation: 'Run `ceph health detail` in the toolbox, and repair what it names.',
  references: ['K07', 'rook-ceph-common-issues'],
  addon: 'rook-ceph',
  asks: objects({
    kinds: ['ceph.rook.io/CephCluster'],
    noun: 'CephCluster',
    fault: ({ status, namespace = '', name }) => {
      const health = textAt(status, 'ceph.health');
      if (health === 'HEALTH_OK') return undefined;
      if (health === undefined)
        return {
          message: 'status has no health',
          value: 'no ceph.health',
          requires: [command(`kubectl -n ${namespace} get cephcluster ${name} -o yaml`)],
        };
      return {
        message: `ceph.health is ${health}; expected HEALTH_OK`,
        value: `ceph.health: ${health}`,
        ...(health === 'HEALTH_ERR' && { severity: 'high' as const }),
      };
    },
    pass: 'ceph.health is HEALTH_OK',
  }),
});
