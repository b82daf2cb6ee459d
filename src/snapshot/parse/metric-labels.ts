/**
 * Families of metrics that the model and checks read, by the name of their `# TYPE` line, each with the labels that are read. Other
 * labels are not kept. Names change between versions; an absent one is no error.
 */
export const API_SERVER_LABELS: Readonly<Record<string, readonly string[]>> = {
  // encryption at rest
  apiserver_storage_transformation_operations_total: [
    'resource',
    'status',
    'transformation_type',
    'transformer_prefix',
  ],
  // These identify the server (apiserver_id_hash), even where their values are not read.
  apiserver_encryption_config_controller_last_config_info: [],
  apiserver_encryption_config_controller_automatic_reloads_total: ['status'],
  apiserver_encryption_config_controller_automatic_reload_success_total: [],
  apiserver_encryption_config_controller_automatic_reload_failures_total: [],
  apiserver_envelope_encryption_key_id_hash_total: [],
  apiserver_envelope_encryption_kms_operations_latency_seconds: [],
  apiserver_envelope_encryption_dek_source_cache_size: [],
  apiserver_envelope_encryption_dek_cache_fill_percent: [],
  apiserver_authentication_config_controller_last_config_info: [],
  apiserver_authorization_config_controller_last_config_info: [],
  // audit
  apiserver_audit_level_total: ['level'],
  // authentication and authorization
  apiserver_authorization_decisions_total: ['type'],
  apiserver_authorization_webhook_evaluations_total: ['name', 'result'],
  apiserver_authorization_webhook_evaluations_fail_open_total: ['name', 'result'],
  apiserver_client_certificate_expiration_seconds: ['le'],
  apiserver_impersonation_attempts_total: ['mode', 'decision'],
  serviceaccount_legacy_tokens_total: [],
  serviceaccount_legacy_manual_token_uses_total: [],
  serviceaccount_legacy_auto_token_uses_total: [],
  serviceaccount_stale_tokens_total: [],
  apiserver_webhooks_x509_missing_san_total: [],
  apiserver_webhooks_x509_insecure_sha1_total: [],
  apiserver_kube_aggregator_x509_missing_san_total: [],
  apiserver_kube_aggregator_x509_insecure_sha1_total: [],
  // admission
  apiserver_admission_controller_admission_duration_seconds: ['name', 'operation', 'type'],
  apiserver_admission_webhook_fail_open_count: ['name', 'type'],
  apiserver_admission_webhook_rejection_count: ['name', 'type', 'operation', 'error_type', 'rejection_code'],
  apiserver_manifest_admission_config_controller_last_config_info: ['plugin'],
  // storage, versions, features, capacity
  apiserver_storage_size_bytes: ['storage_cluster_id'],
  apiserver_storage_db_total_size_in_bytes: [],
  etcd_db_total_size_in_bytes: [],
  apiserver_storage_objects: ['resource', 'group'],
  apiserver_resource_objects: ['resource', 'group'],
  apiserver_requested_deprecated_apis: ['group', 'version', 'resource', 'subresource', 'removed_release'],
  kubernetes_build_info: ['git_version'],
  apiserver_egress_dialer_dial_failure_count: ['protocol', 'stage', 'transport'],
  apiserver_egress_dialer_dial_duration_seconds: ['protocol', 'transport'],
  kube_apiserver_clusterip_allocator_allocated_ips: ['cidr'],
  kube_apiserver_clusterip_allocator_available_ips: ['cidr'],
  kube_apiserver_nodeport_allocator_allocated_ports: [],
  kube_apiserver_nodeport_allocator_available_ports: [],
  apiserver_flowcontrol_rejected_requests_total: ['reason', 'flow_schema', 'priority_level'],
  process_start_time_seconds: [],
};

/**
 * Families whose absence is evidence, each with one without labels that is registered with it, so that every server exposes that from its
 * start (k8s.io/apiserver pkg/audit/metrics.go and pkg/storage/value/metrics.go).
 */
export const ALWAYS_BESIDE: Readonly<Record<string, string>> = {
  apiserver_audit_level_total: 'apiserver_audit_event_total',
  apiserver_storage_transformation_operations_total: 'apiserver_storage_data_key_generation_failures_total',
};
/** Number of families that --disabled-metrics removes. */
export const DISABLED = 'disabled_metrics_total';

/** The same for a kubelet. */
export const KUBELET_LABELS: Readonly<Record<string, readonly string[]>> = {
  kubelet_certificate_manager_client_ttl_seconds: [],
  kubelet_certificate_manager_server_ttl_seconds: [],
  kubelet_certificate_manager_client_expiration_renew_errors: [],
  kubelet_cgroup_version: [],
  kubelet_cri_losing_support: ['version'],
  kubelet_started_host_process_containers_total: [],
  kubernetes_build_info: ['git_version'],
  kubernetes_feature_enabled: ['name'],
};
