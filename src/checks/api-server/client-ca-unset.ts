import { flagCheck } from '../families/flag-check.ts';

export default flagCheck({
  id: 'api-server/client-ca-unset',
  title: 'Client certificate authentication disabled (--client-ca-file not set)',
  control: 'Client certificate authentication',
  severity: 'info',
  why: 'kube-apiserver does not accept client certificates, which kubelets and control plane components usually use to authenticate. All clients then depend on tokens, which may be intended.',
  remediation:
    'Set `--client-ca-file` to the client CA bundle, unless all clients authenticate with tokens by design.',
  references: ['CIS 1.2.25', 'kube-apiserver'],
  flag: 'client-ca-file',
  bad: (value) => value === '',
  fail: (instances) => `--client-ca-file is not set${instances}`,
  pass: '--client-ca-file is set',
});
