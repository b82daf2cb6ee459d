/**
 * Resources of Kubernetes that lie in no namespace, by API group: requests for them have none, so that RBAC asks no RoleBinding about them.
 * Custom resources are in nobody's list and count as lying in a namespace. As of 2026-11-30; source: the API reference of Kubernetes 1.37
 * (https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/) and, for what is asked when somebody acts as another,
 * https://kubernetes.io/docs/reference/access-authn-authz/user-impersonation/.
 */
export const asOf = '2026-11-30';

export const clusterScoped: Readonly<Record<string, readonly string[]>> = {
  '': ['componentstatuses', 'groups', 'namespaces', 'nodes', 'persistentvolumes', 'users'],
  'admissionregistration.k8s.io': [
    'mutatingadmissionpolicies',
    'mutatingadmissionpolicybindings',
    'mutatingwebhookconfigurations',
    'validatingadmissionpolicies',
    'validatingadmissionpolicybindings',
    'validatingwebhookconfigurations',
  ],
  'apiextensions.k8s.io': ['customresourcedefinitions'],
  'apiregistration.k8s.io': ['apiservices'],
  'authentication.k8s.io': [
    'groups',
    'nodes',
    'selfsubjectreviews',
    'tokenreviews',
    'uids',
    'userextras',
    'users',
  ],
  'authorization.k8s.io': ['selfsubjectaccessreviews', 'selfsubjectrulesreviews', 'subjectaccessreviews'],
  'certificates.k8s.io': ['certificatesigningrequests', 'clustertrustbundles', 'signers'],
  'flowcontrol.apiserver.k8s.io': ['flowschemas', 'prioritylevelconfigurations'],
  'internal.apiserver.k8s.io': ['storageversions'],
  'metrics.k8s.io': ['nodes'],
  'networking.k8s.io': ['ingressclasses', 'ipaddresses', 'servicecidrs'],
  'node.k8s.io': ['runtimeclasses'],
  'rbac.authorization.k8s.io': ['clusterrolebindings', 'clusterroles'],
  'resource.k8s.io': ['deviceclasses', 'devicetaintrules', 'resourceslices'],
  'scheduling.k8s.io': ['priorityclasses'],
  'storage.k8s.io': [
    'csidrivers',
    'csinodes',
    'storageclasses',
    'volumeattachments',
    'volumeattributesclasses',
  ],
  'storagemigration.k8s.io': ['storageversionmigrations'],
};

/**
 * Verbs for which RBAC evaluates RoleBindings nevertheless: the path of a single Namespace is in that namespace, and a ClusterRole is bound
 * where its RoleBinding is.
 */
export const requestedWithin: Readonly<Record<string, readonly string[]>> = {
  '/namespaces': ['get', 'update', 'patch', 'delete'],
  'rbac.authorization.k8s.io/clusterroles': ['bind'],
};

/** The release that added each kind of admission policy; older servers do not have the resource. */
export const policiesSince: Readonly<Record<string, number>> = {
  mutatingadmissionpolicies: 32,
  mutatingadmissionpolicybindings: 32,
  validatingadmissionpolicies: 26,
  validatingadmissionpolicybindings: 26,
};
