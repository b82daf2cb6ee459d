/** AdminNetworkPolicy, BaselineAdminNetworkPolicy and ClusterNetworkPolicy of policy.networking.k8s.io. */
import type {
  NetworkPolicyRecord,
  PolicySection,
  PolicySubject,
  TrafficPeer,
  TrafficRule,
} from '../../schema/policy.ts';
import { arr, isObject, num, obj, put, str, strings } from '../raw.ts';
import type { Raw } from '../raw.ts';
import { selectorText } from '../selector.ts';
import type { Project } from '../../kinds/define.ts';
import type { RulePorts } from './parts.ts';
import { addresses, EVERY_PORT, hasItems, joined, podsBy, portOf, portRange, ruleOf } from './parts.ts';

/** They deny only what a rule names, and select across namespaces. */
export const projectAdminPolicy: Project<NetworkPolicyRecord> = ({ raw, meta, kind }) => {
  const spec = obj(raw['spec']);
  const record: NetworkPolicyRecord = {
    name: meta.name,
    kind,
    ingress: hasItems(spec['ingress']),
    egress: hasItems(spec['egress']),
    tier: tierOf(kind, spec),
    sections: [],
    outgoing: [],
  };
  put(record, 'order', num(spec['priority']));
  if (record.ingress) record.sections = [sectionOf(spec, 'ingress', 'from')];
  if (record.egress) record.outgoing = [sectionOf(spec, 'egress', 'to')];
  return { record };
};

function sectionOf(spec: Raw, direction: 'ingress' | 'egress', peers: 'from' | 'to'): PolicySection {
  return {
    subjects: selected(obj(spec['subject'])),
    isolates: false,
    rules: arr(spec[direction])
      .filter(isObject)
      .flatMap((rule) => rulesOf(actionOf(rule['action']), arr(rule[peers]).filter(isObject), portsOf(rule))),
  };
}

/**
 * A peer without a known field belongs to a newer version of the API, which asks to fail closed: such a rule admits nothing by it, and any
 * other denies everything.
 */
function rulesOf(
  action: TrafficRule['action'],
  peers: readonly Raw[],
  ports: RulePorts | undefined,
): TrafficRule[] {
  const unknown = peers.some((peer) => peersOf(peer).length === 0);
  if (unknown && action !== 'allow') return ruleOf('deny', undefined, undefined);
  return ruleOf(action, peers.flatMap(peersOf), ports);
}

function peersOf(peer: Raw): TrafficPeer[] {
  const { nodes, networks, domainNames } = peer;
  return [
    ...selected(peer),
    ...(isObject(nodes) ? [{ nodes: selectorText(nodes) ?? [] }] : []),
    ...strings(networks).map((network) => addresses(network)),
    // Which addresses the names have is not known here.
    ...(hasItems(domainNames) ? [{ entity: 'world' as const, unread: true }] : []),
  ];
}

function tierOf(kind: string, spec: Raw): string {
  if (kind === 'ClusterNetworkPolicy') return str(spec['tier'], 64) ?? 'Admin';
  return kind === 'BaselineAdminNetworkPolicy' ? 'Baseline' : 'Admin';
}

function actionOf(value: unknown): 'allow' | 'deny' | 'pass' {
  if (value === 'Allow' || value === 'Accept') return 'allow';
  return value === 'Pass' ? 'pass' : 'deny';
}

/** A subject or a peer: `namespaces` alone, or `pods` in namespaces. Early versions had the selector one level deeper, or compared labels. */
function selected(raw: Raw): (PolicySubject & TrafficPeer)[] {
  const { namespaces, pods } = raw;
  if (isObject(pods)) {
    if (isObject(pods['namespaces'])) return [{ ...byNamespaces(pods['namespaces']), ...podsOf(pods) }];
    return [podsBy(pods, [])];
  }
  return isObject(namespaces) ? [byNamespaces(namespaces)] : [];
}

function podsOf(raw: Raw): PolicySubject {
  const pods = selectorText(raw['podSelector']);
  return pods === undefined ? {} : { pods };
}

function byNamespaces(namespaces: Raw): PolicySubject {
  if (hasItems(namespaces['sameLabels']) || hasItems(namespaces['notSameLabels']))
    return { namespaces: [], unread: true };
  return { namespaces: selectorText(namespaces['namespaceSelector'] ?? namespaces) ?? [] };
}

/** `ports` of the v1alpha1 kinds, `protocols` of v1alpha2 and later; undefined = every port. */
function portsOf(rule: Raw): RulePorts | undefined {
  const ports = arr(rule['ports']).map(obj);
  const protocols = arr(rule['protocols']).map(obj);
  if (ports.length === 0 && protocols.length === 0) return undefined;
  return joined([...ports.flatMap(ofAlpha1), ...protocols.flatMap(ofAlpha2)]);
}

/** A name is that of a port of any protocol. */
function named(name: string): RulePorts[] {
  return PROTOCOLS.map((protocol) => portOf(protocol, [name]));
}

const PROTOCOLS = ['TCP', 'UDP', 'SCTP'];

function ofAlpha1(entry: Raw): RulePorts[] {
  const single = obj(entry['portNumber']);
  const range = obj(entry['portRange']);
  const name = str(entry['namedPort'], 63);
  if (name !== undefined) return named(name);
  return [
    portOf(str(single['protocol'] ?? range['protocol'], 16) ?? 'TCP', oneOrRange(single['port'], range)),
  ];
}

function ofAlpha2(entry: Raw): RulePorts[] {
  const name = str(entry['destinationNamedPort'], 63);
  if (name !== undefined) return named(name);
  return PROTOCOLS.flatMap((protocol) => {
    const own = entry[protocol.toLowerCase()];
    if (!isObject(own)) return [];
    const destination = obj(own['destinationPort']);
    if (Object.keys(destination).length === 0) return [portOf(protocol, [EVERY_PORT])];
    return [portOf(protocol, oneOrRange(destination['number'], obj(destination['range'])))];
  });
}

function oneOrRange(single: unknown, range: Raw): string[] {
  const first = num(single) ?? num(range['start']);
  if (first === undefined) return [];
  return portRange(first, num(single) ?? num(range['end']));
}
