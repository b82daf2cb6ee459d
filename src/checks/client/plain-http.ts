import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'client/plain-http',
  title: 'kubeconfig uses plain HTTP',
  control: 'TLS of the kubeconfig server URL',
  severity: 'high',
  why: 'All traffic, including credentials and Secret data, is sent in plaintext. An attacker on the network path can read and modify it.',
  remediation:
    'Set the `https://` URL of kube-apiserver in the kubeconfig. Start `kubectl proxy` with `--address=127.0.0.1`, the default.',
  references: ['kubeconfig-files', 'T1040', 'K05'],
  needs: [],
  uses: ['client', 'cluster'],
  *run({ client, cluster }): Iterable<Finding> {
    const { means } = client;
    if (!means.known) {
      yield { verdict: 'unknown', at, message: means.reason, requires: means.requires };
      return;
    }
    const evidence = means.evidence.map((item) => ({ ...item, value: cluster.server ?? 'server' }));
    const local = /^http:\/\/(?:localhost|127\.[\d.]+|\[::1\])(?:[:/]|$)/.test(cluster.server ?? '');
    if (means.value.plainHttp && !local)
      yield {
        verdict: 'fail',
        at,
        message: `server is ${cluster.server ?? 'the API server'}: traffic is not encrypted; expected https`,
        evidence,
      };
    else
      yield {
        verdict: 'pass',
        at,
        message: means.value.plainHttp
          ? 'plain HTTP is limited to the loopback address (kubectl proxy)'
          : 'the connection to kube-apiserver uses TLS',
        evidence,
      };
  },
});

const at = { kind: 'Kubeconfig', name: 'current context' } as const;
