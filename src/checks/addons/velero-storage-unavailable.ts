import { textAt } from '../helpers/addons/custom.ts';
import { command } from '../../shared/requirement.ts';
import { addonCheck, objects } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/velero-storage-unavailable',
  title: 'Velero backup storage is not available',
  control: 'Velero backup storage',
  severity: 'medium',
  why: 'New backups fail, and existing ones cannot be restored while the storage does not answer. A wrong credential or a deleted bucket is often noticed only after an incident.',
  remediation:
    'Read `status.message` of the BackupStorageLocation, and fix its credential, bucket or endpoint.',
  references: ['T1485', 'velero-locations'],
  addon: 'velero',
  asks: objects(
    (_parts, { namespaces }) => ({
      kinds: ['velero.io/BackupStorageLocation'],
      noun: 'BackupStorageLocation',
      about: ({ namespace }) => namespaces.has(namespace ?? ''),
      fault: ({ status, namespace = '', name }) => {
        const phase = textAt(status, 'phase');
        if (phase === 'Available') return undefined;
        if (phase !== undefined)
          return { message: `phase is ${phase}; expected Available`, value: `phase: ${phase}` };
        return {
          message: 'status has no phase',
          value: 'no phase',
          requires: [command(`kubectl -n ${namespace} get backupstoragelocation ${name} -o yaml`)],
        };
      },
      pass: 'phase is Available',
    }),
    ['velero.io/BackupStorageLocation'],
  ),
});
