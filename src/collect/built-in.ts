/**
 * Kinds that are parts of Kubernetes: from which release on every API server serves them without being told to, and where
 * else they stood before. Read in `pkg/controlplane/apiserver/apis.go`, `pkg/controlplane/instance.go` and the API
 * deprecation guide (kubernetes.io/docs/reference/using-api/deprecation-guide/); beta APIs were on by default until 1.24.
 */
export interface BuiltIn {
  /** Minor of the release from which on it is served, in whatever version; 0 = by all that can be met. */
  since: number;
  /** Group and version where it stood before it came to its group. */
  formerly?: string;
}

/** Where much of today's groups began; gone since 1.22. Rights on it are asked for where it is served, and printed in no role. */
export const OLD_GROUP = 'extensions';
const EXTENSIONS = `${OLD_GROUP}/v1beta1`;

/** `group/Kind`. What is missing here is served only where somebody installed it or turned it on. */
const BUILT_IN: Readonly<Record<string, BuiltIn>> = {
  '/Pod': { since: 0 },
  '/Node': { since: 0 },
  '/Namespace': { since: 0 },
  '/Service': { since: 0 },
  '/ServiceAccount': { since: 0 },
  '/Secret': { since: 0 },
  '/PersistentVolume': { since: 0 },
  '/PersistentVolumeClaim': { since: 0 },
  '/ResourceQuota': { since: 0 },
  '/LimitRange': { since: 0 },
  '/ReplicationController': { since: 0 },
  '/Endpoints': { since: 0 },
  'apps/Deployment': { since: 0, formerly: EXTENSIONS },
  'apps/DaemonSet': { since: 0, formerly: EXTENSIONS },
  'apps/ReplicaSet': { since: 0, formerly: EXTENSIONS },
  'apps/StatefulSet': { since: 5 },
  'batch/Job': { since: 0 },
  'batch/CronJob': { since: 8 },
  'policy/PodDisruptionBudget': { since: 5 },
  'autoscaling/HorizontalPodAutoscaler': { since: 0 },
  'rbac.authorization.k8s.io/Role': { since: 6 },
  'rbac.authorization.k8s.io/RoleBinding': { since: 6 },
  'rbac.authorization.k8s.io/ClusterRole': { since: 6 },
  'rbac.authorization.k8s.io/ClusterRoleBinding': { since: 6 },
  'networking.k8s.io/NetworkPolicy': { since: 3, formerly: EXTENSIONS },
  'networking.k8s.io/Ingress': { since: 0, formerly: EXTENSIONS },
  'networking.k8s.io/IngressClass': { since: 18 },
  'storage.k8s.io/StorageClass': { since: 6 },
  'storage.k8s.io/CSIDriver': { since: 14 },
  'coordination.k8s.io/Lease': { since: 12 },
  'discovery.k8s.io/EndpointSlice': { since: 17 },
  'node.k8s.io/RuntimeClass': { since: 14 },
  'certificates.k8s.io/CertificateSigningRequest': { since: 6 },
  'apiextensions.k8s.io/CustomResourceDefinition': { since: 7 },
  'apiregistration.k8s.io/APIService': { since: 7 },
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration': { since: 9 },
  'admissionregistration.k8s.io/MutatingWebhookConfiguration': { since: 9 },
  'flowcontrol.apiserver.k8s.io/FlowSchema': { since: 20 },
  'flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration': { since: 20 },
};

/** Without these there is no cluster: a discovery that does not name them has not told all. */
export const ESSENTIAL: readonly (readonly [group: string, kind: string])[] = [
  ['', 'Pod'],
  ['', 'Node'],
  ['', 'Namespace'],
  ['', 'Service'],
  ['', 'Secret'],
  ['', 'ServiceAccount'],
  ['apps', 'Deployment'],
  ['apps', 'DaemonSet'],
  ['rbac.authorization.k8s.io', 'ClusterRoleBinding'],
];

const GROUPS: ReadonlySet<string> = new Set(
  Object.keys(BUILT_IN).map((key) => key.slice(0, key.indexOf('/'))),
);

/** Whether kinds of the group are among those that every API server serves. */
export function isPartOfKubernetes(group: string): boolean {
  return GROUPS.has(group);
}

/** `group/Kind` of all of them. */
export function builtInKinds(): string[] {
  return Object.keys(BUILT_IN);
}

export function builtIn(group: string, kind: string): BuiltIn | undefined {
  return BUILT_IN[`${group}/${kind}`];
}

/** Whether a server of this minor serves the kind without being told to; of an unknown one it is to be expected. */
export function isServedBy(minor: number | undefined, group: string, kind: string): boolean {
  const known = builtIn(group, kind);
  return known !== undefined && (minor === undefined || minor >= known.since);
}
