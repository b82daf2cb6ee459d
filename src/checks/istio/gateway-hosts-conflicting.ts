import type { HostClaim } from '../../addons/istio/gateways/claims.ts';
import { hostClaims } from '../../addons/istio/gateways/claims.ts';
import type { MeshGateway } from '../../addons/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { gatewayName, gatewayRef, istioKinds, meshVerdict } from '../helpers/mesh.ts';
import { few, listed, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/gateway-hosts-conflicting',
  title: 'Several Istio Gateways claim the same host and port',
  control: 'Hosts claimed by several Istio Gateways',
  severity: 'medium',
  why: 'Only one of several servers with the same host and port takes effect, and its TLS settings apply to all. A user with access to another namespace can thus replace certificates, or receive requests.',
  remediation:
    'Keep one Gateway for each host and port, and bind routes of other namespaces to it by `spec.gateways`.',
  references: ['istio-analysis-messages', 'istio-gateway', 'istio-traffic-problems'],
  needs: [],
  uses: ['istio', 'meshEdge'],
  passNeeds: ['istio', 'pods', 'workloads'],
  kinds: { istio: istioKinds('Gateway') },
  *run({ istio, meshEdge: { gateways } }): Iterable<Finding> {
    const classic = gateways.filter((gateway) => gateway.classic);
    const conflicts = new Map<MeshGateway, { others: Set<MeshGateway>; claims: HostClaim[] }>();
    for (const claims of hostClaims(classic).values()) {
      const all = new Set(claims.map(({ gateway }) => gateway));
      if (all.size < 2) continue;
      for (const claim of claims) {
        const known = conflicts.get(claim.gateway) ?? { others: new Set<MeshGateway>(), claims: [] };
        conflicts.set(claim.gateway, known);
        known.claims.push(claim);
        // A few names are enough: hundreds of Gateways may share one host.
        for (const other of [...all].slice(0, SHOWN)) if (other !== claim.gateway) known.others.add(other);
      }
    }
    yield* meshVerdict(istio, {
      faults: classic.flatMap((gateway) => {
        const found = conflicts.get(gateway);
        return found ? [faultOf(gateway, [...found.others], found.claims)] : [];
      }),
      objects: classic.length,
      noun: 'Istio Gateway',
      pass: 'no two Gateways of the same workloads claim the same host and port',
    });
  },
});

const SHOWN = 20;

function faultOf(
  gateway: MeshGateway,
  others: readonly MeshGateway[],
  claims: readonly HostClaim[],
): Finding {
  const foreign = others.some(({ record }) => record.namespace !== gateway.record.namespace);
  const hosts = [...new Set(claims.map(({ host, server }) => `${host}:${server.listener.port ?? ''}`))];
  return {
    verdict: 'fail',
    at: gatewayRef(gateway),
    severity: foreign ? 'medium' : 'low',
    message: `${listed(hosts)} is also claimed by ${listed(others.map(gatewayName))}${foreign ? ', of another namespace' : ''}`,
    evidence: few([gateway, ...others], (one) =>
      observed(gatewayName(one), `hosts ${listed(one.servers.flatMap(({ listener }) => listener.hosts))}`),
    ),
  };
}
