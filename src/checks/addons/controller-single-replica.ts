import type { AddonFacts } from '../../addons/types.ts';
import type { WorkloadFacts } from '../../model/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { observed, workloadName, workloadRef } from '../helpers/objects.ts';

/** Add-ons that requests pass through: while their only Pod is down, traffic, names or certificates fail. */
const IN_PATH: ReadonlySet<string> = new Set(['dns', 'ingress']);

/** Parts of them that no request needs: they write configuration, or serve an interface. */
const BACKGROUND = /(?:operator|controller-manager|external-dns|autoscaler|provisioner|apiext|extauth-setup)/;

export default defineCheck({
  id: 'addons/controller-single-replica',
  title: 'Traffic or DNS add-on with a single replica',
  control: 'Replicas of traffic and DNS add-ons',
  severity: 'low',
  why: 'All requests fail while the only Pod of the gateway or the DNS server restarts or its node is drained. An upgrade of a node is then an outage of every application behind it.',
  remediation:
    'Set at least 2 replicas, spread across nodes with `topologySpreadConstraints`. Add a PodDisruptionBudget with `minAvailable: 1`.',
  references: ['disruption-budgets'],
  needs: ['workloads', 'nodes'],
  uses: ['addons'],
  *run({ addons, nodes }): Iterable<Finding> {
    if (nodes.length === 1) {
      yield { verdict: 'not-applicable', message: 'the cluster has one node' };
      return;
    }
    // envoy/single-replica evaluates Envoy, also as the proxy of a gateway.
    const proxies = new Set(addons.find(({ id }) => id === 'envoy')?.workloads);
    const evaluated = addons.flatMap((addon) =>
      servingParts(addon)
        .filter((workload) => !proxies.has(workload))
        .map((workload) => ({ addon, workload })),
    );
    const faults = evaluated.filter(({ workload }) => workload.replicas === 1);
    for (const { addon, workload } of faults)
      yield {
        verdict: 'fail',
        at: workloadRef(workload),
        message: `${addon.name} has 1 replica`,
        evidence: [observed(workloadName(workload), 'replicas 1')],
      };
    if (faults.length > 0) return;
    // A look-alike proves nothing about the gateway in use.
    const counted = evaluated.filter(
      ({ addon, workload }) => workload.replicas !== undefined && addon.trusted.includes(workload),
    );
    if (counted.length === 0)
      yield {
        verdict: 'not-applicable',
        message: 'no Deployment of a gateway or a DNS server that an administrator installed is recognized',
        evidence: [observed('workloads', `${addons.length} add-ons recognized`)],
      };
    else
      yield {
        verdict: 'pass',
        message: 'every gateway and DNS server has at least 2 replicas',
        evidence: counted
          .slice(0, 3)
          .map(({ workload }) => observed(workloadName(workload), `replicas ${workload.replicas ?? ''}`)),
      };
  },
});

function servingParts({ category, workloads }: AddonFacts): readonly WorkloadFacts[] {
  return IN_PATH.has(category)
    ? workloads.filter(
        ({ kind, name }) => (kind === 'Deployment' || kind === 'StatefulSet') && !BACKGROUND.test(name),
      )
    : [];
}
