import { groupBy } from '../../shared/group.ts';
import { plural } from '../../shared/text.ts';
import { isThere } from '../../model/destinations.ts';
import { podsBehind } from '../../model/services.ts';
import type { ServiceFacts } from '../../model/types.ts';
import type { PodRecord } from '../../snapshot/records/index.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { judged } from '../helpers/judged.ts';
import { few, listed, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'exposure/single-endpoint',
  title: 'Exposed Services with a single endpoint',
  control: 'Redundancy of exposed Services',
  severity: 'info',
  why: 'A Service with one Pod is unavailable while that Pod restarts, is evicted or moves to another node.',
  remediation:
    'Run at least two replicas of workloads that have to stay available, with a PodDisruptionBudget.',
  references: ['K07'],
  peerChecks: [197],
  needs: ['services', 'pods', 'exposure'],
  uses: ['trust'],
  *run({ services, exposure, trust }): Iterable<Finding> {
    const named = new Set(
      exposure.flatMap(({ service, backends = [] }) => [
        ...(service ? [`${service.namespace}/${service.name}`] : []),
        ...backends,
      ]),
    );
    const own = services.filter((service) => {
      const { record, destinations } = service;
      const products = trust.isProductNamespace(record.namespace);
      return (
        named.has(`${record.namespace}/${record.name}`) &&
        podsBehind(service).length > 0 &&
        // An address of something else is another endpoint.
        destinations.every(({ pods }) => pods.length > 0) &&
        !(products.known && products.value)
      );
    });
    const single = own.filter((service) => endpointsOf(service).length === 1);
    yield* judged({
      faults: [...groupBy(single, ({ record }) => record.namespace)].map(ofNamespace),
      evaluated: own.length,
      noun: 'exposed Service with Pods',
      many: 'exposed Services with Pods',
      pass: 'every exposed Service has several endpoints',
    });
  },
});

function ofNamespace([namespace, services]: readonly [string, readonly ServiceFacts[]]): Finding {
  const names = services.map(({ record }) => record.name);
  return {
    verdict: 'fail',
    at: { kind: 'Namespace', name: namespace },
    members: names,
    message: `${plural(names.length, 'exposed Service')} with one Pod: ${listed(names)}`,
    restsOn: ['pods'],
    evidence: few(services, (service) =>
      observed(
        `service ${namespace}/${service.record.name}`,
        `endpoint ${endpointsOf(service)[0]?.name ?? ''}`,
      ),
    ),
  };
}

function endpointsOf(service: ServiceFacts): PodRecord[] {
  return podsBehind(service).filter(isThere);
}
