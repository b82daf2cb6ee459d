/**
 * The text format of `/metrics`, line by line as it arrives: tens of megabytes on a big cluster, of which a few families
 * are wanted. Nothing but wanted samples is kept.
 */
import type { MetricSample, MetricsRecord } from '../records/index.ts';
import { cleanLine } from '../text.ts';
import { isDangerousKey } from '../project/raw.ts';

/**
 * Families that the model reads, by the name of their `# TYPE` line. Names come and go between versions; an absent one is
 * no fault.
 */
export const WANTED_METRICS: ReadonlySet<string> = new Set([
  // encryption at rest
  'apiserver_storage_transformation_operations_total',
  'apiserver_encryption_config_controller_last_config_info',
  'apiserver_encryption_config_controller_automatic_reloads_total',
  'apiserver_encryption_config_controller_automatic_reload_success_total',
  'apiserver_encryption_config_controller_automatic_reload_failures_total',
  'apiserver_envelope_encryption_key_id_hash_total',
  'apiserver_envelope_encryption_kms_operations_latency_seconds',
  'apiserver_envelope_encryption_dek_source_cache_size',
  'apiserver_envelope_encryption_dek_cache_fill_percent',
  // audit
  'apiserver_audit_event_total',
  'apiserver_audit_level_total',
  'apiserver_audit_error_total',
  // authentication and authorization
  'apiserver_authorization_decisions_total',
  'apiserver_authorization_webhook_evaluations_total',
  'apiserver_authorization_webhook_evaluations_fail_open_total',
  'node_authorizer_graph_actions_duration_seconds',
  'apiserver_authentication_config_controller_last_config_info',
  'apiserver_authorization_config_controller_last_config_info',
  'apiserver_client_certificate_expiration_seconds',
  'apiserver_impersonation_attempts_total',
  'serviceaccount_legacy_tokens_total',
  'serviceaccount_legacy_manual_token_uses_total',
  'serviceaccount_legacy_auto_token_uses_total',
  'serviceaccount_stale_tokens_total',
  'apiserver_webhooks_x509_missing_san_total',
  'apiserver_webhooks_x509_insecure_sha1_total',
  'apiserver_kube_aggregator_x509_missing_san_total',
  'apiserver_kube_aggregator_x509_insecure_sha1_total',
  // admission
  'apiserver_admission_controller_admission_duration_seconds',
  'apiserver_admission_webhook_fail_open_count',
  'apiserver_admission_webhook_rejection_count',
  'apiserver_admission_webhook_request_total',
  'apiserver_validating_admission_policy_check_total',
  'apiserver_manifest_admission_config_controller_last_config_info',
  'pod_security_evaluations_total',
  'pod_security_exemptions_total',
  // storage, versions, features, capacity
  'apiserver_storage_size_bytes',
  'apiserver_storage_db_total_size_in_bytes',
  'etcd_db_total_size_in_bytes',
  'apiserver_storage_objects',
  'apiserver_resource_objects',
  'apiserver_requested_deprecated_apis',
  'kubernetes_build_info',
  'version_info',
  'kubernetes_feature_enabled',
  'kubernetes_healthcheck',
  'aggregator_unavailable_apiservice',
  'apiserver_egress_dialer_dial_failure_count',
  'apiserver_egress_dialer_dial_duration_seconds',
  'kube_apiserver_clusterip_allocator_allocated_ips',
  'kube_apiserver_clusterip_allocator_available_ips',
  'kube_apiserver_nodeport_allocator_allocated_ports',
  'kube_apiserver_nodeport_allocator_available_ports',
  'apiserver_flowcontrol_rejected_requests_total',
  'process_start_time_seconds',
]);

/** Histograms whose buckets tell something that their count does not. */
const WITH_BUCKETS: ReadonlySet<string> = new Set(['apiserver_client_certificate_expiration_seconds']);

/** Only its sum is kept: it proves that the answer was complete and that the server has work. */
const API_SERVER_WITNESS = 'apiserver_request_total';

const MAX_LINE = 64 * 1024;
const MAX_SAMPLES = 5_000;
const MAX_LABEL = 512;

export interface MetricsParser {
  /** The next piece of the body, cut anywhere. */
  push(chunk: Buffer | string): void;
  /**
   * The record. `ended` = the body ended as it should (not cut off); only then the absence of a family means something.
   * Not usable afterwards.
   */
  finish(ended: boolean): MetricsRecord;
}

/**
 * A parser for one response: `witness` is a family that a complete answer has. Samples are keyed by the name of their
 * series; of histograms and summaries that is the family's name with `_count`, and of a few with `_bucket`.
 */
export function createMetricsParser(
  wanted: ReadonlySet<string> = WANTED_METRICS,
  witness = API_SERVER_WITNESS,
): MetricsParser {
  const families = new Map<string, MetricSample[]>();
  let rest = '';
  let skipping = false;
  let instanceHash: string | undefined;
  let requests: number | undefined;
  const decoder = new TextDecoder('utf-8');

  const line = (text: string): void => {
    if (text === '' || text.charCodeAt(0) === 35) return;
    const end = nameEnd(text);
    const name = text.slice(0, end);
    if (name === witness) {
      requests = (requests ?? 0) + (parseSample(text, end)?.value ?? 0);
      return;
    }
    if (!isWanted(name, wanted)) return;
    const sample = parseSample(text, end);
    if (sample === undefined) return;
    instanceHash ??= sample.labels['apiserver_id_hash'];
    if (!isKept(sample)) return;
    const list = families.get(name);
    if (list === undefined) families.set(name, [sample]);
    else if (list.length < MAX_SAMPLES) list.push(sample);
  };

  return {
    push(chunk) {
      const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
      let start = 0;
      for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', start)) {
        if (!skipping) line(rest === '' ? text.slice(start, at) : rest + text.slice(start, at));
        rest = '';
        skipping = false;
        start = at + 1;
      }
      if (!skipping) rest += text.slice(start);
      if (rest.length > MAX_LINE) {
        rest = '';
        skipping = true;
      }
    },
    finish(ended) {
      // A last line without a line feed is whole only when the body ended as it should.
      if (ended && !skipping) line(rest);
      rest = '';
      if (requests !== undefined) families.set(witness, [{ labels: {}, value: requests }]);
      const record: MetricsRecord = {
        families: Object.fromEntries([...families].sort(([a], [b]) => (a < b ? -1 : 1))),
        complete: ended && requests !== undefined,
      };
      if (instanceHash !== undefined) record.instanceHash = instanceHash;
      return record;
    },
  };
}

function nameEnd(text: string): number {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 123 || code === 32 || code === 9) return i;
  }
  return text.length;
}

/** Of histograms and summaries only the `_count` series is wanted, but for a few. */
function isWanted(name: string, wanted: ReadonlySet<string>): boolean {
  if (wanted.has(name)) return true;
  if (name.endsWith('_count')) return wanted.has(name.slice(0, -'_count'.length));
  return name.endsWith('_bucket') && WITH_BUCKETS.has(name.slice(0, -'_bucket'.length));
}

/** Inner transformer series carry the name of an encryption key as their prefix; those are nobody's business. */
function isKept(sample: MetricSample): boolean {
  const prefix = sample.labels['transformer_prefix'];
  return (
    prefix === undefined ||
    prefix === '' ||
    prefix === 'identity' ||
    prefix === 'unknown' ||
    prefix.startsWith('k8s:enc:')
  );
}

/** `name{a="b",c="d"} 12 [timestamp]`; undefined when the line is not of that form. */
function parseSample(text: string, nameLength: number): MetricSample | undefined {
  const labels: Record<string, string> = {};
  let at = nameLength;
  if (text.charCodeAt(at) === 123) {
    at++;
    for (;;) {
      while (text[at] === ' ' || text[at] === ',') at++;
      if (text[at] === '}') break;
      const equals = text.indexOf('=', at);
      if (equals < 0 || text[equals + 1] !== '"') return undefined;
      const key = text.slice(at, equals).trim();
      const end = closingQuote(text, equals + 2);
      if (end < 0) return undefined;
      if (!isDangerousKey(key)) labels[key] = cleanLine(unescape(text.slice(equals + 2, end)), MAX_LABEL);
      at = end + 1;
    }
    at++;
  }
  const number = text.slice(at).trim().split(/\s+/, 1)[0] ?? '';
  const value = number === '' ? Number.NaN : Number(number.replace('Inf', 'Infinity'));
  // NaN and infinity have no place in JSON; no wanted family uses them.
  return Number.isFinite(value) ? { labels, value } : undefined;
}

function closingQuote(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 92) i++;
    else if (code === 34) return i;
  }
  return -1;
}

function unescape(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(["\\n])/g, (_, char: string) => (char === 'n' ? '\n' : char));
}
