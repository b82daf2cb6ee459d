import { hasNoAddress } from '../../model/exposure/services.ts';
import type { Evidence } from '../../shared/evidence.ts';
import type { CheckParts, Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'network/service-external-ips',
  title: 'A Service claims addresses for itself (externalIPs)',
  severity: 'medium',
  why: 'Whoever may write a Service can name any address in externalIPs, and every node then sends traffic for that address to pods of the author. An address of another service, or of the internet, can be taken over that way (CVE-2020-8554). Nothing checks whose address it is.',
  fix: 'Publish through a load balancer, an Ingress or a Gateway instead, and switch on the admission plugin DenyServiceExternalIPs.',
  references: ['CIS 1.2.3', 'CVE-2020-8554', 'K05'],
  peerChecks: [180],
  needs: ['services'],
  uses: ['controlPlane', 'trust'],
  *run({ services, controlPlane, trust }): Iterable<Finding> {
    const naming = services.filter(({ record }) => (record.externalIPs?.length ?? 0) > 0);
    const claims = naming.filter(({ record }) => !hasNoAddress(record));
    for (const { record } of claims) {
      const products = trust.isProducts(record.namespace);
      const system = products.known && products.value;
      yield {
        verdict: 'fail',
        at: { kind: 'Service', namespace: record.namespace, name: record.name },
        ...(system && { severity: 'low' as const }),
        message: `takes traffic for ${record.externalIPs?.join(', ') ?? ''} on every node`,
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
        message: `no Service claims addresses (${services.length} looked at)`,
        evidence: [
          observed(
            'services',
            `${services.length} seen, ${naming.length === 0 ? 'none with externalIPs' : `those with externalIPs (${naming.length}) are headless or names of others, and no node takes traffic for them`}`,
          ),
          ...guard(controlPlane),
        ],
      };
  },
});

/** What keeps it so, where that is known to be on. */
function guard({ apiServer }: CheckParts['controlPlane']): readonly Evidence[] {
  const on = apiServer.admission('DenyServiceExternalIPs');
  return on.known && on.value ? on.evidence : [];
}
