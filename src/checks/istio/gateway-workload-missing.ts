import { selectorText } from '../../addons/istio/gateways/claims.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { gatewayName, gatewayRef, istioKinds, meshVerdict } from '../helpers/mesh.ts';
import { observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/gateway-workload-missing',
  title: 'Istio Gateway selects no workload',
  control: 'Workloads of Istio Gateways',
  severity: 'low',
  why: 'No proxy listens on the ports of the Gateway, so the hosts are not reachable. A workload that is created later with these labels takes over the hosts and their certificates.',
  remediation:
    'Set `spec.selector` to the labels of the gateway Pods (`kubectl get pods -A -l istio=ingressgateway`), or delete the Gateway.',
  references: ['istio-analysis-messages', 'istio-gateway'],
  needs: [],
  uses: ['istio', 'meshEdge'],
  passNeeds: ['istio', 'pods', 'workloads'],
  kinds: { istio: istioKinds('Gateway') },
  *run({ istio, meshEdge: { gateways } }): Iterable<Finding> {
    const selecting = gateways.filter(
      ({ classic, record }) => classic && Object.keys(record.selector ?? {}).length > 0,
    );
    yield* meshVerdict(istio, {
      faults: selecting.flatMap((gateway): Finding[] =>
        gateway.workloads.length > 0
          ? []
          : [
              {
                verdict: 'fail',
                at: gatewayRef(gateway),
                message: `selector ${selectorText(gateway.record.selector)} matches no Pod in any namespace`,
                restsOn: ['pods', 'workloads'],
                evidence: [
                  observed(gatewayName(gateway), `selector ${selectorText(gateway.record.selector)}`),
                ],
              },
            ],
      ),
      objects: selecting.length,
      noun: 'Istio Gateway with a selector',
      pass: 'every Gateway selects a workload',
    });
  },
});
