import { metricCheck } from '../families/metric-check.ts';

export default metricCheck({
  id: 'api-server/webhook-certificate-outdated',
  title: 'A webhook or an aggregated API shows an outdated certificate',
  severity: 'low',
  why: 'The certificate has no subject alternative name or is signed by SHA-1. Current Go does not accept that any more, so that the API server cannot talk to the server behind it after an upgrade, or cannot already.',
  fix: 'Issue the certificate anew with a subject alternative name and SHA-256.',
  references: ['admission-webhook-good-practices', 'kubernetes-metrics-reference'],
  families: [
    'apiserver_webhooks_x509_missing_san_total',
    'apiserver_webhooks_x509_insecure_sha1_total',
    'apiserver_kube_aggregator_x509_missing_san_total',
    'apiserver_kube_aggregator_x509_insecure_sha1_total',
  ],
  fail: () =>
    'a server behind a webhook or an aggregated API shows a certificate without alternative names, or one signed by SHA-1',
  pass: 'no such certificate was shown to the API server',
});
