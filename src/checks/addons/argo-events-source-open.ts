import type { CustomRecord } from '../../snapshot/records/index.ts';
import { textAt, valueAt } from '../helpers/addons/custom.ts';
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
    about: (record) => SOURCES.some(([kind]) => valueAt(record.spec, kind) !== undefined),
    fault: (record) => {
      const open = SOURCES.flatMap(([kind, secret]) => openOf(record, kind, secret));
      return open.length > 0
        ? { message: `${listed(open)} has no secret`, value: `${open.length} without a secret` }
        : undefined;
    },
    pass: 'every webhook source has a secret',
  }),
});

/** Maps of sources by name, and the field with their secret (pkg/apis/events/v1alpha1/eventsource_types.go of argoproj/argo-events). */
const SOURCES = [
  ['webhook', 'authSecret.name'],
  ['github', 'webhookSecret.name'],
  ['gitlab', 'secretToken.name'],
] as const;

function openOf({ spec }: CustomRecord, kind: string, secret: string): string[] {
  const found = valueAt(spec, kind);
  if (typeof found !== 'object' || found === null) return [];
  return Object.entries(found).flatMap(([name, source]) =>
    textAt(source, secret) === undefined ? [`${kind}.${name}`] : [],
  );
}
