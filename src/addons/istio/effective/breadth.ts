/**
 * How many requests the rules of an AuthorizationPolicy match. Values such as `*` are conditions that every request meets
 * (https://istio.io/latest/docs/reference/config/security/authorization-policy/): they limit nothing.
 */
import { MOST, shareOfAddresses } from '../../../shared/address-share.ts';
import type { MatchFacts, RuleFacts } from './types.ts';

/** Every request has a host, a method and a path. The presence of an identity or a token is a condition. */
const EVERY: Readonly<Record<string, RegExp>> = {
  hosts: /^\*$/,
  methods: /^\*$/,
  paths: /^(?:\*|\/\*|\/\{\*\*\})$/,
};

const ADDRESSES: ReadonlySet<string> = new Set(['ipBlocks', 'remoteIpBlocks', 'source.ip', 'remote.ip']);

/** A condition that every request meets. */
function isMet({ field, values, notValues }: MatchFacts): boolean {
  return notValues.length === 0 && (values.length === 0 || isAll(field, values));
}

function isAll(field: string, values: readonly string[]): boolean {
  return ADDRESSES.has(field)
    ? coverMostAddresses(values)
    : values.some((value) => EVERY[field]?.test(value) === true);
}

/** Blocks that together cover more than half of a family of addresses, and so those of Pods. */
export function coverMostAddresses(ranges: readonly string[]): boolean {
  return shareOfAddresses(ranges.map((block) => ({ block }))) > MOST;
}

/** A condition that every request meets but those that it lists, where it leaves requests and the client does not choose. */
function isException(match: MatchFacts): boolean {
  const { field, values, notValues } = match;
  // Who sends a request writes its headers, and so the exception.
  if (notValues.length > 0 && field.startsWith('request.headers[')) return false;
  return !excludesAll(match) && (values.length === 0 || isAll(field, values));
}

/** All that applications serve; the others are of proxies and of preflight requests. */
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Every identity of the mesh: istiod reads `cluster.local` as its own trust domain. */
const IDENTITIES: Readonly<Record<string, RegExp>> = {
  principals: /^(?:\*|cluster\.local\/(?:ns\/)?\*)$/,
  namespaces: /^\*$/,
  trustDomains: /^(?:\*|cluster\.local)$/,
  requestPrincipals: /^\*$/,
};

/** Names of the same fields in `when`. */
const KEYS: Readonly<Record<string, string>> = {
  'source.principal': 'principals',
  'source.namespace': 'namespaces',
  'source.trustDomain': 'trustDomains',
  'request.auth.principal': 'requestPrincipals',
};

/** Whether the values are those of every identity of the mesh, or of every token. */
export function areAllIdentities({ field }: Pick<MatchFacts, 'field'>, values: readonly string[]): boolean {
  const pattern = IDENTITIES[KEYS[field] ?? field];
  return values.some((value) => pattern?.test(value) === true);
}

/** The negation leaves no request of an application, or none of a client with an identity. */
function excludesAll(match: MatchFacts): boolean {
  const { field, notValues } = match;
  return (
    isAll(field, notValues) ||
    areAllIdentities(match, notValues) ||
    (field === 'methods' && METHODS.every((method) => notValues.includes(method)))
  );
}

/** The negation lists what every request has: no request meets the condition. */
export function isNeverMet({ field, notValues }: MatchFacts): boolean {
  return ADDRESSES.has(field)
    ? shareOfAddresses(notValues.map((block) => ({ block }))) >= 1
    : isAll(field, notValues);
}

type Met = (match: MatchFacts) => boolean;

/** One source, one operation and all conditions of a rule consist of such matches alone. */
function holds({ from, to, when }: RuleFacts, met: Met): boolean {
  const any = (list: RuleFacts['from']) => list.length === 0 || list.some((one) => one.every(met));
  return any(from) && any(to) && when.every(met);
}

/** The rule matches every HTTP request: it has no condition, or none that limits it. */
export function coversEveryRequest(rule: RuleFacts): boolean {
  return holds(rule, isMet);
}

/** The header that sidecars set from the client's certificate, and remove without one: a client does not choose it. */
const OF_PROXIES = /^request\.headers\[x-forwarded-client-cert\]/i;

/**
 * A condition of an ALLOW rule that every client can meet: one that every request meets, the presence or other value of a header that the client
 * writes, or all methods of applications.
 */
function isMetByChoice(match: MatchFacts): boolean {
  const { field, values, notValues } = match;
  if (isMet(match)) return true;
  if (field.startsWith('request.headers['))
    return (
      !OF_PROXIES.test(field) && (values.length === 0 || (values.includes('*') && notValues.length === 0))
    );
  return (
    (field === 'methods' || field === 'request.method') &&
    notValues.length === 0 &&
    METHODS.every((method) => values.includes(method))
  );
}

/** The ALLOW rule lets every client in: it has no condition, or none that a client cannot meet. */
export function allowsEveryRequest(rule: RuleFacts): boolean {
  return holds(rule, isMetByChoice);
}

/** The ALLOW rule lets every identity of the mesh in, in any spelling, but not clients without one. */
export function allowsEveryIdentity(rule: RuleFacts): boolean {
  return (
    !allowsEveryRequest(rule) &&
    holds(
      rule,
      (match) =>
        isMetByChoice(match) ||
        ((KEYS[match.field] ?? match.field) !== 'requestPrincipals' &&
          match.notValues.length === 0 &&
          areAllIdentities(match, match.values)),
    )
  );
}

/** The rule matches every HTTP request but those that it lists (`notPaths`), also where `met` is all that remains. */
export function coversByDefault(rule: RuleFacts, met: Met = () => false): boolean {
  return holds(rule, (match) => met(match) || isException(match));
}
