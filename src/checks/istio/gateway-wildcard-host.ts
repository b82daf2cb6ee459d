import type { MeshGateway } from '../../addons/types.ts';
import type { GatewayServer } from '../../addons/istio/gateways/types.ts';
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
import { listed, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/gateway-wildcard-host',
  title: 'Istio gateway accepts every host from every namespace',
  control: 'Hosts of Istio gateways',
  severity: 'medium',
  why: 'Any user with permission to write VirtualServices can publish any host name through this gateway. An attacker can thus receive traffic intended for other teams, or expose an internal workload.',
  remediation:
    'Set `servers.hosts` to the host names in use, each with the namespace of its routes (`shop/shop.example.com`).',
  references: ['istio-security-best-practices', 'istio-gateway', 'K05'],
  needs: [],
  uses: ['istio', 'meshEdge'],
  passNeeds: ['istio', 'gateways'],
  kinds: { istio: istioKinds('Gateway'), gateways: ['gateway.networking.k8s.io/Gateway'] },
  *run({ istio, meshEdge: { gateways } }): Iterable<Finding> {
    yield* meshVerdict(istio, {
      faults: gateways.flatMap((gateway) => faultOf(gateway)),
      objects: gateways.length,
      noun: 'Istio gateway',
      pass: 'every gateway limits its hosts or the namespaces of its routes',
    });
  },
});

/** Servers for proxies of the mesh, and by the name of a Service, take no routes. */
const WITHOUT_ROUTES: ReadonlySet<GatewayServer['end']> = new Set(['mesh', 'auto-passthrough']);

function faultOf(gateway: MeshGateway): Finding[] {
  const open = gateway.servers.filter(
    ({ hosts, end, listener }) =>
      !WITHOUT_ROUTES.has(end) &&
      // An administrator labels namespaces.
      !(listener.allowedRoutes === 'Selector' && listener.routeSelector === true) &&
      hosts.some(({ host, namespace }) => host === '*' && namespace === undefined),
  );
  if (open.length === 0) return [];
  return [
    {
      verdict: 'fail',
      at: gatewayRef(gateway),
      severity: byReach('medium', gateway),
      message: `${gateway.classic ? 'hosts contains *' : 'no hostname, and allowedRoutes.namespaces.from is not Same'} on ${listed(open.map(serverName))}: routes of every namespace can bind any host (${reachText(gateway)})`,
      evidence: [
        observed(
          gatewayName(gateway),
          open.map(({ listener }) => `${listener.port ?? ''} ${listener.hosts.join(', ') || '*'}`).join('; '),
        ),
      ],
    },
  ];
}
