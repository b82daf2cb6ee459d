import { textAt } from '../helpers/addons/custom.ts';
import { addonCheck, objects } from '../families/addon-check.ts';

export default addonCheck({
  id: 'addons/eck-tls-disabled',
  title: 'Elasticsearch or Kibana HTTP without TLS',
  control: 'Elasticsearch and Kibana TLS',
  severity: 'medium',
  why: 'Passwords and documents cross the network unencrypted. An attacker in the network path can read them and log in.',
  remediation:
    'Remove `spec.http.tls.selfSignedCertificate.disabled`, or set `spec.http.tls.certificate.secretName`.',
  references: ['T1040', 'eck-tls'],
  addon: 'eck',
  asks: objects({
    kinds: ['elasticsearch.k8s.elastic.co/Elasticsearch', 'kibana.k8s.elastic.co/Kibana'],
    noun: 'Elasticsearch or Kibana object',
    fault: ({ spec }) =>
      textAt(spec, 'http.tls.selfSignedCertificate.disabled') === 'true' &&
      textAt(spec, 'http.tls.certificate.secretName') === undefined
        ? {
            message: 'http.tls.selfSignedCertificate.disabled is true; expected false',
            value: 'selfSignedCertificate.disabled: true',
          }
        : undefined,
    pass: 'HTTP has TLS',
  }),
});
