import { allowsEveryRequest, coversByDefault } from '../../addons/istio/effective/breadth.ts';
import type {
  AuthorizationFacts,
  MatchFacts,
  MemberFacts,
  MeshFacts,
  RequestAuthenticationFacts,
  RuleFacts,
} from '../../addons/istio/effective/types.ts';
import type { Severity } from '../../result/types.ts';
import { listAll } from '../../shared/requirement.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import {
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

export default defineCheck({
  id: 'istio/jwt-not-required',
  title: 'Istio accepts requests without a JWT',
  control: 'JWT requirement of Istio workloads',
  severity: 'high',
  why: 'A RequestAuthentication rejects invalid tokens only and accepts requests without one. An unauthenticated user can send requests without a token to the workload.',
  remediation:
    'Create an AuthorizationPolicy with action DENY and `notRequestPrincipals: ["*"]` for the same workloads, or ALLOW with `requestPrincipals`.',
  references: ['istio-request-authentication', 'istio-authorization-policy', 'K05'],
  needs: [],
  uses: ['istio', 'mesh'],
  passNeeds: ['istio', 'pods', 'workloads'],
  kinds: { istio: [...securityKinds('RequestAuthentication', 'AuthorizationPolicy'), ENVOY_FILTER] },
  *run({ istio, mesh }): Iterable<Finding> {
    const policies = mesh.read.requestAuthentications.filter(
      ({ problem, rules }) => problem === undefined && rules.length > 0,
    );
    yield* policyVerdict(istio, {
      findings: [
        ...policies.flatMap((policy) => faultsOf(policy, mesh)),
        ...patchedOnes(
          policies.flatMap((policy) => mesh.selectedBy(policy)),
          mesh,
        ),
        ...invalidOnes([...mesh.read.requestAuthentications, ...mesh.read.authorizationPolicies]),
      ],
      objects: policies.length,
      noun: 'RequestAuthentication',
      pass: 'an AuthorizationPolicy requires a JWT on every workload with a RequestAuthentication',
      ofRoot: true,
    });
  },
});

function isToken({ field }: MatchFacts): boolean {
  return field === 'requestPrincipals' || field.startsWith('request.auth.');
}

/** Whether every request that the rule matches has a token. */
function requiresToken({ from, when }: RuleFacts): boolean {
  const positive = (match: MatchFacts) => isToken(match) && match.values.length > 0;
  return when.some(positive) || (from.length > 0 && from.every((source) => source.some(positive)));
}

const isAbsent = (match: MatchFacts): boolean => isToken(match) && match.notValues.length > 0;

/** Whether the rule matches requests because they have no token. */
function matchesAbsent({ from, when }: RuleFacts): boolean {
  return [...from.flat(), ...when].some(isAbsent);
}

type Demand = 'token' | 'some' | 'other' | 'none';

/** What the policies of a workload demand: a token, a token for some requests, something else, or nothing. */
function demandOf({ enforced: { ALLOW, DENY, CUSTOM } }: AuthorizationFacts): Demand {
  const allow = ALLOW.flatMap(({ rules }) => rules);
  const absent = DENY.flatMap(({ rules }) => rules.filter(matchesAbsent));
  // Exceptions such as `notPaths` are named; everything else requires a token.
  if (absent.some((rule) => coversByDefault(rule, isAbsent))) return 'token';
  // Requests that no ALLOW rule names are denied: rules without a token are exceptions as well.
  if (
    ALLOW.length > 0 &&
    !allow.some(allowsEveryRequest) &&
    (allow.length === 0 || allow.some(requiresToken))
  )
    return 'token';
  if (absent.length > 0) return 'some';
  // The authorizer is asked about what the rules of CUSTOM policies match, and only that.
  if (CUSTOM.some(({ rules }) => rules.some((rule) => coversByDefault(rule)))) return 'other';
  return ALLOW.length === 0 || allow.some(allowsEveryRequest) ? 'none' : 'other';
}

function faultsOf(policy: RequestAuthenticationFacts, mesh: MeshFacts): Finding[] {
  const members = mesh.selectedBy(policy);
  const unclear = members.find(({ authorization }) => !authorization.known)?.authorization;
  if (unclear && !unclear.known)
    return [
      {
        verdict: 'unknown',
        at: policyRef(policy.record),
        message: `the AuthorizationPolicies of the selected workloads are unknown: ${unclear.reason}`,
        requires: requiresOr(unclear.requires, listAll('authorizationpolicies.security.istio.io')),
      },
    ];
  const demands = members.map((member) => ({
    member,
    demand: member.authorization.known ? demandOf(member.authorization.value) : 'token',
  }));
  const open = demands.filter(({ demand }) => demand === 'none').map(({ member }) => member);
  const partly = demands.filter(({ demand }) => demand === 'other' || demand === 'some');
  const found = open.length > 0 ? open : partly.map(({ member }) => member);
  if (found.length === 0) return [];
  return [
    {
      verdict: 'fail',
      at: policyRef(policy.record),
      severity: open.length > 0 ? severityOf(open) : 'low',
      message: `requests without a JWT are accepted by ${memberNames(found)}: ${
        open.length === 0 && partly.every(({ demand }) => demand === 'some')
          ? 'the DENY rule for them has further conditions'
          : `no AuthorizationPolicy matches requestPrincipals or request.auth${open.length > 0 ? '' : '; other conditions limit the requests'}`
      }`,
      evidence: [
        observed(policyName(policy), `issuer ${policy.rules.map(({ issuer }) => issuer).join(', ')}`),
      ],
      restsOn: ['istio'],
    },
  ];
}

/** A gateway forwards requests of clients outside the cluster. */
function severityOf(open: readonly MemberFacts[]): Severity {
  return open.some(({ membership }) => membership === 'gateway') ? 'high' : 'medium';
}
