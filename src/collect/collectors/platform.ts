import { defineCollector } from '../define.ts';
import { kindsOf, rulesOf } from '../kinds.ts';
import { listKinds } from '../lists.ts';

const KINDS = kindsOf('platform');

export const platform = defineCollector({
  id: 'platform',
  why: 'Settings of OpenShift, k0s, k3s, Cluster API, CNIs, backup, policy, GitOps and monitoring add-ons; budgets, quotas and admission policies.',
  notRead: 'Fields that no question needs; whether a credential is set, never which.',
  reads: rulesOf(KINDS),
  run: (context) => listKinds(context, KINDS),
});
