import { defineCollector } from '../define.ts';
import { kindsOf, rulesOf } from '../kinds.ts';
import { listKinds } from '../lists.ts';

const KINDS = kindsOf('envoy');

export const envoy = defineCollector({
  id: 'envoy',
  why: 'Configuration of Envoy Gateway, Contour and Ambassador.',
  notRead: 'Bootstrap texts (facts of them come with pods and ConfigMaps); credentials of policies.',
  reads: rulesOf(KINDS),
  run: (context) => listKinds(context, KINDS),
});
