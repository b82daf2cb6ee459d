/** What a policy means, and what istiod's message for ztunnel does instead, on sample connections. */
import type {
  AuthorizationPolicyFacts,
  MatchFacts,
  RuleFacts,
} from '../../../src/addons/istio/effective/types.ts';
import type { AtZtunnel } from '../../../src/addons/istio/effective/ztunnel.ts';
import type { Authorization, Connection, Group } from './ztunnel.ts';
import { cut, groupMatches } from './ztunnel.ts';

const CLIENTS = [undefined, 'shop/web', 'shop/db', 'pay/web', 'ops/db', 'mesh-root/web'];
const ADDRESSES = ['10.0.0.1', '10.9.9.9', '192.0.2.1'];
const PORTS = [8080, 5432, 9999];

/** At least one connection for every combination of conditions that the generator makes. */
const SAMPLES: readonly Connection[] = CLIENTS.flatMap((client) =>
  ADDRESSES.flatMap((from) => PORTS.map((port) => ({ ...(client !== undefined && { client }), from, port }))),
);

/**
 * In the words of our engine. Each source is evaluated with each operation, because another one of the same rule may cover it. Undefined:
 * conditions exclude each other, so that the rule has no effect anywhere.
 */
export function effectAt(
  { action, rules }: AuthorizationPolicyFacts,
  told: Authorization,
): AtZtunnel | undefined {
  if (rules.flatMap(alternativesOf).some((one) => !SAMPLES.some((sample) => means(one, sample, true))))
    return undefined;
  const groups = told.groups ?? [];
  if (rules.length === 0) return 'same';
  // istiod leaves out rules of ALLOW policies and keeps those of DENY policies.
  if (action === 'ALLOW')
    return groups.length === 0 ? 'never' : groups.length < rules.length ? 'fewer' : 'same';
  const each = rules.map((rule, index) => effectsOf(rule, groups[index] ?? {}));
  const all = each.flat();
  if (all.every((effect) => effect === 'never')) return 'never';
  if (all.includes('never')) return 'narrower';
  return all.includes('wider') ? 'wider' : 'same';
}

/** In the same order as those of a group: operations, then sources. */
function alternativesOf({ from, to, when }: RuleFacts): RuleFacts[] {
  const single = (list: RuleFacts['from']) => (list.length === 0 ? [[]] : list.map((one) => [one]));
  return single(to).flatMap((operation) =>
    single(from).map((source) => ({ from: source, to: operation, when })),
  );
}

function effectsOf(rule: RuleFacts, group: Group): ('never' | 'wider' | 'same')[] {
  const enforced = (group.rules ?? []).reduce<Group[]>(
    (groups, { matches = [] }) =>
      groups.flatMap(({ rules = [] }) =>
        matches.map((match) => ({ rules: [...rules, { matches: [match] }] })),
      ),
    [{}],
  );
  return alternativesOf(rule).map((one, index) => {
    const found = enforced[index] ?? { rules: [{ matches: [{}] }] };
    if (!SAMPLES.some((sample) => groupMatches(found, sample))) return 'never';
    return SAMPLES.some((sample) => groupMatches(found, sample) && !means(one, sample, false))
      ? 'wider'
      : 'same';
  });
}

/** Whether the rule matches; `requests`: what its conditions on requests evaluate to. */
function means({ from, to, when }: RuleFacts, connection: Connection, requests: boolean): boolean {
  const all = (matches: readonly MatchFacts[]) => matches.every((one) => holds(one, connection, requests));
  const any = (list: RuleFacts['from']) => list.length === 0 || list.some(all);
  return any(from) && any(to) && all(when);
}

function holds({ field, values, notValues }: MatchFacts, connection: Connection, requests: boolean): boolean {
  const fits = (value: string) => fitsField(field, value, connection);
  const known = fits(values[0] ?? notValues[0] ?? '');
  if (known === undefined) return requests;
  return (values.length === 0 || values.some(fits)) && !notValues.some(fits);
}

/** Undefined: a condition on requests. */
function fitsField(field: string, value: string, { client, from, port }: Connection): boolean | undefined {
  const [namespace = '', account = ''] = client?.split('/') ?? [];
  switch (field) {
    case 'principals':
    case 'source.principal':
      return client !== undefined && textFits(value, `cluster.local/ns/${namespace}/sa/${account}`);
    case 'namespaces':
    case 'source.namespace':
      return textFits(value, namespace);
    case 'ipBlocks':
    case 'source.ip': {
      const [address = '', length = '32'] = value.split('/');
      const bits = (ip: string) => cut(ip.split('.').map(Number), Number(length));
      return bits(address) === bits(from);
    }
    case 'ports':
    case 'destination.port':
      return Number(value) === port;
    default:
      return undefined;
  }
}

function textFits(value: string, text: string): boolean {
  if (value === '*') return text !== '';
  if (value.endsWith('*')) return text.startsWith(value.slice(0, -1));
  return value.startsWith('*') ? text.endsWith(value.slice(1)) : text === value;
}
