/**
 * Where and what kubelets run from files for a control plane. As of 2026-11-29; sources: kubeadm
 * (https://github.com/kubernetes/kubernetes cmd/kubeadm/app/constants) and OpenShift's operators (https://github.com/openshift/cluster-kube-apiserver-operator,
 * cluster-kube-controller-manager-operator, cluster-kube-scheduler-operator, cluster-etcd-operator).
 */
export const asOf = '2026-11-29';

/** Namespaces of distributions in which pods of the control plane of this very cluster live, and no tenant may create any. */
export const staticPodNamespaces: ReadonlySet<string> = new Set([
  'kube-system',
  'openshift-kube-apiserver',
  'openshift-kube-controller-manager',
  'openshift-kube-scheduler',
  'openshift-etcd',
]);

/** Programs whose static-pod manifests are recognised among files by their name. */
export const CONTROL_PLANE_PROGRAMS: readonly string[] = [
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'etcd',
];
