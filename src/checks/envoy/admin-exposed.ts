import { listAll, see } from '../../shared/requirement.ts';
import type { EnvoyProxyFacts } from '../../addons/types.ts';
import type { WorkloadFacts } from '../../model/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { few, listed, observed, requiresOr, workloadName, workloadRef } from '../helpers/objects.ts';
import type { Requirement } from '../../shared/requirement.ts';

export default defineCheck({
  id: 'envoy/admin-exposed',
  title: 'The admin interface of Envoy can be reached over the network',
  severity: 'medium',
  why: 'The admin interface has no login. Who reaches it reads the whole configuration of the proxy, can drain it, change its log level, or stop it: for a proxy at the edge, a switch for all incoming traffic.',
  fix: 'Bind admin to 127.0.0.1 or to a unix socket in the bootstrap, take its port out of Services, and give monitoring a listener that serves /stats/prometheus and /ready only.',
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
        message: 'no Envoy runs outside a mesh',
        evidence: installed.evidence,
      };
    } else {
      for (const proxy of proxies) yield judge(proxy);
    }
  },
});

/** Mounted ConfigMaps are not read live, unless their names are known beforehand. */
function whereToLook(workload: WorkloadFacts): Requirement {
  const { namespace, template } = workload;
  const maps = template.volumes.flatMap(({ type, target }) =>
    type === 'configMap' && target ? [target] : [],
  );
  return maps.length > 0
    ? see(`look for admin in configmap ${maps.map((name) => `${namespace}/${name}`).join(', ')}`)
    : see(`read the bootstrap of ${workloadName(workload)}`);
}

function judge({ workload, admin, publishedBy, form }: EnvoyProxyFacts): Finding {
  const at = workloadRef(workload);
  if (!admin.known)
    return {
      verdict: 'unknown',
      at,
      message: `${form}: ${admin.reason}`,
      requires: requiresOr(admin.requires, whereToLook(workload)),
    };
  const { address, port, loopback, behind } = admin.value;
  // What listens on the loopback interface of a pod cannot be reached by a Service or a host port.
  if (loopback)
    return {
      verdict: 'pass',
      at,
      message:
        address === 'none'
          ? 'no admin interface is configured'
          : `the admin interface listens on ${address} only`,
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
    message: `${behind ? `the listener on ${where} passes on to the admin interface` : `the admin interface listens on ${where}`}: ${
      outside.length > 0
        ? `opened to the outside by ${listed(outside)}`
        : onHost
          ? 'on the network of its node'
          : `every pod that reaches this one can use it${publishedBy.length > 0 ? ` (also by ${listed(publishedBy)})` : ''}`
    }`,
    evidence: [
      ...admin.evidence,
      ...few(publishedBy, (name) => observed(name, `leads to port ${port ?? '?'}`)),
    ],
  };
}
