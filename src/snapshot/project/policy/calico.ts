import type { NetworkPolicyRecord, PolicySubject, TrafficPeer, TrafficRule } from '../../schema/policy.ts';
import { arr, isObject, namespaceOf, num, obj, put, scalar, str, strings } from '../raw.ts';
import type { Raw } from '../raw.ts';
import { requirement, UNREADABLE } from '../selector.ts';
import type { Project } from '../../kinds/define.ts';
import { calicoSelector } from './calico-selector.ts';
import { addresses, EVERY_TCP_PORT, hasItems, portRange, ruleOf } from './parts.ts';

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
  };
  put(record, 'order', num(spec['order']));
  // These apply to the interfaces of hosts alone.
  if (spec['preDNAT'] === true || spec['doNotTrack'] === true) record.ingress = false;
  if (record.ingress)
    record.sections = [
      {
        subjects: subjectsOf(spec, global),
        // Traffic that no rule of its tier decides is denied.
        isolates: true,
        rules: arr(spec['ingress'])
          .filter(isObject)
          .flatMap((rule) => rulesOf(rule, global)),
      },
    ];
  return { record };
};

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
 * A rule; none when it matches no TCP traffic of pods, or only a part of it by its ICMP types or HTTP paths. The sender chooses its source
 * port: it can use an allowed one, and avoid a denied one.
 */
function rulesOf(rule: Raw, global: boolean): TrafficRule[] {
  const action = ACTIONS[str(rule['action'], 16) ?? ''];
  const source = obj(rule['source']);
  const destination = obj(rule['destination']);
  const narrowed = ['http', 'icmp'].some((key) => isObject(rule[key]));
  const bySourcePort = hasItems(source['ports']) || hasItems(source['notPorts']);
  if (action === undefined || narrowed || (bySourcePort && action !== 'allow')) return [];
  const ports = portsOf(rule, destination);
  const everyUser = sendersOf(source, global);
  const family = num(rule['ipVersion']);
  // For one IP family, all senders are all addresses of it.
  const from =
    action === 'allow' && everyUser === undefined && (family === 4 || family === 6)
      ? [addresses(family === 6 ? '::/0' : '0.0.0.0/0')]
      : everyUser;
  // Conditions on the receiver's own address or labels narrow the rule further; so does one of two IP families a denial.
  const partly =
    ['nets', 'notNets', 'selector', 'notSelector', 'namespaceSelector', 'serviceAccounts', 'services'].some(
      (key) => destination[key] !== undefined,
    ) ||
    (family !== undefined && (action !== 'allow' || (family === 6 && everyUser !== undefined)));
  if (!partly) return ruleOf(action, from, ports);
  return ruleOf(
    action,
    (from ?? [{ entity: 'all' }]).map((peer) => ({ ...peer, unread: true })),
    ports,
  );
}

/** `Log` neither allows nor denies. */
const ACTIONS: Readonly<Record<string, TrafficRule['action']>> = {
  Allow: 'allow',
  Deny: 'deny',
  Pass: 'pass',
};

/** Undefined = all senders. */
function sendersOf(source: Raw, global: boolean): TrafficPeer[] | undefined {
  const text = (key: string): string => (str(source[key]) ?? '').trim();
  const nets = strings(source['nets']);
  const notNets = strings(source['notNets']);
  const byPods = ['selector', 'namespaceSelector', 'serviceAccounts'].some(
    (key) => isObject(source[key]) || text(key) !== '',
  );
  const others = text('notSelector') !== '' || isObject(source['services']);
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

/** TCP ports; undefined = every port of every protocol. */
function portsOf(rule: Raw, destination: Raw): string[] | undefined {
  const protocol = (scalar(rule['protocol']) ?? '').toUpperCase();
  const notProtocol = (scalar(rule['notProtocol']) ?? '').toUpperCase();
  const isTcp = (name: string): boolean => name === 'TCP' || name === '6';
  if ((protocol !== '' && !isTcp(protocol)) || isTcp(notProtocol)) return [];
  const given = hasItems(destination['ports'])
    ? arr(destination['ports']).flatMap(rangeOf)
    : protocol === ''
      ? undefined
      : [EVERY_TCP_PORT];
  const taken = arr(destination['notPorts']).flatMap(rangeOf);
  return taken.length === 0 ? given : without(given ?? [EVERY_TCP_PORT], taken);
}

/** `80`, `8000:8100`; ports by name are left out. */
function rangeOf(value: unknown): string[] {
  const [first = '', last = first] = (scalar(value) ?? '').split(':');
  if (!/^\d+$/.test(first) || !/^\d+$/.test(last)) return [];
  return portRange(Number(first), Number(last));
}

/** The first ranges without the others. */
function without(ranges: readonly string[], taken: readonly string[]): string[] {
  let left = ranges.map(bounds);
  for (const [from, to] of taken.map(bounds))
    left = left.flatMap(([first, last]): [number, number][] => [
      ...(first < from ? [[first, Math.min(last, from - 1)] as [number, number]] : []),
      ...(last > to ? [[Math.max(first, to + 1), last] as [number, number]] : []),
    ]);
  return left.flatMap(([first, last]) => portRange(first, last));
}

function bounds(range: string): [number, number] {
  const [first = '0', last = first] = range.split('-');
  return [Number(first), Number(last)];
}
