/**
 * Requests without which a cluster stops, or does not come back: an admission webhook that fails closed refuses them while it is
 * unavailable. As of 2026-11-29; sources: https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/,
 * https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/, and the sources of Kubernetes 1.37
 * (https://github.com/kubernetes/kubernetes): pkg/kubelet/kubelet_node_status.go (a starting kubelet creates its Node before it reports a
 * status, even if it exists),
 * pkg/controller/nodelifecycle, pkg/scheduler/framework/plugins/defaultbinder, pkg/kubeapiserver/admission/exclusion/resources.go.
 *
 * Left out on purpose: events, which are lost without harm; webhook configurations and admission policies, for which no webhook is called;
 * and objects that can wait (Services, Secrets, ConfigMaps, Namespaces, Deployments), without which running workloads keep running.
 */
export const asOf = '2026-11-29';

/**
 * Impact: `all` = running workloads are lost as well; `start` = nothing starts or becomes ready; `join` = no node joins or rejoins;
 * `change` = something cannot be changed, and what runs keeps running.
 */
export type EssentialGrade = 'all' | 'start' | 'join' | 'change';

export interface EssentialRequest {
  grade: EssentialGrade;
  /** The consequence: completes `while it does not answer, ...`. */
  effect: string;
  operations: readonly ('CREATE' | 'UPDATE' | 'DELETE')[];
  group: string;
  resource: string;
  subresource?: string;
  /** Namespace of the objects; absent = cluster-scoped. */
  namespace?: 'kube-system' | 'kube-node-lease';
  /** Whose labels an objectSelector is compared with; absent = such objects have none. */
  labels?: 'pods' | 'nodes';
  /** Versions of the API other than v1, and the minor that stopped serving them: by matchPolicy Equivalent they match the same objects. */
  older?: { versions: readonly string[]; until: number };
  /** Minor since which no webhook is called for it. */
  excludedSince?: number;
}

const REVIEWS = {
  operations: ['CREATE'],
  older: { versions: ['v1beta1'], until: 22 },
  excludedSince: 37,
} as const;

export const essentialRequests: readonly EssentialRequest[] = [
  {
    grade: 'all',
    effect: 'nodes cannot renew their Leases and become NotReady',
    operations: ['CREATE', 'UPDATE'],
    group: 'coordination.k8s.io',
    resource: 'leases',
    namespace: 'kube-node-lease',
    older: { versions: ['v1beta1'], until: 22 },
  },
  {
    grade: 'all',
    effect: 'controllers and the scheduler cannot renew their Leases and stop',
    operations: ['UPDATE'],
    group: 'coordination.k8s.io',
    resource: 'leases',
    namespace: 'kube-system',
    older: { versions: ['v1beta1'], until: 22 },
  },
  {
    grade: 'start',
    effect: 'no Pod starts in any namespace, including kube-system',
    operations: ['CREATE'],
    group: '',
    resource: 'pods',
    namespace: 'kube-system',
    labels: 'pods',
  },
  {
    grade: 'start',
    effect: 'no Pod is scheduled, including kube-system',
    operations: ['CREATE'],
    group: '',
    resource: 'pods',
    subresource: 'binding',
    namespace: 'kube-system',
  },
  {
    grade: 'start',
    effect: 'no Pod becomes ready, including kube-system',
    operations: ['UPDATE'],
    group: '',
    resource: 'pods',
    subresource: 'status',
    namespace: 'kube-system',
    labels: 'pods',
  },
  {
    grade: 'start',
    effect: 'no Pod receives a ServiceAccount token, including kube-system',
    operations: ['CREATE'],
    group: '',
    resource: 'serviceaccounts',
    subresource: 'token',
    namespace: 'kube-system',
  },
  {
    grade: 'start',
    effect: 'no node becomes ready',
    operations: ['UPDATE'],
    group: '',
    resource: 'nodes',
    subresource: 'status',
    labels: 'nodes',
  },
  {
    grade: 'join',
    effect: 'no node can join or rejoin after a restart',
    operations: ['CREATE'],
    group: '',
    resource: 'nodes',
    labels: 'nodes',
  },
  {
    grade: 'change',
    effect: 'node taints cannot be updated',
    operations: ['UPDATE'],
    group: '',
    resource: 'nodes',
    labels: 'nodes',
  },
  {
    grade: 'change',
    effect: 'Pods in all namespaces, including kube-system, cannot be updated or deleted',
    operations: ['UPDATE', 'DELETE'],
    group: '',
    resource: 'pods',
    namespace: 'kube-system',
    labels: 'pods',
  },
  {
    grade: 'change',
    effect: 'Services, including DNS, keep endpoints of deleted Pods',
    operations: ['CREATE', 'UPDATE'],
    group: 'discovery.k8s.io',
    resource: 'endpointslices',
    namespace: 'kube-system',
    older: { versions: ['v1beta1'], until: 25 },
  },
  {
    grade: 'change',
    effect: 'nodes cannot obtain or renew certificates',
    operations: ['CREATE'],
    group: 'certificates.k8s.io',
    resource: 'certificatesigningrequests',
    older: { versions: ['v1beta1'], until: 22 },
  },
  {
    grade: 'change',
    effect: 'kubelets and aggregated APIs cannot authenticate requests (TokenReview)',
    group: 'authentication.k8s.io',
    resource: 'tokenreviews',
    ...REVIEWS,
  },
  {
    grade: 'change',
    effect: 'kubelets and aggregated APIs cannot authorize requests (SubjectAccessReview)',
    group: 'authorization.k8s.io',
    resource: 'subjectaccessreviews',
    ...REVIEWS,
  },
];

/** Requests that bring code into the cluster: a webhook that enforces a policy has to match them. */
export const workloadKinds: readonly { group: string; resource: string }[] = [
  { group: '', resource: 'pods' },
  { group: '', resource: 'replicationcontrollers' },
  { group: 'apps', resource: 'deployments' },
  { group: 'apps', resource: 'daemonsets' },
  { group: 'apps', resource: 'statefulsets' },
  { group: 'apps', resource: 'replicasets' },
  { group: 'batch', resource: 'jobs' },
  { group: 'batch', resource: 'cronjobs' },
];
