import { defineCollector } from '../define.ts';
import { kindsOf, rulesOf } from '../kinds.ts';
import { listKinds } from '../lists.ts';

const KINDS = kindsOf('services');

export const services = defineCollector({
  id: 'services',
  why: 'Load balancers, node ports and external addresses are ways in.',
  notRead: 'Annotations that do not decide on exposure.',
  reads: rulesOf(KINDS),
  run: (context) => listKinds(context, KINDS),
});
