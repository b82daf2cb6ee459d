import { flagCheck } from '../families/flag-check.ts';

export default flagCheck({
  id: 'api-server/serving-certificate-self-made',
  title: 'The API server makes its own certificate',
  severity: 'low',
  why: 'Without --tls-cert-file the server signs a certificate for itself at its start. Clients cannot verify it, so that they are told to look away.',
  fix: 'Set --tls-cert-file and --tls-private-key-file.',
  references: ['CIS 1.2.24', 'kube-apiserver'],
  flag: 'tls-cert-file',
  bad: (value) => value === '',
  fail: (instances) => `no serving certificate is set${instances}`,
  pass: 'a serving certificate is set',
});
