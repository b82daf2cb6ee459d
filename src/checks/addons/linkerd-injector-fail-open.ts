import { evaluateFailurePolicy } from '../helpers/addons/webhooks.ts';
import { addonCheck } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/linkerd-injector-fail-open',
  title: 'Linkerd injector fails open',
  control: 'Linkerd injector failure policy',
  severity: 'low',
  why: 'While the injector does not answer, Pods start without a proxy. Their traffic is neither encrypted nor authorized until they are restarted.',
  remediation:
    'Set `webhookFailurePolicy: Fail` in the chart together with three replicas, as the values for high availability do.',
  references: ['K05', 'linkerd-ha'],
  passNeeds: ['webhooks'],
  addon: 'linkerd',
  asks: {
    kinds: [],
    evaluate: (_found, { extensions }) =>
      evaluateFailurePolicy(extensions, /^linkerd-proxy-injector-webhook-config$/),
  },
});
