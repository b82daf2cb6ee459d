import { textAt, valuesAt } from '../helpers/addons/custom.ts';
import { listed } from '../helpers/objects.ts';
import { addonCheck, objects } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/argo-events-source-open',
  title: 'Argo Events source accepts every request',
  control: 'Argo Events webhook sources',
  severity: 'medium',
  why: 'A webhook source without a secret does not verify the sender. Every client that reaches it can start the triggers of its sensors.',
  remediation:
    'Set `authSecret` of each entry of `spec.webhook`, `webhookSecret` of `github` and `secretToken` of `gitlab`.',
  references: ['K09', 'argo-events-webhooks'],
  addon: 'argo-events',
  asks: objects({
    kinds: ['argoproj.io/EventSource'],
    noun: 'EventSource',
    about: ({ spec }) => valuesAt(spec, 'sources').length > 0,
    fault: ({ spec }) => {
      const open = valuesAt(spec, 'sources')
        .filter((source) => textAt(source, 'verifies') !== 'true')
        .map((source) => textAt(source, 'name') ?? '');
      return open.length > 0
        ? { message: `${listed(open)} has no secret`, value: `${open.length} without a secret` }
        : undefined;
    },
    pass: 'every webhook source has a secret',
  }),
});
