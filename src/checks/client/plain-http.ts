import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

export default defineCheck({
  id: 'client/plain-http',
  title: 'You talk to the API server over plain HTTP',
  severity: 'high',
  why: 'Everything, the login and the contents of Secrets included, goes over the network in clear text, and can be read and changed on the way.',
  fix: 'Use the https address of the API server; a kubectl proxy belongs on the loopback address and nowhere else.',
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
        message: `${cluster.server ?? 'the API server'} is spoken to in clear text`,
        evidence,
      };
    else
      yield {
        verdict: 'pass',
        at,
        message: means.value.plainHttp
          ? 'the clear text stays on this machine (kubectl proxy)'
          : 'the API server is spoken to over TLS',
        evidence,
      };
  },
});

const at = { kind: 'Kubeconfig', name: 'current context' } as const;
