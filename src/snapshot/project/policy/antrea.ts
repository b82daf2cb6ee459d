import type {
  NetworkPolicyRecord,
  PolicySection,
  PolicySubject,
  TrafficPeer,
  TrafficRule,
} from '../../schema/policy.ts';
import { arr, isObject, namespaceOf, num, obj, put, str } from '../raw.ts';
import type { Raw } from '../raw.ts';
import { requirement, selectorText } from '../selector.ts';
import type { Project } from '../../kinds/define.ts';
import { blockOf, hasItems, NO_PORTS, podsBy, portsOf, ruleOf } from './parts.ts';

/** NetworkPolicy and ClusterNetworkPolicy of Antrea. They deny only what a rule names. */
export const projectAntreaPolicy: Project<NetworkPolicyRecord> = ({ raw, meta, kind }) => {
  const spec = obj(raw['spec']);
  const scope = kind === 'ClusterNetworkPolicy' ? [] : undefined;
  const record: NetworkPolicyRecord = {
    ...(scope === undefined && { namespace: namespaceOf(meta) }),
    name: meta.name,
    kind: `Antrea${kind}`,
    ingress: hasItems(spec['ingress']),
    egress: hasItems(spec['egress']),
    tier: (str(spec['tier'], 256) ?? 'application').toLowerCase(),
    sections: [],
    outgoing: [],
  };
  put(record, 'order', num(spec['priority']));
  if (record.ingress) record.sections = [sectionOf(spec, scope, 'ingress')];
  if (record.egress) record.outgoing = [sectionOf(spec, scope, 'egress')];
  return { record };
};

type Direction = 'ingress' | 'egress';

function sectionOf(spec: Raw, scope: Scope, direction: Direction): PolicySection {
  const rules = arr(spec[direction]).filter(isObject);
  const own = rules.flatMap((rule) => arr(rule['appliedTo'])).flatMap((one) => appliedTo(one, scope));
  return {
    subjects: [...arr(spec['appliedTo']).flatMap((one) => appliedTo(one, scope)), ...own],
    isolates: false,
    rules: rules.flatMap((rule) => rulesOf(rule, scope, direction)),
  };
}

type Scope = readonly string[] | undefined;

/** Pods; nodes, Services and external hosts are none. */
function appliedTo(value: unknown, scope: Scope): PolicySubject[] {
  const raw = obj(value);
  if (isObject(raw['podSelector']) || isObject(raw['namespaceSelector'])) return [podsBy(raw, scope)];
  return byName(raw, scope);
}

/** Groups are objects of their own, whose members are not looked up; a ServiceAccount is given by its name. */
function byName(raw: Raw, scope: Scope): PolicySubject[] {
  if (typeof raw['group'] === 'string') return [{ ...(scope && { namespaces: scope }), unread: true }];
  const account = obj(raw['serviceAccount']);
  const name = str(account['name'], 256);
  if (name === undefined) return [];
  const namespace = str(account['namespace'], 256) ?? '';
  return [
    {
      namespaces: [`kubernetes.io/metadata.name=${namespace}`],
      pods: [requirement('@serviceaccount', 'In', [name])],
    },
  ];
}

function rulesOf(rule: Raw, scope: Scope, direction: Direction): TrafficRule[] {
  // A rule of layer 7 denies all except certain requests of its traffic.
  const action = hasItems(rule['l7Protocols']) ? 'deny' : (ACTIONS[str(rule['action'], 16) ?? ''] ?? 'deny');
  const given = arr(rule['ports']);
  // The sender chooses its source port: it can use an allowed one, and avoid a denied one.
  const ports = action === 'allow' ? given : given.filter((entry) => obj(entry)['sourcePort'] === undefined);
  if (given.length > 0 && ports.length === 0) return [];
  const otherProtocols = hasItems(rule['protocols']) && ports.length === 0;
  const from = arr(rule[direction === 'ingress' ? 'from' : 'to']);
  // The pods of a Service are not looked up.
  const toServices = direction === 'egress' && hasItems(rule['toServices']);
  const to = hasItems(rule['appliedTo'])
    ? arr(rule['appliedTo']).flatMap((one) => appliedTo(one, scope))
    : undefined;
  if (to?.length === 0) return [];
  return ruleOf(
    action,
    toServices
      ? [{ entity: 'all', unread: true }]
      : from.length === 0
        ? undefined
        : from.flatMap((peer) => peersOf(obj(peer), scope)),
    otherProtocols ? NO_PORTS : portsOf(ports),
    to,
  );
}

const ACTIONS: Readonly<Record<string, TrafficRule['action']>> = {
  Allow: 'allow',
  Drop: 'deny',
  Reject: 'deny',
  Pass: 'pass',
};

function peersOf(raw: Raw, scope: Scope): TrafficPeer[] {
  const block = blockOf(raw['ipBlock']);
  if (block) return [block];
  if (isObject(raw['nodeSelector'])) return [{ nodes: selectorText(raw['nodeSelector']) ?? [] }];
  // Which addresses a name has is not known here.
  if (typeof raw['fqdn'] === 'string') return [{ entity: 'world', unread: true }];
  const { namespaces } = raw;
  if (isObject(namespaces)) {
    const pods = podsBy({ podSelector: raw['podSelector'] }, undefined);
    if (str(namespaces['match'], 32)?.toLowerCase() === 'self') return [pods];
    return [{ ...pods, namespaces: [], unread: true }];
  }
  if (isObject(raw['podSelector']) || isObject(raw['namespaceSelector'])) return [podsBy(raw, scope)];
  return byName(raw, scope);
}
