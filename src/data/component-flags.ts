/**
 * Defaults of the control plane's programs, for the flags that the model reads.
 * As of 2026-11-29; source: the option defaults in the sources of Kubernetes 1.10 to 1.37
 * (https://github.com/kubernetes/kubernetes) and etcd 3.3 to 3.7 (https://github.com/etcd-io/etcd):
 * cmd/kube-apiserver, pkg/kubeapiserver/options, k8s.io/apiserver pkg/server/options, cmd/kube-controller-manager, cmd/kube-scheduler,
 * etcdmain and server/embed.
 */
export const asOf = '2026-11-29';

/** A constant, or a function of the minor version where the default changed. `` where a release does not have the flag: no effect. */
export type FlagDefault = string | ((minor: number) => string);

/** The default of releases before `minor`, and from it on. */
const from =
  (minor: number, before: string, since: string): FlagDefault =>
  (own) =>
    own < minor ? before : since;

const apiServer: Readonly<Record<string, FlagDefault>> = {
  'anonymous-auth': 'true',
  'authentication-config': '',
  'authorization-config': '',
  // Without --authorization-config; kubeadm and all distributions set it.
  'authorization-mode': 'AlwaysAllow',
  // The whole list of plugins, where set; deprecated since 1.10, still there. Before, it was the only flag (kube-apiserver reference 1.9).
  'admission-control': from(10, 'AlwaysAdmit', ''),
  'enable-admission-plugins': '',
  'disable-admission-plugins': '',
  'admission-control-config-file': '',
  'egress-selector-config-file': '',
  'audit-policy-file': '',
  'audit-log-path': '',
  'audit-webhook-config-file': '',
  'audit-log-maxage': from(36, '0', '366'),
  'audit-log-maxbackup': from(36, '0', '100'),
  'audit-log-maxsize': from(36, '0', '100'),
  'encryption-provider-config': '',
  'encryption-provider-config-automatic-reload': 'false',
  profiling: 'true',
  'service-account-lookup': 'true',
  'service-account-issuer': '',
  'service-account-key-file': '',
  'service-account-signing-endpoint': '',
  // Added in 1.19, on since 1.20.
  'service-account-extend-token-expiration': from(20, 'false', 'true'),
  'request-timeout': '1m0s',
  // Zero is the only value from 1.20 on, and the flag was removed in 1.24.
  'insecure-port': from(20, '8080', '0'),
  'insecure-bind-address': '127.0.0.1',
  // No effect since 1.19, removed in 1.22.
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
  // Up to 1.18.
  'basic-auth-file': '',
  'client-ca-file': '',
  'requestheader-client-ca-file': '',
  'enable-bootstrap-token-auth': 'false',
  'bind-address': '0.0.0.0',
  'secure-port': '6443',
  'advertise-address': '',
  // Its feature gate is on since 1.20.
  'enable-priority-and-fairness': from(20, 'false', 'true'),
  'enable-aggregator-routing': 'false',
  'feature-gates': '',
  'authentication-token-webhook-config-file': '',
  'authentication-token-webhook-cache-ttl': '2m0s',
  'authorization-policy-file': '',
  'authorization-webhook-config-file': '',
  'cors-allowed-origins': '',
  'oidc-issuer-url': '',
  'oidc-client-id': '',
  'oidc-ca-file': '',
  'oidc-username-claim': 'sub',
  'oidc-username-prefix': '',
  'oidc-groups-claim': '',
  'oidc-groups-prefix': '',
  'oidc-required-claim': '',
  'requestheader-allowed-names': '',
  'runtime-config': '',
  'tracing-config-file': '',
  'peer-ca-file': '',
  'event-ttl': '1h0m0s',
  'max-requests-inflight': '400',
  'max-mutating-requests-inflight': '200',
  'default-not-ready-toleration-seconds': '300',
  'default-unreachable-toleration-seconds': '300',
};

const controllerManager: Readonly<Record<string, FlagDefault>> = {
  'bind-address': '0.0.0.0',
  // Off by default in its first releases, from 1.10 on.
  'secure-port': from(12, '0', '10257'),
  // The unauthenticated HTTP port: removed in 1.22.
  address: '0.0.0.0',
  port: from(22, '10252', '0'),
  profiling: 'true',
  'use-service-account-credentials': 'false',
  'terminated-pod-gc-threshold': '12500',
  'service-account-private-key-file': '',
  'root-ca-file': '',
  'feature-gates': '',
  'leader-elect': 'true',
  'authorization-always-allow-paths': '/healthz,/readyz,/livez',
  'tls-min-version': 'VersionTLS12',
  // Had another name before 1.19 (cmd/kube-controller-manager/app/options/csrsigningcontroller.go).
  'cluster-signing-duration': '8760h0m0s',
  controllers: '*',
  // pkg/controller/nodelifecycle/config/v1alpha1/defaults.go; https://github.com/kubernetes/kubernetes/pull/126287.
  'node-monitor-grace-period': from(32, '40s', '50s'),
};

const scheduler: Readonly<Record<string, FlagDefault>> = {
  'bind-address': '0.0.0.0',
  // Added in 1.13.
  'secure-port': from(13, '0', '10259'),
  // The unauthenticated HTTP port: removed in 1.23.
  address: '0.0.0.0',
  port: from(23, '10251', '0'),
  config: '',
  profiling: (minor) => (minor < 10 || minor >= 17 ? 'true' : 'false'),
  'leader-elect': 'true',
  'feature-gates': '',
  'authorization-always-allow-paths': '/healthz,/readyz,/livez',
  'tls-min-version': 'VersionTLS12',
};

const etcd: Readonly<Record<string, FlagDefault>> = {
  'client-cert-auth': 'false',
  'trusted-ca-file': '',
  'cert-file': '',
  'key-file': '',
  'auto-tls': 'false',
  'peer-client-cert-auth': 'false',
  'peer-trusted-ca-file': '',
  'peer-cert-file': '',
  'peer-key-file': '',
  'peer-auto-tls': 'false',
  'listen-client-urls': 'http://localhost:2379',
  // A separate listener since 3.4.25 and 3.5.9; before, one listener serves everything.
  'listen-client-http-urls': '',
  'listen-peer-urls': 'http://localhost:2380',
  'listen-metrics-urls': '',
  'advertise-client-urls': 'http://localhost:2379',
  'initial-advertise-peer-urls': 'http://localhost:2380',
  'initial-cluster': '',
  'initial-cluster-state': 'new',
  name: 'default',
  'quota-backend-bytes': '0',
  'config-file': '',
};

/** Defaults by program name. */
export const flagDefaults: Readonly<Record<string, Readonly<Record<string, FlagDefault>>>> = {
  'kube-apiserver': apiServer,
  'kube-controller-manager': controllerManager,
  'kube-scheduler': scheduler,
  etcd,
};

/** The first minor in which the flag has no effect: it was removed, or is ignored. `/flagz` does not list removed flags. */
export const goneSince: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'kube-apiserver': {
    'basic-auth-file': 19,
    'kubelet-https': 19,
    'insecure-port': 24,
    'insecure-bind-address': 24,
  },
  'kube-controller-manager': { address: 22, port: 22 },
  'kube-scheduler': { address: 23, port: 23 },
};

/** The minor that added `/flagz`: a server that serves it is no older. */
export const flagzSince = 32;

/**
 * Flags of the API server that k3s sets itself, and those that it leaves at their default. As of 2026-11-25; source:
 * https://github.com/k3s-io/k3s pkg/daemons/control/server.go (apiServer), pkg/util/args.go.
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
  // Up to 1.18.
  'basic-auth-file': '',
  'encryption-provider-config': '',
};

/**
 * The same for RKE2, which starts its API server with the code of k3s. Profiles of RKE2 add audit and admission settings,
 * and it encrypts Secrets by itself, so those are not listed.
 */
export const rke2ApiServerFlags: Readonly<Record<string, string>> = {
  'anonymous-auth': 'false',
  'authorization-mode': 'Node,RBAC',
  profiling: 'false',
  'enable-admission-plugins': 'NodeRestriction',
};

/** Flags that are printed as empty when they are not set, and then have their default (k8s.io/component-base cli/flag). */
export const emptyMeansDefault: ReadonlySet<string> = new Set(['tls-min-version']);
