import type { AuthorizationPolicyFacts, MatchFacts, MeshFacts } from '../../addons/istio/effective/types.ts';
import type { Severity } from '../../result/types.ts';
import type { Finding } from '../define.ts';
import { defineCheck } from '../define.ts';
import {
  enforcedOnes,
  invalidOnes,
  policyName,
  policyRef,
  policyVerdict,
  securityKinds,
} from '../helpers/mesh-policies.ts';
import { listed, observed } from '../helpers/objects.ts';

export default defineCheck({
  id: 'istio/authorization-match-fragile',
  title: 'AuthorizationPolicy path or host match can be bypassed',
  control: 'Match patterns of AuthorizationPolicies',
  severity: 'medium',
  why: 'The proxy and the application can interpret a path or host differently, for example `//admin` or `%2Fadmin`. An attacker can use such a spelling to bypass the policy.',
  remediation:
    'Use ALLOW with positive matches, or DENY with `notPaths` and `notHosts`. Set `pathNormalization.normalization: DECODE_AND_MERGE_SLASHES` in the mesh configuration.',
  references: ['istio-security-best-practices', 'istio-authorization-policy', 'K05'],
  needs: [],
  uses: ['istio', 'mesh'],
  passNeeds: ['istio'],
  kinds: { istio: securityKinds('AuthorizationPolicy') },
  *run({ istio, mesh }): Iterable<Finding> {
    const policies = enforcedOnes(mesh).filter(({ action }) => action === 'ALLOW' || action === 'DENY');
    yield* policyVerdict(istio, {
      findings: [
        ...policies.flatMap((policy) => faultOf(policy, mesh)),
        ...invalidOnes(mesh.read.authorizationPolicies),
      ],
      objects: policies.length,
      noun: 'ALLOW or DENY policy',
      pass: 'no ALLOW policy matches by exclusion, and no DENY policy lists paths or hosts',
    });
  },
});

/** An ALLOW rule that excludes values, or a DENY rule that lists them: another spelling of a value is allowed. */
function isFragile(action: 'ALLOW' | 'DENY', { field, values, notValues }: MatchFacts): boolean {
  if (action === 'ALLOW') return ['paths', 'hosts', 'methods'].includes(field) && notValues.length > 0;
  // `*` leaves no other spelling.
  return ['paths', 'hosts'].includes(field) && values.some((value) => value !== '*' && value !== '/*');
}

function faultOf({ action, rules, ...policy }: AuthorizationPolicyFacts, mesh: MeshFacts): Finding[] {
  if (action !== 'ALLOW' && action !== 'DENY') return [];
  const fields = [
    ...new Set(
      rules
        .flatMap(({ to }) => to.flat())
        .filter((match) => isFragile(action, match))
        .map(({ field }) => (action === 'ALLOW' ? negated(field) : field)),
    ),
  ];
  if (fields.length === 0) return [];
  const normalization = normalizationOf(mesh);
  return [
    {
      verdict: 'fail',
      at: policyRef(policy.record),
      severity: severityOf(fields, normalization),
      message: `action ${action} with ${listed(fields)}: other spellings are allowed${fields.some(isPath) ? `, pathNormalization is ${normalization ?? 'unknown'}` : ''}`,
      evidence: [observed(policyName(policy), `action ${action}, ${fields.join(', ')}`)],
    },
  ];
}

function negated(field: string): string {
  return `not${field.charAt(0).toUpperCase()}${field.slice(1)}`;
}

function isPath(field: string): boolean {
  return /paths$/i.test(field);
}

/** The setting of the mesh; BASE is the default. */
function normalizationOf({ settings }: MeshFacts): string | undefined {
  if (!settings.known) return undefined;
  const { normalization = 'DEFAULT' } = settings.value.pathNormalization ?? {};
  return normalization === 'DEFAULT' ? 'BASE (default)' : normalization;
}

/** Paths are what servers normalize; with the widest normalization of the proxy few spellings are left. */
function severityOf(fields: readonly string[], normalization: string | undefined): Severity {
  return fields.some(isPath) && normalization !== 'DECODE_AND_MERGE_SLASHES' ? 'medium' : 'low';
}
