import { groupBy } from '../../shared/group.ts';
import { plural } from '../../shared/text.ts';
import { hasNoAddress } from '../../model/exposure/services.ts';
import type { ServiceFacts } from '../../model/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { judged } from '../helpers/judged.ts';
import { few, listed, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'exposure/source-address-lost',
  title: 'Exposed Services hide the client address',
  control: 'External traffic policy of Services',
  severity: 'info',
  why: 'With `externalTrafficPolicy: Cluster`, nodes replace the source address of requests. Access logs, rate limits and NetworkPolicies by address then see nodes instead of clients.',
  remediation:
    'Set `externalTrafficPolicy: Local` where client addresses matter. Nodes without a Pod of the Service then reject its traffic, so spread the Pods and keep the health check of the load balancer.',
  references: ['K10', 'K05'],
  peerChecks: [198],
  needs: ['services'],
  *run({ services }): Iterable<Finding> {
    const open = services.filter(
      ({ record }) => (record.type === 'LoadBalancer' || record.type === 'NodePort') && !hasNoAddress(record),
    );
    // Load balancers with targets of Pods do not pass through the port of a node.
    const lost = open.filter(
      ({ record }) => record.externalTrafficPolicy !== 'Local' && !toPods(record.annotations),
    );
    yield* judged({
      faults: [...groupBy(lost, ({ record }) => record.namespace)].map(ofNamespace),
      evaluated: open.length,
      noun: 'Service of type LoadBalancer or NodePort',
      many: 'Services of type LoadBalancer or NodePort',
      pass: 'every exposed Service keeps the client address',
    });
  },
});

/** Targets of the AWS Load Balancer Controller by the addresses of Pods. */
function toPods(annotations: Readonly<Record<string, string>>): boolean {
  const prefix = 'service.beta.kubernetes.io/aws-load-balancer-';
  return annotations[`${prefix}nlb-target-type`] === 'ip' || annotations[`${prefix}type`] === 'nlb-ip';
}

function ofNamespace([namespace, services]: readonly [string, readonly ServiceFacts[]]): Finding {
  const names = services.map(({ record }) => record.name);
  return {
    verdict: 'fail',
    at: { kind: 'Namespace', name: namespace },
    members: names,
    message: `externalTrafficPolicy is Cluster on ${plural(names.length, 'exposed Service')}: ${listed(names)}`,
    evidence: few(services, ({ record }) =>
      observed(
        `service ${namespace}/${record.name}`,
        `${record.type}, externalTrafficPolicy ${record.externalTrafficPolicy ?? 'not set (default: Cluster)'}`,
      ),
    ),
  };
}
