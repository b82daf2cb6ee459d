import { hasOpenRule } from './authorization.ts';
import type { AuthorizationFacts, AuthorizationOutcome, AuthorizationPolicyFacts } from './types.ts';

/**
 * What the policies of a workload decide about a request that none of their rules names. CUSTOM is evaluated first, then DENY, then ALLOW;
 * without ALLOW policies a request is allowed (https://istio.io/latest/docs/concepts/security/#implicit-enablement).
 */
export function outcomeOf({ policies, enforced }: AuthorizationFacts): AuthorizationOutcome {
  const { ALLOW, DENY, CUSTOM } = enforced;
  if (hasOpenRule(DENY) || (ALLOW.length > 0 && ALLOW.every(({ rules }) => rules.length === 0)))
    return 'deny-all';
  if (hasOpenRule(ALLOW)) return denying(DENY) ? 'deny' : CUSTOM.length > 0 ? 'custom' : 'allow-all';
  if (ALLOW.length > 0) return 'allow-list';
  if (CUSTOM.length > 0) return 'custom';
  if (denying(DENY)) return 'deny';
  return policies.length > 0 ? 'audit' : 'none';
}

/** A policy without rules never matches. */
function denying(policies: readonly AuthorizationPolicyFacts[]): boolean {
  return policies.some(({ rules }) => rules.length > 0);
}
