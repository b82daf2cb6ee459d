import { defineCollector } from '../define.ts';
import { kindsOf, rulesOf } from '../kinds.ts';
import { listKinds } from '../lists.ts';

const KINDS = kindsOf('nodes');

export const nodes = defineCollector({
  id: 'nodes',
  why: 'Roles, zones, versions, runtimes, addresses, taints and conditions.',
  notRead: "The kubelets' own configuration: see kubelets.",
  reads: rulesOf(KINDS),
  run: (context) => listKinds(context, KINDS),
});
