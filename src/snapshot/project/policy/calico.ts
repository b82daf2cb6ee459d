import type {
  NetworkPolicyRecord,
  PolicySection,
  PolicySubject,
  TrafficPeer,
  TrafficRule,
} from '../../schema/policy.ts';
import { arr, isObject, namespaceOf, num, obj, put, scalar, str, strings } from '../raw.ts';
import type { Raw } from '../raw.ts';
import { requirement, UNREADABLE } from '../selector.ts';
import type { Project } from '../../kinds/define.ts';
import { calicoSelector } from './calico-selector.ts';
import type { RulePorts } from './parts.ts';
import { addresses, EVERY_PORT, hasItems, joined, portOf, portRange, ruleOf } from './parts.ts';

/** NetworkPolicy and GlobalNetworkPolicy of Calico, in either of its API groups. */
export const projectCalicoPolicy: Project<NetworkPolicyRecord> = ({ raw, meta, kind }) => {
  const spec = obj(raw['spec']);
  const global = kind === 'GlobalNetworkPolicy';
  const record: NetworkPolicyRecord = {
    ...(!global && { namespace: namespaceOf(meta) }),
    name: meta.name,
    kind: global ? kind : 'CalicoNetworkPolicy',
    ...directions(spec),
    tier: str(spec['tier'], 256) ?? 'default',
    sections: [],
    outgoing: [],
  };
  put(record, 'order', num(spec['order']));
  // These apply to the interfaces of hosts alone.
  if (spec['preDNAT'] === true || spec['doNotTrack'] === true) {
    record.ingress = false;
    record.egress = false;
  }
  if (record.ingress) record.sections = [sectionOf(spec, global, 'ingress')];
  if (record.egress) record.outgoing = [sectionOf(spec, global, 'egress')];
  return { record };
};

type Direction = 'ingress' | 'egress';

function sectionOf(spec: Raw, global: boolean, direction: Direction): PolicySection {
  return {
    subjects: subjectsOf(spec, global),
    // Traffic that no rule of its tier decides is denied.
    isolates: true,
    rules: arr(spec[direction])
      .filter(isObject)
      .flatMap((rule) => rulesOf(rule, global, direction)),
  };
}

/** The API sets types; in a manifest they follow from the rules. */
function directions(spec: Raw): { ingress: boolean; egress: boolean } {
  const types = strings(spec['types']);
  if (types.length > 0) return { ingress: types.includes('Ingress'), egress: types.includes('Egress') };
  const egress = hasItems(spec['egress']);
  return { ingress: !egress || hasItems(spec['ingress']), egress };
}

function subjectsOf(spec: Raw, global: boolean): PolicySubject[] {
  const pods = calicoSelector(str(spec['selector']) ?? '');
  const namespaces = calicoSelector(str(spec['namespaceSelector']) ?? '');
  if (pods === undefined || namespaces === undefined) return [];
  const accounts = calicoSelector(str(spec['serviceAccountSelector']) ?? '');
  return [
    {
      ...(global && { namespaces }),
      pods,
      // Labels of ServiceAccounts are not evaluated.
      ...(accounts?.length !== 0 && { unread: true }),
    },
  ];
}

/**
 * A rule; none when it matches no traffic of pods that has ports, or only a part of it by its ICMP types or HTTP paths. The sender chooses
 * its source port: it can use an allowed one, and avoid a denied one.
 */
function rulesOf(rule: Raw, global: boolean, direction: Direction): TrafficRule[] {
  const action = ACTIONS[str(rule['action'], 16) ?? ''];
  const source = obj(rule['source']);
  const destination = obj(rule['destination']);
  const [peer, own] = direction === 'ingress' ? [source, destination] : [destination, source];
  const narrowed = ['http', 'icmp'].some((key) => isObject(rule[key]));
  const bySourcePort = hasItems(source['ports']) || hasItems(source['notPorts']);
  if (action === undefined || narrowed || (bySourcePort && action !== 'allow')) return [];
  const ports = portsOf(rule, destination);
  const everyUser = peersOf(peer, global);
  const family = num(rule['ipVersion']);
  // For one IP family, all peers are all addresses of it.
  const from =
    action === 'allow' && everyUser === undefined && (family === 4 || family === 6)
      ? [addresses(family === 6 ? '::/0' : '0.0.0.0/0')]
      : everyUser;
  // Conditions on the selected pod's own address or labels narrow the rule further; so does one of two IP families a denial.
  const partly =
    ['nets', 'notNets', 'selector', 'notSelector', 'namespaceSelector', 'serviceAccounts', 'services'].some(
      (key) => own[key] !== undefined,
    ) ||
    (family !== undefined && (action !== 'allow' || (family === 6 && everyUser !== undefined)));
  if (!partly) return ruleOf(action, from, ports);
  return ruleOf(
    action,
    (from ?? [{ entity: 'all' }]).map((one) => ({ ...one, unread: true })),
    ports,
  );
}

/** `Log` neither allows nor denies. */
const ACTIONS: Readonly<Record<string, TrafficRule['action']>> = {
  Allow: 'allow',
  Deny: 'deny',
  Pass: 'pass',
};

/** Undefined = all of them. */
function peersOf(source: Raw, global: boolean): TrafficPeer[] | undefined {
  const text = (key: string): string => (str(source[key]) ?? '').trim();
  const nets = strings(source['nets']);
  const notNets = strings(source['notNets']);
  const byPods = ['selector', 'namespaceSelector', 'serviceAccounts'].some(
    (key) => isObject(source[key]) || text(key) !== '',
  );
  const others = text('notSelector') !== '' || isObject(source['services']) || hasItems(source['domains']);
  if (!byPods && !others && nets.length === 0 && notNets.length === 0) return undefined;
  const pods = byPods ? podsOf(source, global) : undefined;
  if (byPods && pods === undefined) return [];
  const mixed = others || (pods !== undefined && (nets.length > 0 || notNets.length > 0));
  if (mixed) return [{ ...(pods ?? { entity: 'all' as const }), unread: true }];
  if (pods !== undefined) return [pods];
  const blocks = nets.length > 0 ? nets : ['0.0.0.0/0', '::/0'];
  return blocks.map((block) =>
    addresses(
      block,
      notNets.filter((net) => net.includes(':') === block.includes(':')),
    ),
  );
}

/**
 * Undefined = no pod. A NetworkPolicy selects pods and network sets of its own namespace by default; a GlobalNetworkPolicy those of all
 * namespaces and without one.
 */
function podsOf(source: Raw, global: boolean): TrafficPeer | undefined {
  const scope = (str(source['namespaceSelector']) ?? '').trim();
  const inNoNamespace = GLOBAL.test(scope);
  const namespaces = inNoNamespace ? [] : calicoSelector(scope);
  const pods = calicoSelector(str(source['selector']) ?? '');
  if (namespaces === undefined || pods === undefined) return undefined;
  const accounts = obj(source['serviceAccounts']);
  const names = strings(accounts['names']);
  return {
    ...((global || scope !== '') && { namespaces }),
    ...(inNoNamespace
      ? { globalSets: 'only' as const }
      : global && scope === '' && { globalSets: 'also' as const }),
    pods: [
      ...pods,
      ...(names.length > 0 ? [requirement('@serviceaccount', 'In', names)] : []),
      ...(typeof accounts['selector'] === 'string' && accounts['selector'] !== '' ? [UNREADABLE] : []),
    ],
  };
}

const GLOBAL = /^global\(\s*\)$/;

/** Undefined = every port of every protocol. */
function portsOf(rule: Raw, destination: Raw): RulePorts | undefined {
  const protocol = protocolOf(rule['protocol']);
  const notProtocol = protocolOf(rule['notProtocol']);
  const given = hasItems(destination['ports']) ? arr(destination['ports']).flatMap(rangeOf) : [EVERY_PORT];
  const taken = arr(destination['notPorts']).flatMap(rangeOf);
  if (protocol === '' && notProtocol === '' && taken.length === 0 && !hasItems(destination['ports']))
    return undefined;
  const ranges = taken.length === 0 ? given : without(given, taken);
  const protocols = protocol === '' ? PROTOCOLS.filter((one) => one !== notProtocol) : [protocol];
  return joined(protocols.map((one) => portOf(one, ranges)));
}

const PROTOCOLS = ['TCP', 'UDP', 'SCTP'];
const NUMBERS: Readonly<Record<string, string>> = { 6: 'TCP', 17: 'UDP', 132: 'SCTP' };

function protocolOf(value: unknown): string {
  const name = (scalar(value) ?? '').toUpperCase();
  return NUMBERS[name] ?? name;
}

/** `80`, `8000:8100`, or the name of a port. */
function rangeOf(value: unknown): string[] {
  const text = scalar(value) ?? '';
  const [first = '', last = first] = text.split(':');
  if (/^\d+$/.test(first) && /^\d+$/.test(last)) return portRange(Number(first), Number(last));
  return /^[a-z0-9-]+$/i.test(text) ? [text] : [];
}

/** The first ranges without the others. */
function without(ranges: readonly string[], taken: readonly string[]): string[] {
  const isName = (range: string): boolean => !/^\d/.test(range);
  let left = ranges.filter((range) => !isName(range)).map(bounds);
  for (const [from, to] of taken.filter((range) => !isName(range)).map(bounds))
    left = left.flatMap(([first, last]): [number, number][] => [
      ...(first < from ? [[first, Math.min(last, from - 1)] as [number, number]] : []),
      ...(last > to ? [[Math.max(first, to + 1), last] as [number, number]] : []),
    ]);
  return [...ranges.filter(isName), ...left.flatMap(([first, last]) => portRange(first, last))];
}

function bounds(range: string): [number, number] {
  const [first = '0', last = first] = range.split('-');
  return [Number(first), Number(last)];
}
