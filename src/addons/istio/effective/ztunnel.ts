/**
 * What ztunnel enforces of an AuthorizationPolicy: connections only. istiod removes conditions on requests (istio
 * pilot/pkg/serviceregistry/ambient/authorization.go), and in ztunnel a `from`, `to` or `when` without any other condition never matches (ztunnel
 * src/rbac.rs).
 */
import { authorizationOf } from './authorization.ts';
import type { AuthorizationFacts, AuthorizationPolicyFacts, MatchFacts, RuleFacts } from './types.ts';

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
 * `unsupported`: the action is not sent to ztunnel. `unattached`: an empty selector, with which istiod attaches the policy to no workload.
 * `never`: no rule can match, so DENY has no effect and ALLOW denies everything. `fewer`: some rules of an ALLOW policy never match. `wider`: a
 * DENY policy also denies requests that it does not describe. `narrower`: rules of a DENY policy have no effect, or for some sources or
 * operations. `same`: as configured.
 */
export type AtZtunnel = 'unsupported' | 'unattached' | 'never' | 'fewer' | 'wider' | 'narrower' | 'same';

export function atZtunnel(policy: AuthorizationPolicyFacts): AtZtunnel {
  const { action, rules } = policy;
  if (isUnsupported(policy)) return 'unsupported';
  if (isUnattached(policy)) return 'unattached';
  if (rules.length === 0) return 'same';
  const affected = rules.filter(usesOther);
  if (affected.length === 0) return 'same';
  const left = rulesAt(policy);
  if (left.length === 0) return 'never';
  if (action === 'ALLOW') return 'fewer';
  return left.length < rules.length || affected.some(losesAlternatives) ? 'narrower' : 'wider';
}

/** The policies of a workload in ambient mode, as ztunnel enforces them. Those without any effect there are left out. */
export function enforcedByZtunnel(policies: readonly AuthorizationPolicyFacts[]): AuthorizationFacts {
  const sent = policies
    .filter((policy) => !isUnsupported(policy) && !isUnattached(policy))
    .map((policy) => ({ ...policy, rules: rulesAt(policy) }))
    .filter(({ action, rules }) => action === 'ALLOW' || rules.length > 0);
  return authorizationOf(sent);
}

function isUnsupported({ action }: AuthorizationPolicyFacts): boolean {
  return action === 'CUSTOM' || action === 'AUDIT';
}

function isUnattached({ selector }: AuthorizationPolicyFacts): boolean {
  return selector !== undefined && Object.keys(selector).length === 0;
}

/** The rules that can match: those of an ALLOW policy only without conditions on requests, those of others without these conditions. */
function rulesAt({ action, rules }: AuthorizationPolicyFacts): RuleFacts[] {
  if (action === 'ALLOW') return rules.filter((rule) => !usesOther(rule));
  return rules
    .filter((rule) => !neverMatches(rule))
    .map(({ from, to, when }) => ({ from: onConnections(from), to: onConnections(to), when }));
}

function onConnections(list: RuleFacts['from']): RuleFacts['from'] {
  return list
    .map((matches) => matches.filter((match) => !isOther(match)))
    .filter((matches) => matches.length > 0);
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

/** A source or an operation with conditions on requests only: it matches nothing. */
function isLost(matches: readonly MatchFacts[]): boolean {
  return matches.every(isOther);
}

function neverMatches({ from, to, when }: RuleFacts): boolean {
  const areLost = (list: RuleFacts['from']) => list.length > 0 && list.every(isLost);
  return areLost(from) || areLost(to) || when.some(isOther);
}

function losesAlternatives({ from, to }: RuleFacts): boolean {
  return from.some(isLost) || to.some(isLost);
}
