import { textAt, valueAt } from '../helpers/addons/custom.ts';
import { addonCheck, objects } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/argo-events-bus-unauthenticated',
  title: 'Argo Events bus accepts every client',
  control: 'Authentication of the Argo Events bus',
  severity: 'medium',
  why: 'A Pod that reaches the bus publishes events of any kind. Sensors then start workflows and other triggers, with parameters of its choice.',
  remediation:
    'Replace `nats` with `jetstream`, which always authenticates, or set `nats.native.auth: token` (default: none). NATS Streaming is end of life.',
  references: ['K09', 'argo-events-bus'],
  addon: 'argo-events',
  asks: objects({
    kinds: ['argoproj.io/EventBus'],
    noun: 'EventBus',
    fault: ({ spec }) => {
      if (valueAt(spec, 'nats.native') === undefined) return undefined;
      const auth = textAt(spec, 'nats.native.strategy');
      return auth === 'token'
        ? undefined
        : {
            message: `nats.native.auth is ${auth ?? 'not set (default: none)'}; expected token`,
            value: `nats.native.auth: ${auth ?? 'not set'}`,
          };
    },
    pass: 'authenticates clients',
  }),
});
