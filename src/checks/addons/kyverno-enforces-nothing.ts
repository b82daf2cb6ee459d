import { evaluatePresence } from '../helpers/addons/presence.ts';
import { rejects } from '../helpers/addons/kyverno.ts';
import { addonCheck } from '../families/addon-check.ts';

/** Policies for the whole cluster; a Policy applies to one namespace, and its users may write it. */
const KINDS = [
  'kyverno.io/ClusterPolicy',
  'policies.kyverno.io/ValidatingPolicy',
  'policies.kyverno.io/ImageValidatingPolicy',
];

export default addonCheck({
  id: 'addons/kyverno-enforces-nothing',
  title: 'No Kyverno policy rejects requests',
  control: 'Kyverno enforcement',
  severity: 'medium',
  why: 'Violations are reported, and the objects are created nevertheless. An attacker or a mistake is not stopped by any policy.',
  remediation:
    'Set `failureAction: Enforce` in the `validate` rules of the most important policies, after their reports are clean.',
  references: ['K04', 'kyverno-validate'],
  addon: 'kyverno',
  asks: {
    kinds: KINDS,
    evaluate: (found, { addonObjects }) =>
      evaluatePresence(found, {
        lists: KINDS.map((kind) => addonObjects.of(kind)),
        noun: 'policy',
        good: rejects,
        absent: (others) =>
          others === 0
            ? 'no ClusterPolicy or ValidatingPolicy exists'
            : `none of ${others} policies has failureAction Enforce or validationActions Deny`,
        present: 'with enforcement',
      }),
  },
});
