import { evaluatePresence } from '../helpers/addons/presence.ts';
import { addonCheck } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/tetragon-policies-missing',
  title: 'Tetragon has no TracingPolicy',
  control: 'Tetragon policies',
  severity: 'low',
  why: 'Tetragon reports only processes that start and end. Access to files, network connections and privilege escalation are neither observed nor stopped.',
  remediation: 'Create TracingPolicies for sensitive files, network connections and privilege escalation.',
  references: ['K10', 'tetragon-policies'],
  addon: 'tetragon',
  asks: {
    kinds: ['cilium.io/TracingPolicy'],
    evaluate: (found, { addonObjects }) =>
      evaluatePresence(found, {
        lists: [addonObjects.of('cilium.io/TracingPolicy')],
        noun: 'TracingPolicy',
        good: () => true,
        absent: () => 'no TracingPolicy exists',
        present: 'observed',
      }),
  },
});
