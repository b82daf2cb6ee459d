import type { NetworkPolicyRecord, PolicySection, TrafficPeer, TrafficRule } from '../../schema/policy.ts';
import { arr, isObject, namespaceOf, num, obj, scalar, str, strings } from '../raw.ts';
import type { Raw } from '../raw.ts';
import { selectorText, UNREADABLE } from '../selector.ts';
import type { Project } from '../../kinds/define.ts';
import { refusedBy } from './cilium-validity.ts';
import type { RulePorts } from './parts.ts';
import { addresses, EVERY_PORT, hasItems, joined, NO_PORTS, portOf, portRange, ruleOf } from './parts.ts';

/** CiliumNetworkPolicy and CiliumClusterwideNetworkPolicy: one rule in `spec`, or several in `specs`. */
export const projectCiliumPolicy: Project<NetworkPolicyRecord> = ({ raw, meta, kind }) => {
  const clusterwide = kind === 'CiliumClusterwideNetworkPolicy';
  const specs = [raw['spec'], ...arr(raw['specs'])].filter(isObject);
  const refused = refusedBy(raw, specs, clusterwide);
  // A policy that the agents reject has no effect.
  const has = (...keys: string[]): boolean =>
    refused !== 'yes' && specs.some((spec) => keys.some((key) => hasItems(spec[key])));
  const sectionsOf = (direction: Direction): PolicySection[] =>
    (refused === 'yes' ? [] : specs)
      .flatMap((spec) => sectionOf(spec, clusterwide, direction))
      .map((section) => (refused === 'perhaps' ? asUncertain(section) : section));
  const record: NetworkPolicyRecord = {
    ...(!clusterwide && { namespace: namespaceOf(meta) }),
    name: meta.name,
    kind,
    // A direction with an empty list does not apply.
    ingress: has('ingress', 'ingressDeny'),
    egress: has('egress', 'egressDeny'),
    sections: sectionsOf('ingress'),
    outgoing: sectionsOf('egress'),
  };
  return { record };
};

function asUncertain(section: PolicySection): PolicySection {
  return { ...section, subjects: section.subjects.map((subject) => ({ ...subject, unread: true })) };
}

type Direction = 'ingress' | 'egress';

/** None when it is about nodes, or has no rules for this direction. */
function sectionOf(spec: Raw, clusterwide: boolean, direction: Direction): PolicySection[] {
  const allowed = arr(spec[direction]).filter(isObject);
  const denied = arr(spec[`${direction}Deny`]).filter(isObject);
  const { endpointSelector } = spec;
  if (!isObject(endpointSelector) || allowed.length + denied.length === 0) return [];
  const scope = clusterwide ? [] : undefined;
  return [
    {
      subjects: [{ ...(scope && { namespaces: scope }), pods: requirementsOf(endpointSelector) }],
      isolates: obj(spec['enableDefaultDeny'])[direction] !== false,
      rules: [
        ...denied.flatMap((rule) => rulesOf('deny', rule, clusterwide, direction)),
        ...allowed.flatMap((rule) => rulesOf('allow', rule, clusterwide, direction)),
      ],
    },
  ];
}

/** A rule without peers and ports matches nothing; with ports alone it matches everyone. */
function rulesOf(
  action: 'allow' | 'deny',
  rule: Raw,
  clusterwide: boolean,
  direction: Direction,
): TrafficRule[] {
  const prefix = direction === 'ingress' ? 'from' : 'to';
  const named = PEERS.some((key) => Array.isArray(rule[`${prefix}${key}`]));
  const ports = portsOf(rule);
  if (!named && ports === undefined) return [];
  // Other modes require mutual authentication; this one, for tests, refuses every sender.
  if (obj(rule['authentication'])['mode'] === 'test-always-fail') return [];
  const from = named ? peersOf(rule, prefix, clusterwide) : undefined;
  const required = hasItems(rule[`${prefix}Requires`]);
  return ruleOf(action, required ? from?.map((peer) => ({ ...peer, unread: true })) : from, ports);
}

const PEERS = [
  'Endpoints',
  'Entities',
  'CIDR',
  'CIDRSet',
  'Groups',
  'Nodes',
  'Requires',
  'FQDNs',
  'Services',
];

function peersOf(rule: Raw, prefix: 'from' | 'to', clusterwide: boolean): TrafficPeer[] {
  const listed = (key: string): readonly unknown[] => arr(rule[`${prefix}${key}`]);
  const cidrs = (blocks: readonly TrafficPeer[]): TrafficPeer[] =>
    blocks.map((peer) => ({ ...peer, outside: true }));
  return [
    ...listed('Endpoints')
      .filter(isObject)
      .flatMap((selector) => endpoints(selector, clusterwide)),
    ...strings(listed('Entities')).flatMap((entity) => ENTITIES[entity] ?? NODES),
    ...cidrs(strings(listed('CIDR')).map((cidr) => addresses(cidr))),
    ...cidrs(
      listed('CIDRSet')
        .map(obj)
        .map((set) => addresses(str(set['cidr'], 64), strings(set['except']))),
    ),
    ...(listed('Requires').length > 0 ? [{ namespaces: [], unread: true }] : []),
    ...(listed('Nodes').length > 0 ? [NODES] : []),
    // The addresses of names, and the pods or addresses of Services, are not looked up.
    ...(listed('FQDNs').length > 0 ? [{ entity: 'world' as const, unread: true }] : []),
    ...(listed('Services').length > 0 ? [{ entity: 'all' as const, unread: true }] : []),
  ];
}

/** Single parts of the cluster that are no pods: hosts, the API server, health checks. */
const NODES: TrafficPeer = { entity: 'nodes', unread: true };

/** Entities with many members. */
const ENTITIES: Readonly<Record<string, TrafficPeer>> = {
  all: { entity: 'all' },
  cluster: { entity: 'cluster' },
  'cluster-mesh': { entity: 'cluster' },
  world: { entity: 'world' },
  'world-ipv4': { entity: 'world' },
  'world-ipv6': { entity: 'world' },
};

/** Pods of the policy's own namespace, unless the selector selects namespaces or the policy is cluster-wide. */
function endpoints(selector: Raw, clusterwide: boolean): TrafficPeer[] {
  const pods = requirementsOf(selector);
  if (pods.some((requirement) => requirement.startsWith('@reserved'))) {
    const world = pods.length === 1 && /^@reserved\/world(?:=| Exists)/.test(pods[0] ?? '');
    return world ? [{ entity: 'world' }] : [];
  }
  const elsewhere = clusterwide || pods.some((requirement) => requirement.startsWith('@namespace'));
  return [{ ...(elsewhere && { namespaces: [] }), pods }];
}

/** Labels are prefixed with their source; namespaces and ServiceAccounts are labels as well. */
function requirementsOf(selector: Raw): string[] {
  return (selectorText(selector) ?? []).flatMap((requirement) => {
    const bare = requirement.replace(/^(?:k8s|any):/, '');
    if (bare.startsWith('io.cilium.k8s.policy.cluster')) return [];
    if (bare.startsWith('reserved:')) return [bare.replace('reserved:', '@reserved/')];
    if (/^[a-z-]+:/.test(bare)) return [UNREADABLE];
    return [
      bare
        .replace(/^io\.kubernetes\.pod\.namespace(?=[= ])/, '@namespace')
        .replace(/^io\.cilium\.k8s\.policy\.serviceaccount(?=[= ])/, '@serviceaccount')
        .replace(/^io\.cilium\.k8s\.namespace\.labels\./, '@namespace/'),
    ];
  });
}

/** Patterns that match every request. */
const ANYTHING = new Set(['', '.*', '/.*', '^.*$', '^/.*', '^/.*$', '.+']);
const PATTERNS = ['path', 'method', 'host'];

/** Whether rules of layer 7 deny some requests. A rule without fields, or whose patterns match everything, allows all of them. */
function limitsRequests(rules: unknown): boolean {
  const { dns, ...others } = obj(rules);
  // Queries of some names pass the connection; those of others are answered by the agent.
  if (hasItems(dns) && !Object.values(others).some(hasItems)) return false;
  const lists = Object.values(obj(rules)).filter(hasItems);
  return (
    lists.length > 0 &&
    !lists.some((list) =>
      arr(list).some((item) =>
        Object.entries(obj(item)).every(
          ([field, value]) => PATTERNS.includes(field) && ANYTHING.has(str(value, 64) ?? ''),
        ),
      ),
    )
  );
}

/** Undefined = every port. Ports limited to certain requests of layer 7 do not count, except those of DNS. */
function portsOf(rule: Raw): RulePorts | undefined {
  if (!hasItems(rule['toPorts'])) return hasItems(rule['icmps']) ? NO_PORTS : undefined;
  return joined(
    arr(rule['toPorts'])
      .map(obj)
      .flatMap((entry) => {
        if (limitsRequests(entry['rules']) || hasItems(entry['serverNames'])) return [];
        return arr(entry['ports']).map(obj).flatMap(rangesOf);
      }),
  );
}

function rangesOf({ port, endPort, protocol }: Raw): RulePorts[] {
  const given = (str(protocol, 16) ?? 'ANY').toUpperCase();
  const protocols = given === 'ANY' ? ['TCP', 'UDP', 'SCTP'] : [given];
  const text = scalar(port) ?? '0';
  const ranges = /^\d+$/.test(text)
    ? Number(text) === 0
      ? [EVERY_PORT]
      : portRange(Number(text), Math.max(Number(text), num(endPort) ?? 0))
    : [text];
  return protocols.map((one) => portOf(one, ranges));
}
