/**
 * What ztunnel enforces of an AuthorizationPolicy: connections only. istiod removes conditions on requests (istio
 * pilot/pkg/serviceregistry/ambient/authorization.go), and in ztunnel a `from`, `to` or `when` without any other condition never matches (ztunnel
 * src/rbac.rs).
 */
import type { AuthorizationPolicyFacts, MatchFacts, RuleFacts } from './types.ts';

/** Conditions on connections; `when` has other names for some of them. */
const CONNECTION: ReadonlySet<string> = new Set([
  'principals',
  'namespaces',
  'serviceAccounts',
  'ipBlocks',
  'ports',
  'source.ip',
  'source.namespace',
  'source.principal',
  'destination.ip',
  'destination.port',
]);

/**
 * `unsupported`: the action is not sent to ztunnel. `never`: no rule can match, so DENY has no effect and ALLOW denies everything. `fewer`: some
 * rules of an ALLOW policy never match. `wider`: a DENY policy also denies requests that it does not describe. `narrower`: some rules of a DENY
 * policy have no effect. `same`: as configured.
 */
export type AtZtunnel = 'unsupported' | 'never' | 'fewer' | 'wider' | 'narrower' | 'same';

export function atZtunnel({ action, rules }: AuthorizationPolicyFacts): AtZtunnel {
  if (action === 'CUSTOM' || action === 'AUDIT') return 'unsupported';
  if (rules.length === 0) return 'same';
  const affected = rules.filter(usesOther);
  if (affected.length === 0) return 'same';
  const lost = action === 'ALLOW' ? affected : affected.filter(neverMatches);
  if (lost.length === rules.length) return 'never';
  if (lost.length > 0) return action === 'ALLOW' ? 'fewer' : 'narrower';
  return 'wider';
}

/** Fields of a rule that ztunnel does not evaluate. */
export function otherFields({ from, to, when }: RuleFacts): string[] {
  return [...new Set([...from.flat(), ...to.flat(), ...when].filter(isOther).map(({ field }) => field))];
}

function usesOther(rule: RuleFacts): boolean {
  return otherFields(rule).length > 0;
}

function isOther({ field }: MatchFacts): boolean {
  return !CONNECTION.has(field);
}

function neverMatches({ from, to, when }: RuleFacts): boolean {
  const isEmpty = (matches: readonly MatchFacts[]) => matches.every(isOther);
  const isLost = (list: RuleFacts['from']) => list.length > 0 && list.every(isEmpty);
  return isLost(from) || isLost(to) || when.some(isOther);
}
