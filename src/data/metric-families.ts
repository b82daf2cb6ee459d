/**
 * The minor release of Kubernetes that added a metric to the API server. A series appears with the first event, so a
 * missing one means "never" only where the release has it at all. 24 = that release or an earlier one.
 * As of 2026-11-26; source: the metrics registered in the sources of Kubernetes 1.24 to 1.37
 * (https://github.com/kubernetes/kubernetes, https://github.com/kubernetes/apiserver).
 */
export const asOf = '2026-11-26';

export const countedSince: Readonly<Record<string, number>> = {
  aggregator_unavailable_apiservice: 24,
  apiserver_admission_webhook_fail_open_count: 24,
  apiserver_admission_webhook_rejection_count: 24,
  apiserver_authorization_webhook_evaluations_fail_open_total: 30,
  apiserver_client_certificate_expiration_seconds_bucket: 24,
  apiserver_egress_dialer_dial_failure_count: 24,
  apiserver_flowcontrol_rejected_requests_total: 24,
  apiserver_impersonation_attempts_total: 36,
  apiserver_kube_aggregator_x509_insecure_sha1_total: 24,
  apiserver_kube_aggregator_x509_missing_san_total: 24,
  apiserver_manifest_admission_config_controller_last_config_info: 36,
  apiserver_request_total: 24,
  apiserver_storage_db_total_size_in_bytes: 26,
  apiserver_storage_size_bytes: 28,
  etcd_db_total_size_in_bytes: 24,
  apiserver_webhooks_x509_insecure_sha1_total: 24,
  apiserver_webhooks_x509_missing_san_total: 24,
  kube_apiserver_clusterip_allocator_available_ips: 24,
  kube_apiserver_nodeport_allocator_available_ports: 24,
  serviceaccount_legacy_auto_token_uses_total: 28,
  serviceaccount_legacy_manual_token_uses_total: 28,
  serviceaccount_legacy_tokens_total: 24,
  serviceaccount_stale_tokens_total: 24,
};
