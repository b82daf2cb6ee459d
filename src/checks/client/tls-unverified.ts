import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'client/tls-unverified',
  title: 'kubeconfig sets insecure-skip-tls-verify',
  control: 'TLS verification in the kubeconfig',
  severity: 'high',
  why: 'kubectl accepts any server certificate. An attacker on the network path can impersonate kube-apiserver, capture the token sent with each request, and reuse it.',
  remediation:
    'Set `certificate-authority-data` to the cluster CA in the kubeconfig and remove `insecure-skip-tls-verify`.',
  references: ['kubeconfig-files', 'T1557', 'K05'],
  needs: [],
  uses: ['client'],
  *run({ client }): Iterable<Finding> {
    const { means } = client;
    if (!means.known) {
      yield { verdict: 'unknown', at, message: means.reason, requires: means.requires };
      return;
    }
    const { insecureSkipTlsVerify, plainHttp } = means.value;
    const evidence = means.evidence.map((item) => ({
      ...item,
      value: `insecure-skip-tls-verify: ${String(insecureSkipTlsVerify)}`,
    }));
    if (insecureSkipTlsVerify)
      yield {
        verdict: 'fail',
        at,
        message: 'insecure-skip-tls-verify is true: the certificate of kube-apiserver is not verified',
        evidence,
      };
    else if (plainHttp)
      yield {
        verdict: 'not-applicable',
        at,
        message: 'the connection does not use TLS: see client/plain-http',
        evidence,
      };
    else yield { verdict: 'pass', at, message: 'the certificate of kube-apiserver is verified', evidence };
  },
});

const at = { kind: 'Kubeconfig', name: 'current context' } as const;
