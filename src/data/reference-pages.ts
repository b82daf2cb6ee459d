import { addonPages } from './addon-pages.ts';
import { pagesOf } from './reference-pages/pages-of.ts';

/**
 * Pages that checks refer to, by short name, with their displayed titles. As of 2026-11-30; source: the pages themselves.
 */
export const asOf = '2026-11-30';

const kubernetesPages = pagesOf('https://kubernetes.io/docs/', {
  'admission-controllers': ['Admission controllers', 'reference/access-authn-authz/admission-controllers/'],
  'admission-webhook-good-practices': [
    'Admission webhook good practices',
    'concepts/cluster-administration/admission-webhooks-good-practices/',
  ],
  'aggregation-layer': [
    'Kubernetes API aggregation layer',
    'concepts/extend-kubernetes/api-extension/apiserver-aggregation/',
  ],
  'aggregation-layer-ca': [
    'Configure the aggregation layer: CA reusage and conflicts',
    'tasks/extend-kubernetes/configure-aggregation-layer/',
  ],
  'anonymous-requests': [
    'Anonymous requests',
    'reference/access-authn-authz/authentication/#anonymous-requests',
  ],
  'api-initiated-eviction': ['API-initiated eviction', 'concepts/scheduling-eviction/api-eviction/'],
  'api-priority-and-fairness': ['API priority and fairness', 'concepts/cluster-administration/flow-control/'],
  'authenticating-with-bootstrap-tokens': [
    'Authenticating with bootstrap tokens',
    'reference/access-authn-authz/bootstrap-tokens/',
  ],
  'authentication-mechanisms': [
    'Authentication mechanisms',
    'concepts/security/hardening-guide/authentication-mechanisms/',
  ],
  'authorization-configuration': [
    'Authorization using AuthorizationConfiguration',
    'reference/access-authn-authz/authorization/',
  ],
  'backing-up-etcd': [
    'Backing up an etcd cluster',
    'tasks/administer-cluster/configure-upgrade-etcd/#backing-up-an-etcd-cluster',
  ],
  'compatibility-version': [
    'Compatibility version',
    'concepts/cluster-administration/compatibility-version/',
  ],
  'considerations-for-large-clusters': [
    'Considerations for large clusters',
    'setup/best-practices/cluster-large/',
  ],
  'controlling-access-to-the-api': ['Controlling access to the API', 'concepts/security/controlling-access/'],
  'deprecated-api-migration-guide': [
    'Deprecated API migration guide',
    'reference/using-api/deprecation-guide/',
  ],
  'disruption-budgets': ['Disruption budgets', 'tasks/run-application/configure-pdb/'],
  'dynamic-admission-control': [
    'Dynamic admission control: contacting the webhook',
    'reference/access-authn-authz/extensible-admission-controllers/',
  ],
  'encrypting-data-at-rest': ['Encrypting data at rest', 'tasks/administer-cluster/encrypt-data/'],
  'extend-service-ip-ranges': ['Extend Service IP ranges', 'tasks/network/extend-service-ip-ranges/'],
  'highly-available-clusters': [
    'Highly available clusters',
    'setup/production-environment/tools/kubeadm/high-availability/',
  ],
  'host-path': ['hostPath', 'concepts/storage/volumes/#hostpath'],
  'konnectivity-service': ['Konnectivity service', 'tasks/extend-kubernetes/setup-konnectivity/'],
  'kube-apiserver': ['kube-apiserver', 'reference/command-line-tools-reference/kube-apiserver/'],
  'kube-controller-manager': [
    'kube-controller-manager',
    'reference/command-line-tools-reference/kube-controller-manager/',
  ],
  'kube-proxy-configuration': [
    'kube-proxy configuration',
    'reference/config-api/kube-proxy-config.v1alpha1/',
  ],
  'kube-scheduler': ['kube-scheduler', 'reference/command-line-tools-reference/kube-scheduler/'],
  'kubeadm-high-availability': [
    'Highly available clusters with kubeadm',
    'setup/production-environment/tools/kubeadm/high-availability/',
  ],
  'kubeconfig-files': [
    'Organizing cluster access using kubeconfig files',
    'concepts/configuration/organize-cluster-access-kubeconfig/',
  ],
  'kubelet-authorization': ['Kubelet authorization', 'reference/access-authn-authz/kubelet-authn-authz/'],
  'kubelet-config-file': ['Kubelet configuration', 'tasks/administer-cluster/kubelet-config-file/'],
  'kubelet-configuration': ['KubeletConfiguration', 'reference/config-api/kubelet-config.v1beta1/'],
  'kubelet-serving-certificate-rotation': [
    'Kubelet serving certificate rotation',
    'reference/access-authn-authz/kubelet-tls-bootstrapping/',
  ],
  'kubernetes-api-health-endpoints': [
    'Kubernetes API health endpoints',
    'reference/using-api/health-checks/',
  ],
  'kubernetes-metrics-reference': ['Kubernetes metrics reference', 'reference/instrumentation/metrics/'],
  'leases-leader-election': ['Leases: leader election', 'concepts/architecture/leases/'],
  'limit-ranges': ['Limit Ranges', 'concepts/policy/limit-range/'],
  'manifest-based-admission-control': [
    'Manifest-based admission control',
    'reference/access-authn-authz/extensible-admission-controllers/',
  ],
  'manual-node-administration': [
    'Manual node administration',
    'concepts/architecture/nodes/#manual-node-administration',
  ],
  'manual-rotation-of-ca-certificates': [
    'Manual rotation of CA certificates',
    'tasks/tls/manual-rotation-of-ca-certificates/',
  ],
  'manual-service-account-secrets': [
    'Managing service accounts: manual Secrets',
    'reference/access-authn-authz/service-accounts-admin/',
  ],
  'migrate-from-psp': ['Migrate from PodSecurityPolicy', 'tasks/configure-pod-container/migrate-from-psp/'],
  namespaces: ['Namespaces', 'concepts/overview/working-with-objects/namespaces/'],
  'network-policies': ['Network Policies', 'concepts/services-networking/network-policies/'],
  'network-policies-prerequisites': [
    'Network Policies: prerequisites',
    'concepts/services-networking/network-policies/#prerequisites',
  ],
  'node-heartbeats': ['Node heartbeats', 'concepts/architecture/nodes/'],
  'node-pressure-eviction': [
    'Node-pressure eviction',
    'concepts/scheduling-eviction/node-pressure-eviction/',
  ],
  'node-restriction': [
    'NodeRestriction',
    'reference/access-authn-authz/admission-controllers/#noderestriction',
  ],
  'node-status': ['Node status', 'reference/node/node-status/'],
  'official-cve-feed': ['Official CVE feed', 'reference/issues-security/official-cve-feed/'],
  'access-modes': ['Access modes', 'concepts/storage/persistent-volumes/#access-modes'],
  'csi-ephemeral-volumes': [
    'CSI ephemeral volumes',
    'concepts/storage/ephemeral-volumes/#csi-ephemeral-volumes',
  ],
  'csi-token-requests': ['CSIDriver', 'reference/kubernetes-api/config-and-storage-resources/csi-driver-v1/'],
  'csi-volumes': ['CSI volumes', 'concepts/storage/volumes/#csi'],
  'local-volumes': ['local volumes', 'concepts/storage/volumes/#local'],
  'reclaim-policy': ['Reclaiming', 'concepts/storage/persistent-volumes/#reclaiming'],
  'storage-classes': ['Storage Classes', 'concepts/storage/storage-classes/'],
  'volume-binding-mode': ['Volume binding mode', 'concepts/storage/storage-classes/#volume-binding-mode'],
  'volume-plugins': ['Types of volumes', 'concepts/storage/volumes/#volume-types'],
  'volume-snapshots': ['Volume Snapshots', 'concepts/storage/volume-snapshots/'],
  'volume-snapshot-classes': ['Volume Snapshot Classes', 'concepts/storage/volume-snapshot-classes/'],
  'persistent-volumes': ['Persistent Volumes', 'concepts/storage/persistent-volumes/'],
  'pki-certificates': ['PKI certificates and requirements', 'setup/best-practices/certificates/'],
  'pod-security-admission': ['Pod Security Admission', 'concepts/security/pod-security-admission/'],
  'pod-security-standards': ['Pod Security Standards', 'concepts/security/pod-security-standards/'],
  'pod-topology-spread-constraints': [
    'Pod topology spread constraints',
    'concepts/scheduling-eviction/topology-spread-constraints/',
  ],
  'resource-quotas': ['Resource Quotas', 'concepts/policy/resource-quotas/'],
  'pod-priority': ['Pod priority and preemption', 'concepts/scheduling-eviction/pod-priority-preemption/'],
  'rbac-good-practices': ['RBAC good practices', 'concepts/security/rbac-good-practices/'],
  'reconfiguring-a-kubeadm-cluster': [
    'Reconfiguring a kubeadm cluster',
    'tasks/administer-cluster/kubeadm/kubeadm-reconfigure/',
  ],
  'removed-feature-gates': [
    'Feature gates (removed)',
    'reference/command-line-tools-reference/feature-gates-removed/',
  ],
  'resource-metrics-pipeline': [
    'Resource metrics pipeline',
    'tasks/debug/debug-cluster/resource-metrics-pipeline/',
  ],
  'role-based-access-control-good-practices': [
    'Role based access control good practices',
    'concepts/security/rbac-good-practices/',
  ],
  'running-in-multiple-zones': ['Running in multiple zones', 'setup/best-practices/multiple-zones/'],
  'seccomp-default': [
    'Seccomp default',
    'tutorials/security/seccomp/#enable-the-use-of-runtimedefault-as-the-default-seccomp-profile-for-all-workloads',
  ],
  'secrets-good-practices': ['Secrets', 'concepts/security/secrets-good-practices/'],
  'service-account-issuer-discovery': [
    'Service account issuer discovery',
    'tasks/configure-pod-container/configure-service-account/',
  ],
  'static-pods': ['Static Pods', 'tasks/configure-pod-container/static-pod/'],
  'taints-and-tolerations': ['Taints and tolerations', 'concepts/scheduling-eviction/taint-and-toleration/'],
  'troubleshooting-clusters': ['Troubleshooting clusters', 'tasks/debug/debug-cluster/'],
  'user-impersonation': ['User impersonation', 'reference/access-authn-authz/user-impersonation/'],
  'webhook-object-selector': [
    'Dynamic Admission Control: objectSelector',
    'reference/access-authn-authz/extensible-admission-controllers/#matching-requests-objectselector',
  ],
  'x509-client-certificates': [
    'Authentication hardening: X.509 client certificates',
    'concepts/security/hardening-guide/authentication-mechanisms/',
  ],
});

const otherPages = pagesOf('https://', {
  'CVE-2021-25742': ['CVE-2021-25742', 'github.com/kubernetes/ingress-nginx/issues/7837'],
  'CVE-2020-8554': ['CVE-2020-8554', 'github.com/kubernetes/kubernetes/issues/97076'],
  'CVE-2022-0185': ['CVE-2022-0185', 'nvd.nist.gov/vuln/detail/CVE-2022-0185'],
  'aks-system-node-pools': ['AKS: system node pools', 'learn.microsoft.com/azure/aks/use-system-pools'],
  'containerd-releases': ['containerd releases', 'containerd.io/releases/'],
  'containerd-security-advisories': [
    'containerd security advisories',
    'github.com/containerd/containerd/security/advisories',
  ],
  'coredns-security-advisories': [
    'CoreDNS security advisories',
    'github.com/coredns/coredns/security/advisories',
  ],
  'envoy-access-logs': [
    'Envoy: access logging',
    'www.envoyproxy.io/docs/envoy/latest/configuration/observability/access_log/usage',
  ],
  'envoy-administration-interface': [
    'Envoy administration interface',
    'www.envoyproxy.io/docs/envoy/latest/operations/admin',
  ],
  'envoy-cors': [
    'Envoy: CORS filter',
    'www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/cors_filter',
  ],
  'envoy-edge': [
    'Envoy: edge proxy',
    'www.envoyproxy.io/docs/envoy/latest/configuration/best_practices/edge',
  ],
  'envoy-external-authorization': [
    'Envoy: external authorization',
    'www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/ext_authz_filter',
  ],
  'envoy-gateway-extensions': ['Envoy Gateway: API', 'gateway.envoyproxy.io/docs/api/extension_types/'],
  'envoy-gateway-matrix': [
    'Envoy Gateway: compatibility matrix',
    'gateway.envoyproxy.io/news/releases/matrix/',
  ],
  'envoy-gateway-threat-model': [
    'Envoy Gateway: threat model',
    'gateway.envoyproxy.io/docs/tasks/security/threat-model/',
  ],
  'envoy-hot-restart': [
    'Envoy: hot restart',
    'www.envoyproxy.io/docs/envoy/latest/intro/arch_overview/operations/hot_restart',
  ],
  'envoy-jwt': [
    'Envoy: JWT authentication',
    'www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/jwt_authn_filter',
  ],
  'envoy-overload-manager': [
    'Envoy: overload manager',
    'www.envoyproxy.io/docs/envoy/latest/configuration/operations/overload_manager/overload_manager',
  ],
  'envoy-releases': ['Envoy: releases', 'github.com/envoyproxy/envoy/blob/main/RELEASES.md'],
  'envoy-runtime': [
    'Envoy: runtime configuration',
    'www.envoyproxy.io/docs/envoy/latest/configuration/operations/runtime',
  ],
  'envoy-security-advisories': [
    'Envoy: security advisories',
    'github.com/envoyproxy/envoy/security/advisories',
  ],
  'envoy-tls': ['Envoy: TLS', 'www.envoyproxy.io/docs/envoy/latest/intro/arch_overview/security/ssl'],
  'envoy-xds': ['Envoy: xDS protocol', 'www.envoyproxy.io/docs/envoy/latest/api-docs/xds_protocol'],
  'etcd-cluster-size': ['etcd FAQ: cluster size', 'etcd.io/docs/v3.6/faq/'],
  'etcd-space-quota': ['etcd: space quota', 'etcd.io/docs/latest/op-guide/maintenance/#space-quota'],
  'etcd-versioning': ['etcd versioning', 'etcd.io/docs/latest/op-guide/versioning/'],
  'ingress-nginx-retirement': [
    'Ingress NGINX retirement',
    'kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/',
  ],
  'istio-access-logs': [
    'Envoy access logs in Istio',
    'istio.io/latest/docs/tasks/observability/logs/access-log/',
  ],
  'istio-ambient-l4-policy': [
    'Istio ambient layer 4 policy',
    'istio.io/latest/docs/ambient/usage/l4-policy/',
  ],
  'istio-application-requirements': [
    'Istio application requirements',
    'istio.io/latest/docs/ops/deployment/application-requirements/',
  ],
  'istio-authorization-policy': [
    'Istio AuthorizationPolicy',
    'istio.io/latest/docs/reference/config/security/authorization-policy/',
  ],
  'istio-canary-upgrades': ['Istio canary upgrades', 'istio.io/latest/docs/setup/upgrade/canary/'],
  'istio-cni': ['Istio CNI node agent', 'istio.io/latest/docs/setup/additional-setup/cni/'],
  'istio-deployment-models': [
    'Istio deployment models',
    'istio.io/latest/docs/ops/deployment/deployment-models/',
  ],
  'istio-destination-rule': [
    'Istio DestinationRule',
    'istio.io/latest/docs/reference/config/networking/destination-rule/',
  ],
  'istio-envoy-filter': [
    'Istio EnvoyFilter',
    'istio.io/latest/docs/reference/config/networking/envoy-filter/',
  ],
  'istio-external-authorization': [
    'Istio external authorization',
    'istio.io/latest/docs/tasks/security/authorization/authz-custom/',
  ],
  'istio-infrastructure-move': ['Istio: retired registries', 'istio.io/latest/blog/2026/retirement-of-gcp/'],
  'istio-multicluster': [
    'Istio multicluster installation',
    'istio.io/latest/docs/setup/install/multicluster/',
  ],
  'istio-peer-authentication': [
    'Istio PeerAuthentication',
    'istio.io/latest/docs/reference/config/security/peer_authentication/',
  ],
  'istio-plug-in-ca': [
    'Istio: plug in CA certificates',
    'istio.io/latest/docs/tasks/security/cert-management/plugin-ca-cert/',
  ],
  'istio-request-authentication': [
    'Istio RequestAuthentication',
    'istio.io/latest/docs/reference/config/security/request_authentication/',
  ],
  'istio-sidecar-injection': [
    'Istio sidecar injection',
    'istio.io/latest/docs/setup/additional-setup/sidecar-injection/',
  ],
  'istio-wasm-plugin': [
    'Istio WasmPlugin',
    'istio.io/latest/docs/reference/config/proxy_extensions/wasm-plugin/',
  ],
  'kiali-authentication': ['Kiali authentication', 'kiali.io/docs/configuration/authentication/'],
  'istio-analysis-messages': [
    'Istio configuration analysis messages',
    'istio.io/latest/docs/reference/config/analysis/',
  ],
  'istio-egress-control': [
    'Istio egress control',
    'istio.io/latest/docs/tasks/traffic-management/egress/egress-control/',
  ],
  'istio-gateway': ['Istio Gateway', 'istio.io/latest/docs/reference/config/networking/gateway/'],
  'istio-protocol-selection': [
    'Istio protocol selection',
    'istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection/',
  ],
  'istio-security-best-practices': [
    'Istio security best practices',
    'istio.io/latest/docs/ops/best-practices/security/',
  ],
  'istio-service-entry': [
    'Istio ServiceEntry',
    'istio.io/latest/docs/reference/config/networking/service-entry/',
  ],
  'istio-sidecar': ['Istio Sidecar', 'istio.io/latest/docs/reference/config/networking/sidecar/'],
  'istio-supported-releases': [
    'Istio supported releases',
    'istio.io/latest/docs/releases/supported-releases/',
  ],
  'istio-traffic-problems': [
    'Istio traffic management problems',
    'istio.io/latest/docs/ops/common-problems/network-issues/',
  ],
  'istio-virtual-service': [
    'Istio VirtualService',
    'istio.io/latest/docs/reference/config/networking/virtual-service/',
  ],
  'patch-releases': ['Patch releases', 'kubernetes.io/releases/patch-releases/'],
  releases: ['Releases', 'kubernetes.io/releases/'],
  'version-skew-policy': ['Version skew policy', 'kubernetes.io/releases/version-skew-policy/'],
  'version-skew-policy-kubectl': [
    'Version skew policy: kubectl',
    'kubernetes.io/releases/version-skew-policy/#kubectl',
  ],
});

/** Every page, by its short name. */
export const referencePages = { ...kubernetesPages, ...otherPages, ...addonPages };
