/**
 * How the flags of the control plane's programs are written: which are boolean, where the order counts, which have old names.
 * As of 2026-11-29; source: the options in the sources of Kubernetes 1.10 to 1.37 (https://github.com/kubernetes/kubernetes) and etcd 3.3 to
 * 3.7 (https://github.com/etcd-io/etcd).
 */
export const asOf = '2026-11-29';

/** Lists and maps whose order is irrelevant. */
export const unorderedFlags: ReadonlySet<string> = new Set([
  'admission-control',
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

/** Lists of URLs: their hosts are redacted, the rest is kept. */
export const urlFlags: ReadonlySet<string> = new Set([
  'listen-client-urls',
  'listen-client-http-urls',
  'listen-metrics-urls',
  'listen-peer-urls',
  'advertise-client-urls',
  'initial-advertise-peer-urls',
  'etcd-servers',
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
  'experimental-peer-skip-client-san-verification',
  'peer-skip-client-san-verification',
  'enable-pprof',
  'enable-grpc-gateway',
  'pre-vote',
  'strict-reconfig-check',
  'force-new-cluster',
  'unsafe-no-fsync',
  'debug',
  'debugging',
  'kubelet-https',
  'enable-logs-handler',
  'enable-priority-and-fairness',
  'enable-swagger-ui',
  'permit-port-sharing',
  'permit-address-sharing',
  'alsologtostderr',
  'logtostderr',
  'aggregator-reject-forwarding-redirect',
  'audit-log-batch-throttle-enable',
  'audit-webhook-batch-throttle-enable',
  'audit-webhook-truncate-enabled',
  'authentication-skip-lookup',
  'authentication-tolerate-lookup-failure',
  'disable-attach-detach-reconcile-sync',
  'disable-force-detach-on-timeout',
  'disable-http2-serving',
  'emulation-forward-compatible',
  'enable-dynamic-provisioning',
  'enable-garbage-collector',
  'enable-hostpath-provisioner',
  'enable-leader-migration',
  'log-json-split-stream',
  'log-text-split-stream',
  'runtime-config-emulation-forward-compatible',
  'shutdown-send-retry-after',
  'watch-cache',
  'discovery-insecure-skip-tls-verify',
  'discovery-insecure-transport',
  'enable-distributed-tracing',
  'enable-log-rotation',
  'initial-election-tick-advance',
  'memory-mlock',
  'socket-reuse-address',
  'socket-reuse-port',
]);

/** Former names of flags, which mean the same. */
export const flagAliases: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'kube-apiserver': {
    // Up to 1.19 (pkg/kubeapiserver/options/serving.go, then apiserver's deprecated_insecure_serving.go).
    address: 'insecure-bind-address',
    port: 'insecure-port',
    // The only name up to 1.12, accepted up to 1.23 (apiserver pkg/server/options/etcd.go).
    'experimental-encryption-provider-config': 'encryption-provider-config',
  },
  // etcd 3.3 and before (etcdmain/config.go).
  etcd: { 'ca-file': 'trusted-ca-file', 'peer-ca-file': 'peer-trusted-ca-file' },
};

/** Files with settings that may replace an absent flag (OpenShift's own API server and controllers). */
export const filesBeside: readonly string[] = ['openshift-config'];

/**
 * A file that, once named, is read instead of these flags; `all` = instead of every other flag and variable. etcd: etcdmain/config.go;
 * scheduler: cmd/kube-scheduler/app/options (deprecated.go, insecure_serving.go: "ignored if a config file is specified").
 */
export const fileInsteadOf: Readonly<Record<string, { flag: string; flags: 'all' | readonly string[] }>> = {
  etcd: { flag: 'config-file', flags: 'all' },
  'kube-scheduler': { flag: 'config', flags: ['profiling', 'contention-profiling', 'address', 'port'] },
};
