import type { GatewayFacts } from '../../addons/types.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { withoutIstio } from '../helpers/istio-control-planes.ts';
import { few, observed, workloadName, workloadRef } from '../helpers/objects.ts';
import { redundancyOf } from '../helpers/redundancy.ts';

export default defineCheck({
  id: 'istio/gateway-single-replica',
  title: 'Istio gateway or waypoint without redundancy',
  control: 'Redundancy of Istio gateways and waypoints',
  severity: 'medium',
  why: 'All traffic through the gateway or waypoint stops while its only Pod is unavailable. A node failure, a drain or a restart is enough.',
  remediation:
    'Set `autoscaling.minReplicas: 2` and `podDisruptionBudget` in the values of the gateway chart. For the Gateway API, set both in the ConfigMap of `spec.infrastructure.parametersRef`.',
  references: ['istio-deployment-models', 'pod-topology-spread-constraints'],
  needs: ['workloads'],
  uses: ['istio', 'extensions', 'budgets'],
  passNeeds: ['availability'],
  *run({ istio, extensions, budgets }): Iterable<Finding> {
    const absent = withoutIstio(istio);
    if (absent) {
      yield absent;
      return;
    }
    if (istio.gateways.length === 0) {
      yield {
        verdict: 'not-applicable',
        message: 'no Istio gateway or waypoint is observed',
        evidence: istio.installed.known ? istio.installed.evidence : [],
      };
      return;
    }
    const evaluated = istio.gateways.map((gateway) => ({
      gateway,
      finding: evaluate(gateway, { extensions, budgets }),
    }));
    const open = evaluated.filter(({ finding }) => finding && finding.verdict !== 'pass');
    for (const { gateway, finding } of open)
      if (finding) yield { ...finding, at: workloadRef(gateway.workload) };
    if (open.length > 0) return;
    yield {
      verdict: 'pass',
      message: `${plural(evaluated.length, 'gateway')} and waypoints evaluated: each has at least two replicas or runs on every node`,
      evidence: few(evaluated, ({ gateway: { workload } }) =>
        observed(workloadName(workload), `${workload.kind}, replicas ${workload.replicas ?? 'by node'}`),
      ),
    };
  },
});

/** A DaemonSet has a pod on every node. Traffic through a waypoint is that of one namespace. */
function evaluate(
  { workload, form }: GatewayFacts,
  input: Parameters<typeof redundancyOf>[1],
): Finding | undefined {
  if (workload.kind === 'DaemonSet') return undefined;
  if (workload.kind === 'Pod')
    return {
      verdict: 'fail',
      detail: 'pod',
      message: 'a Pod without a controller: nothing replaces it',
      restsOn: ['workloads'],
      evidence: [observed(workloadName(workload), 'no controller')],
    };
  const finding = redundancyOf(workload, input);
  return finding.verdict === 'fail' && form === 'waypoint' ? { ...finding, severity: 'low' } : finding;
}
