/** What users search for under names that neither ids nor titles contain, or where other pages match better by their words alone. */

/** The terms are those of https://kubernetes.io/docs/reference/glossary/ and of the tools in docs/coverage.md. */
export const asOf = '2026-12-02';

/** Phrases are in lower case and singular. */
export const phrases: Readonly<Record<string, string>> = {
  'accept a risk': 'waivers baseline config',
  'accept risk': 'waivers baseline config',
  'accepted risk': 'waivers baseline config',
  'missing permission': 'permission-denied unknown',
  'encryption at rest': 'etcd/secrets-unencrypted storage/encryption-not-requested cis/1.2.27 cis/1.2.28',
  encryption:
    'etcd/secrets-unencrypted storage/encryption-not-requested istio/mtls-permissive addons/cilium-encryption-off',
  kms: 'etcd/secrets-unencrypted',
  mtls: 'istio/mtls-permissive istio/peer-authentication-ineffective istio/client-tls-disabled addons/kuma-mtls-off addons/dapr-mtls-off addons/consul-tls-off addons/linkerd-inbound-unauthenticated envoy/client-certificate-unverified',
  'mutual tls': 'istio/mtls-permissive addons/kuma-mtls-off addons/dapr-mtls-off',
  'network policy':
    'network/namespace-without-policy network/policies-unenforced network/policy-selects-nothing network/allow-all-policy network/egress-unrestricted',
  networkpolicy:
    'network/namespace-without-policy network/policies-unenforced network/policy-selects-nothing',
  netpol: 'network/namespace-without-policy network/policies-unenforced',
  'default deny': 'network/namespace-without-policy network/egress-unrestricted istio/default-deny-missing',
  'cluster-admin':
    'identities/cluster-admin-outside-system client/cluster-admin-login certificates/system-masters-certificate',
  'cluster admin': 'identities/cluster-admin-outside-system client/cluster-admin-login',
  'system:masters': 'certificates/system-masters-certificate identities/cluster-admin-outside-system',
  'audit log':
    'api-server/audit-logging-off api-server/audit-log-retention-short api-server/audit-log-few-backups api-server/audit-log-maxsize-unset',
  logging: 'api-server/audit-logging-off envoy/access-log-disabled istio/access-log-disabled owasp/K10',
  backup:
    'etcd/backup-stale storage/backup-not-observed addons/velero-schedule-missing addons/velero-backup-stale addons/cloudnative-pg-backup-missing addons/longhorn-backup-target-missing',
  'disaster recovery': 'etcd/backup-stale addons/velero-schedule-missing storage/backup-not-observed',
  hostpath: 'workloads/sensitive-host-path storage/host-path-volume namespaces/host-path-shared',
  tls: 'api-server/weak-tls-version exposure/ingress-without-tls exposure/route-without-tls envoy/listener-without-tls istio/gateway-plaintext istio/mtls-permissive client/tls-unverified etcd/client-cert-auth-off',
  cve: 'version/api-server-vulnerable version/kubelet-vulnerable nodes/kernel-vulnerable nodes/runtime-vulnerable envoy/proxy-vulnerable version/coredns-vulnerable',
  vulnerability:
    'version/api-server-vulnerable version/kubelet-vulnerable nodes/kernel-vulnerable nodes/runtime-vulnerable envoy/proxy-vulnerable',
  wildcard:
    'identities/wildcard-permissions exposure/wildcard-host istio/gateway-wildcard-host envoy/wildcard-virtual-host',
  egress:
    'network/egress-unrestricted network/egress-to-any-address istio/egress-unrestricted istio/egress-unenforced network/dns-egress-blocked network/agent-sandbox-egress',
  upgrade:
    'version/upgrade-blocked istio/upgrade-blocked version/kubernetes-unsupported version/patch-behind version/deprecated-api-requested version/kubelet-skew',
  'end of life':
    'version/kubernetes-unsupported addons/version-unsupported istio/version-unsupported envoy/version-unsupported etcd/unsupported nodes/runtime-unsupported',
  'deprecated api': 'version/deprecated-api-requested version/upgrade-blocked',
  psp: 'namespaces/pod-security-unset namespaces/pod-security-violated api-server/obsolete-admission-plugin',
  'pod security':
    'namespaces/pod-security-unset namespaces/pod-security-violated namespaces/pod-security-level-low namespaces/pod-security-label-invalid namespaces/pod-security-version-pinned',
  'high availability':
    'control-plane/single-node control-plane/single-zone control-plane/no-load-balancer etcd/no-quorum-spare nodes/single-zone nodes/replicas-on-one-node addons/controller-single-replica',
  ha: 'control-plane/single-node control-plane/single-zone control-plane/no-load-balancer etcd/no-quorum-spare',
  'single point of failure':
    'control-plane/single-node control-plane/no-load-balancer control-plane/single-zone etcd/no-quorum-spare nodes/replicas-on-one-node addons/controller-single-replica istio/control-plane-single-replica',
  ignore: 'waivers baseline',
  suppress: 'waivers baseline',
  exclude: 'waivers baseline',
  exception: 'waivers addons/kyverno-exceptions-open',
  waiver: 'waivers',
  accept: 'waivers',
  'exit code': 'exit-codes',
  'exit status': 'exit-codes',
  gate: 'exit-codes baseline',
  threshold: 'exit-codes severity',
  critical: 'severity',
  high: 'severity',
  medium: 'severity',
  low: 'severity',
  info: 'severity',
  rbac: 'identities identities/cluster-admin-outside-system identities/escalation-permissions identities/wildcard-permissions identities/secret-readers identities/pod-creators api-server/authorization-mode source/rbac',
  permission: 'identities identities/escalation-permissions identities/wildcard-permissions',
  'privilege escalation': 'workloads/privilege-escalation identities/escalation-permissions',
  metric:
    'nodes/metrics-missing addons/metrics-server-kubelet-unverified control-plane/kube-proxy-metrics-open source/metrics',
  webhook:
    'api-server/webhook-fail-open api-server/webhook-fail-closed-system api-server/webhook-without-endpoint api-server/webhook-outside-cluster addons/webhook-single-replica',
  dashboard:
    'exposure/dashboard-exposed addons/kubernetes-dashboard-login-skipped addons/headlamp-login-off istio/dashboard-without-login',
  ingress:
    'exposure/ingress-without-tls exposure/ingress-snippet exposure/ingress-backend-missing addons/ingress-nginx-retired',
  gateway:
    'exposure/gateway-not-ready exposure/gateway-backend-missing istio/gateway-plaintext istio/gateway-wildcard-host',
  'service account token':
    'identities/long-lived-token identities/token-unneeded identities/token-creators api-server/token-lifetime-extended',
  'service account':
    'identities/default-service-account-bound identities/token-unneeded identities/long-lived-token',
  token:
    'identities/long-lived-token identities/token-unneeded identities/token-creators identities/bootstrap-token-left api-server/static-token-file api-server/token-lifetime-extended',
  secret:
    'etcd/secrets-unencrypted identities/secret-readers workloads/secret-in-environment workloads/no-external-secret-store istio/ca-secret-readers addons/secrets-store-copied owasp/K03',
  privileged: 'workloads/privileged-container workloads/privilege-escalation namespaces/pod-security-unset',
  root: 'workloads/root-container workloads/privilege-escalation',
  'anonymous auth':
    'api-server/anonymous-access kubelet/anonymous-access identities/anonymous-permissions cis/1.2.1 cis/4.2.1',
  anonymous: 'api-server/anonymous-access kubelet/anonymous-access identities/anonymous-permissions',
  certificate:
    'certificates certificates/serving-expiring certificates/ca-expiring certificates/client-certificate-expiring certificates/bundle-expiring addons/cert-manager-renewal-overdue',
  expiry:
    'certificates/serving-expiring certificates/ca-expiring certificates/client-certificate-expiring certificates/bundle-expiring addons/cert-manager-renewal-overdue addons/linkerd-trust-anchor-expiring',
  pvc: 'storage/claim-pending storage/claim-lost storage/claim-unused storage/replicas-share-claim',
  pv: 'storage/volume-orphaned storage/volume-failed storage/volume-pending storage/volume-without-node',
  'persistent volume': 'storage/volume-orphaned storage/volume-failed storage/claim-pending',
  storageclass:
    'storage/default-class-missing storage/default-class-ambiguous storage/default-class-relied-on storage/encryption-not-requested storage/zonal-class-binds-immediately',
  namespace:
    'namespaces namespaces/pod-security-unset namespaces/default-in-use network/namespace-without-policy',
  quota: 'namespaces/resource-quota-missing namespaces/limit-range-missing etcd/near-quota',
  'resource limit': 'namespaces/limit-range-missing namespaces/resource-quota-missing',
  default:
    'namespaces/default-in-use identities/default-service-account-bound storage/default-class-missing confidence/default',
  'cloud metadata':
    'network/metadata-reachable exposure/metadata-address-endpoint addons/karpenter-instance-metadata-open',
  imds: 'network/metadata-reachable exposure/metadata-address-endpoint',
  'supply chain':
    'workloads/images-unverified addons/image-unpinned api-server/images-not-always-pulled addons/flux-source-unverified istio/wasm-plugin-unverified addons/registry-unauthenticated addons/crossplane-package-unpinned',
  'image signature': 'workloads/images-unverified',
  registry: 'addons/registry-unauthenticated addons/harbor-unencrypted api-server/images-not-always-pulled',
  internet:
    'exposure/workload-public exposure/dashboard-exposed exposure/node-port-public api-server/public-endpoint nodes/public-address',
  public:
    'exposure/workload-public exposure/node-port-public api-server/public-endpoint nodes/public-address exposure/internal-load-balancer-public',
  nodeport: 'exposure/node-port-public exposure/sensitive-port-exposed',
  'lateral movement': 'network/namespace-without-policy network/metadata-reachable owasp/K08',
  'container escape':
    'workloads/privileged-container workloads/sensitive-host-path workloads/host-pid mitre/T1611',
  'docker socket': 'workloads/sensitive-host-path',
  'pod disruption budget': 'nodes/drain-blocked',
  pdb: 'nodes/drain-blocked',
  exec: 'identities/pod-exec identities/node-proxy-permissions',
  helm: 'addons/tiller-unauthenticated addons/definitions-left-over',
  'least privilege': 'identities/escalation-permissions identities/wildcard-permissions owasp/K02',
  'custom check': 'custom-rules',
  rule: 'custom-rules',
  cel: 'custom-rules',
  manifest: 'files',
  offline: 'files',
  pdf: 'sharing',
  print: 'sharing',
  'executive summary': 'sharing',
  ticket: 'sharing',
  jira: 'sharing',
  excel: 'sharing',
  spreadsheet: 'sharing',
  'management report': 'sharing',
  'html report': 'sharing',
  drift: 'diff control-plane/kubeadm-config-drift',
};

/** Other words for one word, tried where the word itself is not in a text. */
export const words: Readonly<Record<string, string>> = {
  auth: 'authentication authorization',
  authn: 'authentication',
  authz: 'authorization',
  cert: 'certificate',
  cm: 'configmap',
  dns: 'coredns',
  expired: 'expiring expires',
  hpa: 'autoscaler',
  lb: 'loadbalancer balancer',
  ns: 'namespace',
  outdated: 'unsupported behind',
  sa: 'serviceaccount',
  svc: 'service',
  unencrypted: 'plaintext',
};
