import type { Snapshot } from '../snapshot/types.ts';
import { sorted } from './sorting.ts';
import type { NamespaceFacts, PodFacts } from './types.ts';

/** What every cluster starts with. */
const INITIAL = new Set(['default', 'kube-system', 'kube-public', 'kube-node-lease']);

/** Namespaces that distributions and widely used add-ons make for themselves, by their documentation. */
const SYSTEM = new Set([
  'kube-flannel',
  'calico-system',
  'calico-apiserver',
  'tigera-operator',
  'cilium-secrets',
  'cilium-system',
  'local-path-storage',
  'metallb-system',
  'gatekeeper-system',
  'kyverno',
  'cert-manager',
  'ingress-nginx',
  'istio-system',
  'istio-operator',
  'istio-cni',
  'aks-istio-system',
  'aks-istio-ingress',
  'aks-istio-egress',
  'envoy-gateway-system',
  'projectcontour',
  'kourier-system',
  'knative-serving',
  'knative-eventing',
  'linkerd',
  'linkerd-viz',
  'linkerd-cni',
  'argocd',
  'flux-system',
  'cattle-system',
  'cattle-fleet-system',
  'fleet-system',
  'velero',
  'longhorn-system',
  'rook-ceph',
  'external-secrets',
  'external-dns',
  'sealed-secrets',
  'keda',
  'kubernetes-dashboard',
  'k0s-autopilot',
  'k0s-system',
  'gmp-system',
  'gmp-public',
  'gke-managed-system',
  'gke-managed-cim',
  'gke-managed-volumepopulator',
  'amazon-cloudwatch',
  'amazon-guardduty',
  'gatekeeper-audit',
  'olm',
  'operators',
]);

const SYSTEM_PREFIXES = ['openshift-', 'kube-', 'gke-managed-', 'aks-'];

/** Namespaces by name, with their pods. */
export function buildNamespaces(snapshot: Snapshot, pods: PodFacts): NamespaceFacts[] {
  return sorted(snapshot.records.namespace).map((record) => {
    const podSecurity = record.labels['pod-security.kubernetes.io/enforce'];
    const initial = INITIAL.has(record.name);
    return {
      record,
      name: record.name,
      initial,
      system: isSystemNamespace(record.name),
      ...(podSecurity && { podSecurity }),
      pods: pods.byNamespace.get(record.name) ?? [],
    };
  });
}

/** Made by Kubernetes, a distribution or an add-on rather than by the cluster's own people. `default` is theirs to use. */
export function isSystemNamespace(name: string): boolean {
  if (name === 'default') return false;
  return (
    INITIAL.has(name) ||
    SYSTEM.has(name) ||
    name === 'openshift' ||
    SYSTEM_PREFIXES.some((prefix) => name.startsWith(prefix))
  );
}
