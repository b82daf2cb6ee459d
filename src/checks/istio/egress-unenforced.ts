import { inMesh } from '../../addons/istio/recognition/proxies.ts';
import { holdAll, labelOf } from '../../model/selectors.ts';
import type { Answer } from '../../model/selectors.ts';
import type { NetworkPolicyRecord, PodRecord } from '../../snapshot/records/index.ts';
import { groupBy } from '../../shared/group.ts';
import { list, see } from '../../shared/requirement.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import { istioKinds, meshVerdict } from '../helpers/mesh.ts';
import { few, listed, observed, requiresOr } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/egress-unenforced',
  title: 'Restricted outbound traffic (REGISTRY_ONLY) without egress NetworkPolicy',
  control: 'Enforcement of outbound traffic policy',
  severity: 'medium',
  why: 'REGISTRY_ONLY is a setting of the proxy, not a security boundary. An attacker in a workload can bypass the proxy, for example with UDP or as user 1337, and connect to any external host.',
  remediation:
    'Create a NetworkPolicy with `policyTypes: [Egress]` in each namespace of the mesh, and send external traffic through an egress gateway.',
  references: ['istio-egress-control', 'istio-security-best-practices', 'K05', 'NSA Network policies'],
  needs: ['networkPolicies'],
  uses: ['istio', 'meshEdge', 'pods'],
  passNeeds: ['istio', 'configmaps', 'namespaces', 'pods'],
  kinds: { istio: istioKinds('Sidecar') },
  *run({ istio, meshEdge: { outbound }, networkPolicies, pods }): Iterable<Finding> {
    const closed = outbound.overrides.some(({ scope, mode }) => scope === 'mesh' && mode === 'REGISTRY_ONLY');
    if (!closed && !outbound.mesh.known && (istio.revisions.length > 0 || istio.namespaces.length > 0)) {
      yield {
        verdict: 'unknown',
        message: outbound.mesh.reason,
        requires: requiresOr(outbound.mesh.requires, list('configmaps')),
      };
      return;
    }
    const restricted = closed || (outbound.mesh.known && outbound.mesh.value === 'REGISTRY_ONLY');
    const members = restricted ? istio.namespaces.filter(({ podsInMesh }) => podsInMesh > 0) : [];
    const limits = new EgressLimits(networkPolicies.policies);
    const judged = members.map(({ name, podsInMesh }) => ({
      name,
      podsInMesh,
      limited: limits.of(name, (pods.byNamespace.get(name) ?? []).filter(inMesh)),
    }));
    const open = judged.filter(({ limited }) => limited === 'no');
    const unclear = judged.filter(({ limited }) => limited === 'maybe');
    yield* meshVerdict(istio, {
      faults: [
        ...(open.length === 0
          ? []
          : [
              {
                verdict: 'fail' as const,
                message: `outbound traffic is REGISTRY_ONLY, but no NetworkPolicy limits egress of ${listed(open.map(({ name }) => name))}`,
                restsOn: ['networkpolicies' as const],
                evidence: [
                  ...(outbound.mesh.known ? outbound.mesh.evidence : []),
                  ...few(open, ({ name, podsInMesh }) =>
                    observed(
                      `namespace ${name}`,
                      `${podsInMesh} in the mesh, egress not limited for all of them`,
                    ),
                  ),
                ],
              },
            ]),
        ...(unclear.length === 0
          ? []
          : [
              {
                verdict: 'unknown' as const,
                message: `unknown whether policies of the Pod network limit egress of ${listed(unclear.map(({ name }) => name))}: their rules for outgoing traffic are not evaluated`,
                requires: [see('review the rules for egress of these policies')],
              },
            ]),
      ],
      objects: members.length,
      noun: 'namespace with restricted outbound traffic',
      pass: 'a NetworkPolicy limits egress of every Pod in the mesh',
    });
  },
});

/**
 * What limits outgoing traffic. NetworkPolicies are additive: one that admits every destination opens all pods that it selects. Policies of
 * pod networks, and of the whole cluster, may limit any pod.
 */
class EgressLimits {
  private readonly byNamespace: ReadonlyMap<string, readonly NetworkPolicyRecord[]>;
  private readonly ofCluster: boolean;

  constructor(policies: readonly NetworkPolicyRecord[]) {
    const limiting = policies.filter(({ egress }) => egress);
    this.byNamespace = groupBy(limiting, ({ namespace }) => namespace);
    this.ofCluster = limiting.some(({ namespace }) => namespace === undefined);
  }

  /** Whether all of these pods are limited. */
  of(namespace: string, pods: readonly PodRecord[]): Answer {
    const own = this.byNamespace.get(namespace) ?? [];
    if (pods.every((pod) => isLimited(pod, own))) return 'yes';
    const others = this.ofCluster || own.some(({ egressOf }) => egressOf === undefined);
    return others ? 'maybe' : 'no';
  }
}

function isLimited({ template: { labels } }: PodRecord, policies: readonly NetworkPolicyRecord[]): boolean {
  const selecting = policies.flatMap(({ egressOf }) =>
    egressOf && holdAll(egressOf.pods, (key) => labelOf(labels, key)) === 'yes' ? [egressOf] : [],
  );
  return selecting.length > 0 && !selecting.some(({ open }) => open);
}
