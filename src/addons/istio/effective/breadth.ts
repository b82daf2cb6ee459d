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

/** A condition that every request meets but those that it lists. */
function isException({ field, values }: MatchFacts): boolean {
  return values.length === 0 || isAll(field, values);
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

/** The rule matches every HTTP request but those that it lists (`notPaths`), also where `met` is all that remains. */
export function coversByDefault(rule: RuleFacts, met: Met = () => false): boolean {
  return holds(rule, (match) => met(match) || isException(match));
}
