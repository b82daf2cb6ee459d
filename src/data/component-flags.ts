/**
 * What the control plane's programs do when a flag is absent, for the flags that the model reads.
 * As of 2026-11-23; source: the option defaults in the sources of Kubernetes 1.24 to 1.37
 * (https://github.com/kubernetes/kubernetes) and etcd 3.5 to 3.7 (https://github.com/etcd-io/etcd):
 * cmd/kube-apiserver, k8s.io/apiserver pkg/server/options, cmd/kube-controller-manager, cmd/kube-scheduler, server/embed.
 */
export const asOf = '2026-11-23';

/** A constant, or a function of the minor version where the default changed. */
export type FlagDefault = string | ((minor: number) => string);

const apiServer: Readonly<Record<string, FlagDefault>> = {
  'anonymous-auth': 'true',
  'authentication-config': '',
  'authorization-config': '',
  // Without --authorization-config; kubeadm and all distributions set it.
  'authorization-mode': 'AlwaysAllow',
  'enable-admission-plugins': '',
  'disable-admission-plugins': '',
  'admission-control-config-file': '',
  'egress-selector-config-file': '',
  'audit-policy-file': '',
  'audit-log-path': '',
  'audit-webhook-config-file': '',
  'audit-log-maxage': (minor) => (minor >= 36 ? '366' : '0'),
  'audit-log-maxbackup': (minor) => (minor >= 36 ? '100' : '0'),
  'audit-log-maxsize': (minor) => (minor >= 36 ? '100' : '0'),
  'encryption-provider-config': '',
  'encryption-provider-config-automatic-reload': 'false',
  profiling: 'true',
  'service-account-lookup': 'true',
  'service-account-issuer': '',
  'service-account-key-file': '',
  'service-account-signing-endpoint': '',
  // On since 1.21, where the flag came.
  'service-account-extend-token-expiration': 'true',
  'request-timeout': '1m0s',
  // Gone since 1.24 and 1.22.
  'insecure-port': (minor) => (minor < 20 ? '8080' : '0'),
  'kubelet-https': 'true',
  'tls-cert-file': '',
  'tls-cipher-suites': '',
  'kubelet-certificate-authority': '',
  'kubelet-client-certificate': '',
  'kubelet-client-key': '',
  'etcd-servers': '',
  'etcd-servers-overrides': '',
  'etcd-cafile': '',
  'etcd-certfile': '',
  'etcd-keyfile': '',
  'tls-min-version': 'VersionTLS12',
  'token-auth-file': '',
  'client-ca-file': '',
  'requestheader-client-ca-file': '',
  'enable-bootstrap-token-auth': 'false',
  'bind-address': '0.0.0.0',
  'secure-port': '6443',
  'advertise-address': '',
  'enable-priority-and-fairness': 'true',
  'feature-gates': '',
};

const controllerManager: Readonly<Record<string, FlagDefault>> = {
  'bind-address': '0.0.0.0',
  'secure-port': '10257',
  profiling: 'true',
  'use-service-account-credentials': 'false',
  'terminated-pod-gc-threshold': '12500',
  'service-account-private-key-file': '',
  'root-ca-file': '',
  'feature-gates': '',
  'leader-elect': 'true',
  'authorization-always-allow-paths': '/healthz,/readyz,/livez',
  'tls-min-version': 'VersionTLS12',
};

const scheduler: Readonly<Record<string, FlagDefault>> = {
  'bind-address': '0.0.0.0',
  'secure-port': '10259',
  config: '',
  profiling: 'true',
  'leader-elect': 'true',
  'feature-gates': '',
  'authorization-always-allow-paths': '/healthz,/readyz,/livez',
  'tls-min-version': 'VersionTLS12',
};

const etcd: Readonly<Record<string, FlagDefault>> = {
  'client-cert-auth': 'false',
  'trusted-ca-file': '',
  'cert-file': '',
  'auto-tls': 'false',
  'peer-client-cert-auth': 'false',
  'peer-trusted-ca-file': '',
  'peer-cert-file': '',
  'peer-auto-tls': 'false',
  'listen-client-urls': 'http://localhost:2379',
  'listen-peer-urls': 'http://localhost:2380',
  'listen-metrics-urls': '',
  'advertise-client-urls': 'http://localhost:2379',
  'initial-cluster': '',
  'quota-backend-bytes': '0',
};

/** Defaults by program name. */
export const flagDefaults: Readonly<Record<string, Readonly<Record<string, FlagDefault>>>> = {
  'kube-apiserver': apiServer,
  'kube-controller-manager': controllerManager,
  'kube-scheduler': scheduler,
  etcd,
};

/**
 * Flags of the API server that k3s decides itself: what it sets, and what it leaves alone unless told otherwise.
 * As of 2026-11-25; source: https://github.com/k3s-io/k3s pkg/daemons/control/server.go (apiServer), pkg/util/args.go.
 */
export const k3sApiServerFlags: Readonly<Record<string, string>> = {
  'anonymous-auth': 'false',
  'authorization-mode': 'Node,RBAC',
  profiling: 'false',
  'enable-admission-plugins': 'NodeRestriction',
  'disable-admission-plugins': '',
  'authentication-config': '',
  'authorization-config': '',
  'audit-policy-file': '',
  'audit-log-path': '',
  'audit-webhook-config-file': '',
  'token-auth-file': '',
  'encryption-provider-config': '',
};

/**
 * The same for RKE2, which starts its API server by the code of k3s. Profiles of RKE2 add audit and admission settings,
 * and it encrypts Secrets by itself, so that nothing is said about those.
 */
export const rke2ApiServerFlags: Readonly<Record<string, string>> = {
  'anonymous-auth': 'false',
  'authorization-mode': 'Node,RBAC',
  profiling: 'false',
  'enable-admission-plugins': 'NodeRestriction',
};

/** Flags that print empty where nobody set them, and then do what the default says (k8s.io/component-base cli/flag). */
export const emptyMeansDefault: ReadonlySet<string> = new Set(['tls-min-version']);

/** Lists and maps whose order changes nothing. */
export const unorderedFlags: ReadonlySet<string> = new Set([
  'enable-admission-plugins',
  'disable-admission-plugins',
  'feature-gates',
  'runtime-config',
  'tls-cipher-suites',
  'etcd-servers',
  'etcd-servers-overrides',
  'api-audiences',
  'authorization-always-allow-paths',
  'controllers',
]);

/** Flags whose repeated use adds up instead of replacing (Go pflag slices and maps). */
export const accumulatingFlags: ReadonlySet<string> = new Set([
  'authorization-mode',
  'enable-admission-plugins',
  'disable-admission-plugins',
  'service-account-issuer',
  'service-account-key-file',
  'api-audiences',
  'tls-sni-cert-key',
  'tls-cipher-suites',
  'etcd-servers',
  'etcd-servers-overrides',
  'feature-gates',
  'runtime-config',
  'authorization-always-allow-paths',
  'controllers',
]);

/** Boolean flags: a bare `--name` means true, and a following word is not its value. */
export const booleanFlags: ReadonlySet<string> = new Set([
  'anonymous-auth',
  'profiling',
  'service-account-lookup',
  'service-account-extend-token-expiration',
  'enable-bootstrap-token-auth',
  'encryption-provider-config-automatic-reload',
  'allow-privileged',
  'enable-aggregator-routing',
  'audit-log-compress',
  'audit-log-truncate-enabled',
  'contention-profiling',
  'use-service-account-credentials',
  'leader-elect',
  'allocate-node-cidrs',
  'configure-cloud-routes',
  'client-cert-auth',
  'peer-client-cert-auth',
  'auto-tls',
  'peer-auto-tls',
  'experimental-initial-corrupt-check',
  'initial-corrupt-check',
  'pre-vote',
  'strict-reconfig-check',
  'force-new-cluster',
  'debugging',
  'kubelet-https',
  'enable-logs-handler',
  'enable-priority-and-fairness',
]);

/** Admission plugins that are on unless disabled, among those that checks ask about. */
export const defaultOnAdmission: ReadonlySet<string> = new Set([
  'NamespaceLifecycle',
  'LimitRanger',
  'ServiceAccount',
  'PodSecurity',
  'Priority',
  'ResourceQuota',
  'CertificateApproval',
  'CertificateSigning',
  'CertificateSubjectRestriction',
  'MutatingAdmissionWebhook',
  'ValidatingAdmissionWebhook',
  'ValidatingAdmissionPolicy',
]);
