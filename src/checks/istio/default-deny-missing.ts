import {
  allowsEveryRequest,
  coversByDefault,
  coversEveryRequest,
} from '../../addons/istio/effective/breadth.ts';
import type { MemberFacts, RuleFacts } from '../../addons/istio/effective/types.ts';
import type { WorkloadFacts } from '../../model/types.ts';
import { listAll } from '../../shared/requirement.ts';
import { groupBy } from '../../shared/group.ts';
import { plural } from '../../shared/text.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import {
  isApplication,
  policyVerdict,
  securityKinds,
  ENVOY_FILTER,
  patchedOnes,
} from '../helpers/mesh-policies.ts';
import { few, listed, observed, requiresOr, workloadName } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/default-deny-missing',
  title: 'Istio workloads without a default-deny policy',
  control: 'Default deny in the Istio mesh',
  severity: 'medium',
  why: 'Without an ALLOW policy a workload accepts requests from every source. An attacker with access to one Pod can call all of these workloads.',
  remediation:
    'Create an AuthorizationPolicy with `spec: {}` in the root namespace, after ALLOW policies for the known callers exist.',
  references: ['istio-security-best-practices', 'istio-authorization-policy', 'K05'],
  needs: [],
  uses: ['istio', 'mesh'],
  passNeeds: ['istio', 'pods', 'workloads', 'namespaces'],
  kinds: { istio: [...securityKinds('AuthorizationPolicy'), ENVOY_FILTER] },
  *run({ istio, mesh }): Iterable<Finding> {
    const members = mesh.members.filter(isApplication);
    // A workload whose templates have different labels is several members, one for each set of labels.
    const workloads = groupBy(members, ({ workload }) => workload);
    const unknown = members.find(({ authorization }) => !authorization.known)?.authorization;
    const open = [...workloads].filter(([, variants]) => variants.some(isOpen)).map(([workload]) => workload);
    const isListed = new Set(open);
    yield* policyVerdict(istio, {
      findings: [
        ...(open.length > 0
          ? [faultOf(open, workloads.size)]
          : unknown && !unknown.known
            ? [
                {
                  verdict: 'unknown' as const,
                  message: unknown.reason,
                  requires: requiresOr(unknown.requires, listAll('authorizationpolicies.security.istio.io')),
                },
              ]
            : []),
        ...patchedOnes(
          members.filter(({ workload }) => !isListed.has(workload)),
          mesh,
        ),
      ],
      objects: workloads.size,
      noun: 'workload in the mesh',
      pass: 'an AuthorizationPolicy limits the requests to every workload in the mesh',
      ofRoot: true,
    });
  },
});

/**
 * A request that no rule names is allowed. CUSTOM policies ask the authorizer about the requests that their rules match, and only those;
 * the conditions of several rules are not combined.
 */
function isOpen({ authorization }: MemberFacts): boolean {
  if (!authorization.known) return false;
  const { ALLOW, CUSTOM, DENY } = authorization.value.enforced;
  const some = (policies: typeof ALLOW, covers: (rule: RuleFacts) => boolean) =>
    policies.some(({ rules }) => rules.some(covers));
  // Exceptions such as `notPaths` are named.
  if (some(DENY, coversEveryRequest) || some(CUSTOM, (rule) => coversByDefault(rule))) return false;
  return ALLOW.length === 0 || some(ALLOW, allowsEveryRequest);
}

function faultOf(open: readonly WorkloadFacts[], all: number): Finding {
  const namespaces = [...new Set(open.map(({ namespace }) => namespace))].sort();
  return {
    verdict: 'fail',
    message: `${open.length} of ${plural(all, 'workload')} in the mesh (gateways not counted) ${open.length === 1 ? 'accepts' : 'accept'} requests that no policy names, in ${plural(namespaces.length, 'namespace')} (${listed(namespaces)})`,
    evidence: few(open, (workload) =>
      observed(
        workloadName(workload),
        'no ALLOW policy with conditions, no DENY or CUSTOM policy for every request',
      ),
    ),
    restsOn: ['istio'],
  };
}
