import { textAt } from '../helpers/addons/custom.ts';
import { addonCheck, objects } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/rook-encryption-off',
  title: 'Rook Ceph traffic is not encrypted',
  control: 'Rook Ceph encryption in transit',
  severity: 'low',
  why: 'Data of volumes crosses the network of the nodes as plaintext. An attacker in that network can read data of all workloads.',
  remediation:
    'Set `spec.network.connections.encryption.enabled: true` in the CephCluster; nodes require kernel 5.11 or later.',
  references: ['T1040', 'rook-ceph-network'],
  addon: 'rook-ceph',
  asks: objects({
    kinds: ['ceph.rook.io/CephCluster'],
    noun: 'CephCluster',
    about: ({ spec }) => textAt(spec, 'external.enable') !== 'true',
    fault: ({ spec }) =>
      textAt(spec, 'network.connections.encryption.enabled') === 'true'
        ? undefined
        : {
            message: 'network.connections.encryption.enabled is not true; expected true',
            value: 'encryption.enabled not true',
          },
    pass: 'encryption in transit is enabled',
  }),
});
