import { textAt, timeAt } from '../helpers/addons/custom.ts';
import { evaluatePresence } from '../helpers/addons/presence.ts';
import { addonCheck } from '../families/addon-check.ts';

const DAY_MS = 86_400_000;
/** Schedules are usually daily or weekly; a week without a success means that backups have stopped. */
const STALE_DAYS = 7;

export default addonCheck({
  id: 'addons/velero-backup-stale',
  title: 'No recent successful Velero backup',
  control: 'Velero backups',
  severity: 'medium',
  why: 'After a deletion, a failed upgrade or an attack, only old data can be restored. Without any completed backup, nothing can be.',
  remediation:
    'Read the reason with `velero backup describe --details`, fix the storage or the plugin, and run `velero backup create`.',
  references: ['T1485', 'velero-backup'],
  addon: 'velero',
  asks: {
    kinds: ['velero.io/Backup'],
    evaluate: (found, { addonObjects, cluster }) => {
      const since = cluster.takenAt.getTime() - STALE_DAYS * DAY_MS;
      return evaluatePresence(found, {
        lists: [addonObjects.of('velero.io/Backup')],
        noun: 'Backup',
        good: ({ status }) =>
          textAt(status, 'phase') === 'Completed' && (timeAt(status, 'completionTimestamp') ?? 0) >= since,
        absent: (others) =>
          others === 0
            ? 'no Backup exists; expected one of the last 7 days'
            : `none of ${others} Backups completed in the last 7 days`,
        present: 'completed in the last 7 days',
      });
    },
  },
});
