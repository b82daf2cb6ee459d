import { metricCheck } from '../families/metric-check.ts';

export default metricCheck({
  id: 'api-server/webhook-certificate-outdated',
  title: 'Webhook or APIService certificate uses SHA-1 or lacks SAN',
  control: 'Webhook and APIService serving certificates',
  severity: 'low',
  why: 'Current Go releases reject certificates with a SHA-1 signature or without a subject alternative name (SAN). Webhooks and aggregated APIs fail after the next upgrade, or already do.',
  remediation: 'Reissue the certificate with a DNS SAN (`SERVICE.NAMESPACE.svc`) and a SHA-256 signature.',
  references: ['admission-webhook-good-practices', 'kubernetes-metrics-reference'],
  families: [
    'apiserver_webhooks_x509_missing_san_total',
    'apiserver_webhooks_x509_insecure_sha1_total',
    'apiserver_kube_aggregator_x509_missing_san_total',
    'apiserver_kube_aggregator_x509_insecure_sha1_total',
  ],
  fail: () => 'serving certificate of a webhook or aggregated API has no SAN or is signed with SHA-1',
  pass: 'no serving certificate without SAN or with SHA-1 signature was counted',
});
