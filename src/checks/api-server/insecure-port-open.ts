import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { component } from '../helpers/component.ts';
import { judgeFlag } from '../helpers/flags.ts';

const at = component('kube-apiserver');

/** The release without the insecure port and its flags. */
const WITHOUT = 24;

export default defineCheck({
  id: 'api-server/insecure-port-open',
  title: 'The API server listens without TLS and login',
  severity: 'critical',
  why: 'Old API servers have a second port without TLS, without a login and without rights: whoever reaches it is the administrator. Kubernetes 1.24 took its flags away.',
  fix: 'Set --insecure-port=0, and upgrade: releases that have the port get no more patches.',
  references: [
    { framework: 'MITRE ATT&CK', id: 'T1190' },
    { framework: 'OWASP K8s 2025', id: 'K06' },
    {
      framework: 'docs',
      id: 'Controlling access to the API',
      url: 'https://kubernetes.io/docs/concepts/security/controlling-access/',
    },
  ],
  union: [1, 2, 3],
  needs: [],
  uses: ['controlPlane', 'cluster'],
  providersJob: true,
  *run({ controlPlane: { apiServer }, cluster: { minor, version } }): Iterable<Finding> {
    const plain = judgeFlag('kube-apiserver', apiServer.flag('kubelet-https'), {
      bad: (value) => value === 'false',
      detail: 'kubelet-https',
      fail: (instances) => `kubelets are asked without TLS${instances}`,
      pass: 'kubelets are asked by TLS',
    });
    if (plain.verdict === 'fail') yield { ...plain, severity: 'high' };
    if (minor.known && minor.value >= WITHOUT) {
      if (plain.verdict !== 'fail')
        yield {
          verdict: 'pass',
          at,
          message: `Kubernetes 1.${minor.value} has no insecure port`,
          evidence: version.known ? version.evidence : minor.evidence,
        };
      return;
    }
    const port = apiServer.flag('insecure-port');
    yield judgeFlag('kube-apiserver', port, {
      bad: (value) => value !== '' && value !== '0',
      fail: (instances) => `the insecure port is open${instances}`,
      pass: 'the insecure port is off',
    });
  },
});
