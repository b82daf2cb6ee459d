import { listAll } from '../../shared/requirement.ts';
import type { EnvoyProxyFacts } from '../../addons/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { whereToLook } from '../helpers/envoy.ts';
import { few, listed, observed, requiresOr, workloadRef } from '../helpers/objects.ts';

export default defineCheck({
  id: 'envoy/admin-exposed',
  title: 'Envoy admin interface exposed on the network',
  control: 'Envoy admin interface',
  severity: 'medium',
  why: 'The admin interface has no authentication. An attacker with network access can read the proxy configuration, drain connections or stop the proxy, which interrupts all traffic through it.',
  remediation:
    'Bind `admin` to 127.0.0.1 or a Unix domain socket in the bootstrap. Expose `/stats/prometheus` and `/ready` through a separate listener.',
  references: ['envoy-administration-interface', 'K06'],
  needs: [],
  uses: ['envoy'],
  *run({ envoy }): Iterable<Finding> {
    const { installed, proxies } = envoy;
    if (!installed.known) {
      yield {
        verdict: 'unknown',
        message: installed.reason,
        requires: requiresOr(installed.requires, listAll('pods')),
      };
    } else if (proxies.length === 0) {
      yield {
        verdict: 'not-applicable',
        message: 'no Envoy proxy outside a mesh',
        evidence: installed.evidence,
      };
    } else {
      for (const proxy of proxies) yield evaluate(proxy);
    }
  },
});

function evaluate(proxy: EnvoyProxyFacts): Finding {
  const { workload, admin, publishedBy, form } = proxy;
  const at = workloadRef(workload);
  if (!admin.known)
    return {
      verdict: 'unknown',
      at,
      message: `${form}: ${admin.reason}`,
      requires: requiresOr(admin.requires, whereToLook(proxy)),
    };
  const { address, port, loopback, behind } = admin.value;
  // A Service or a host port cannot reach a listener on the loopback interface of a pod.
  if (loopback)
    return {
      verdict: 'pass',
      at,
      message:
        address === 'none'
          ? 'no admin interface is configured'
          : `admin interface is bound to ${address} only`,
      evidence: admin.evidence,
    };
  const outside = publishedBy.filter(
    (name) => !name.includes('(ClusterIP)') && !name.includes('(ExternalName)'),
  );
  const onHost = workload.templates.some(({ template }) => template.hostNetwork === true);
  const where = `${address}${port === undefined ? '' : `:${port}`}`;
  return {
    verdict: 'fail',
    at,
    ...((outside.length > 0 || onHost) && { severity: 'high' as const }),
    message: `${behind ? `listener on ${where} forwards to the admin interface` : `admin interface is bound to ${where}`}: ${
      outside.length > 0
        ? `exposed externally by ${listed(outside)}`
        : onHost
          ? 'hostNetwork is true'
          : `reachable from all Pods with network access${publishedBy.length > 0 ? ` (also through ${listed(publishedBy)})` : ''}`
    }`,
    evidence: [
      ...admin.evidence,
      ...few(publishedBy, (name) => observed(name, `forwards to port ${port ?? '?'}`)),
    ],
  };
}
