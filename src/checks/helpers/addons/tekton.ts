import type { CustomRecord } from '../../../snapshot/records/index.ts';
import { textAt, valuesAt } from './custom.ts';

/** Triggers of an EventListener by whether they have interceptors (tektoncd/triggers pkg/apis/triggers/v1beta1/event_listener_types.go). */
export function eventTriggers({ spec }: CustomRecord): { open: string[]; elsewhere: string[] } {
  const triggers = valuesAt(spec, 'triggers');
  const groups = valuesAt(spec, 'triggerGroups');
  const isOpen = (one: unknown) => valuesAt(one, 'interceptors').length === 0;
  return {
    open: [
      ...triggers.filter((one) => isOpen(one) && textAt(one, 'triggerRef') === undefined),
      ...groups.filter(isOpen),
    ].map((one, index) => textAt(one, 'name') ?? `number ${index + 1}`),
    elsewhere: triggers.flatMap((one) => textAt(one, 'triggerRef') ?? []),
  };
}
