import { textAt } from '../helpers/addons/custom.ts';
import { evaluatePresence } from '../helpers/addons/presence.ts';
import { addonCheck } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/velero-schedule-missing',
  title: 'Velero has no active Schedule',
  control: 'Velero schedules',
  severity: 'medium',
  why: 'Backups exist only if a person creates them. After an incident, the newest one is usually too old.',
  remediation: 'Create a Schedule, for example `velero schedule create daily --schedule=@daily`.',
  references: ['T1485', 'velero-backup'],
  addon: 'velero',
  asks: {
    kinds: ['velero.io/Schedule'],
    evaluate: (found, { addonObjects }) =>
      evaluatePresence(found, {
        lists: [addonObjects.of('velero.io/Schedule')],
        noun: 'Schedule',
        good: ({ spec }) => textAt(spec, 'paused') !== 'true',
        absent: (others) => (others === 0 ? 'no Schedule exists' : 'every Schedule is paused'),
        present: 'not paused',
      }),
  },
});
