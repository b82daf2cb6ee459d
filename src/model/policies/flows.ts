/** Ports of several protocols as one set: each protocol has a range of numbers of its own. */
import type { TrafficRule } from '../../snapshot/records/index.ts';
import type { Ports } from './ports.ts';
import { common, NO_PORT, portSet, united } from './ports.ts';

export type Protocol = 'TCP' | 'UDP' | 'SCTP';

export const PROTOCOLS: readonly Protocol[] = ['TCP', 'UDP', 'SCTP'];

const LAST_PORT = 65_535;
const OFFSETS: Readonly<Record<Protocol, number>> = { TCP: 0, UDP: 100_000, SCTP: 200_000 };

export const EVERY_FLOW: Ports = PROTOCOLS.map((protocol) => [
  OFFSETS[protocol] + 1,
  OFFSETS[protocol] + LAST_PORT,
]);

/** A named port of a pod. */
export interface NamedPort {
  name: string;
  protocol: Protocol;
  port: number;
}

/** The number of a port among those of all protocols. */
export function flowOf(protocol: Protocol, port: number): number {
  return OFFSETS[protocol] + port;
}

/** The ports of one protocol. */
export function portsIn(flows: Ports, protocol: Protocol): Ports {
  const offset = OFFSETS[protocol];
  return common(flows, [[offset + 1, offset + LAST_PORT]]).map(([first, last]) => [
    first - offset,
    last - offset,
  ]);
}

/** Rules without names, whose ports do not depend on the receiver. */
const plain = new WeakMap<TrafficRule, Ports>();

/** The ports that a rule is about, at a receiver with these named ports. */
export function flowsOf(rule: TrafficRule, named: readonly NamedPort[]): Ports {
  if (rule.ports === undefined) return EVERY_FLOW;
  const found = plain.get(rule);
  if (found) return found;
  const all = [
    ...rule.ports.map((range) => ['TCP', range]),
    ...(rule.others ?? []).map((entry) => entry.split('/')),
  ];
  const names: [Protocol, string][] = [];
  let flows: Ports = NO_PORT;
  for (const [protocol = '', range = ''] of all) {
    if (!isProtocol(protocol)) continue;
    if (isRange(range)) flows = united(flows, shifted(range, OFFSETS[protocol]));
    else names.push([protocol, range]);
  }
  if (names.length === 0) {
    plain.set(rule, flows);
    return flows;
  }
  for (const { name, protocol, port } of named)
    if (names.some(([one, wanted]) => one === protocol && wanted === name))
      flows = united(flows, [[flowOf(protocol, port), flowOf(protocol, port)]]);
  return flows;
}

/** Names of ports in a rule: `UDP/dns`. */
export function portNames({ ports = [], others = [] }: TrafficRule): string[] {
  return [...ports.map((range) => `TCP/${range}`), ...others].filter(
    (entry) => !isRange(entry.slice(entry.indexOf('/') + 1)),
  );
}

function isProtocol(text: string): text is Protocol {
  return Object.hasOwn(OFFSETS, text);
}

/** A name contains a letter. */
function isRange(text: string): boolean {
  return /^\d+(?:-\d+)?$/.test(text);
}

function shifted(range: string, offset: number): Ports {
  return portSet([range]).map(([first, last]) => [first + offset, last + offset]);
}

/** `80, 443, 53/UDP`, or `all`; at most `most` entries. */
export function flowText(flows: Ports, most = 6): string {
  const texts = PROTOCOLS.flatMap((protocol) => {
    const own = portsIn(flows, protocol);
    const suffix = protocol === 'TCP' ? '' : `/${protocol}`;
    if (own.length === 1 && own[0]?.[0] === 1 && own[0][1] === LAST_PORT) return [`all ${protocol}`];
    return own.map(([first, last]) => `${first === last ? first : `${first}-${last}`}${suffix}`);
  });
  if (texts.length === PROTOCOLS.length && texts.every((text) => text.startsWith('all '))) return 'all';
  if (texts.length === 0) return 'none';
  return texts.length > most ? `${texts.slice(0, most).join(', ')} ...` : texts.join(', ');
}
