import { matchesEverything } from '../../addons/istio/effective/authorization.ts';
import { allowsEveryIdentity, allowsEveryRequest } from '../../addons/istio/effective/breadth.ts';
import type { AuthorizationPolicyFacts, MeshFacts, RuleFacts } from '../../addons/istio/effective/types.ts';
import type { Severity } from '../../result/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import {
  enforcedOnes,
  invalidOnes,
  isApplication,
  memberNames,
  policyName,
  policyRef,
  policyVerdict,
  securityKinds,
  withoutIdentities,
  ENVOY_FILTER,
  patchedOnes,
} from '../helpers/mesh-policies.ts';
import { listed, observed } from '../helpers/objects.ts';
import { sensitivePortsOf } from '../helpers/sensitive-ports.ts';

export default defineCheck({
  id: 'istio/authorization-allows-all',
  title: 'AuthorizationPolicy allows every request',
  control: 'Scope of ALLOW policies in the Istio mesh',
  severity: 'medium',
  why: 'ALLOW policies are additive: one that matches every request makes all other ALLOW policies of its workloads ineffective. Any compromised Pod can call these workloads.',
  remediation:
    'List the callers in `rules.from.source.principals` and the operations in `rules.to`. Use `rules: [{}]` on ingress gateways only.',
  references: ['istio-authorization-policy', 'istio-security-best-practices', 'K05'],
  needs: [],
  uses: ['istio', 'mesh'],
  passNeeds: ['istio'],
  kinds: { istio: [...securityKinds('AuthorizationPolicy'), ENVOY_FILTER] },
  *run({ istio, mesh }): Iterable<Finding> {
    const allow = enforcedOnes(mesh).filter(({ action }) => action === 'ALLOW');
    const root = istio.rootNamespace.known ? istio.rootNamespace.value : undefined;
    yield* policyVerdict(istio, {
      findings: [
        ...allow.flatMap((policy) => faultOf(policy, mesh, root)),
        ...patchedOnes(
          allow.flatMap((policy) => mesh.selectedBy(policy)),
          mesh,
        ),
        ...invalidOnes(mesh.read.authorizationPolicies),
      ],
      objects: allow.length,
      noun: 'ALLOW policy',
      pass: 'every ALLOW policy limits sources or operations',
    });
  },
});

function faultOf(policy: AuthorizationPolicyFacts, mesh: MeshFacts, root: string | undefined): Finding[] {
  const open = policy.rules.find(allowsEveryRequest);
  const anyIdentity = open ? undefined : policy.rules.find(allowsEveryIdentity);
  const rule = open ?? anyIdentity;
  if (!rule) return [];
  const members = mesh.selectedBy(policy);
  // It allows nobody (authorization-never-matches).
  if (!open && withoutIdentities(members)) return [];
  const sensitive = sensitivePortsOf(members.filter(isApplication), mesh);
  const where = members.length > 0 ? `: ${memberNames(members)}` : '';
  const which = sensitive.length > 0 ? `; ${listed(sensitive)}` : '';
  return [
    {
      verdict: 'fail',
      at: policyRef(policy.record),
      severity: severityOf(members.length === 0 || members.some(isApplication), {
        open: open !== undefined,
        sensitive: sensitive.length > 0,
        ofMesh:
          policy.namespace === root &&
          Object.keys(policy.selector ?? {}).length === 0 &&
          policy.targetRefs.length === 0,
      }),
      message: `${open ? openText(open) : `a rule allows every identity of the mesh (${conditions(rule)})`}${where}${which}`,
      evidence: [
        observed(policyName(policy), open ? `action ALLOW, ${openText(open)}` : conditions(rule)),
        ...sensitive.slice(0, 10).map((port) => observed(policyName(policy), port)),
      ],
    },
  ];
}

function openText(rule: RuleFacts): string {
  return matchesEverything(rule)
    ? 'a rule without conditions allows every request'
    : `every client can meet the conditions of a rule (${conditions(rule)})`;
}

function conditions({ from, to, when }: RuleFacts): string {
  return listed(
    [...from.flat(), ...to.flat(), ...when].flatMap(({ field, values, notValues }) => [
      ...(values.length > 0 ? [`${field}: ${values.join(', ')}`] : []),
      ...(notValues.length > 0 ? [`not ${field}: ${notValues.join(', ')}`] : []),
    ]),
  );
}

/** Gateways take requests of everyone by design; an identity is at least authenticated. */
function severityOf(
  forApplications: boolean,
  { open, sensitive, ofMesh }: { open: boolean; sensitive: boolean; ofMesh: boolean },
): Severity {
  if (!forApplications) return 'low';
  if (!open) return sensitive ? 'medium' : 'low';
  return ofMesh || sensitive ? 'high' : 'medium';
}
