/**
 * How ztunnel evaluates what istiod sends to it (ztunnel src/rbac.rs), in our words: one of the groups has to match, in it each rule, of a rule one
 * match, and of a match every field. A match without fields matches nothing, a group without rules everything.
 */

/** A message of Istio's API `security`, as JSON. */
export interface Authorization {
  name: string;
  namespace: string;
  scope?: 'GLOBAL' | 'NAMESPACE' | 'WORKLOAD_SELECTOR';
  action?: 'ALLOW' | 'DENY';
  groups?: Group[];
  dryRun?: boolean;
}

export interface Group {
  rules?: { matches?: Match[] }[];
}

type Match = Readonly<Record<string, readonly unknown[]>>;

export interface Connection {
  /** `ns/sa` of the client; undefined: it has no identity. */
  client?: string;
  /** IPv4. */
  from: string;
  port: number;
}

export function groupMatches({ rules = [] }: Group, connection: Connection): boolean {
  return rules.every(
    ({ matches = [] }) => matches.length === 0 || matches.some((match) => holds(match, connection)),
  );
}

export function matches({ groups = [] }: Authorization, connection: Connection): boolean {
  return groups.some((group) => groupMatches(group, connection));
}

function holds(match: Match, connection: Connection): boolean {
  const fields = Object.entries(match);
  return (
    fields.length > 0 &&
    fields.every(([field, values]) => {
      const negated = /^not[A-Z]/.test(field);
      const plain = negated ? `${field.charAt(3).toLowerCase()}${field.slice(4)}` : field;
      return values.some((value) => fits(plain, value, connection)) !== negated;
    })
  );
}

function fits(field: string, value: unknown, { client, from, port }: Connection): boolean {
  const [namespace = '', account = ''] = client?.split('/') ?? [];
  switch (field) {
    case 'destinationPorts':
      return value === port;
    case 'principals':
      return client !== undefined && textFits(value, `cluster.local/ns/${namespace}/sa/${account}`);
    case 'namespaces':
      return textFits(value, namespace);
    case 'sourceIps':
      return addressFits(value as { address: string; length?: number }, from);
    default:
      throw new Error(`field ${field} is not generated`);
  }
}

function textFits(value: unknown, text: string): boolean {
  const { exact, prefix, suffix } = value as { exact?: string; prefix?: string; suffix?: string };
  if (exact !== undefined) return text === exact;
  if (prefix !== undefined) return text.startsWith(prefix);
  return suffix === undefined ? text !== '' : text.endsWith(suffix);
}

function addressFits({ address, length = 0 }: { address: string; length?: number }, ip: string): boolean {
  return cut(Buffer.from(address, 'base64'), length) === cut(ip.split('.').map(Number), length);
}

/** The first bits of an address. */
export function cut(bytes: Iterable<number>, length: number): string {
  return Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0'))
    .join('')
    .slice(0, length);
}
