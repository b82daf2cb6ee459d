import { valueAt, valuesAt } from '../helpers/addons/custom.ts';
import { addonCheck, objects } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/cloudnative-pg-backup-missing',
  title: 'PostgreSQL cluster without a backup',
  control: 'CloudNativePG backups',
  severity: 'medium',
  why: 'Replicas copy mistakes and deletions at once. Without a backup outside the cluster, data cannot be restored after them or after a loss of the storage.',
  remediation:
    'Configure `spec.plugins` with the Barman Cloud plugin or `spec.backup`, and create a ScheduledBackup.',
  references: ['T1485', 'cloudnative-pg-backup'],
  addon: 'cloudnative-pg',
  asks: objects({
    kinds: ['postgresql.cnpg.io/Cluster'],
    noun: 'Cluster',
    fault: ({ spec }) =>
      valueAt(spec, 'backup.barmanObjectStore') !== undefined ||
      valueAt(spec, 'backup.volumeSnapshot') !== undefined ||
      valuesAt(spec, 'plugins').length > 0
        ? undefined
        : { message: 'neither backup nor plugins is set', value: 'backup not set, plugins not set' },
    pass: 'backup or plugins is set',
  }),
});
