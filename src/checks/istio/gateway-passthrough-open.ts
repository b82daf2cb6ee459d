import { isLimited } from '../../model/exposure/services.ts';
import type { MeshGateway } from '../../addons/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { gatewayName, gatewayRef, istioKinds, meshVerdict, reachText, serverName } from '../helpers/mesh.ts';
import { listed, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/gateway-passthrough-open',
  title: 'Cross-network gateway (AUTO_PASSTHROUGH) too open',
  control: 'Cross-network gateways of Istio',
  severity: 'medium',
  why: 'AUTO_PASSTHROUGH forwards a connection to any Service that the client names in SNI. An attacker who reaches the gateway can address internal Services whose workloads accept connections without mutual TLS.',
  remediation:
    'Set `hosts` to `*.local`, and limit the clients by `spec.loadBalancerSourceRanges` of the Service to the other networks of the mesh.',
  references: ['istio-gateway', 'istio-security-best-practices', 'K05'],
  needs: [],
  uses: ['istio', 'meshEdge'],
  passNeeds: ['istio', 'gateways', 'services', 'pods', 'workloads'],
  kinds: { istio: istioKinds('Gateway') },
  *run({ istio, meshEdge: { gateways } }): Iterable<Finding> {
    const crossing = gateways.filter(({ servers }) => servers.some(({ end }) => end === 'auto-passthrough'));
    yield* meshVerdict(istio, {
      faults: crossing.flatMap(faultOf),
      objects: crossing.length,
      noun: 'gateway with AUTO_PASSTHROUGH',
      pass: 'cross-network gateways are limited to hosts of the mesh and to some source addresses',
    });
  },
});

/** Hosts of Services alone; other networks of the mesh use the same names. */
const INTERNAL = /^\*\.(?:.+\.)?(?:local|global)$/;

function faultOf(gateway: MeshGateway): Finding[] {
  const servers = gateway.servers.filter(({ end }) => end === 'auto-passthrough');
  const wide = servers.filter(({ hosts }) =>
    hosts.some(({ host }) => !INTERNAL.test(host) && !/\.svc(?:\.|$)/.test(host)),
  );
  const open =
    gateway.reach === 'public' &&
    gateway.services.some(({ record }) => record.type === 'LoadBalancer' && !isLimited(record));
  if (wide.length === 0 && !open) return [];
  const words = [
    ...(wide.length > 0
      ? [
          `hosts other than *.local on ${listed(wide.map(serverName))}: ${listed([...new Set(wide.flatMap(({ listener }) => listener.hosts))])}`,
        ]
      : []),
    ...(open ? ['loadBalancerSourceRanges of the public load balancer is not set'] : []),
  ];
  return [
    {
      verdict: 'fail',
      at: gatewayRef(gateway),
      severity: wide.length > 0 && gateway.reach === 'public' ? 'medium' : 'low',
      message: `${words.join('; ')} (${reachText(gateway)})`,
      evidence: [
        observed(
          gatewayName(gateway),
          `AUTO_PASSTHROUGH ${[...new Set(servers.flatMap(({ listener }) => listener.hosts))].join(', ')}`,
        ),
      ],
    },
  ];
}
