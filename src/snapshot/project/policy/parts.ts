/** Common parts of the policies of several vendors. */
import type { PolicySubject, TrafficPeer, TrafficRule } from '../../schema/policy.ts';
import { arr, isObject, num, obj, put, str, strings } from '../raw.ts';
import type { Raw } from '../raw.ts';
import { selectorText } from '../selector.ts';

const LAST_PORT = 65_535;

/** A range of ports as text; none when it contains no port. Ports are integers from 1 to 65535. */
export function portRange(first: number, last: number = first): string[] {
  const from = Math.max(1, Math.ceil(first));
  const to = Math.min(LAST_PORT, Math.floor(last));
  if (!(from <= to)) return [];
  return [from === to ? `${from}` : `${from}-${to}`];
}

export const EVERY_PORT = `1-${LAST_PORT}`;

/** Destination ports of a rule, by protocol. */
export interface RulePorts {
  /** Of TCP: numbers, ranges and names. */
  tcp: readonly string[];
  /** Of other protocols: `UDP/53`. */
  others: readonly string[];
}

/** Protocols other than TCP that policies select ports of. */
const OTHER_PROTOCOLS = new Set(['UDP', 'SCTP']);

/** One port, range or name of a protocol; nothing for a protocol that has no ports in policies. */
export function portOf(protocol: string, ranges: readonly string[]): RulePorts {
  const name = protocol.toUpperCase();
  if (name === 'TCP') return { tcp: ranges, others: [] };
  return { tcp: [], others: OTHER_PROTOCOLS.has(name) ? ranges.map((range) => `${name}/${range}`) : [] };
}

/** All of them together. */
export function joined(ports: readonly RulePorts[]): RulePorts {
  return { tcp: ports.flatMap(({ tcp }) => tcp), others: ports.flatMap(({ others }) => others) };
}

export const NO_PORTS: RulePorts = { tcp: [], others: [] };

/**
 * Ports of entries with `protocol`, `port` and `endPort`, as in Kubernetes and Antrea; undefined = every port. The protocol is TCP by
 * default. A name is that of a container port: which number it has, its pods decide.
 */
export function portsOf(entries: readonly unknown[]): RulePorts | undefined {
  if (entries.length === 0) return undefined;
  return joined(
    entries.map(obj).map((entry) => {
      const protocol = str(entry['protocol'], 16) ?? 'TCP';
      const { port } = entry;
      if (port === undefined || port === null) return portOf(protocol, [EVERY_PORT]);
      const first = num(port);
      const name = str(port, 63);
      return portOf(
        protocol,
        first === undefined ? (name === undefined ? [] : [name]) : portRange(first, num(entry['endPort'])),
      );
    }),
  );
}

/** `ipBlock: { cidr, except }`; undefined when there is none. */
export function blockOf(value: unknown): TrafficPeer | undefined {
  if (!isObject(value)) return undefined;
  return addresses(str(value['cidr'], 64), strings(value['except']));
}

/** A peer by addresses; without a CIDR it is a peer that cannot be read. */
export function addresses(block: string | undefined, except: readonly string[] = []): TrafficPeer {
  if (block === undefined) return { namespaces: [], unread: true };
  return { block, ...(except.length > 0 && { except }) };
}

/** Pods by `namespaceSelector` and `podSelector`; without the former those of the policy's namespace, or `scope`. */
export function podsBy(
  raw: Raw,
  scope: readonly string[] | undefined,
  names: { namespaces: string; pods: string } = { namespaces: 'namespaceSelector', pods: 'podSelector' },
): PolicySubject {
  const subject: PolicySubject = {};
  put(subject, 'namespaces', selectorText(raw[names.namespaces]) ?? scope);
  put(subject, 'pods', selectorText(raw[names.pods]));
  return subject;
}

/** The rule; none when it has no possible port or no possible sender. */
export function ruleOf(
  action: TrafficRule['action'],
  from: readonly TrafficPeer[] | undefined,
  ports: RulePorts | undefined,
  to?: readonly PolicySubject[],
): TrafficRule[] {
  if ((ports && ports.tcp.length + ports.others.length === 0) || from?.length === 0) return [];
  const rule: TrafficRule = { action };
  put(rule, 'from', from);
  put(rule, 'ports', ports?.tcp);
  if (ports && ports.others.length > 0) rule.others = ports.others;
  put(rule, 'to', to);
  return [rule];
}

/** Whether the value is a list with items. */
export function hasItems(value: unknown): boolean {
  return arr(value).length > 0;
}
