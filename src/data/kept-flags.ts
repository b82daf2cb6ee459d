/**
 * Flags of the control plane's own programs whose values are kept: switches, numbers, names of files, addresses. The value of any other
 * flag may be a secret, so only its name is kept. Flags that contain a secret themselves (etcd's tokens and passwords) are not listed.
 * As of 2026-11-29; source: the flags in the sources of Kubernetes 1.37 (https://github.com/kubernetes/kubernetes, cmd and the options of
 * apiserver, controller-manager, cloud-provider and component-base) and etcd 3.6 (https://github.com/etcd-io/etcd server/embed/config.go), and
 * those of older releases in data/component-flags.ts.
 */
export const asOf = '2026-11-29';

const kubernetes = `
  address admission-control admission-control-config-file advertise-address
  aggregator-reject-forwarding-redirect algorithm-provider allocate-node-cidrs allow-metric-labels
  allow-metric-labels-manifest allow-privileged alsologtostderr anonymous-auth api-audiences apiserver-count
  attach-detach-reconcile-sync-period audit-log-compress audit-log-format audit-log-maxage audit-log-maxbackup
  audit-log-maxsize audit-log-mode audit-log-path audit-log-truncate-enabled audit-log-version audit-policy-file
  audit-webhook-batch-initial-backoff audit-webhook-config-file audit-webhook-initial-backoff audit-webhook-mode
  audit-webhook-truncate-enabled audit-webhook-version authentication-config authentication-kubeconfig
  authentication-skip-lookup authentication-token-webhook-cache-ttl authentication-token-webhook-config-file
  authentication-token-webhook-version authentication-tolerate-lookup-failure authorization-always-allow-paths
  authorization-config authorization-kubeconfig authorization-mode authorization-policy-file
  authorization-webhook-cache-authorized-ttl authorization-webhook-cache-unauthorized-ttl
  authorization-webhook-config-file authorization-webhook-version basic-auth-file bind-address cert-dir
  cidr-allocator-type client-ca-file cloud-config cloud-provider cluster-cidr cluster-name
  cluster-signing-cert-file cluster-signing-duration cluster-signing-key-file
  cluster-signing-kube-apiserver-client-cert-file cluster-signing-kube-apiserver-client-key-file
  cluster-signing-kubelet-client-cert-file cluster-signing-kubelet-client-key-file
  cluster-signing-kubelet-serving-cert-file cluster-signing-kubelet-serving-key-file
  cluster-signing-legacy-unknown-cert-file cluster-signing-legacy-unknown-key-file concurrent-cron-job-syncs
  concurrent-daemonset-syncs concurrent-deployment-syncs concurrent-device-taint-eviction-syncs
  concurrent-disruption-syncs concurrent-endpoint-syncs concurrent-ephemeralvolume-syncs concurrent-gc-syncs
  concurrent-horizontal-pod-autoscaler-syncs concurrent-job-syncs concurrent-namespace-syncs
  concurrent-node-lifecycle-syncs concurrent-node-status-updates concurrent-node-syncs
  concurrent-replicaset-syncs concurrent-resource-quota-syncs concurrent-resourceclaim-syncs
  concurrent-service-endpoint-syncs concurrent-service-syncs concurrent-serviceaccount-token-syncs
  concurrent-statefulset-syncs concurrent-ttl-after-finished-syncs
  concurrent-validating-admission-policy-status-syncs config configure-cloud-routes contention-profiling
  controller-shutdown-timeout controller-start-interval controllers coordinated-leadership-lease-duration
  coordinated-leadership-renew-deadline coordinated-leadership-retry-period cors-allowed-origins
  debug-socket-path default-watch-cache-size delete-collection-workers deployment-controller-sync-period
  disable-admission-plugins disable-attach-detach-reconcile-sync disable-force-detach-on-timeout
  disable-http2-serving disabled-metrics egress-selector-config-file emulated-version
  emulation-forward-compatible enable-admission-plugins enable-aggregator-routing enable-bootstrap-token-auth
  enable-dynamic-provisioning enable-garbage-collector enable-hostpath-provisioner enable-logs-handler
  enable-priority-and-fairness enable-swagger-ui encryption-provider-config
  encryption-provider-config-automatic-reload endpoint-reconciler-type endpoint-updates-batch-period
  endpointslice-updates-batch-period etcd-cafile etcd-certfile etcd-compaction-interval
  etcd-count-metric-poll-period etcd-db-metric-poll-interval etcd-healthcheck-timeout etcd-keyfile etcd-prefix
  etcd-readycheck-timeout etcd-servers etcd-servers-overrides event-ttl experimental-cluster-signing-duration
  experimental-encryption-provider-config external-cloud-volume-plugin external-hostname feature-gates
  flex-volume-plugin-dir goaway-chance horizontal-pod-autoscaler-cpu-initialization-period
  horizontal-pod-autoscaler-downscale-delay horizontal-pod-autoscaler-downscale-stabilization
  horizontal-pod-autoscaler-initial-readiness-delay horizontal-pod-autoscaler-sync-period
  horizontal-pod-autoscaler-tolerance http2-max-streams-per-connection insecure-bind-address insecure-port
  kube-api-burst kube-api-content-type kube-api-qps kubeconfig kubelet-certificate-authority
  kubelet-client-certificate kubelet-client-key kubelet-https kubelet-port kubelet-preferred-address-types
  kubelet-read-only-port kubelet-timeout kubernetes-service-node-port large-cluster-size-threshold leader-elect
  leader-elect-lease-duration leader-elect-renew-deadline leader-elect-resource-lock leader-elect-resource-name
  leader-elect-resource-namespace leader-elect-retry-period lease-reuse-duration-seconds
  legacy-service-account-token-clean-up-period livez-grace-period log-flush-frequency log-json-info-buffer-size
  log-json-split-stream log-text-info-buffer-size log-text-split-stream logging-format logtostderr master
  max-connection-bytes-per-sec max-endpoints-per-slice max-mutating-requests-inflight max-requests-inflight
  min-compatibility-version min-request-timeout min-resync-period mirroring-concurrent-service-endpoint-syncs
  mirroring-endpointslice-updates-batch-period mirroring-max-endpoints-per-subset namespace-sync-period
  node-cidr-mask-size node-cidr-mask-size-ipv4 node-cidr-mask-size-ipv6 node-eviction-rate
  node-monitor-grace-period node-monitor-period node-startup-grace-period node-status-update-frequency
  node-sync-period oidc-ca-file oidc-client-id oidc-groups-claim oidc-groups-prefix oidc-issuer-url
  oidc-signing-algs oidc-username-claim oidc-username-prefix peer-advertise-ip peer-advertise-port peer-ca-file
  permit-address-sharing permit-port-sharing pod-eviction-timeout pod-max-in-unschedulable-pods-duration
  policy-config-file port profiling proxy-client-cert-file proxy-client-key-file
  pv-recycler-increment-timeout-nfs pv-recycler-minimum-timeout-hostpath pv-recycler-minimum-timeout-nfs
  pv-recycler-pod-template-filepath-hostpath pv-recycler-pod-template-filepath-nfs
  pv-recycler-timeout-increment-hostpath pvclaimbinder-sync-period request-timeout requestheader-allowed-names
  requestheader-client-ca-file requestheader-extra-headers-prefix requestheader-group-headers
  requestheader-uid-headers requestheader-username-headers resource-quota-sync-period root-ca-file
  route-reconciliation-period runtime-config runtime-config-emulation-forward-compatible
  secondary-node-eviction-rate secure-port service-account-extend-token-expiration service-account-issuer
  service-account-jwks-uri service-account-key-file service-account-lookup service-account-max-token-expiration
  service-account-private-key-file service-account-signing-endpoint service-account-signing-key-file
  service-cluster-ip-range service-node-port-range show-hidden-metrics-for-version shutdown-delay-duration
  shutdown-send-retry-after shutdown-watch-termination-grace-period storage-backend
  storage-initialization-timeout storage-media-type strict-transport-security-directives
  terminated-pod-gc-threshold tls-cert-file tls-cipher-suites tls-min-version tls-private-key-file
  tls-sni-cert-key token-auth-file tracing-config-file unhealthy-zone-threshold use-service-account-credentials
  v watch-cache watch-cache-sizes webhook-bind-address webhook-cert-dir webhook-disable-http2-serving
  webhook-secure-port webhook-tls-cert-file webhook-tls-cipher-suites webhook-tls-min-version
  webhook-tls-private-key-file webhook-tls-sni-cert-key
`;

const etcd = `
  advertise-client-urls auth-token-ttl auto-compaction-mode auto-compaction-retention auto-tls
  backend-batch-interval backend-batch-limit backend-bbolt-freelist-type bcrypt-cost
  bootstrap-defrag-threshold-megabytes ca-file cert-file cipher-suites client-cert-allowed-hostname
  client-cert-auth client-cert-file client-crl-file client-key-file compact-hash-check-time
  compaction-batch-limit compaction-sleep-interval config-file corrupt-check-time cors data-dir debug
  distributed-tracing-address distributed-tracing-sampling-rate downgrade-check-time election-timeout
  enable-distributed-tracing enable-grpc-gateway enable-log-rotation enable-pprof enable-v2
  experimental-bootstrap-defrag-threshold-megabytes experimental-compact-hash-check-enabled
  experimental-compact-hash-check-time experimental-compaction-batch-limit
  experimental-compaction-sleep-interval experimental-corrupt-check-time
  experimental-distributed-tracing-address experimental-distributed-tracing-sampling-rate
  experimental-downgrade-check-time experimental-enable-distributed-tracing experimental-enable-lease-checkpoint
  experimental-enable-lease-checkpoint-persist experimental-initial-corrupt-check experimental-memory-mlock
  experimental-peer-skip-client-san-verification experimental-snapshot-catchup-entries
  experimental-stop-grpc-service-on-defrag experimental-txn-mode-write-with-shared-buffer
  experimental-warning-apply-duration experimental-warning-unary-request-duration
  experimental-watch-progress-notify-interval feature-gates force-new-cluster grpc-keepalive-interval
  grpc-keepalive-min-time grpc-keepalive-timeout heartbeat-interval host-whitelist initial-advertise-peer-urls
  initial-cluster initial-cluster-state initial-corrupt-check initial-election-tick-advance key-file
  listen-client-http-urls listen-client-urls listen-metrics-urls listen-peer-urls log-format log-level logger
  max-concurrent-streams max-learners max-request-bytes max-snapshots max-txn-ops max-wals memory-mlock metrics
  name peer-auto-tls peer-ca-file peer-cert-allowed-cn peer-cert-allowed-hostname peer-cert-file
  peer-client-cert-auth peer-client-cert-file peer-client-key-file peer-crl-file peer-key-file
  peer-skip-client-san-verification peer-trusted-ca-file pre-vote proxy quota-backend-bytes raft-read-timeout
  raft-write-timeout self-signed-cert-validity snapshot-catchup-entries snapshot-count socket-reuse-address
  socket-reuse-port strict-reconfig-check tls-max-version tls-min-version trusted-ca-file unsafe-no-fsync
  v2-deprecation wal-dir warning-apply-duration warning-unary-request-duration watch-progress-notify-interval
`;

const KEPT: ReadonlySet<string> = new Set(`${kubernetes} ${etcd}`.trim().split(/\s+/));

/** Replaces a value that is not kept. */
export const NOT_KEPT = '(not kept)';

/** Whether the value of this flag is kept. Leading dashes do not count, and `_` is `-`. */
export function isKeptFlag(name: string): boolean {
  return KEPT.has(name.replace(/^-+/, '').replaceAll('_', '-'));
}
