/**
 * Resources of Kubernetes that lie in no namespace, by API group: requests for them have none, so that RBAC asks no RoleBinding about them.
 * Every API group that kube-apiserver itself serves has a row (k8s.io/api, GroupName); custom resources are in nobody's list and count as lying in
 * a namespace. `extensions` is served up to Kubernetes 1.21 only. As of 2026-11-30; source: the API reference of Kubernetes 1.37
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
  apps: [],
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
  autoscaling: [],
  batch: [],
  'certificates.k8s.io': ['certificatesigningrequests', 'clustertrustbundles', 'signers'],
  'coordination.k8s.io': [],
  'discovery.k8s.io': [],
  'events.k8s.io': [],
  'flowcontrol.apiserver.k8s.io': ['flowschemas', 'prioritylevelconfigurations'],
  'internal.apiserver.k8s.io': ['storageversions'],
  'lifecycle.k8s.io': [],
  'metrics.k8s.io': ['nodes'],
  'networking.k8s.io': ['ingressclasses', 'ipaddresses', 'servicecidrs'],
  'node.k8s.io': ['runtimeclasses'],
  policy: [],
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
