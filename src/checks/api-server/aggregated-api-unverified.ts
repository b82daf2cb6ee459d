import { plural } from '../../shared/text.ts';
import { observed } from '../helpers/objects.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';

/** The metrics APIs (https://github.com/kubernetes/metrics): forged values scale applications, and disclose nothing. */
const METRICS = new Set(['metrics.k8s.io', 'custom.metrics.k8s.io', 'external.metrics.k8s.io']);

export default defineCheck({
  id: 'api-server/aggregated-api-unverified',
  title: 'APIService skips TLS verification (insecureSkipTLSVerify)',
  control: 'TLS verification of aggregated APIs',
  severity: 'low',
  why: 'kube-apiserver proxies requests to this server without verifying its certificate. An attacker on the network path can impersonate it, forge responses and read the identity of each user.',
  remediation: 'Set `spec.caBundle` of the APIService and remove `insecureSkipTLSVerify`.',
  references: ['aggregation-layer', 'T1557', 'K05'],
  needs: [],
  uses: ['extensions'],
  collectors: ['apiservices'],
  *run({ extensions }): Iterable<Finding> {
    const remote = extensions.apiServices.filter(({ service }) => service !== undefined);
    const open = remote.filter(({ insecureSkipTlsVerify }) => insecureSkipTlsVerify);
    for (const { name, group, service = '' } of open)
      yield {
        verdict: 'fail',
        at: { kind: 'APIService', name },
        // The data that autoscalers use; other aggregated APIs may serve Secrets.
        ...(!METRICS.has(group) && { severity: 'medium' as const }),
        message: `insecureSkipTLSVerify is true: the certificate of Service ${service} is not verified`,
        evidence: [observed(`APIService ${name}`, 'insecureSkipTLSVerify: true')],
      };
    if (open.length === 0)
      yield {
        verdict: 'pass',
        message:
          remote.length === 0
            ? 'no aggregated API is registered'
            : `${plural(remote.length, 'aggregated API')} verified`,
        evidence: [
          observed('APIServices', `${remote.length} of ${extensions.apiServices.length} are aggregated`),
        ],
      };
  },
});
