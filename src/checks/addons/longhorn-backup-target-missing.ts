import { textAt } from '../helpers/addons/custom.ts';
import { evaluatePresence } from '../helpers/addons/presence.ts';
import { addonCheck } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/longhorn-backup-target-missing',
  title: 'Longhorn has no backup target',
  control: 'Longhorn backup target',
  severity: 'low',
  why: 'Volumes exist only on the disks of this cluster. A deletion, a ransomware attack or the loss of the site destroys them.',
  remediation:
    'Set `spec.backupTargetURL` of the BackupTarget `default` to a bucket or an NFS share outside the cluster.',
  references: ['T1485', 'longhorn-backup-target'],
  addon: 'longhorn',
  asks: {
    kinds: ['longhorn.io/BackupTarget'],
    evaluate: (found, { addonObjects }) => {
      const settings = addonObjects.of('longhorn.io/Setting');
      return evaluatePresence(found, {
        // Before 1.8, it was a setting.
        lists: [
          addonObjects.of('longhorn.io/BackupTarget'),
          { ...settings, all: settings.all.filter(({ name }) => name === 'backup-target') },
        ],
        noun: 'backup target',
        good: ({ kind, spec }) =>
          (textAt(spec, kind === 'BackupTarget' ? 'backupTargetURL' : 'value') ?? '') !== '',
        absent: () => 'backupTargetURL is empty; expected a URL',
        present: 'with a URL',
      });
    },
  },
});
