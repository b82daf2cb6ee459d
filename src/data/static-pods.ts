/**
 * Static pods that kubelets run for a control plane, and their namespaces. As of 2026-11-29; sources: kubeadm
 * (https://github.com/kubernetes/kubernetes cmd/kubeadm/app/constants) and OpenShift's operators (https://github.com/openshift/cluster-kube-apiserver-operator,
 * cluster-kube-controller-manager-operator, cluster-kube-scheduler-operator, cluster-etcd-operator).
 */
export const asOf = '2026-11-29';

/** Namespaces of distributions for control plane pods of the same cluster, in which no tenant may create pods. */
export const staticPodNamespaces: ReadonlySet<string> = new Set([
  'kube-system',
  'openshift-kube-apiserver',
  'openshift-kube-controller-manager',
  'openshift-kube-scheduler',
  'openshift-etcd',
]);

/** Programs whose static-pod manifests are recognized by file name. */
export const CONTROL_PLANE_PROGRAMS: readonly string[] = [
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'etcd',
];
