import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'client/tls-unverified',
  title: 'Your kubeconfig does not verify the API server',
  severity: 'high',
  why: 'With insecure-skip-tls-verify kubectl believes whoever answers. Somebody on the way can pretend to be the API server, take the token that is sent with every request, and use it.',
  fix: 'Put the CA of the cluster into the kubeconfig (certificate-authority-data) and remove insecure-skip-tls-verify.',
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
      yield { verdict: 'fail', at, message: 'whoever answers is taken for the API server', evidence };
    else if (plainHttp)
      yield {
        verdict: 'not-applicable',
        at,
        message: 'there is no TLS at all: see client/plain-http',
        evidence,
      };
    else yield { verdict: 'pass', at, message: 'the certificate of the API server is verified', evidence };
  },
});

const at = { kind: 'Kubeconfig', name: 'current context' } as const;
