/**
 * Types of the control plane's flags, by which programs parse them and `/flagz` prints them. Flags of plain text are not listed.
 * As of 2026-11-30; source: `--help` of kube-apiserver, kube-controller-manager and kube-scheduler 1.37.2, the options in the sources of
 * Kubernetes 1.10 to 1.36 (https://github.com/kubernetes/kubernetes) for flags removed since, and etcd 3.7
 * (https://github.com/etcd-io/etcd, server/embed/config.go). How pflag reads each type: https://github.com/spf13/pflag (string_slice.go,
 * string_array.go, int.go).
 */
export const asOf = '2026-11-30';

/**
 * list: pflag's StringSlice and StringToString, one record of CSV. array: pflag's StringArray, one item per use. gates:
 * `A=true,kube:B=false`. settings: `a=b,c`. integer: in any base that Go parses.
 */
export type FlagType =
  'list' | 'array' | 'gates' | 'settings' | 'duration' | 'integer' | 'number' | 'address';

const names: Readonly<Record<FlagType, string>> = {
  list: `
    admission-control allow-metric-labels api-audiences authorization-always-allow-paths authorization-mode controllers cors-allowed-origins
    disable-admission-plugins disabled-metrics emulated-version enable-admission-plugins etcd-servers etcd-servers-overrides
    kubelet-preferred-address-types min-compatibility-version oidc-signing-algs requestheader-allowed-names
    requestheader-extra-headers-prefix requestheader-group-headers requestheader-uid-headers requestheader-username-headers
    service-account-api-audiences strict-transport-security-directives tls-cipher-suites watch-cache-sizes webhook-tls-cipher-suites webhooks
  `,
  array: 'service-account-issuer service-account-key-file',
  gates: 'feature-gates',
  settings: 'oidc-required-claim runtime-config',
  duration: `
    attach-detach-reconcile-sync-period audit-log-batch-max-wait audit-webhook-batch-initial-backoff audit-webhook-batch-max-wait
    audit-webhook-initial-backoff authentication-token-webhook-cache-ttl authorization-webhook-cache-authorized-ttl
    authorization-webhook-cache-unauthorized-ttl cluster-signing-duration controller-shutdown-timeout controller-start-interval
    coordinated-leadership-lease-duration coordinated-leadership-renew-deadline coordinated-leadership-retry-period
    deployment-controller-sync-period endpoint-updates-batch-period endpointslice-updates-batch-period etcd-compaction-interval
    etcd-count-metric-poll-period etcd-db-metric-poll-interval etcd-healthcheck-timeout etcd-readycheck-timeout event-ttl
    experimental-cluster-signing-duration horizontal-pod-autoscaler-cpu-initialization-period horizontal-pod-autoscaler-downscale-delay
    horizontal-pod-autoscaler-downscale-stabilization horizontal-pod-autoscaler-initial-readiness-delay horizontal-pod-autoscaler-sync-period
    kubelet-timeout leader-elect-lease-duration leader-elect-renew-deadline leader-elect-retry-period
    legacy-service-account-token-clean-up-period livez-grace-period log-flush-frequency min-resync-period
    mirroring-endpointslice-updates-batch-period namespace-sync-period node-monitor-grace-period node-monitor-period
    node-startup-grace-period pod-eviction-timeout pod-max-in-unschedulable-pods-duration pvclaimbinder-sync-period request-timeout
    resource-quota-sync-period route-reconciliation-period service-account-max-token-expiration shutdown-delay-duration
    shutdown-watch-termination-grace-period storage-initialization-timeout
    backend-batch-interval compact-hash-check-time compaction-sleep-interval corrupt-check-time discovery-dial-timeout
    discovery-keepalive-time discovery-keepalive-timeout discovery-request-timeout downgrade-check-time grpc-keepalive-interval
    grpc-keepalive-min-time grpc-keepalive-timeout raft-read-timeout raft-write-timeout warning-apply-duration
    warning-unary-request-duration watch-progress-notify-interval
  `,
  integer: `
    apiserver-count audit-log-batch-buffer-size audit-log-batch-max-size audit-log-batch-throttle-burst audit-log-maxage
    audit-log-maxbackup audit-log-maxsize audit-log-truncate-max-batch-size audit-log-truncate-max-event-size
    audit-webhook-batch-buffer-size audit-webhook-batch-max-size audit-webhook-batch-throttle-burst audit-webhook-truncate-max-batch-size
    audit-webhook-truncate-max-event-size concurrent-cron-job-syncs concurrent-daemonset-syncs concurrent-deployment-syncs
    concurrent-device-taint-eviction-syncs concurrent-disruption-syncs concurrent-endpoint-syncs concurrent-ephemeralvolume-syncs
    concurrent-gc-syncs concurrent-horizontal-pod-autoscaler-syncs concurrent-job-syncs concurrent-namespace-syncs concurrent-node-syncs
    concurrent-rc-syncs concurrent-replicaset-syncs concurrent-resource-quota-syncs concurrent-resourceclaim-syncs
    concurrent-service-endpoint-syncs concurrent-service-syncs concurrent-serviceaccount-token-syncs concurrent-statefulset-syncs
    concurrent-ttl-after-finished-syncs concurrent-validating-admission-policy-status-syncs default-not-ready-toleration-seconds
    default-unreachable-toleration-seconds default-watch-cache-size delete-collection-workers http2-max-streams-per-connection
    insecure-port kube-api-burst kubelet-port kubernetes-service-node-port large-cluster-size-threshold lease-reuse-duration-seconds
    max-connection-bytes-per-sec max-endpoints-per-slice max-mutating-requests-inflight max-requests-inflight min-request-timeout
    mirroring-concurrent-service-endpoint-syncs mirroring-max-endpoints-per-subset node-cidr-mask-size node-cidr-mask-size-ipv4
    node-cidr-mask-size-ipv6 port pv-recycler-increment-timeout-nfs pv-recycler-minimum-timeout-hostpath pv-recycler-minimum-timeout-nfs
    pv-recycler-timeout-increment-hostpath secure-port target-ram-mb terminated-pod-gc-threshold v webhook-secure-port
    auth-token-ttl backend-batch-limit bcrypt-cost bootstrap-defrag-threshold-megabytes compaction-batch-limit
    distributed-tracing-sampling-rate election-timeout heartbeat-interval max-concurrent-streams max-learners max-request-bytes max-snapshots
    max-txn-ops max-wals quota-backend-bytes self-signed-cert-validity snapshot-catchup-entries snapshot-count
  `,
  number: `
    audit-log-batch-throttle-qps audit-webhook-batch-throttle-qps goaway-chance horizontal-pod-autoscaler-tolerance kube-api-qps
    node-eviction-rate secondary-node-eviction-rate unhealthy-zone-threshold
  `,
  address: 'address bind-address insecure-bind-address webhook-bind-address',
};

const types: ReadonlyMap<string, FlagType> = new Map(
  Object.entries(names).flatMap(([type, list]) =>
    list
      .trim()
      .split(/\s+/)
      .map((name) => [name, type as FlagType] as const),
  ),
);

/** The type of a flag's value; undefined where it is text, a boolean, or not known. */
export function flagType(name: string): FlagType | undefined {
  return types.get(name);
}

/** Lists and maps: a second use adds to the first. */
const ADDING: ReadonlySet<FlagType | undefined> = new Set(['list', 'array', 'gates', 'settings']);

/** Whether repeated uses append instead of replacing (Go pflag slices and maps). */
export function isRepeatable(name: string): boolean {
  return ADDING.has(types.get(name)) || name === 'tls-sni-cert-key' || name === 'webhook-tls-sni-cert-key';
}
