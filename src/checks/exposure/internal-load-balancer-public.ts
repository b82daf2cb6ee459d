import { cloudAnnotations, cloudOf } from '../../data/load-balancer-annotations.ts';
import { loadBalancerReach } from '../../model/reach.ts';
import type { ServiceRecord } from '../../snapshot/records/index.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { judged } from '../helpers/judged.ts';
import { listed, observed } from '../helpers/objects.ts';

const SCHEME = 'service.beta.kubernetes.io/aws-load-balancer-scheme';

export default defineCheck({
  id: 'exposure/internal-load-balancer-public',
  title: 'Load balancer is public despite its internal annotation',
  control: 'Internal load balancers',
  severity: 'medium',
  why: 'The annotation requests an internal load balancer, and the controller of this cluster does not read it or was given it too late. The workload is reachable from the internet without the knowledge of its owner.',
  remediation:
    'Use the annotation that the controller of the cloud reads, and recreate the Service: most clouds do not change an existing load balancer.',
  references: ['T1133', 'K06', 'K05'],
  peerChecks: [174],
  needs: ['services'],
  uses: ['nodes'],
  *run({ services, nodes }): Iterable<Finding> {
    const clouds = new Set(nodes.flatMap(({ record }) => cloudOf(record.providerID) ?? []));
    const asking = services.flatMap(({ record }) => {
      const keys = record.type === 'LoadBalancer' ? requestsOf(record) : [];
      return keys.length > 0 ? [{ record, keys }] : [];
    });
    yield* judged({
      faults: asking
        .filter(
          ({ record }) =>
            (record.loadBalancer ?? []).length > 0 && loadBalancerReach(record, clouds) === 'public',
        )
        .map(({ record, keys }): Finding => {
          const { namespace, name, loadBalancer = [] } = record;
          return {
            verdict: 'fail',
            at: { kind: 'Service', namespace, name },
            message: `${listed(keys)} requests an internal load balancer; its address is public: ${listed(loadBalancer)}`,
            evidence: [
              observed(`service ${namespace}/${name}`, `${listed(keys)}; addresses ${listed(loadBalancer)}`),
            ],
          };
        }),
      evaluated: asking.length,
      noun: 'Service with an annotation for an internal load balancer',
      many: 'Services with an annotation for an internal load balancer',
      pass: 'no load balancer that should be internal has a public address',
    });
  },
});

/** Annotations that request an internal load balancer, in any cloud. */
function requestsOf({ annotations }: ServiceRecord): string[] {
  const keys = cloudAnnotations.flatMap(({ internal }) =>
    internal
      .filter(({ key, yes }) => annotations[key] !== undefined && yes.test(annotations[key]))
      .map(({ key }) => key),
  );
  return [...new Set([...keys, ...(annotations[SCHEME] === 'internal' ? [SCHEME] : [])])];
}
