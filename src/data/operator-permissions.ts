/**
 * What parts of the system write in the whole cluster, and nobody else: operators and drivers are told by it. Facts from the roles that the
 * projects ship:
 * https://github.com/kubernetes/ingress-nginx/blob/main/charts/ingress-nginx/templates/clusterrole.yaml (addresses of Ingresses),
 * https://kubernetes.io/docs/concepts/architecture/cloud-controller/#authorization (Services, nodes),
 * https://github.com/kubernetes-csi/external-provisioner/blob/master/deploy/kubernetes/rbac.yaml and
 * https://github.com/kubernetes-csi/external-attacher/blob/master/deploy/kubernetes/rbac.yaml (volumes).
 */
export const asOf = '2026-11-30';

/** A right by an RBAC rule: one of the resources, one of the verbs. */
export interface OperatorPermission {
  group: string;
  resources: readonly string[];
  verbs: readonly string[];
}

/** Ingress controllers write the addresses that they got. */
export const INGRESS_STATUS: readonly OperatorPermission[] = [
  { group: 'networking.k8s.io', resources: ['ingresses/status'], verbs: ['patch', 'update'] },
];

/** Load balancers write theirs. */
export const SERVICE_STATUS: readonly OperatorPermission[] = [
  { group: '', resources: ['services/status'], verbs: ['patch', 'update'] },
];

/** Provisioners make volumes, attachers say where they are. */
export const VOLUMES: readonly OperatorPermission[] = [
  { group: '', resources: ['persistentvolumes'], verbs: ['create'] },
  {
    group: 'storage.k8s.io',
    resources: ['volumeattachments', 'volumeattachments/status'],
    verbs: ['patch', 'update'],
  },
];

/** Cloud controllers and agents write on nodes what they know of them. */
export const NODES: readonly OperatorPermission[] = [
  { group: '', resources: ['nodes', 'nodes/status'], verbs: ['patch', 'update'] },
];
