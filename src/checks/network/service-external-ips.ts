import { hasNoAddress } from '../../model/exposure/services.ts';
import type { Evidence } from '../../shared/evidence.ts';
import type { CheckParts, Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'network/service-external-ips',
  title: 'Service uses externalIPs (CVE-2020-8554)',
  control: 'Service externalIPs',
  severity: 'medium',
  why: 'A user with permission to write Services can set any address in `externalIPs`, and every node then redirects its traffic to the Service. Traffic to other services or external hosts can be intercepted (man-in-the-middle).',
  remediation:
    'Use a LoadBalancer Service, an Ingress or a Gateway instead. Enable the DenyServiceExternalIPs admission plugin.',
  references: ['CIS 1.2.3', 'CVE-2020-8554', 'K05'],
  peerChecks: [180],
  needs: ['services'],
  uses: ['controlPlane', 'trust'],
  *run({ services, controlPlane, trust }): Iterable<Finding> {
    const naming = services.filter(({ record }) => (record.externalIPs?.length ?? 0) > 0);
    const claims = naming.filter(({ record }) => !hasNoAddress(record));
    for (const { record } of claims) {
      const products = trust.isProductNamespace(record.namespace);
      const system = products.known && products.value;
      yield {
        verdict: 'fail',
        at: { kind: 'Service', namespace: record.namespace, name: record.name },
        ...(system && { severity: 'low' as const }),
        message: `externalIPs is ${record.externalIPs?.join(', ') ?? ''}: every node redirects traffic for it to this Service`,
        evidence: [
          observed(
            `service ${record.namespace}/${record.name}`,
            `externalIPs ${record.externalIPs?.join(', ') ?? ''}, ports ${record.ports.map(({ port }) => port).join(', ')}`,
          ),
        ],
      };
    }
    if (claims.length === 0)
      yield {
        verdict: 'pass',
        message: `no Service uses externalIPs (${services.length} evaluated)`,
        evidence: [
          observed(
            'services',
            `${services.length} observed, ${naming.length === 0 ? 'none with externalIPs' : `those with externalIPs (${naming.length}) are headless or ExternalName, and no node accepts traffic for them`}`,
          ),
          ...guard(controlPlane),
        ],
      };
  },
});

/** Evidence of the admission plugin that prevents it, where that is known to be enabled. */
function guard({ apiServer }: CheckParts['controlPlane']): readonly Evidence[] {
  const on = apiServer.admission('DenyServiceExternalIPs');
  return on.known && on.value ? on.evidence : [];
}
