import { flagValues } from '../helpers/program-flags.ts';
import { addonCheck, setting } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/kyverno-exceptions-open',
  title: 'Kyverno accepts PolicyExceptions in every namespace',
  control: 'Kyverno PolicyExceptions',
  severity: 'medium',
  why: 'A tenant who can create a PolicyException exempts own workloads from every policy. Policies then protect only against mistakes.',
  remediation:
    'Set `--exceptionNamespace` to a namespace that only administrators can write, or `--enablePolicyException=false`.',
  references: ['K04', 'kyverno-exceptions'],
  addon: 'kyverno',
  // Without a namespace, releases differ: all namespaces, or none (cmd/internal/flag.go of kyverno).
  asks: setting({
    images: ['kyverno/kyverno'],
    runs: /(?:^|\s)kyverno(?:\s|$)/,
    flag: 'exceptionNamespace',
    takes: 'value',
    usual: ({ container }) =>
      flagValues(container, 'enablePolicyException', true).at(-1) === 'false' ? 'disabled' : undefined,
    bad: (value, { container }) =>
      value === '*' && flagValues(container, 'enablePolicyException', true).at(-1) !== 'false',
    expected: 'one namespace',
  }),
});
