import { list } from '../../shared/requirement.ts';
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
  uses: ['istio', 'meshEdge'],
  passNeeds: ['istio', 'configmaps', 'namespaces', 'pods'],
  kinds: { istio: istioKinds('Sidecar') },
  *run({ istio, meshEdge: { outbound }, networkPolicies }): Iterable<Finding> {
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
    const members = restricted
      ? // ztunnel ignores the mode (egress-unrestricted).
        istio.namespaces.filter(({ podsInMesh, ambientOnly }) => podsInMesh > 0 && !ambientOnly)
      : [];
    const limited = new Set(
      networkPolicies.policies.filter(({ egress }) => egress).map(({ namespace }) => namespace),
    );
    // A policy of the whole cluster may select any namespace.
    const open = limited.has(undefined) ? [] : members.filter(({ name }) => !limited.has(name));
    yield* meshVerdict(istio, {
      faults:
        open.length === 0
          ? []
          : [
              {
                verdict: 'fail',
                message: `outbound traffic is REGISTRY_ONLY, but no NetworkPolicy limits egress of ${listed(open.map(({ name }) => name))}`,
                restsOn: ['networkpolicies'],
                evidence: [
                  ...(outbound.mesh.known ? outbound.mesh.evidence : []),
                  ...few(open, ({ name, podsInMesh }) =>
                    observed(`namespace ${name}`, `${podsInMesh} in the mesh, no egress policy`),
                  ),
                ],
              },
            ],
      objects: members.length,
      noun: 'namespace with restricted outbound traffic',
      pass: 'an egress NetworkPolicy exists in every namespace of the mesh',
    });
  },
});
