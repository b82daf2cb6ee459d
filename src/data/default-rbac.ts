/**
 * Bindings and roles that Kubernetes, kubeadm and distributions ship, by name, with the subjects that they are shipped
 * with. As of 2026-11-24; source: plugin/pkg/auth/authorizer/rbac/bootstrappolicy of https://github.com/kubernetes/kubernetes
 * 1.37, kubeadm 1.37, pkg/bootstrappolicy of https://github.com/openshift/openshift-apiserver, the documentation of the
 * distributions. A binding counts as shipped only when role and subjects agree, never by its label, and what everybody gets
 * without credentials only when the role says no more than it is shipped with.
 */
export const asOf = '2026-11-24';

export interface ShippedBinding {
  name: string;
  role: string;
  /** `Kind name` or `ServiceAccount ns/name`. */
  subjects: readonly string[];
  /** What the role allows as shipped; more than that is somebody's own. Absent = the name is enough. */
  rules?: readonly ShippedRule[];
}

export interface ShippedRule {
  verbs: readonly string[];
  apiGroups?: readonly string[];
  resources?: readonly string[];
  resourceNames?: readonly string[];
  nonResourceURLs?: readonly string[];
}

const JOINING_NODES = 'Group system:bootstrappers:kubeadm:default-node-token';

const ANYBODY = ['Group system:authenticated', 'Group system:unauthenticated'];

const same = (name: string, ...subjects: readonly string[]): ShippedBinding => ({
  name,
  role: name,
  subjects,
});

export const shippedBindings: readonly ShippedBinding[] = [
  { name: 'cluster-admin', role: 'cluster-admin', subjects: ['Group system:masters'] },
  { name: 'kubeadm:cluster-admins', role: 'cluster-admin', subjects: ['Group kubeadm:cluster-admins'] },
  {
    ...same('system:public-info-viewer', ...ANYBODY),
    rules: [{ verbs: ['get'], nonResourceURLs: ['/livez', '/readyz', '/healthz', '/version', '/version/'] }],
  },
  same('system:discovery', 'Group system:authenticated'),
  same('system:basic-user', 'Group system:authenticated'),
  same('system:monitoring', 'Group system:monitoring'),
  same('system:service-account-issuer-discovery', 'Group system:serviceaccounts'),
  same('system:cluster-trust-bundle-discovery', 'Group system:serviceaccounts'),
  same('system:volume-scheduler', 'User system:kube-scheduler'),
  same('system:kube-scheduler', 'User system:kube-scheduler'),
  same('system:kube-controller-manager', 'User system:kube-controller-manager'),
  same('system:kube-dns', 'ServiceAccount kube-system/kube-dns'),
  same('system:node-proxier', 'User system:kube-proxy'),
  { name: 'system:node', role: 'system:node', subjects: [] },
  {
    name: 'kubeadm:kubelet-bootstrap',
    role: 'system:node-bootstrapper',
    subjects: [JOINING_NODES],
  },
  {
    name: 'kubeadm:get-nodes',
    role: 'kubeadm:get-nodes',
    subjects: [JOINING_NODES],
  },
  {
    name: 'kubeadm:node-autoapprove-bootstrap',
    role: 'system:certificates.k8s.io:certificatesigningrequests:nodeclient',
    subjects: [JOINING_NODES],
  },
  {
    name: 'kubeadm:node-autoapprove-certificate-rotation',
    role: 'system:certificates.k8s.io:certificatesigningrequests:selfnodeclient',
    subjects: ['Group system:nodes'],
  },
  {
    name: 'kubeadm:node-proxier',
    role: 'system:node-proxier',
    subjects: ['ServiceAccount kube-system/kube-proxy'],
  },
  {
    name: 'kubeadm:apiserver-kubelet-client',
    role: 'system:kubelet-api-admin',
    subjects: ['User kube-apiserver-kubelet-client'],
  },
  {
    name: 'kubeadm:bootstrap-signer-clusterinfo',
    role: 'kubeadm:bootstrap-signer-clusterinfo',
    subjects: ['User system:anonymous'],
    rules: [{ verbs: ['get'], apiGroups: [''], resources: ['configmaps'], resourceNames: ['cluster-info'] }],
  },
  {
    name: 'kube-proxy',
    role: 'kube-proxy',
    subjects: [JOINING_NODES],
  },
  {
    name: 'kubeadm:kubeadm-certs',
    role: 'kubeadm:kubeadm-certs',
    subjects: [JOINING_NODES],
  },
  same('kubeadm:kubelet-config', 'Group system:nodes', JOINING_NODES),
  same('kubeadm:nodes-kubeadm-config', 'Group system:nodes', JOINING_NODES),
  same('system:coredns', 'ServiceAccount kube-system/coredns'),
  {
    name: 'system:openshift:public-info-viewer',
    role: 'system:openshift:public-info-viewer',
    subjects: ANYBODY,
  },
  // OpenShift gave these to unauthenticated requests until 4.15; clusters that were installed before keep them.
  {
    name: 'self-access-reviewers',
    role: 'self-access-reviewer',
    subjects: ANYBODY,
    rules: [
      {
        verbs: ['create'],
        apiGroups: ['', 'authorization.openshift.io'],
        resources: ['selfsubjectrulesreviews'],
      },
      { verbs: ['create'], apiGroups: ['authorization.k8s.io'], resources: ['selfsubjectaccessreviews'] },
    ],
  },
  {
    name: 'system:oauth-token-deleters',
    role: 'system:oauth-token-deleter',
    subjects: ANYBODY,
    rules: [
      {
        verbs: ['delete'],
        apiGroups: ['', 'oauth.openshift.io'],
        resources: ['oauthaccesstokens', 'oauthauthorizetokens'],
      },
    ],
  },
  {
    name: 'system:scope-impersonation',
    role: 'system:scope-impersonation',
    subjects: ANYBODY,
    rules: [
      {
        verbs: ['impersonate'],
        apiGroups: ['authentication.k8s.io'],
        resources: ['userextras/scopes.authorization.openshift.io'],
      },
    ],
  },
  {
    name: 'system:webhooks',
    role: 'system:webhook',
    subjects: ANYBODY,
    rules: [
      {
        verbs: ['get', 'create'],
        apiGroups: ['', 'build.openshift.io'],
        resources: ['buildconfigs/webhooks'],
      },
    ],
  },
];

/** Subjects that are the control plane or the installer themselves: cluster-admin is theirs by design. */
export const controlPlaneSubjects: ReadonlySet<string> = new Set([
  'Group system:masters',
  'Group kubeadm:cluster-admins',
  'Group system:nodes',
  'User system:kube-controller-manager',
  'User system:kube-scheduler',
  'User system:kube-proxy',
  'User system:apiserver',
  'User kube-apiserver-kubelet-client',
  'User system:k3s-supervisor',
  'User eks:cluster-bootstrap',
  'User eks:addon-manager',
  'User system:gke-master-healthcheck',
]);
