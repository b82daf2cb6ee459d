import { defineCollector } from '../define.ts';
import { kindsOf, rulesOf } from '../kinds.ts';
import { listKinds } from '../lists.ts';

const KINDS = kindsOf('istio');

export const istio = defineCollector({
  id: 'istio',
  why: 'mTLS, authorization and ways in of an Istio mesh, its operators included.',
  notRead: 'Patches of EnvoyFilters but what they touch, and Wasm settings; fields that no question needs.',
  reads: rulesOf(KINDS),
  run: (context) => listKinds(context, KINDS),
});
