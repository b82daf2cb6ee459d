/**
 * Cluster-wide write permissions that only operators and drivers of the system have. Facts from the roles that the projects ship:
 * https://github.com/kubernetes/ingress-nginx/blob/main/charts/ingress-nginx/templates/clusterrole.yaml (addresses of Ingresses),
 * https://kubernetes.io/docs/concepts/architecture/cloud-controller/#authorization (Services, nodes),
 * https://github.com/kubernetes-csi/external-provisioner/blob/master/deploy/kubernetes/rbac.yaml and
 * https://github.com/kubernetes-csi/external-attacher/blob/master/deploy/kubernetes/rbac.yaml (volumes).
 */
export const asOf = '2026-11-30';

/** A permission by an RBAC rule: one of the resources, one of the verbs. */
export interface OperatorPermission {
  group: string;
  resources: readonly string[];
  verbs: readonly string[];
}

/** Ingress controllers write the addresses that they were assigned. */
export const INGRESS_STATUS: readonly OperatorPermission[] = [
  { group: 'networking.k8s.io', resources: ['ingresses/status'], verbs: ['patch', 'update'] },
];

/** Load balancers write theirs. */
export const SERVICE_STATUS: readonly OperatorPermission[] = [
  { group: '', resources: ['services/status'], verbs: ['patch', 'update'] },
];

/** Provisioners create volumes, attachers record where they are attached. */
export const VOLUMES: readonly OperatorPermission[] = [
  { group: '', resources: ['persistentvolumes'], verbs: ['create'] },
  {
    group: 'storage.k8s.io',
    resources: ['volumeattachments', 'volumeattachments/status'],
    verbs: ['patch', 'update'],
  },
];

/** Cloud controllers and agents write their data to nodes. */
export const NODES: readonly OperatorPermission[] = [
  { group: '', resources: ['nodes', 'nodes/status'], verbs: ['patch', 'update'] },
];
