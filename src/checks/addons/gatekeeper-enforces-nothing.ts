import { evaluatePresence } from '../helpers/addons/presence.ts';
import { denies } from '../helpers/addons/gatekeeper.ts';
import { addonCheck } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/gatekeeper-enforces-nothing',
  title: 'No Gatekeeper constraint rejects requests',
  control: 'Gatekeeper enforcement',
  severity: 'medium',
  why: 'Gatekeeper reports violations at most, and the objects are created nevertheless. An attacker or a mistake is not stopped by any policy.',
  remediation: 'Create constraints, and set `spec.enforcementAction: deny` in the most important ones.',
  references: ['K04', 'gatekeeper-enforcement'],
  addon: 'gatekeeper',
  asks: {
    kinds: ['constraints.gatekeeper.sh/*'],
    evaluate: (found, { addonObjects }) =>
      evaluatePresence(found, {
        lists: [addonObjects.ofGroup('constraints.gatekeeper.sh')],
        noun: 'constraint',
        good: denies,
        absent: (others) =>
          others === 0
            ? 'no constraint exists'
            : `enforcementAction of none of ${others} constraints is deny`,
        present: 'with enforcementAction deny',
      }),
  },
});
