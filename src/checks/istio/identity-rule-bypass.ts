import type {
  AuthorizationPolicyFacts,
  MatchFacts,
  MemberFacts,
  MeshFacts,
  RuleFacts,
} from '../../addons/istio/effective/types.ts';
import { list } from '../../shared/requirement.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import {
  enforcedOnes,
  invalidOnes,
  memberNames,
  policyName,
  policyRef,
  policyVerdict,
  securityKinds,
  ENVOY_FILTER,
  patchedOnes,
} from '../helpers/mesh-policies.ts';
import { observed, requiresOr } from '../helpers/objects.ts';
import { isIdentity } from '../helpers/rule-matches.ts';

export default defineCheck({
  id: 'istio/identity-rule-bypass',
  title: 'AuthorizationPolicy by identity without STRICT mutual TLS',
  control: 'Identity rules on workloads with STRICT mutual TLS',
  severity: 'high',
  why: 'A plaintext connection has no identity, so a rule that denies listed identities does not match it. A denied workload can bypass the policy with plaintext requests.',
  remediation:
    'Set `mtls.mode: STRICT` in a PeerAuthentication for the workloads, or use an ALLOW policy that lists the permitted identities.',
  references: ['istio-authorization-policy', 'istio-peer-authentication', 'K05'],
  needs: [],
  uses: ['istio', 'mesh'],
  passNeeds: ['istio', 'pods', 'workloads'],
  kinds: { istio: [...securityKinds('AuthorizationPolicy', 'PeerAuthentication'), ENVOY_FILTER] },
  *run({ istio, mesh }): Iterable<Finding> {
    const policies = enforcedOnes(mesh).filter((policy) =>
      policy.rules.some((rule) => ignoresPlaintext(policy, rule)),
    );
    yield* policyVerdict(istio, {
      findings: [
        ...policies.flatMap((policy) => faultsOf(policy, mesh)),
        ...patchedOnes(
          policies.flatMap((policy) => mesh.selectedBy(policy)),
          mesh,
        ),
        ...invalidOnes([...mesh.read.authorizationPolicies, ...mesh.read.peerAuthentications]),
      ],
      objects: policies.length,
      noun: 'AuthorizationPolicy that depends on an absent identity',
      pass: 'workloads with policies that deny listed identities require mutual TLS',
      ofRoot: true,
    });
  },
});

/**
 * DENY of listed identities, or ALLOW of all but listed ones: without an identity the request is allowed. With CUSTOM, the external authorizer is not
 * asked about it.
 */
function ignoresPlaintext(
  { action }: Pick<AuthorizationPolicyFacts, 'action'>,
  { from, when }: RuleFacts,
): boolean {
  const matches = [...from.flat(), ...when].filter(isIdentity);
  if (action === 'DENY' || action === 'CUSTOM') return matches.some(({ values }) => values.length > 0);
  return action === 'ALLOW' && matches.length > 0 && !requiresIdentity({ from, when });
}

/** Whether every request that the rule matches has an identity. */
function requiresIdentity({ from, when }: Pick<RuleFacts, 'from' | 'when'>): boolean {
  const positive = (match: MatchFacts) => isIdentity(match) && match.values.length > 0;
  return when.some(positive) || (from.length > 0 && from.every((source) => source.some(positive)));
}

/** Plaintext requests are denied in any case where every ALLOW rule requires an identity. */
function allowsPlaintext({ authorization }: MemberFacts): boolean {
  if (!authorization.known) return true;
  const { ALLOW } = authorization.value.enforced;
  return ALLOW.length === 0 || ALLOW.some(({ rules }) => rules.some((rule) => !requiresIdentity(rule)));
}

function faultsOf(policy: AuthorizationPolicyFacts, mesh: MeshFacts): Finding[] {
  const members = mesh.selectedBy(policy).filter(({ membership }) => membership !== 'waypoint');
  const ports = portsOf(policy);
  const weak = members.filter((member) => acceptsPlaintext(member, ports) && allowsPlaintext(member));
  const unclear = members.find(({ mtls }) => !mtls.known)?.mtls;
  const verb = VERBS[policy.action] ?? 'is allowed';
  if (weak.length > 0)
    return [
      {
        verdict: 'fail',
        at: policyRef(policy.record),
        message: `plaintext traffic without an identity ${verb} on ${memberNames(weak)}: mutual TLS is not STRICT there`,
        evidence: [
          observed(policyName(policy), `action ${policy.action} by identity`),
          ...weak.slice(0, 3).flatMap(({ mtls }) => (mtls.known ? mtls.evidence : [])),
        ],
        restsOn: ['istio'],
      },
    ];
  if (!unclear || unclear.known) return [];
  return [
    {
      verdict: 'unknown',
      at: policyRef(policy.record),
      message: `mutual TLS of the selected workloads is unknown: ${unclear.reason}`,
      requires: requiresOr(unclear.requires, list('peerauthentications.security.istio.io')),
    },
  ];
}

const VERBS: Readonly<Partial<Record<AuthorizationPolicyFacts['action'], string>>> = {
  DENY: 'is not denied',
  CUSTOM: 'reaches no external authorizer',
};

/** The ports that the rules in question are limited to; undefined: all of them. */
function portsOf(policy: AuthorizationPolicyFacts): readonly number[] | undefined {
  const operations = policy.rules
    .filter((rule) => ignoresPlaintext(policy, rule))
    .flatMap(({ to }) => (to.length === 0 ? [[]] : to));
  const limits = operations.map((one) => one.find(({ field }) => field === 'ports')?.values ?? []);
  return limits.some((values) => values.length === 0) ? undefined : limits.flat().map(Number);
}

function acceptsPlaintext({ mtls }: MemberFacts, only: readonly number[] | undefined): boolean {
  if (!mtls.known) return false;
  const { mode, ports } = mtls.value;
  if (only) return only.some((port) => (ports.get(port)?.mode ?? mode) !== 'STRICT');
  return mode !== 'STRICT' || [...ports.values()].some((port) => port.mode !== 'STRICT');
}
