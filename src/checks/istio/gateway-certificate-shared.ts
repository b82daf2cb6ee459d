import { placesOf, selectorText } from '../../addons/istio/gateways/claims.ts';
import type { MeshGateway } from '../../addons/types.ts';
import { groupByEach } from '../../shared/group.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { gatewayName, gatewayRef, istioKinds, meshVerdict } from '../helpers/mesh.ts';
import { few, listed, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/gateway-certificate-shared',
  title: 'Several Istio Gateways use the same certificate',
  control: 'Certificates shared by Istio Gateways',
  severity: 'low',
  why: 'Browsers reuse one HTTP/2 connection for all hosts of a certificate. Requests for a host of the other Gateway arrive at the wrong server and get status 404, or bypass its settings.',
  remediation:
    'Merge the servers into one Gateway with the wildcard host, or set `tls.credentialName` to a certificate of the single host.',
  references: ['istio-traffic-problems', 'istio-analysis-messages'],
  needs: [],
  uses: ['istio', 'meshEdge'],
  passNeeds: ['istio', 'pods', 'workloads'],
  kinds: { istio: istioKinds('Gateway') },
  *run({ istio, meshEdge: { gateways } }): Iterable<Finding> {
    const classic = gateways.filter((gateway) => gateway.classic && certificatesOf(gateway).length > 0);
    const sharing = new Map<MeshGateway, Set<string>>();
    const others = new Map<MeshGateway, Set<MeshGateway>>();
    for (const [certificate, users] of groupByEach(classic, certificatesOf)) {
      for (const [one, conflicts] of withConflicts(users)) {
        sharing.set(one, (sharing.get(one) ?? new Set()).add(certificate));
        const known = others.get(one) ?? new Set();
        for (const conflict of conflicts) known.add(conflict);
        others.set(one, known);
      }
    }
    yield* meshVerdict(istio, {
      faults: classic.flatMap((gateway) =>
        sharing.has(gateway)
          ? [faultOf(gateway, [...(sharing.get(gateway) ?? [])], [...(others.get(gateway) ?? [])])]
          : [],
      ),
      objects: classic.length,
      noun: 'Istio Gateway with a certificate',
      pass: 'no two Gateways of the same workloads use the same certificate',
    });
  },
});

function certificatesOf({ servers }: MeshGateway): string[] {
  return [
    ...new Set(
      servers.flatMap(({ listener: { credentials = [], certificate } }) => [
        ...credentials,
        ...(certificate === undefined ? [] : [certificate]),
      ]),
    ),
  ];
}

const SHOWN = 20;

/**
 * Each user of a certificate with others that configure the same workloads. A Gateway whose selector includes that of another one is
 * named by the other, which selects more workloads.
 */
function withConflicts(users: readonly MeshGateway[]): (readonly [MeshGateway, MeshGateway[]])[] {
  const byPlace = groupByEach(users, placesOf);
  const bySelector = groupByEach(users, ({ record }) => [selectorText(record.selector)]);
  return users.flatMap((one) => {
    const found = new Set([
      ...placesOf(one).flatMap((place) => (byPlace.get(place) ?? []).slice(0, SHOWN)),
      ...[...bySelector.values()]
        .filter(([first]) => first && includes(first, one))
        .flatMap((group) => group.slice(0, SHOWN)),
    ]);
    const conflicts = [...found].filter(
      (other) => other !== one && !(includes(one, other) && !includes(other, one)),
    );
    return conflicts.length === 0 ? [] : [[one, conflicts] as const];
  });
}

/** Whether a Gateway selects only workloads that the other one selects, too. */
function includes({ record }: MeshGateway, other: MeshGateway): boolean {
  return Object.entries(other.record.selector ?? {}).every(
    ([key, value]) => record.selector?.[key] === value,
  );
}

function faultOf(
  gateway: MeshGateway,
  certificates: readonly string[],
  conflicts: readonly MeshGateway[],
): Finding {
  return {
    verdict: 'fail',
    at: gatewayRef(gateway),
    message: `certificate ${listed(certificates)} is also used by ${listed(conflicts.map(gatewayName))}`,
    evidence: few([gateway, ...conflicts], (one) =>
      observed(gatewayName(one), `certificate ${listed(certificatesOf(one))}`),
    ),
  };
}
