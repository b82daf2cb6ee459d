import { GATEWAY_API } from '../../model/gateway-api/types.ts';
import type { ListenerFacts } from '../../model/gateway-api/types.ts';
import type { GatewayRecord } from '../../snapshot/records/index.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { judged } from '../helpers/judged.ts';
import { few, listed, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'exposure/gateway-not-ready',
  title: 'Gateway not programmed',
  control: 'Status of Gateways',
  severity: 'low',
  why: 'The controller reports that it does not serve the Gateway or one of its listeners, or its specification rejects them. Hosts of these listeners are not reachable, or are served by an older configuration.',
  remediation:
    'Read the conditions (`kubectl describe gateway`), and correct the protocol, host name, route kinds or certificate that they name.',
  references: ['K07', 'gateway-api-versioning'],
  peerChecks: [205],
  needs: [],
  uses: ['extensions', 'gatewayApi', 'meshEdge'],
  passNeeds: ['gateways'],
  *run({ extensions: { gateways }, gatewayApi: { listeners }, meshEdge }): Iterable<Finding> {
    // The status of Istio's Gateways is evaluated by istio/configuration-rejected.
    const mesh = new Set(meshEdge.gateways.map(({ record }) => record));
    const own = gateways.filter((gateway) => gateway.api === GATEWAY_API && !mesh.has(gateway));
    yield* judged({
      faults: own.flatMap((gateway) => faultOf(gateway, listeners)),
      evaluated: own.length,
      noun: 'Gateway',
      pass: 'no Gateway reports a negative condition, and no listeners conflict',
    });
  },
});

function faultOf(gateway: GatewayRecord, all: readonly ListenerFacts[]): Finding[] {
  const { namespace, name, unmet = [] } = gateway;
  const conflicts = all
    .filter((one) => one.gateway === gateway && one.fault !== undefined && one.fault !== 'RefNotPermitted')
    .map(({ listener, fault }) => `listener ${listener.name ?? ''}: ${fault ?? ''}`);
  const what = [...unmet, ...conflicts];
  if (what.length === 0) return [];
  return [
    {
      verdict: 'fail',
      at: { kind: 'Gateway', namespace, name },
      message:
        unmet.length > 0
          ? `conditions not met: ${listed(what)}`
          : `no controller programs ${listed(conflicts)}`,
      evidence: few(what, (text) => observed(`Gateway ${namespace}/${name}`, text)),
    },
  ];
}
