/**
 * AuthorizationPolicies by workload, as istiod evaluates them (istio pilot/pkg/model/authorization.go, pilot/pkg/security/authz): CUSTOM first,
 * then DENY, then ALLOW; once an ALLOW policy applies to a workload, all other requests are denied.
 */
import type { CustomRecord } from '../../../snapshot/records/index.ts';
import { byCreation, Reader, scopeOf } from './read.ts';
import type {
  AuthorizationAction,
  AuthorizationFacts,
  AuthorizationPolicyFacts,
  MatchFacts,
  RuleFacts,
} from './types.ts';

const ACTIONS: readonly AuthorizationAction[] = ['ALLOW', 'DENY', 'AUDIT', 'CUSTOM'];

/** Fields of a source and of an operation, each with its negation `not…`. */
const SOURCE = [
  'principals',
  'requestPrincipals',
  'namespaces',
  'ipBlocks',
  'remoteIpBlocks',
  'serviceAccounts',
  'trustDomains',
] as const;
const OPERATION = ['hosts', 'ports', 'methods', 'paths'] as const;

/** In the order in which istiod lists them. */
export function readAuthorizationPolicies(custom: readonly CustomRecord[]): AuthorizationPolicyFacts[] {
  return custom
    .filter(({ group, kind }) => group === 'security.istio.io' && kind === 'AuthorizationPolicy')
    .sort(byCreation)
    .map((record) => {
      const { spec, annotations } = record;
      const reader = new Reader(record);
      const provider = reader.text(
        reader.object(spec['provider'], 'spec.provider')['name'],
        'spec.provider.name',
      );
      const policy = {
        ...scopeOf(record, reader),
        action: reader.oneOf(spec['action'], ACTIONS, 'spec.action') ?? 'ALLOW',
        dryRun: isTrue(annotations['istio.io/dry-run']),
        ...(provider !== undefined && { provider }),
        rules: reader.objects(spec['rules'], 'spec.rules').map((rule) => ruleOf(rule, reader)),
      };
      return { ...policy, ...(reader.problem !== undefined && { problem: reader.problem }) };
    });
}

/** As Go's strconv.ParseBool. */
function isTrue(text: string | undefined): boolean {
  return text !== undefined && ['1', 't', 'T', 'true', 'TRUE', 'True'].includes(text);
}

function ruleOf(rule: Readonly<Record<string, unknown>>, reader: Reader): RuleFacts {
  return {
    from: reader
      .objects(rule['from'], 'rules.from')
      .map((item) => matches(reader.object(item['source'], 'rules.from.source'), SOURCE, reader)),
    to: reader
      .objects(rule['to'], 'rules.to')
      .map((item) => matches(reader.object(item['operation'], 'rules.to.operation'), OPERATION, reader)),
    when: reader.objects(rule['when'], 'rules.when').map((item) => ({
      field: reader.text(item['key'], 'rules.when.key') ?? '',
      values: reader.texts(item['values'], 'rules.when.values'),
      notValues: reader.texts(item['notValues'], 'rules.when.notValues'),
    })),
  };
}

function matches(
  given: Readonly<Record<string, unknown>>,
  fields: readonly string[],
  reader: Reader,
): MatchFacts[] {
  return fields.flatMap((field) => {
    const negation = `not${field.charAt(0).toUpperCase()}${field.slice(1)}`;
    const values = reader.texts(given[field], field);
    const notValues = reader.texts(given[negation], negation);
    return values.length === 0 && notValues.length === 0 ? [] : [{ field, values, notValues }];
  });
}

/** The policies of one workload by action. */
export function authorizationOf(policies: readonly AuthorizationPolicyFacts[]): AuthorizationFacts {
  const enforced: Record<AuthorizationAction, AuthorizationPolicyFacts[]> = {
    ALLOW: [],
    DENY: [],
    AUDIT: [],
    CUSTOM: [],
  };
  for (const policy of policies) if (!policy.dryRun) enforced[policy.action].push(policy);
  return { policies, enforced };
}

/** A rule without any condition matches every request. */
export function matchesEverything({ from, to, when }: RuleFacts): boolean {
  const any = (list: RuleFacts['from']) => list.length === 0 || list.some((one) => one.length === 0);
  return (
    any(from) && any(to) && when.every(({ values, notValues }) => values.length + notValues.length === 0)
  );
}

/** Whether one of these policies matches every request. */
export function hasOpenRule(policies: readonly Pick<AuthorizationPolicyFacts, 'rules'>[]): boolean {
  return policies.some(({ rules }) => rules.some(matchesEverything));
}

/**
 * Conditions on requests of HTTP, which a TCP port cannot evaluate: there an ALLOW rule with one of them matches nothing, and a rule of another
 * action matches as if it had none (istio pilot/pkg/security/authz/model).
 */
export function isOfHttp({ field }: MatchFacts): boolean {
  return ['requestPrincipals', 'hosts', 'methods', 'paths'].includes(field) || field.startsWith('request.');
}

/** Fields of a rule that exist in requests of HTTP only. */
export function httpFields({ from, to, when }: RuleFacts): string[] {
  return [...new Set([...from.flat(), ...to.flat(), ...when].filter(isOfHttp).map(({ field }) => field))];
}

/** The rules of a policy that a port evaluates: one with conditions on HTTP requests grants nothing on other protocols. */
export function rulesOn(
  { action, rules }: Pick<AuthorizationPolicyFacts, 'action' | 'rules'>,
  protocol: 'http' | 'tcp',
): RuleFacts[] {
  // Other actions ignore the condition, and so apply to more connections than the rule says.
  return protocol === 'http' || action !== 'ALLOW'
    ? [...rules]
    : rules.filter((rule) => httpFields(rule).length === 0);
}

/**
 * Policies of action CUSTOM that deny what they match, because istiod cannot call their authorizer (istio pilot/pkg/security/authz/builder):
 * the mesh configuration has no such extension provider, or policies of one workload name several.
 */
export function deniedForProvider(
  policies: readonly AuthorizationPolicyFacts[],
  usable: (provider: string) => boolean,
): AuthorizationPolicyFacts[] {
  const custom = policies.filter(({ action }) => action === 'CUSTOM');
  const providers = new Set(custom.map(({ provider = '' }) => provider));
  return custom.filter(({ provider = '', dryRun }) => !dryRun && (providers.size > 1 || !usable(provider)));
}
