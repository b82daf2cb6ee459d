/** Rules of an AuthorizationPolicy that no request can match, by the format of their values and by what exists in the cluster. */
import { isNeverMet } from '../../addons/istio/effective/breadth.ts';
import type { MatchFacts, RuleFacts } from '../../addons/istio/effective/types.ts';
import type { CollectorId } from '../../snapshot/types.ts';
import { listed } from './objects.ts';

export interface RuleContext {
  namespaces: readonly string[];
  /** Tokens are validated on a workload of the policy. */
  tokens: boolean;
  /** Connections to a workload of the policy can have an identity. */
  identities: boolean;
  /** Of the workloads, as far as they are known. */
  ports: ReadonlySet<number>;
  servicePorts: ReadonlySet<number>;
}

export interface Impossible {
  reason: string;
  /** Lists that it depends on. */
  restsOn: readonly CollectorId[];
}

/** Why no request can match the rule: a condition that all its alternatives require. */
export function impossibleIn({ from, to, when }: RuleFacts, context: RuleContext): Impossible | undefined {
  const ofEach = (list: RuleFacts['from']): Impossible | undefined => {
    const found = list.map((matches) => firstOf(matches, context));
    return found.length > 0 && found.every((one) => one !== undefined) ? found[0] : undefined;
  };
  return ofEach(from) ?? ofEach(to) ?? firstOf(when, context);
}

/** Namespaces in sources that no namespace matches. */
export function namespacesIn(rules: readonly RuleFacts[], { namespaces }: RuleContext): string[] {
  const values = rules.flatMap(({ from, when }) =>
    [...from.flat(), ...when].filter(isNamespace).flatMap((match) => [...match.values, ...match.notValues]),
  );
  return [...new Set(values)].filter((value) => !namespaces.some((name) => fits(value, name)));
}

function firstOf(matches: readonly MatchFacts[], context: RuleContext): Impossible | undefined {
  for (const match of matches) {
    const found = impossible(match, context);
    if (found) return found;
  }
  return undefined;
}

function isNamespace({ field }: MatchFacts): boolean {
  return field === 'namespaces' || field === 'source.namespace';
}

function impossible(match: MatchFacts, context: RuleContext): Impossible | undefined {
  const { field, values, notValues } = match;
  if (isNeverMet(match))
    return { reason: `the exceptions of ${field} (${listed(notValues)}) are every request`, restsOn: [] };
  if (values.length === 0) return undefined;
  if (values.every((value) => notValues.includes(value)))
    return { reason: `${field} excludes all of its values`, restsOn: [] };
  const wrong = FORMATS[field];
  if (wrong && values.every(wrong.isWrong))
    return {
      reason: `${field} ${listed(values.map((value) => JSON.stringify(value)))}: ${wrong.words}`,
      restsOn: [],
    };
  if (
    isNamespace(match) &&
    context.namespaces.length > 0 &&
    namespacesIn([{ from: [[{ ...match, notValues: [] }]], to: [], when: [] }], context).length ===
      new Set(values).size
  )
    return { reason: `${field} ${listed(values)}: no such namespace`, restsOn: ['namespaces'] };
  if ((field === 'requestPrincipals' || field.startsWith('request.auth.')) && !context.tokens)
    return {
      reason: `${field}: no RequestAuthentication validates tokens on the workload`,
      restsOn: ['istio'],
    };
  if (isIdentity(match) && !context.identities)
    return {
      reason: `${field}: mutual TLS of the workload is disabled (mode DISABLE), so no connection has an identity`,
      restsOn: ['istio'],
    };
  if (field === 'ports' || field === 'destination.port') return ofService(match, context);
  return undefined;
}

const IDENTITY: ReadonlySet<string> = new Set([
  'principals',
  'namespaces',
  'serviceAccounts',
  'trustDomains',
  'source.principal',
  'source.namespace',
  'source.serviceAccount',
  'source.trustDomain',
]);

/** A field that compares the identity of the connection. */
export function isIdentity({ field }: MatchFacts): boolean {
  return IDENTITY.has(field);
}

/** Ports are those of the workload: the number of its Service alone, mapped to another one, never occurs. */
function ofService(
  { field, values }: MatchFacts,
  { ports, servicePorts }: RuleContext,
): Impossible | undefined {
  const isOfService = (value: string) => servicePorts.has(Number(value)) && !ports.has(Number(value));
  return values.every(isOfService)
    ? { reason: `${field} ${listed(values)}: a port of the Service, not of the Pod`, restsOn: [] }
    : undefined;
}

interface Format {
  isWrong: (value: string) => boolean;
  words: string;
}

/** Values that Istio compares with `*` at one end as a prefix or suffix; all others exactly. */
const PRINCIPAL: Format = {
  isWrong: (value) =>
    value.startsWith('spiffe://') ||
    (!value.startsWith('*') && !value.endsWith('*') && !/^[^/]+\/ns\/[^/]+\/sa\/[^/]+$/.test(value)),
  words: 'expected TRUST-DOMAIN/ns/NAMESPACE/sa/SERVICEACCOUNT',
};

const FORMATS: Readonly<Record<string, Format>> = {
  principals: PRINCIPAL,
  'source.principal': PRINCIPAL,
  methods: { isWrong: (value) => /^[a-z]/.test(value), words: 'methods are upper case' },
  paths: { isWrong: (value) => !/^[/*{]/.test(value), words: 'paths begin with /' },
};

/** As Istio matches a value with an asterisk at one end. */
function fits(value: string, name: string): boolean {
  if (value.startsWith('*')) return name.endsWith(value.slice(1));
  return value.endsWith('*') ? name.startsWith(value.slice(0, -1)) : name === value;
}
