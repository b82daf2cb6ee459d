import { defineCollector } from '../define.ts';
import { clusterWide, rulesOf } from '../kinds.ts';
import { listKinds } from '../lists.ts';

const KINDS = [clusterWide('v1', 'Node')];

export const nodes = defineCollector({
  id: 'nodes',
  why: 'Roles, zones, versions, runtimes, addresses, taints and conditions.',
  notRead: "The kubelets' own configuration: see kubelets.",
  reads: rulesOf(KINDS),
  run: (context) => listKinds(context, KINDS),
});
