import { eventTriggers } from '../helpers/addons/tekton.ts';
import { see } from '../../shared/requirement.ts';
import { addonCheck, objects } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/tekton-event-listener-open',
  title: 'Tekton EventListener accepts every request',
  control: 'Tekton EventListener interceptors',
  severity: 'medium',
  why: 'A trigger without an interceptor does not verify the sender. Every client that reaches the listener can start pipelines, with parameters of its choice.',
  remediation:
    'Add an interceptor that verifies a signature to each trigger, such as `github` or `gitlab` with `secretRef`.',
  references: ['K09', 'tekton-event-listeners'],
  addon: {
    name: 'Tekton Triggers',
    images: ['triggers/controller', 'triggers/cmd/controller'],
    groups: ['triggers.tekton.dev'],
  },
  asks: objects({
    kinds: ['triggers.tekton.dev/EventListener'],
    noun: 'EventListener',
    fault: (record) => {
      const { open, elsewhere } = eventTriggers(record);
      if (open.length > 0)
        return {
          message: `trigger ${open.join(', ')} has no interceptor`,
          value: `${open.length} without interceptors`,
        };
      return elsewhere.length === 0
        ? undefined
        : {
            message: `interceptors of ${elsewhere.join(', ')} are in another object`,
            value: `triggerRef: ${elsewhere.join(', ')}`,
            requires: [see('review the interceptors of these Trigger objects')],
          };
    },
    pass: 'every trigger has an interceptor',
  }),
});
