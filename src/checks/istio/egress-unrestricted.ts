import type { Membership, MeshFacts } from '../../addons/istio/effective/types.ts';
import type { MeshEdgeFacts } from '../../addons/types.ts';
import { list } from '../../shared/requirement.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { customRef, istioKinds, meshVerdict } from '../helpers/mesh.ts';
import { few, listed, observed, requiresOr } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/egress-unrestricted',
  title: 'Outbound traffic of the mesh not restricted (ALLOW_ANY)',
  control: 'Outbound traffic policy of the mesh',
  severity: 'medium',
  why: 'Proxies forward traffic to any external host, without a ServiceEntry and without policies. An attacker in one workload can send data to any address, or load further tools.',
  remediation:
    'Set `meshConfig.outboundTrafficPolicy.mode: REGISTRY_ONLY`, and create a ServiceEntry for each required host. Combine it with an egress NetworkPolicy; ztunnel ignores the mode, so ambient namespaces require one.',
  references: [
    'istio-egress-control',
    'istio-security-best-practices',
    'K05',
    'NSA Network separation and hardening',
  ],
  needs: [],
  uses: ['istio', 'mesh', 'meshEdge'],
  passNeeds: ['istio', 'pods', 'namespaces'],
  kinds: { istio: istioKinds('Sidecar') },
  *run({ istio, mesh, meshEdge: { outbound } }): Iterable<Finding> {
    const inMesh = istio.revisions.length > 0 || istio.namespaces.length > 0;
    const overrides = overrideFaults(outbound);
    if (!inMesh && overrides.length === 0) {
      yield* meshVerdict(istio, { faults: [], objects: 0, noun: 'control plane of Istio', pass: '' });
      return;
    }
    const closed = outbound.overrides.some(({ scope, mode }) => scope === 'mesh' && mode === 'REGISTRY_ONLY');
    if (!closed && !outbound.mesh.known) {
      yield {
        verdict: 'unknown',
        message: outbound.mesh.reason,
        requires: requiresOr(outbound.mesh.requires, list('configmaps')),
      };
      yield* overrides;
      return;
    }
    yield* meshVerdict(istio, {
      faults: [
        ...(closed ? resetFaults(outbound) : meshFault(mesh, outbound)),
        ...ambientFault(mesh, outbound, closed),
        ...overrides,
      ],
      objects: 1,
      noun: 'outbound traffic policy',
      pass: 'outbound traffic policy is REGISTRY_ONLY mesh-wide',
    });
  },
});

function meshFault(facts: MeshFacts, { mesh, overrides }: MeshEdgeFacts['outbound']): Finding[] {
  if (!mesh.known || mesh.value === 'REGISTRY_ONLY') return [];
  const limited = new Set(
    overrides.flatMap(({ record, scope, mode }) =>
      scope === 'namespace' && mode === 'REGISTRY_ONLY' ? [record.namespace ?? ''] : [],
    ),
  );
  // Gateways forward to hosts of their routes only, and ztunnel reads no Sidecar.
  const open = [
    ...new Set([
      ...namespacesOf(facts, 'sidecar').filter((name) => !limited.has(name)),
      ...namespacesOf(facts, 'ambient'),
    ]),
  ].sort();
  return [
    {
      verdict: 'fail',
      detail: 'mesh',
      message: `outboundTrafficPolicy.mode is ALLOW_ANY mesh-wide${open.length === 0 ? '' : `; no exception (Sidecar) is observed for ${listed(open)}`}`,
      evidence: [
        ...mesh.evidence,
        ...few(open, (name) => observed(`namespace ${name}`, 'workloads in the mesh')),
      ],
    },
  ];
}

/**
 * ztunnel forwards connections to hosts that the mesh does not know, whatever the mode is (https://github.com/istio/istio/issues/54281; istiod
 * sends it no such setting).
 */
function ambientFault(facts: MeshFacts, { mesh }: MeshEdgeFacts['outbound'], closed: boolean): Finding[] {
  const open = namespacesOf(facts, 'ambient');
  if (open.length === 0 || !(closed || (mesh.known && mesh.value === 'REGISTRY_ONLY'))) return [];
  return [
    {
      verdict: 'fail',
      detail: 'ambient',
      message: `outboundTrafficPolicy.mode is REGISTRY_ONLY, but ztunnel ignores it: traffic of ambient workloads is not restricted in ${listed(open)}`,
      evidence: [
        ...(mesh.known ? mesh.evidence : []),
        ...few(open, (name) => observed(`namespace ${name}`, 'workloads in ambient mode')),
      ],
    },
  ];
}

function namespacesOf({ members }: MeshFacts, kind: Membership): string[] {
  return [
    ...new Set(
      members.flatMap(({ membership, selected }) => (membership === kind ? [selected.namespace] : [])),
    ),
  ].sort();
}

/** Where only a Sidecar of the root namespace closes the mesh, other Sidecars without a policy open it again (istio pilot/pkg/model/sidecar.go). */
function resetFaults({ mesh, resets }: MeshEdgeFacts['outbound']): Finding[] {
  if (mesh.known && mesh.value === 'REGISTRY_ONLY') return [];
  return resets.map(({ record, scope }): Finding => {
    const at = customRef(record);
    const who = scope === 'workload' ? 'the selected workloads' : 'the namespace';
    const evidence = [
      observed(`Sidecar ${record.namespace ?? ''}/${record.name}`, 'outboundTrafficPolicy not set'),
    ];
    return mesh.known
      ? {
          verdict: 'fail',
          at,
          detail: scope,
          severity: scope === 'workload' ? 'low' : 'medium',
          message: `outboundTrafficPolicy is not set: ALLOW_ANY of the mesh configuration applies to ${who}, not the Sidecar of the root namespace`,
          evidence,
        }
      : {
          verdict: 'unknown',
          at,
          message: `outboundTrafficPolicy is not set, and that of the mesh configuration applies to ${who}: ${mesh.reason}`,
          requires: requiresOr(mesh.requires, list('configmaps')),
          evidence,
        };
  });
}

/** Sidecars that set ALLOW_ANY where the mesh, or their namespace, sets REGISTRY_ONLY. */
function overrideFaults({ mesh, overrides }: MeshEdgeFacts['outbound']): Finding[] {
  if (mesh.known && mesh.value === 'ALLOW_ANY' && !overrides.some(({ mode }) => mode === 'REGISTRY_ONLY'))
    return [];
  return overrides
    .filter(({ mode }) => mode === 'ALLOW_ANY')
    .map(({ record, scope }): Finding => ({
      verdict: 'fail',
      at: customRef(record),
      detail: scope,
      severity: scope === 'workload' ? 'low' : 'medium',
      message: `outboundTrafficPolicy.mode is ALLOW_ANY for ${scope === 'workload' ? 'the selected workloads' : scope === 'mesh' ? 'the whole mesh' : 'the namespace'}`,
      evidence: [
        observed(`Sidecar ${record.namespace ?? ''}/${record.name}`, 'outboundTrafficPolicy.mode ALLOW_ANY'),
      ],
    }));
}
