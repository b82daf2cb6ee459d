import { evaluateFailurePolicy } from '../helpers/addons/webhooks.ts';
import { addonCheck } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/vault-injector-fail-open',
  title: 'Vault agent injector fails open',
  control: 'Vault injector failure policy',
  severity: 'low',
  why: 'While the injector does not answer, Pods start without their secrets. The program fails, or uses defaults that were never meant for production.',
  remediation: 'Set `injector.webhook.failurePolicy: Fail` and two or more `injector.replicas` in the chart.',
  references: ['K03', 'vault-injector'],
  passNeeds: ['webhooks'],
  addon: 'vault',
  asks: {
    kinds: [],
    evaluate: (_found, { extensions }) => evaluateFailurePolicy(extensions, /vault-agent-injector/),
  },
});
