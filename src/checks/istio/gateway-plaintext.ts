import { cloudOf } from '../../data/load-balancer-annotations.ts';
import { forwardingOn } from '../../addons/istio/gateways/bound.ts';
import type { MeshEdgeFacts } from '../../addons/istio/gateways/types.ts';
import type { MeshGateway } from '../../addons/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import {
  byReach,
  gatewayName,
  gatewayRef,
  istioKinds,
  meshVerdict,
  reachText,
  serverName,
} from '../helpers/mesh.ts';
import { few, listed, lowered, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/gateway-plaintext',
  title: 'Istio gateway serves plaintext HTTP',
  control: 'Plaintext HTTP at Istio gateways',
  severity: 'medium',
  why: 'The gateway forwards HTTP requests without TLS to workloads. An attacker on the network path can read credentials and session cookies, and modify responses.',
  remediation:
    'Set `tls.httpsRedirect: true` on the HTTP server, and add a server with `protocol: HTTPS` and `tls.mode: SIMPLE`.',
  references: ['istio-gateway', 'T1040', 'T1557', 'K05', 'NSA Encryption: use TLS with strong keys'],
  needs: [],
  uses: ['istio', 'meshEdge', 'nodes'],
  passNeeds: ['istio', 'gateways'],
  kinds: { istio: istioKinds('Gateway', 'VirtualService') },
  *run({ istio, meshEdge, nodes }): Iterable<Finding> {
    const { gateways } = meshEdge;
    const onAws = nodes.some(({ record }) => cloudOf(record.providerID) === 'AWS');
    yield* meshVerdict(istio, {
      faults: gateways.flatMap((gateway) => faultOf(gateway, meshEdge.virtualServices, onAws)),
      objects: gateways.length,
      noun: 'Istio gateway',
      pass: 'no gateway forwards plaintext HTTP',
    });
  },
});

/** An HTTP server without routes answers 404 to everything; routes that redirect forward nothing. */
function faultOf(
  gateway: MeshGateway,
  virtualServices: MeshEdgeFacts['virtualServices'],
  onAws: boolean,
): Finding[] {
  const served = gateway.servers
    .filter(({ end }) => end === 'plain')
    .map((server) => ({ server, routes: forwardingOn(gateway, server, virtualServices) }))
    .filter(({ routes }) => routes.length > 0);
  if (served.length === 0) return [];
  const open = served.map(({ server }) => server);
  const forwarding = [...new Set(served.flatMap(({ routes }) => routes))];
  const ended =
    onAws && gateway.services.some(({ record }) => record.annotations[AWS_CERTIFICATE] !== undefined);
  const severity = byReach('medium', gateway);
  return [
    {
      verdict: 'fail',
      at: gatewayRef(gateway),
      severity: ended ? lowered(severity) : severity,
      message: `HTTP without redirect to HTTPS on ${listed(open.map(serverName))}, used by ${listed(forwarding.map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`))} (${reachText(gateway)}${ended ? '; the load balancer has a certificate' : ''})`,
      evidence: [
        observed(
          gatewayName(gateway),
          open.map(({ listener }) => `${listener.protocol ?? ''} ${listener.port ?? ''}`).join(', '),
        ),
        ...few(gateway.services, ({ record }) =>
          observed(`service ${record.namespace}/${record.name}`, `type ${record.type}`),
        ),
      ],
    },
  ];
}

/** The load balancer terminates TLS (https://kubernetes.io/docs/concepts/services-networking/service/#ssl-support-on-aws). */
const AWS_CERTIFICATE = 'service.beta.kubernetes.io/aws-load-balancer-ssl-cert';
