/** Requests that checks and views evaluate against roles. */
export interface Request {
  verb: string;
  group: string;
  /** `pods`, `nodes/proxy`. */
  resource: string;
}

/** One request for each verb and resource. */
export function requests(
  verbs: readonly string[],
  group: string,
  ...resources: readonly string[]
): readonly Request[] {
  return resources.flatMap((resource) => verbs.map((verb) => ({ verb, group, resource })));
}

/** A subject that can change a template chooses the image and the ServiceAccount of the following pods. */
const WRITE = ['create', 'update', 'patch'];

/** Controllers with a mutable template, including OpenShift's. The template of a Job is immutable. */
export const TEMPLATE_CHANGES: readonly (Request & { kind: string })[] = (
  [
    ['', 'replicationcontrollers', 'ReplicationController'],
    ['apps', 'deployments', 'Deployment'],
    ['apps', 'daemonsets', 'DaemonSet'],
    ['apps', 'statefulsets', 'StatefulSet'],
    ['apps', 'replicasets', 'ReplicaSet'],
    ['batch', 'cronjobs', 'CronJob'],
    ['apps.openshift.io', 'deploymentconfigs', 'DeploymentConfig'],
  ] as const
).flatMap(([group, resource, kind]) => ['update', 'patch'].map((verb) => ({ verb, group, resource, kind })));

/** Each of these creates pods with a chosen template. */
export const POD_CREATION = [
  ...requests(['create'], '', 'pods'),
  ...requests(WRITE, '', 'replicationcontrollers'),
  ...requests(WRITE, 'apps', 'deployments', 'daemonsets', 'statefulsets', 'replicasets'),
  ...requests(WRITE, 'batch', 'jobs', 'cronjobs'),
  ...requests(WRITE, 'apps.openshift.io', 'deploymentconfigs'),
];

/**
 * Each of these discloses the content of Secrets. The response to a patch contains the whole object, to a dry run as well; so
 * does that to a deletion which waits for a finalizer, such as one with `propagationPolicy=Foreground`, and that to the deletion
 * of a collection contains all of it (k8s.io/apiserver pkg/registry/generic/registry/store.go).
 */
export const SECRET_READING = requests(
  ['get', 'list', 'watch', 'patch', 'delete', 'deletecollection'],
  '',
  'secrets',
);

/**
 * Each of these changes the admission of every request. A MutatingAdmissionPolicy has the effect of a webhook, without a server
 * (https://kubernetes.io/docs/reference/access-authn-authz/mutating-admission-policy/). Without its binding a policy is off, and deleting
 * what refuses requests admits them.
 */
export const ADMISSION_CHANGES = requests(
  [...WRITE, 'delete', 'deletecollection'],
  'admissionregistration.k8s.io',
  'validatingwebhookconfigurations',
  'mutatingwebhookconfigurations',
  'validatingadmissionpolicies',
  'validatingadmissionpolicybindings',
  'mutatingadmissionpolicies',
  'mutatingadmissionpolicybindings',
);

/** Each of these runs commands in an existing pod, in addition to `get` on the first two up to Kubernetes 1.34. */
export const POD_SESSIONS = [
  ...requests(['create'], '', 'pods/exec', 'pods/attach'),
  ...requests(['update', 'patch'], '', 'pods/ephemeralcontainers'),
];

/** The image of a container is mutable while its pod runs (k8s.io/kubernetes pkg/apis/core/validation, ValidatePodUpdate). */
export const IMAGE_CHANGES = requests(['update', 'patch'], '', 'pods');

/**
 * Whether the request is for cluster-scoped objects, so that no RoleBinding grants it. Binding a ClusterRole in one namespace is
 * authorized there, and acting as a ServiceAccount in the namespace of the ServiceAccount (k8s.io/kubernetes:
 * registry/rbac/escalation_check.go, endpoints/filters/impersonation).
 */
export function isOfCluster({ verb, group, resource }: Request): boolean {
  if (group === 'rbac.authorization.k8s.io') return verb === 'escalate' && resource === 'clusterroles';
  return OF_CLUSTER.has(`${group}/${resource}`);
}

const OF_CLUSTER: ReadonlySet<string> = new Set([
  '/users',
  '/groups',
  '/nodes/proxy',
  '/persistentvolumes',
  'apiregistration.k8s.io/apiservices',
  'authentication.k8s.io/uids',
  'certificates.k8s.io/signers',
  ...ADMISSION_CHANGES.map(({ group, resource }) => `${group}/${resource}`),
]);
