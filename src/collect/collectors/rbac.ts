import { defineCollector } from '../define.ts';
import { clusterWide, namespaced, rulesOf } from '../kinds.ts';
import { listKinds } from '../lists.ts';

const API = 'rbac.authorization.k8s.io/v1';
const KINDS = [
  clusterWide(API, 'ClusterRole', { neverEmpty: true }),
  clusterWide(API, 'ClusterRoleBinding', { neverEmpty: true }),
  namespaced(API, 'Role'),
  namespaced(API, 'RoleBinding'),
];

export const rbac = defineCollector({
  id: 'rbac',
  why: 'Who may do what.',
  notRead: 'Annotations.',
  reads: rulesOf(KINDS),
  run: (context) => listKinds(context, KINDS),
});
