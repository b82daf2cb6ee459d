import { flagCheck } from '../families/flag-check.ts';

export default flagCheck({
  id: 'api-server/client-ca-unset',
  title: 'The API server takes no client certificates',
  severity: 'info',
  why: 'Kubelets and the control plane usually come in by certificates. Without a CA for them everybody uses tokens, which is unusual; it takes a login away from people, too, which may be meant.',
  fix: 'Set --client-ca-file, unless everybody comes in by tokens on purpose.',
  references: ['CIS 1.2.25', 'kube-apiserver'],
  flag: 'client-ca-file',
  bad: (value) => value === '',
  fail: (instances) => `no CA for client certificates is set${instances}`,
  pass: 'client certificates are verified by a CA',
});
