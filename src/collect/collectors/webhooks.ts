import { defineCollector } from '../define.ts';
import { clusterWide, rulesOf } from '../kinds.ts';
import { listKinds } from '../lists.ts';

const API = 'admissionregistration.k8s.io/v1';
const KINDS = [
  clusterWide(API, 'ValidatingWebhookConfiguration'),
  clusterWide(API, 'MutatingWebhookConfiguration'),
];

export const webhooks = defineCollector({
  id: 'webhooks',
  why: 'What may change or refuse every request, and what happens when it is down.',
  notRead: 'URLs; of CA bundles only their facts.',
  reads: rulesOf(KINDS),
  run: (context) => listKinds(context, KINDS),
});
